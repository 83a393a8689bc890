// The Cal.com adapter against its stand-in over real HTTP, with time held still.
import { calComCalendar } from '../src/calendar/cal-com/calendar.ts';
import { realHttp } from '../src/platform/real-http.ts';
import { realRandom } from '../src/platform/real-world.ts';
import { eventType } from '../demo/cal-com/event-type.ts';
import { startCalComStandIn } from '../demo/cal-com/stand-in.ts';
import { steeredClock } from './steered-clock.ts';
import type { EventType } from '../demo/cal-com/event-type.ts';
import type { CalComStandIn } from '../demo/cal-com/stand-in.ts';
import type { CalComCalendar } from '../src/calendar/cal-com/calendar.ts';
import type { CalComAccount } from '../src/calendar/cal-com/account.ts';
import type { Attendee, BookingRequest, CalendarService, LookUpQuery, SlotQuery } from '../src/calendar/port.ts';
import type { Log, LogFields, World } from '../src/platform/world.ts';
import type { SteeredClock } from './steered-clock.ts';

/** Monday, 30 November 2026, 08:00 in Berlin. */
export const NOW = Date.parse('2026-11-30T07:00:00Z');
/** Tuesday, local midnight in Berlin. */
export const DAY = Date.parse('2026-11-30T23:00:00Z');
/** Tuesday 10:00 in Berlin. */
export const TEN = Date.parse('2026-12-01T09:00:00Z');
export const API_KEY = 'cal_live_do_not_show_this';
export const ADA: Attendee = { name: 'Ada Example', email: 'ada@example.com', phone: null, language: 'de' };

const EVENT_TYPES: readonly EventType[] = [
  eventType({ id: 101 }),
  eventType({ id: 102, minutes: 60 }),
  eventType({ id: 103, requiresConfirmation: true }),
  eventType({ id: 104, emailRequired: true }),
  eventType({ id: 105, minimumNoticeMinutes: 7 * 24 * 60 }),
  eventType({ id: 106, requiredFields: ['reason'] }),
  eventType({ id: 107, phoneRequired: true }),
  eventType({ id: 108, scheduling: 'collective' }),
];

export interface CalComBench {
  readonly standIn: CalComStandIn;
  readonly calendar: CalComCalendar;
  /** The adapter's clock; its sleeps jump. */
  readonly clock: SteeredClock;
  /** The stand-in's clock; its sleeps wait for `advance`. */
  readonly theirClock: SteeredClock;
  readonly logged: readonly { readonly fields: LogFields; readonly message: string }[];
  readonly observed: readonly (readonly [string, string])[];
  request(given?: Partial<BookingRequest>): BookingRequest;
  slotQuery(given?: Partial<SlotQuery>): SlotQuery;
  lookUpQuery(given?: Partial<LookUpQuery>): LookUpQuery;
  close(): Promise<void>;
}

export interface BenchOptions {
  readonly profile?: CalComAccount['profile'];
  /** Of the adapter, where it should differ from the stand-in's. */
  readonly account?: Partial<CalComAccount>;
  readonly world?: Partial<World>;
}

export function calComService(eventTypeId: number, minutes = 30): CalendarService {
  return { provider: 'cal.com', serviceId: `service-${eventTypeId}`, eventTypeId, minutes };
}

export async function startCalComBench(options: BenchOptions = {}): Promise<CalComBench> {
  const profile = options.profile ?? 'hosted';
  const clock = steeredClock({ startAt: NOW, sleeps: 'jump' });
  const theirClock = steeredClock({ startAt: NOW, sleeps: 'wait' });
  const logged: { fields: LogFields; message: string }[] = [];
  const observed: (readonly [string, string])[] = [];
  const standIn = await startCalComStandIn({ clock: theirClock, apiKey: API_KEY, profile, eventTypes: EVENT_TYPES });
  let ids = 0;
  const nextId = () => `01980000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
  const world: World = { clock, random: realRandom, ids: { next: nextId }, http: realHttp, log: recordingLog(logged), ...options.world };
  const account = { baseUrl: standIn.url, apiKey: API_KEY, profile, ...options.account };
  const calendar = calComCalendar({ world, account, observe: (operation, outcome) => observed.push([operation, outcome]) });
  return {
    standIn,
    calendar,
    clock,
    theirClock,
    logged,
    observed,
    request: (given = {}) => ({
      intentId: nextId(),
      service: calComService(101),
      startAt: TEN,
      timeZone: 'Europe/Berlin',
      attendee: ADA,
      staffId: null,
      notes: null,
      metadata: {},
      budgetMs: 5000,
      ...given,
    }),
    slotQuery: (given = {}) => ({ service: calComService(101), fromAt: DAY, untilAt: DAY + 86_400_000, timeZone: 'Europe/Berlin', staffId: null, budgetMs: 5000, ...given }),
    lookUpQuery: (given = {}) => ({ service: calComService(101), startAt: TEN, attendee: ADA, budgetMs: 5000, ...given }),
    close: () => standIn.close(),
  };
}

function recordingLog(lines: { fields: LogFields; message: string }[]): Log {
  const line = (fields: LogFields, message: string): void => {
    lines.push({ fields, message });
  };
  return { debug: line, info: line, warn: line, error: line };
}
