// What a mail of a kind looks like, with people that do not exist: for the settings page.
import type { AccountMailKind } from '../outbox/enqueue-mail.ts';
import type { NoticeKind } from '../outbox/notice.ts';
import { accountLetter } from './account-letter.ts';
import { digestLetter } from './digest-letter.ts';
import type { Letter } from './letter.ts';
import { noticeLetter } from './notice-letter.ts';
import type { AboutCallback, Surroundings } from './notice-letter.ts';

const MINUTE_MS = 60_000;
const SAMPLE_ID = '00000000-0000-8000-8000-00000000f00d';

const REASONS: Readonly<Partial<Record<NoticeKind, string>>> = { escalated: 'deadline_missed' };

/** Who reads it, where a company greets by name. */
export const SAMPLE_READER = 'Anna Probe';

interface Sample {
  readonly letter: Letter;
  readonly about: AboutCallback | null;
}

export function sampleLetter(kind: NoticeKind | AccountMailKind, around: Surroundings): Sample {
  if (kind === 'invitation' || kind === 'password_reset' || kind === 'two_factor_changed') {
    return { about: null, letter: accountLetter(kind, { link: `${around.baseUrl}/…`, validUntil: kind === 'two_factor_changed' ? null : around.now + 24 * 60 * MINUTE_MS, from: around.company.name }, around) };
  }
  if (kind === 'digest') {
    const row = (minutes: number, customerName: string) => ({ id: SAMPLE_ID, customerName, dueAt: around.now + minutes * MINUTE_MS });
    return { about: null, letter: digestLetter({
      counts: { open: 5, dueToday: 2, overdue: 1, unassigned: 1 },
      rows: [row(-20, 'Petra Beispiel'), row(90, 'Jens Muster'), row(200, 'Aylin Probe')],
      ledger: { wishes: 128, difference: 0 },
    }, around) };
  }
  const late = kind === 'overdue' || kind === 'escalated';
  const about: AboutCallback = {
    id: SAMPLE_ID, isOpen: kind !== 'settled', priority: late ? 'urgent' : 'high', dueAt: around.now + (late ? -25 : 45) * MINUTE_MS,
    customerName: 'Petra Beispiel', phoneNumber: '+493012345678', branch: around.locale === 'de' ? 'Filiale Mitte' : 'Main branch', service: around.locale === 'de' ? 'Haarschnitt' : 'Haircut',
    assignedTo: null, assignee: null,
  };
  const reason = REASONS[kind];
  const told = kind === 'load_short' ? null : about;
  return { about: told, letter: noticeLetter({ kind, about: told, facts: { ...(reason === undefined ? {} : { reason }), ...(kind === 'load_short' ? { branch: around.locale === 'de' ? 'Filiale Mitte' : 'Main branch', load_due: 9, load_hands: 6 } : {}) } }, around) };
}
