import { Temporal } from 'temporal-polyfill';
import { freeStarts } from './availability.ts';
import { noSuchProperties, parseInstant } from './check.ts';
import { refusal, success } from './replies.ts';
import { isTimeZone } from './time-zone.ts';
import type { Reply } from './replies.ts';
import type { Store } from './store.ts';

const KNOWN = new Set(['start', 'end', 'eventTypeId', 'timeZone', 'format', 'duration', 'bookingUidToReschedule', 'eventTypeSlug', 'username', 'teamSlug', 'organizationSlug', 'usernames']);
const BAD_RANGE = "Invalid time range given - check the 'start' and 'end' query parameters.";

export function askSlots(store: Store, query: URLSearchParams): Reply {
  const unknown = noSuchProperties(query.keys(), KNOWN);
  if (unknown !== null) return refusal(400, unknown);
  const type = store.eventTypes.get(Number(query.get('eventTypeId')));
  if (type === undefined) return refusal(404, 'Event Type not found');
  const fromAt = bound(query.get('start'), 'T00:00:00Z');
  const untilAt = bound(query.get('end'), 'T23:59:59Z');
  if (fromAt === null || untilAt === null || untilAt < fromAt) return refusal(400, BAD_RANGE);
  const timeZone = query.get('timeZone') ?? 'UTC';
  const format = query.get('format') ?? 'time';
  if (!isTimeZone(timeZone)) return refusal(400, 'timeZone property is wrong,timeZone must be a valid IANA time-zone ');
  const days: Record<string, unknown[]> = {};
  for (const startAt of freeStarts(store, type, { fromAt, untilAt: bumped(untilAt), ignore: store.find(query.get('bookingUidToReschedule') ?? '') })) {
    const start = spoken(startAt, timeZone);
    const end = spoken(startAt + type.minutes * 60_000, timeZone);
    (days[start.slice(0, 10)] ??= []).push(format === 'range' ? { start, end } : { start });
  }
  return success(200, days);
}

function bound(value: string | null, dayTime: string): number | null {
  if (value === null) return null;
  return parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(value) ? value + dayTime : value);
}

/** An end at exactly midnight UTC becomes the end of that day, so that a whole day too much comes back. */
function bumped(untilAt: number): number {
  return untilAt % 86_400_000 === 0 ? untilAt + 86_399_000 : untilAt;
}

function spoken(at: number, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const text = zoned.toString({ fractionalSecondDigits: 3, timeZoneName: 'never' });
  return timeZone === 'UTC' ? text.replace('+00:00', 'Z') : text;
}
