import { expect, onTestFinished, test } from 'vitest';
import { ADA, calComService, startCalComBench, TEN } from '../../test/cal-com.ts';
import { flowingClock } from '../../test/whole-call/flowing-clock.ts';
import { silentLog } from '../../test/silent-log.ts';
import { scriptedCalendar, type CalendarFaults } from '../../test/whole-call/scripted-calendar.ts';
import { findAlternatives } from '../calendar/alternatives.ts';
import type { Booking, Calendar, Outcome } from '../calendar/port.ts';
import { realClock, realRandom } from '../platform/real-world.ts';
import type { World } from '../platform/world.ts';
import type { Alternatives } from './decide.ts';
import type { BookingIntent } from './intent.ts';
import { runBooking, type BookingRun } from './run.ts';

const NOW = Date.parse('2026-11-30T07:00:00Z');
const START = Date.parse('2026-12-01T09:00:00Z');
const TIME_MS = 6_000;
const INTENT: BookingIntent = {
  id: 'ours', attempt: 1, wishId: 'w', callId: 'c', receipt: 'r', service: { provider: 'local', serviceId: 's', branchId: 'b', minutes: 30 }, branchId: 'b',
  startAt: START, timeZone: 'Europe/Berlin', attendee: { name: 'Ada', email: null, phone: null, language: 'de' }, staffId: null, notes: null, createdAt: NOW,
};

interface Bench {
  readonly faults?: Partial<CalendarFaults>;
  readonly calendar?: Partial<Calendar>;
  readonly begin?: BookingRun['begin'];
  readonly seek?: (budgetMs: number) => Promise<Alternatives>;
}

async function run({ faults = {}, calendar: replaced = {}, begin = 'book', seek = async () => ({ kind: 'none' }) }: Bench = {}) {
  const clock = flowingClock(NOW);
  const scripted = scriptedCalendar(clock, START);
  Object.assign(scripted.faults, faults);
  const lookedAtMs: number[] = [];
  const late: Outcome<Booking>[] = [];
  const calendar: Calendar = {
    ...scripted,
    lookUp: (query) => {
      lookedAtMs.push(clock.monotonic());
      return scripted.lookUp(query);
    },
    ...replaced,
  };
  const world: World = { clock, random: realRandom, ids: { next: () => 'id' }, http: async () => ({ ok: false, failure: { kind: 'connection', sent: false, message: '' } }), log: silentLog };
  const ended = await clock.until(runBooking({ world, calendar, intent: INTENT, begin, timeMs: TIME_MS, failedBefore: false, seek, onLate: (outcome) => late.push(outcome) }));
  return { ...ended, tookMs: clock.monotonic(), lookedAtMs, late, clock, scripted };
}

test('a healthy calendar is asked once and looked at never', async () => {
  const { result, mayExist, lookedAtMs, scripted, late } = await run();
  expect(result.kind).toBe('booked');
  expect({ mayExist, lookedAtMs, sent: scripted.sent, late }).toEqual({ mayExist: false, lookedAtMs: [], sent: ['ours'], late: [] });
});

test('a lost reply is found by looking once patience is over, long before the caller has to be answered', async () => {
  const { result, tookMs, lookedAtMs, scripted } = await run({ faults: { book: 'lost_reply' } });
  expect(result).toMatchObject({ kind: 'booked', booking: { intentId: 'ours' } });
  expect(lookedAtMs).toEqual([TIME_MS * 0.55]);
  expect(tookMs).toBeLessThan(TIME_MS);
  expect(scripted.sent).toHaveLength(1);
});

test('silence: looks with growing pauses, and an answer exactly when time is over', async () => {
  const { result, mayExist, tookMs, lookedAtMs } = await run({ faults: { book: 'silent' } });
  expect(result.kind).toBe('unconfirmed');
  expect(mayExist).toBe(true);
  expect(tookMs).toBe(TIME_MS);
  const pauses = lookedAtMs.slice(1).map((at, index) => at - lookedAtMs[index]!);
  expect(lookedAtMs.length).toBeGreaterThanOrEqual(3);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(400);
});

test('a yes that comes after the caller was answered is handed on, not dropped', async () => {
  const { result, late, clock } = await run({ faults: { book: 'slow', look: 'lags' } });
  expect(result.kind).toBe('unconfirmed');
  expect(late).toEqual([]);
  await clock.pass(60_000);
  expect(late).toMatchObject([{ kind: 'done', value: { intentId: 'ours' } }]);
});

test('a no that comes late is handed on too', async () => {
  const { late, clock } = await run({ faults: { book: 'silent' } });
  await clock.pass(60_000);
  expect(late).toMatchObject([{ kind: 'unknown', cause: 'no_answer' }]);
});

test('taking up an earlier attempt sends nothing and looks at once', async () => {
  const { result, lookedAtMs, scripted } = await run({ begin: 'look' });
  expect(result.kind).toBe('unconfirmed');
  expect(scripted.sent).toEqual([]);
  expect(lookedAtMs[0]).toBe(0);
});

test('seeking other times gets what is left of the time, and may take no longer', async () => {
  const budgets: number[] = [];
  const forever = async (budgetMs: number): Promise<Alternatives> => {
    budgets.push(budgetMs);
    return await new Promise<never>(() => undefined);
  };
  const { result, tookMs } = await run({ faults: { book: 'refused' }, seek: forever });
  expect(result).toMatchObject({ kind: 'api_error', because: 'slot_taken' });
  expect(tookMs).toBe(TIME_MS);
  expect(budgets).toHaveLength(1);
  expect(budgets[0]).toBeLessThan(TIME_MS);
});

test('an adapter that throws has made no sense: it is looked for, and ends as an exception', async () => {
  for (const book of [() => Promise.reject(new Error('late')), () => { throw new Error('at once'); }]) {
    const { result, mayExist, lookedAtMs } = await run({ calendar: { book } });
    expect(result.kind).toBe('exception');
    expect(mayExist).toBe(true);
    expect(lookedAtMs).toHaveLength(2);
  }
});

test('a look that throws is a look that saw nothing', async () => {
  const lookUp = () => { throw new Error('at once'); };
  expect((await run({ calendar: { lookUp }, faults: { book: 'failed_but_booked' }, seek: async () => ({ kind: 'found', slots: [{ startAt: 1, endAt: 2, staffId: null }] }) })).result.kind).toBe('alternatives');
});

test('a search that throws is a search that failed', async () => {
  const { result } = await run({ faults: { book: 'refused' }, seek: () => Promise.reject(new Error('no')) });
  expect(result.kind).toBe('api_error');
});

test('a booking that only an unreachable database may know of is looked for before it is sent', async () => {
  const standing: Booking = {
    uid: 'u', id: null, status: 'accepted', startAt: START, endAt: START + 1_800_000, intentId: 'ours', attendeeName: 'Ada', attendeeEmail: null, attendeePhone: null, staffId: null, createdAt: NOW,
    rescheduledToUid: null, rescheduledFromUid: null,
  };
  const there = await run({ begin: 'look_then_book', calendar: { lookUp: async () => ({ kind: 'done', value: [standing] }) } });
  expect(there.result).toMatchObject({ kind: 'booked', booking: { uid: 'u' } });
  expect(there.scripted.sent).toEqual([]);
  const absent = await run({ begin: 'look_then_book' });
  expect(absent.result.kind).toBe('booked');
  expect(absent.scripted.sent).toEqual(['ours']);
});

test('a first look that cannot see does not keep the caller from his booking, nor from his answer in time', async () => {
  const { result, tookMs, scripted } = await run({ begin: 'look_then_book', faults: { look: 'fails', book: 'silent' } });
  expect(result.kind).toBe('unconfirmed');
  expect(scripted.sent).toEqual(['ours']);
  expect(tookMs).toBeLessThanOrEqual(TIME_MS);
});

test('a shared event type whose slot is gone answers with a bare error: what is free is offered with the same answer all the same, nothing is sent again, and looking goes on', async () => {
  const bench = await startCalComBench();
  onTestFinished(() => bench.close());
  const service = calComService(108);
  bench.standIn.addBooking({ eventTypeId: 108, start: TEN });
  const world: World = { clock: { ...realClock, now: () => NOW }, random: realRandom, ids: { next: () => 'id' }, http: async () => ({ ok: false, failure: { kind: 'connection', sent: false, message: '' } }), log: silentLog };
  const { timeZone } = INTENT;
  const { result, mayExist } = await runBooking({
    // generous, so that a busy machine is not taken for a calendar that says nothing
    world, calendar: bench.calendar, intent: { ...INTENT, service, startAt: TEN, attendee: ADA }, begin: 'book', timeMs: 60_000, failedBefore: false, onLate: () => expect.fail('it was answered in time'),
    seek: async (budgetMs) => {
      const found = await findAlternatives({ calendar: bench.calendar, service, timeZone, openingHours: null, now: NOW, staffId: null, wanted: { startAt: TEN, date: null, window: null }, exclude: [TEN], budgetMs });
      return found.kind === 'failed' ? { kind: 'failed', detail: found.outcome.detail } : found;
    },
  });
  expect(result).toMatchObject({ kind: 'alternatives', because: 'api_error', slots: [expect.anything(), expect.anything()] });
  expect(result.kind === 'alternatives' && result.slots.some(({ startAt }) => startAt === TEN)).toBe(false);
  expect([mayExist, bench.standIn.posts()]).toEqual([true, 1]);
});
