// What became of the wishes of a scenario, against what its author says must become of them.
import { eventually } from '../e2e/salon-under-test.ts';
import type { AppointmentJson, CallbackJson, LedgerJson, SalonUnderTest, WishJson } from '../e2e/salon-under-test.ts';
import { startAt } from './days.ts';
import { contains } from './judge-answer.ts';
import type { Played } from './play.ts';
import type { ExpectedWish, Scenario } from './scenario-file.ts';

export interface Outcome {
  readonly wishes: readonly WishJson[];
  readonly callbacks: readonly CallbackJson[];
  readonly appointments: readonly AppointmentJson[];
  readonly ledger: LedgerJson;
  /** Standing at the calendar, other people's left out. */
  readonly bookings: number;
}

/** What the server does after the call takes a moment: the end of a call is looked at every second. */
const SETTLES_MS = 20_000;
const OPEN = new Set(['pending', 'assigned', 'contacted']);

/** Read again until it is as expected or time is up. */
export async function judge(salon: SalonUnderTest, scenario: Scenario, played: Played): Promise<{ outcome: Outcome; differences: readonly string[] }> {
  const judged = async () => {
    const outcome = await readOutcome(salon, played);
    return { outcome, differences: outcomeDiffers(scenario, played, outcome) };
  };
  try {
    return await eventually(judged, ({ differences }) => differences.length === 0, SETTLES_MS);
  } catch {
    return await judged();
  }
}

async function readOutcome(salon: SalonUnderTest, { others }: Played): Promise<Outcome> {
  const [wishes, callbacks, appointments, ledger] = await Promise.all([salon.wishes(), salon.callbacks(), salon.appointments(), salon.ledger()]);
  const bookings = salon.standIn.bookings().filter((b) => (b['status'] === 'accepted' || b['status'] === 'pending') && !others.has(String(b['uid']))).length;
  return { wishes, callbacks, appointments, ledger, bookings };
}

function outcomeDiffers(scenario: Scenario, played: Played, outcome: Outcome): string[] {
  const { wishes, ledger, bookings } = outcome;
  const found: string[] = [];
  const left = [...wishes];
  for (const expected of scenario.becomes) {
    const tried = left.map((wish) => ({ wish, problems: wishDiffers(expected, wish, played, outcome) })).toSorted((a, b) => a.problems.length - b.problems.length);
    const [best] = tried;
    if (best === undefined) found.push(`no wish ${expected.intent} → ${expected.fate}`);
    else left.splice(left.indexOf(best.wish), 1);
    found.push(...(best?.problems ?? []));
  }
  for (const { intent, fate, reason } of left) found.push(`a wish more than expected: ${intent} → ${fate}${reason === null ? '' : ` (${reason})`}`);
  if (bookings !== scenario.calendar) found.push(`${bookings} bookings stand at the calendar, not ${scenario.calendar}`);
  if (ledger.difference !== 0 || ledger.unexplained.length > 0 || ledger.journal_pending > 0) found.push(`the ledger does not balance: ${JSON.stringify(ledger)}`);
  return found.map((problem) => `${scenario.file}: ${problem}`);
}

function wishDiffers(expected: ExpectedWish, wish: WishJson, played: Played, { callbacks, appointments }: Outcome): string[] {
  const found: string[] = [];
  const same = (what: string, is: unknown, should: unknown): void => {
    if (is !== should) found.push(`${what} of the wish is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
  };
  same('intent', wish.intent, expected.intent);
  same('fate', wish.fate, expected.fate);
  const call = played.calls.get(expected.call);
  // A call without an id gets one of our own.
  if (call !== 'absent') same('call', wish.retell_call_id, call);
  const open = callbacks.filter((callback) => callback.wish_id === wish.id && OPEN.has(callback.status));
  if (expected.callback === 'none') same('open callbacks', open.length, 0);
  else if (expected.callback !== undefined) found.push(...callbackDiffers(expected.callback, open));
  const appointment = appointments.find(({ id }) => id === wish.appointment_id);
  if (expected.appointment === 'none') same('appointment', appointment?.id, undefined);
  else if (expected.appointment !== undefined) {
    const { start, service, staff, status } = expected.appointment;
    same('start', appointment === undefined ? null : Date.parse(appointment.start), startAt(played.fill(start)));
    same('status of the appointment', appointment?.status, status);
    if (service !== undefined) same('service', appointment?.service?.slug, service);
    if (staff !== undefined) same('staff', appointment?.staff?.slug, staff);
  }
  return found;
}

function callbackDiffers(expected: Exclude<ExpectedWish['callback'], 'none' | undefined>, open: readonly CallbackJson[]): string[] {
  const [callback, ...more] = open;
  if (callback === undefined) return ['there is no open callback'];
  const found = more.length > 0 ? [`there are ${open.length} open callbacks`] : [];
  const same = (what: string, is: unknown, should: unknown): void => {
    if (should !== undefined && is !== should) found.push(`${what} of the callback is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
  };
  same('error_type', callback.error_type ?? 'none', expected.error_type);
  same('priority', callback.priority, expected.priority);
  same('created_from', callback.created_from, expected.created_from);
  same('phone_number', callback.phone_number ?? 'none', expected.phone);
  const hours = (Date.parse(callback.due_at) - Date.parse(callback.created_at)) / 3_600_000;
  if (expected.due_within !== undefined && hours > Number.parseFloat(expected.due_within)) found.push(`the callback is due after ${hours.toFixed(2)} hours`);
  if (expected.notes !== undefined && !contains(`${callback.error_message ?? ''}\n${callback.notes ?? ''}`, expected.notes)) found.push(`the callback's notes lack ${expected.notes}: ${JSON.stringify([callback.error_message, callback.notes])}`);
  return found;
}
