import { Temporal } from 'temporal-polyfill';
import type { EventType, Host, Weekday } from './event-type.ts';
import type { Store, StoredBooking } from './store.ts';

const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTE = 60_000;

interface Span {
  readonly startAt: number;
  readonly endAt: number;
}

/** Who can do it: the first free host, all of a collective, or null. `ignore` is the booking being moved. */
export function freeHosts(store: Store, eventType: EventType, span: Span & { readonly ignore?: StoredBooking }): Host[] | null {
  const free = eventType.hosts.filter((host) => isOpen(host, span) && !isBusy(store, host, span));
  if (eventType.scheduling === 'collective') return free.length === eventType.hosts.length ? free : null;
  return free.length === 0 ? null : free.slice(0, 1);
}

export function isBookableAt(store: Store, eventType: EventType, startAt: number): boolean {
  const earliestAt = store.now() + eventType.minimumNoticeMinutes * MINUTE;
  return startAt >= earliestAt && startAt <= store.now() + eventType.windowDays * 24 * 60 * MINUTE;
}

/** Starts that can be booked, from `fromAt` to `untilAt` inclusive, ascending. */
export function freeStarts(store: Store, eventType: EventType, range: { readonly fromAt: number; readonly untilAt: number; readonly ignore?: StoredBooking | null }): number[] {
  const ignoring = range.ignore == null ? {} : { ignore: range.ignore };
  const starts = new Set<number>();
  const length = eventType.minutes * MINUTE;
  const step = (eventType.stepMinutes ?? eventType.minutes) * MINUTE;
  for (const host of eventType.hosts) {
    for (const open of openSpans(host, range)) {
      for (let at = open.startAt; at + length <= open.endAt; at += step) {
        if (at < range.fromAt || at > range.untilAt || !isBookableAt(store, eventType, at)) continue;
        if (freeHosts(store, eventType, { startAt: at, endAt: at + length, ...ignoring }) !== null) starts.add(at);
      }
    }
  }
  return [...starts].sort((a, b) => a - b);
}

// Pending bookings do not block (issue 29958): several can hold the same slot.
function isBusy(store: Store, host: Host, span: Span & { readonly ignore?: StoredBooking }): boolean {
  return store.bookings.some(
    (other) => other !== span.ignore && other.host.id === host.id && other.status === 'accepted' && other.startAt < span.endAt && other.endAt > span.startAt,
  );
}

function isOpen(host: Host, span: Span): boolean {
  return openSpans(host, { fromAt: span.startAt, untilAt: span.endAt }).some((open) => open.startAt <= span.startAt && span.endAt <= open.endAt);
}

function openSpans(host: Host, range: { readonly fromAt: number; readonly untilAt: number }): Span[] {
  const dayOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(host.timeZone).toPlainDate();
  const spans: Span[] = [];
  const last = dayOf(range.untilAt);
  for (let day = dayOf(range.fromAt); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    const weekday = DAYS[day.dayOfWeek - 1];
    for (const [from, until] of (weekday === undefined ? undefined : host.hours[weekday]) ?? []) {
      const at = (time: string) => day.toZonedDateTime({ timeZone: host.timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
      spans.push({ startAt: at(from), endAt: at(until) });
    }
  }
  return spans;
}
