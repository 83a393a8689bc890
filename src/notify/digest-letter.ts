import type { Letter } from './letter.ts';
import { caseLink, listLink } from './notice-letter.ts';
import type { Surroundings } from './notice-letter.ts';
import type { Digest } from './read-digest.ts';
import { wordsFor } from './words.ts';
import { writtenDay, writtenWhen } from './written-when.ts';

export function digestLetter({ counts, rows, ledger }: Digest, around: Surroundings): Letter {
  const words = wordsFor(around.locale);
  const zone = { ...around.company, ...around };
  return {
    subject: words.digest.subject(counts),
    preview: words.digest.summary(counts),
    heading: words.digest.heading(writtenDay(around.now, zone)),
    paragraphs: [
      words.digest.summary(counts),
      ...(counts.unassigned > 0 ? [words.digest.unassigned(counts.unassigned)] : []),
      ...(ledger === null ? [] : [words.digest.ledger(ledger)]),
    ],
    facts: [],
    rows: rows.map(({ id, customerName, dueAt }) => ({
      text: words.digest.row({ who: around.company.neutral ? null : customerName, due: writtenWhen(dueAt, zone), overdue: dueAt < around.now }),
      href: caseLink(around, id),
    })),
    action: { label: words.openList, href: listLink(around) },
    closing: [],
    footer: [words.footer(around.company.name)],
    tone: counts.overdue > 0 || (ledger !== null && ledger.difference !== 0) ? 'late' : counts.dueToday > 0 ? 'due' : 'calm',
    locale: around.locale,
  };
}
