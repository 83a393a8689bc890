// Finding a booking again whose answer was lost. The list cannot filter by metadata or phone number and has
// returned too much before (issues 18010, 16913), so it is asked widely and every item is checked here.
import { isoSeconds } from '../../platform/iso.ts';
import { OPERATIONS } from './account.ts';
import { listEmailOf } from './booking-body.ts';
import { unknown } from './exchange.ts';
import { firstPage, nextPage } from './pages.ts';
import { readBooking } from './read-booking.ts';
import type { CalComAccount } from './account.ts';
import type { Exchange } from './exchange.ts';
import type { Booking, LookUpQuery, Outcome } from '../port.ts';

const PAGES_MAX = 5;
// `beforeEnd` compares the booking's end, which follows the event type's length at Cal.com, not our minutes.
const WINDOW_MS = 24 * 3_600_000;

export interface LookUpCall {
  readonly query: LookUpQuery;
  readonly eventTypeId: number;
  readonly profile: CalComAccount['profile'];
  readonly deadlineMs: number;
}

/** The bookings that match, and whether the list was read to its end with every item understood. */
interface Listed {
  readonly matches: readonly Booking[];
  readonly doubt: string | null;
}

export async function lookUp(exchange: Exchange, call: LookUpCall): Promise<Outcome<readonly Booking[]>> {
  const email = listEmailOf(call.query.attendee);
  const [everyone, attendee] = await Promise.all([listAll(exchange, call, {}), email === null ? null : listAll(exchange, call, { attendeeEmail: email })]);
  const lists = attendee === null ? [everyone] : [everyone, attendee];
  const found = new Map<string, Booking>();
  for (const list of lists) {
    if (list.kind !== 'done') continue;
    for (const booking of list.value.matches) found.set(booking.uid, booking);
  }
  const { intentId } = call.query;
  const isFound = intentId === undefined ? found.size > 0 : [...found.values()].some((booking) => booking.intentId === intentId);
  if (isFound) return { kind: 'done', value: [...found.values()] };
  // That it is not there is worth something only if both lists were complete.
  for (const list of lists) {
    if (list.kind !== 'done') return list;
    if (list.value.doubt !== null) return unknown('absurd', list.value.doubt);
  }
  return { kind: 'done', value: [...found.values()] };
}

async function listAll(exchange: Exchange, call: LookUpCall, filter: Readonly<Record<string, string>>): Promise<Outcome<Listed>> {
  const { query, eventTypeId, profile, deadlineMs } = call;
  const base = {
    eventTypeId: String(eventTypeId),
    afterStart: isoSeconds(query.startAt),
    beforeEnd: isoSeconds(query.startAt + WINDOW_MS),
    sortStart: 'asc',
    ...filter,
  };
  const matches: Booking[] = [];
  let unread = 0;
  let page: Readonly<Record<string, string>> | null = firstPage(profile);
  for (let pages = 0; page !== null; pages++) {
    if (pages === PAGES_MAX) return { kind: 'done', value: { matches, doubt: `the list did not end after ${PAGES_MAX} pages` } };
    const answer = await exchange({ operation: OPERATIONS.list, query: { ...base, ...page }, deadlineMs });
    if (answer.kind !== 'done') return matches.length > 0 ? { kind: 'done', value: { matches, doubt: answer.detail } } : unlisted(answer);
    const items = answer.value['data'];
    if (!Array.isArray(items)) return unknown('absurd', 'a list of bookings that is none');
    for (const item of items as readonly unknown[]) {
      const read = readBooking(item);
      if (read === null) unread++;
      else if (read.booking.startAt === query.startAt && (read.eventTypeId ?? eventTypeId) === eventTypeId) matches.push(read.booking);
    }
    page = nextPage(answer.value, { profile, pages: pages + 1 });
  }
  return { kind: 'done', value: { matches, doubt: unread === 0 ? null : `${unread} listed bookings cannot be read` } };
}

// A list that answers 400 or 404 means a wrong address or version, never "no such booking"; passed on as a refusal it
// could be read as the latter, and the booking as absent.
function unlisted(answer: Exclude<Outcome<never>, { kind: 'done' }>): Outcome<never> {
  if (answer.kind === 'unknown' || answer.reason === 'not_allowed' || answer.reason === 'rate_limited') return answer;
  return unknown('server_error', answer.detail);
}
