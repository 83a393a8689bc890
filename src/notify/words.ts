// What notices say, per language. Who is addressed is a colleague, and what cannot be said is left out: the words get no
// name and no concern where the company wants neutral texts, so that no translation can give one away.
import type { NoticeKind } from '../outbox/notice.ts';
import type { AccountMailKind } from '../outbox/enqueue-mail.ts';
import { wordsDe } from './words-de.ts';
import { wordsEn } from './words-en.ts';

export interface Said {
  /** The customer; null where he is not known, or not to be named. */
  readonly who: string | null;
  /** The deadline in words; null where there is none. */
  readonly due: string | null;
  readonly overdue: boolean;
  /** Why it was escalated, in words. */
  readonly reason: string | null;
  readonly resolution: string | null;
  /** Of `load_short`: how many are due, and how many can be done until closing. */
  readonly load: { readonly branch: string; readonly due: number; readonly hands: number } | null;
}

export interface DigestCounts {
  readonly dueToday: number;
  readonly overdue: number;
  readonly open: number;
  readonly unassigned: number;
}

export interface NotifyWords {
  readonly headline: Readonly<Record<Exclude<NoticeKind, 'digest'>, (said: Said) => string>>;
  readonly because: Readonly<Record<Exclude<NoticeKind, 'digest'>, (said: Said) => string>>;
  readonly label: Readonly<Record<'due' | 'branch' | 'priority' | 'customer' | 'phone' | 'service' | 'assignee' | 'reason', string>>;
  readonly priority: Readonly<Record<'normal' | 'high' | 'urgent', string>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly openCase: string;
  readonly openList: string;
  /** Above a notice that reached nobody it was meant for. */
  readonly unreached: string;
  readonly neutral: string;
  /** How a reader is addressed of whom only an address is known. */
  readonly team: string;
  readonly footer: (company: string) => string;
  readonly footerAccount: string;
  readonly digest: {
    readonly subject: (counts: DigestCounts) => string;
    readonly heading: (date: string) => string;
    readonly summary: (counts: DigestCounts) => string;
    readonly unassigned: (count: number) => string;
    readonly ledger: (read: { wishes: number; difference: number }) => string;
    readonly row: (row: { who: string | null; due: string; overdue: boolean }) => string;
  };
  readonly bundle: { readonly subject: (counts: { count: number; late: number }) => string; readonly text: string };
  readonly account: Readonly<Record<AccountMailKind, { readonly subject: (from: string | null) => string; readonly text: (from: string | null) => string; readonly action: string }>>;
  readonly validUntil: (when: string) => string;
  readonly push: { readonly title: string; readonly late: string; readonly body: (due: string | null) => string };
  readonly sms: (said: { company: string; overdue: boolean; due: string | null; link: string }) => string;
}

export function wordsFor(locale: 'de' | 'en'): NotifyWords {
  return locale === 'en' ? wordsEn : wordsDe;
}
