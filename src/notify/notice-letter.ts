// A notice and what it is about → a letter. Pure. With neutral texts nothing of the customer gets in, because a mail lies
// on servers of others: in a practice the bare fact that somebody is a patient is a secret (§ 203 StGB).
import type { Json } from '../journal/journal.ts';
import type { NoticeKind } from '../outbox/notice.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Priority } from '../companies/company.ts';
import type { Letter } from './letter.ts';
import { wordsFor } from './words.ts';
import type { NotifyWords, Said } from './words.ts';
import { writtenWhen } from './written-when.ts';

/** The callback of a notice as it stands when the notice is told. */
export interface AboutCallback {
  readonly id: string;
  readonly isOpen: boolean;
  readonly priority: Priority;
  readonly dueAt: EpochMs;
  readonly customerName: string | null;
  readonly phoneNumber: string | null;
  readonly branch: string | null;
  readonly service: string | null;
  readonly assignedTo: string | null;
  readonly assignee: string | null;
}

export interface Surroundings {
  readonly company: { readonly name: string; readonly slug: string; readonly timeZone: string; readonly neutral: boolean };
  readonly locale: 'de' | 'en';
  /** Where the pages are; without a slash at the end. */
  readonly baseUrl: string;
  readonly now: EpochMs;
}

export interface Told {
  readonly kind: Exclude<NoticeKind, 'digest'>;
  readonly facts: Readonly<Record<string, Json>>;
  readonly about: AboutCallback | null;
}

export function saidOf(told: Told, around: Surroundings): Said {
  const { about, facts } = told;
  const words = wordsFor(around.locale);
  const { load_due: due, load_hands: hands, branch } = facts;
  return {
    who: around.company.neutral ? null : (about?.customerName ?? null),
    due: about === null ? null : writtenWhen(about.dueAt, { ...around.company, ...around }),
    overdue: about !== null && about.isOpen && about.dueAt <= around.now,
    reason: typeof facts['reason'] === 'string' ? (words.reasons[facts['reason']] ?? null) : null,
    resolution: null,
    load: typeof due === 'number' && typeof hands === 'number' && typeof branch === 'string' ? { branch, due, hands } : null,
  };
}

export function noticeLetter(told: Told, around: Surroundings): Letter {
  const words = wordsFor(around.locale);
  const said = saidOf(told, around);
  const { neutral, name } = around.company;
  const headline = words.headline[told.kind](said);
  const because = words.because[told.kind](said);
  return {
    subject: headline,
    preview: because,
    heading: headline,
    paragraphs: [...(told.facts['unreached'] === true ? [words.unreached] : []), because, ...(neutral && told.about !== null ? [words.neutral] : [])],
    facts: told.about === null ? [] : factsOf(told.about, said, { words, neutral }),
    rows: [],
    action: told.about === null ? { label: words.openList, href: listLink(around) } : { label: words.openCase, href: caseLink(around, told.about.id) },
    closing: [],
    footer: [words.footer(name)],
    tone: said.overdue || told.kind === 'escalated' ? 'late' : told.kind === 'warning' || told.about?.priority === 'urgent' ? 'due' : 'calm',
    locale: around.locale,
  };
}

function factsOf(about: AboutCallback, said: Said, { words, neutral }: { words: NotifyWords; neutral: boolean }): Letter['facts'] {
  const { label } = words;
  const facts = [
    { label: label.due, value: said.due },
    { label: label.priority, value: about.priority === 'normal' ? null : words.priority[about.priority] },
    { label: label.branch, value: about.branch },
    { label: label.assignee, value: about.assignee },
    ...(neutral
      ? []
      : [
          { label: label.customer, value: about.customerName },
          { label: label.phone, value: about.phoneNumber, ...(about.phoneNumber === null ? {} : { href: `tel:${about.phoneNumber}` }) },
          { label: label.service, value: about.service },
        ]),
  ];
  return facts.flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]));
}

export function caseLink({ baseUrl, company }: Surroundings, callbackId: string): string {
  return `${baseUrl}/callbacks/${callbackId}?company=${company.slug}`;
}

export function listLink({ baseUrl, company }: Surroundings): string {
  return `${baseUrl}/callbacks?company=${company.slug}`;
}
