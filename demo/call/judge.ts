// Compares what became of a call with what the contract (section 4) says must become of it.
import type { Outcome } from './outcome.ts';
import type { ExpectedCallback, Scenario } from './scenario.ts';
import type { Played } from './stage.ts';

const ALWAYS = ['error_type', 'call_id', 'retell_call_id', 'from_number', 'created_from', 'created_at_iso'];
const SOMETIMES = new Set(['calcom_booking_id', 'appointment_error', 'requested_time', 'requested_date', 'error_during', 'original_error', 'exception_message', 'service_id', 'staff_id']);
/** The promise is dated to the second, the deadline to the millisecond. */
const ROUNDING_MS = 1_000;

/** One German sentence per difference; none: as promised. */
export function differences(scenario: Scenario, played: Played, outcome: Outcome): string[] {
  const { expected } = scenario;
  const found: string[] = [];
  const same = (what: string, is: unknown, should: unknown) => {
    const fits = should instanceof RegExp ? typeof is === 'string' && should.test(is) : is === should;
    if (!fits) found.push(`${what} ist ${shown(is)}, erwartet ist ${shown(should)}`);
  };
  const last = played.answers.at(-1);
  for (const { status } of played.answers) same('der HTTP-Status einer Antwort', status, 200);
  same('status der letzten Antwort', last?.answer.status, expected.status);
  same('der Satz des Agenten', last?.answer.message, expected.sentence);
  same('die Zahl der Wünsche dieses Anrufs', outcome.wishes.length, 1);
  // Played before, and nobody has called back since: then the same caller wants the same again, and is called once.
  const again = outcome.wishes[0]?.fate === 'merged' && expected.fate === 'open_callback';
  if (!again) same('das Schicksal des Wunsches', outcome.wishes[0]?.fate, expected.fate);
  same('die Zahl der Termine', outcome.appointments.length, expected.appointment ? 1 : 0);
  same('die Zahl der Buchungen im Kalender', outcome.bookings, expected.bookings);
  same('die Differenz der Bilanz', outcome.ledger.difference, 0);
  same('die Zahl ungeklärter Wünsche', outcome.ledger.unexplained.length, 0);
  if (expected.callback === null) same('ein Rückruf', outcome.callback?.id ?? null, null);
  else if (again) judgeAgain({ scenario, played, outcome, expected: expected.callback, same });
  else judgeCallback({ scenario, played, outcome, expected: expected.callback, same });
  return found;
}

interface Judging {
  readonly scenario: Scenario;
  readonly played: Played;
  readonly outcome: Outcome;
  readonly expected: ExpectedCallback;
  readonly same: (what: string, is: unknown, should: unknown) => void;
}

function judgeCallback({ scenario, played, outcome, expected, same }: Judging): void {
  const { callback } = outcome;
  if (callback === null) return same('der Rückruf', null, 'gespeichert');
  const { metadata } = callback;
  for (const key of ['error_type', 'priority', 'created_from'] as const) same(`${key} des Rückrufs`, callback[key], expected[key]);
  // whoever is on duty has it within a second; outside of working hours nobody has
  same('status des Rückrufs', callback.status, /^(pending|assigned)$/);
  same('die Rufnummer des Rückrufs', callback.phone_number, expected.phone);
  same('ein Verlauf', callback.timeline.length > 0, true);
  for (const key of ALWAYS) same(`metadata.${key} vorhanden`, key in metadata, true);
  for (const key of Object.keys(metadata)) same(`metadata.${key} dokumentiert`, ALWAYS.includes(key) || SOMETIMES.has(key), true);
  for (const [key, value] of Object.entries(expected.metadata)) same(`metadata.${key}`, metadata[key], value);
  same('metadata.error_type', metadata['error_type'], expected.error_type);
  same('metadata.retell_call_id', metadata['retell_call_id'], played.callId);
  same('metadata.from_number', metadata['from_number'], scenario.caller.number);
  same('metadata.created_at_iso', metadata['created_at_iso'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const hours = (Date.parse(callback.due_at) - Date.parse(String(metadata['created_at_iso']))) / 3_600_000;
  const near = hours >= expected.hours && hours < expected.hours + ROUNDING_MS / 3_600_000;
  same('die Frist in Stunden', near ? expected.hours : hours, expected.hours);
  const promise = played.answers.findLast(({ answer }) => answer.callback_due_at !== undefined)?.answer;
  same('die zugesagte Frist', promise?.callback_due_at, callback.due_at);
}

function judgeAgain({ played, outcome, expected, same }: Judging): void {
  const { callback } = outcome;
  if (callback === null) return same('der Rückruf', null, 'gespeichert');
  for (const key of ['error_type', 'priority'] as const) same(`${key} des Rückrufs`, callback[key], expected[key]);
  same('die Rufnummer des Rückrufs', callback.phone_number, expected.phone);
  same('der neue Anruf im Verlauf', callback.timeline.some(({ kind, detail }) => kind === 'joined' && detail['wish_id'] === outcome.wishes[0]?.id), true);
  const promise = played.answers.findLast(({ answer }) => answer.callback_due_at !== undefined)?.answer.callback_due_at;
  same('eine Frist, die nicht nach der zugesagten liegt', promise === undefined || callback.due_at <= promise, true);
}

function shown(value: unknown): string {
  return value instanceof RegExp ? String(value) : JSON.stringify(value) ?? 'nicht da';
}
