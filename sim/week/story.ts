// The timelines as a log that a person reads: one line an event, in German.
import type { LogEntry } from './log-entry.ts';
import { PEOPLE } from './salon.ts';
import { spoken, spokenFrom } from './times.ts';

export interface Names {
  /** As people speak of whoever has that number. */
  readonly called: (phoneNumber: string | null, name: string | null) => string;
  /** First name of a member of staff by id. */
  readonly staff: (id: unknown) => string;
}

/** null: it goes without saying. */
export function lineOf(entry: LogEntry, names: Names): string | null {
  const who = names.called(entry.phoneNumber, entry.customerName);
  const told = WORDS[entry.kind]?.(entry, { who, whom: who.replace(/^Herr /, 'Herrn '), by: actorName(entry.actor), names });
  return told == null ? null : `${spoken(entry.at)}  ${told}`;
}

interface Telling {
  readonly who: string;
  /** In the accusative. */
  readonly whom: string;
  readonly by: string;
  readonly names: Names;
}

const WORDS: Readonly<Record<string, (entry: LogEntry, telling: Telling) => string | null>> = {
  created: (entry, { whom }) => `   + Rückruf für ${whom} (${labelOf(entry)})`,
  joined: (entry, { whom }) => `   + kommt zum offenen Rückruf für ${whom} dazu (${labelOf(entry)})`,
  booking_found: (_entry, { whom }) => `     die Buchung für ${whom} steht doch im Kalender; das ist noch zu sagen`,
  assign: (entry, { whom, by, names }) => {
    const to = names.staff(entry.detail['staffId']);
    return entry.actor === 'machine' ? `   → ${to} bekommt ${whom}: ${String(entry.detail['why'])}` : `   → ${by} gibt ${whom} an ${to}`;
  },
  unassign: (_entry, { whom, by }) => `   ← ${by} legt ${whom} zurück`,
  claimed: (entry, { whom, by }) => `${by} übernimmt ${whom} (${labelOf(entry)})`,
  claim_returned: (entry, { whom }) => `!  ${actorName(String(entry.detail['claimed_by']))} hat sich um ${whom} nicht gekümmert: wieder frei`,
  attempt: (entry, { whom, by }) => `${by} ruft ${whom} an: ${OUTCOMES[String(entry.detail['outcome'])] ?? '?'}${nextOf(entry)}`,
  attempt_due: (_entry, { who }) => `   ⏰ ${who} ist wieder an der Reihe`,
  snooze: (entry, { whom, by }) => `${by} legt ${whom} beiseite: ${String(entry.detail['words'] ?? '')}`,
  wake: (_entry, { who }) => `   ⏰ ${who} liegt wieder obenauf`,
  warn: (entry, { who }) => `!  Warnung: ${who} ist ${spokenFrom(entry.dueAt, entry.at)} fällig`,
  escalate: escalated,
  unassigned_too_long: (_entry, { whom }) => `!! um ${whom} kümmert sich zu lange niemand`,
  need_decision: (_entry, { who }) => `!  ${who}: jemand muss entscheiden`,
  note: (entry, { who, by }) => `${by} notiert: ${who} ${String(entry.detail['text'])}`,
  complete: (entry, { whom, by }) => `${by} hakt ${whom} ab: ${RESOLUTIONS[String(entry.detail['resolution'])] ?? String(entry.detail['resolution'])}`,
  cancel: (entry, { whom, by }) => `${by} gibt ${whom} auf: ${String(entry.detail['reason'])}`,
  settle: (_entry, { who }) => `   ✓ ${who} hat es selbst erledigt`,
  settled_in_call: (_entry, { who }) => `   ✓ im selben Gespräch erledigt: ${who}`,
};

function escalated({ actor, detail }: LogEntry, { who, by, names }: Telling): string {
  const level = Number(detail['level']);
  const to = typeof detail['toStaff'] === 'string' ? names.staff(detail['toStaff']) : level === 3 ? 'Adresse des Salons' : null;
  return `!! ${who} → ${LEVELS[level]}${to === null ? '' : ` (${to})`}: ${REASONS[String(detail['reason'])] ?? 'von Hand'}${actor === 'machine' ? '' : `, durch ${by}`}`;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  reached: 'erreicht', no_answer: 'nimmt nicht ab', busy: 'besetzt', voicemail: 'Mailbox', wrong_number: 'falsche Nummer', not_in_service: 'Nummer nicht vergeben', wrong_person: 'falsche Person', call_later: 'bittet um späteren Anruf',
};
const LEVELS: Readonly<Record<number, string>> = { 1: 'Zuständige', 2: 'Filialleitung', 3: 'Inhaberin', 4: 'Betreiber' };
const REASONS: Readonly<Record<string, string>> = { deadline_missed: 'Frist verstrichen', attempts_failed: 'Entscheidung steht aus', customer_complaint: 'Beschwerde' };
const RESOLUTIONS: Readonly<Record<string, string>> = { appointment_booked: 'Termin vereinbart', answered: 'Frage beantwortet', no_longer_needed: 'hat sich erledigt' };
const ASKED: Readonly<Record<string, string>> = { customer_request: 'RÜCKRUFBITTE', anonymous_caller: 'ANONYM', call_problem: 'ABGEBROCHEN', failsafe_callback: 'FEHLER' };

function labelOf(entry: LogEntry): string {
  return `${entry.errorType?.toUpperCase() ?? ASKED[entry.createdFrom] ?? entry.createdFrom}, fällig ${spokenFrom(entry.dueAt, entry.at)}`;
}

function nextOf({ at, detail }: LogEntry): string {
  return typeof detail['nextAttemptAt'] === 'number' ? `, wieder ${spokenFrom(detail['nextAttemptAt'], at)}` : '';
}

export function actorName(actor: string): string {
  const slug = actor.replace(/^user:/, '');
  return PEOPLE.find((person) => person.slug === slug)?.name.split(' ')[0] ?? 'Fangnetz';
}
