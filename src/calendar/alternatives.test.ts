import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyHours } from '../../test/arbitraries/opening-hours.ts';
import type { OpeningHours } from '../companies/company.ts';
import { fits, weekly } from '../companies/opening-hours.ts';
import { wallClock } from '../companies/wall-clock.ts';
import { findAlternatives, slotAt } from './alternatives.ts';
import type { AlternativesQuery } from './alternatives.ts';
import type { Calendar, Outcome, Slot, SlotQuery } from './port.ts';
import { rankAlternatives, startsInWindow } from './rank-alternatives.ts';
import type { Ranking } from './rank-alternatives.ts';

const BERLIN = 'Europe/Berlin';
/** Wall time in Berlin during winter time; the day is one of December 2026 (the 1st is a Tuesday). */
const at = (day: number, time: string) => Date.parse(`2026-12-${String(day).padStart(2, '0')}T${time}+01:00`);
const slot = (day: number, time: string, staffId: string | null = null): Slot => ({ startAt: at(day, time), endAt: at(day, time) + 30 * 60_000, staffId });
const shown = (slots: readonly Slot[]) => slots.map((s) => new Date(s.startAt + 3_600_000).toISOString().slice(8, 16).replace('T', ' '));

function rank(slots: readonly Slot[], change: Partial<Ranking> = {}): string[] {
  const wanted = { startAt: at(1, '10:00'), window: null };
  return shown(rankAlternatives({ slots, wanted, timeZone: BERLIN, openingHours: null, now: at(1, '08:00'), staffId: null, max: 2, exclude: [], ...change }));
}

test('the same day near the time comes before the same time of another day', () => {
  expect(rank([slot(2, '10:00'), slot(1, '11:30'), slot(1, '09:00')])).toEqual(['01 09:00', '01 11:30']);
});

test('another day at the right time comes before the wanted day at quite another time', () => {
  expect(rank([slot(1, '17:30'), slot(3, '10:30'), slot(2, '10:00')])).toEqual(['02 10:00', '03 10:30']);
});

test('the same weekday next week comes before whatever is free first', () => {
  expect(rank([slot(2, '18:00'), slot(8, '10:15'), slot(15, '10:00'), slot(9, '10:00')], { max: 4 })).toEqual(['08 10:15', '15 10:00', '02 18:00', '09 10:00']);
});

test('two offers are never within the same half hour while others exist', () => {
  expect(rank([slot(1, '10:15'), slot(1, '10:30'), slot(2, '10:00')])).toEqual(['01 10:15', '02 10:00']);
  expect(rank([slot(1, '10:15'), slot(1, '10:30')])).toEqual(['01 10:15', '01 10:30']);
  expect(rank([slot(1, '10:15'), slot(1, '10:30'), slot(2, '10:00')], { max: 3 })).toEqual(['01 10:15', '01 10:30', '02 10:00']);
});

test('the wanted start itself and what was declined are not offered, even when the calendar lists them', () => {
  expect(rank([slot(1, '10:00'), slot(1, '10:30'), slot(1, '11:00')], { exclude: [at(1, '10:30')] })).toEqual(['01 11:00']);
});

test('a slot that has begun is not offered', () => {
  expect(rank([slot(1, '09:30'), slot(1, '09:31')], { now: at(1, '09:30') })).toEqual(['01 09:31']);
});

test('„vormittags" leaves out a nearer afternoon, and the afternoon is offered only if no morning is free', () => {
  const wanted = { startAt: null, date: '2026-12-01', window: { fromMinute: 8 * 60, untilMinute: 12 * 60 } };
  expect(rank([slot(1, '12:00'), slot(1, '12:30'), slot(3, '11:30')], { wanted })).toEqual(['03 11:30']);
  expect(rank([slot(1, '15:00'), slot(1, '12:30')], { wanted })).toEqual(['01 12:30', '01 15:00']);
});

test('without any wish the next free ones come first', () => {
  expect(rank([slot(3, '09:00'), slot(2, '09:00'), slot(2, '17:00')], { wanted: { startAt: null, window: null } })).toEqual(['02 09:00', '02 17:00']);
});

test('a slot that reaches into the lunch break is not offered, but where nobody entered hours nothing is barred', () => {
  const closed: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const hours: OpeningHours = { ...closed, tue: [['09:00', '13:00'], ['14:00', '18:00']] };
  const slots = [slot(1, '12:45'), slot(1, '13:30'), slot(1, '14:00'), slot(2, '10:00')];
  expect(rank(slots, { openingHours: weekly(hours, BERLIN), max: 9 })).toEqual(['01 14:00']);
  expect(rank(slots, { openingHours: null, max: 9 })).toHaveLength(4);
});

test('another member of staff than the wanted one is not offered', () => {
  expect(rank([slot(1, '10:30', 'anna'), slot(1, '11:30', 'ben'), slot(1, '12:30', null)], { staffId: 'ben' })).toEqual(['01 11:30', '01 12:30']);
});

test('a start that two members of staff have free is one offer, the same whoever is listed first', () => {
  const both = [slot(1, '10:30', 'ben'), slot(1, '10:30', 'anna')];
  const ranking = { wanted: { startAt: null, window: null }, timeZone: BERLIN, openingHours: null, now: at(1, '08:00'), staffId: null, max: 2, exclude: [] };
  for (const slots of [both, both.toReversed()]) expect(rankAlternatives({ ...ranking, slots })).toEqual([slot(1, '10:30', 'anna')]);
});

test('ten in the morning stays ten in the morning across a clock change', () => {
  const [before, after, hourOff] = ['2026-10-24T10:00+02:00', '2026-10-25T10:00+01:00', '2026-10-25T09:00+01:00'].map((iso) => Date.parse(iso));
  const slots = [after, hourOff].map((startAt) => ({ startAt: startAt!, endAt: startAt! + 1, staffId: null }));
  const ranked = rankAlternatives({ slots, wanted: { startAt: before!, window: null }, timeZone: BERLIN, openingHours: null, now: before! - 1, staffId: null, max: 1, exclude: [] });
  expect(ranked[0]!.startAt).toBe(after);
});

const quarter = 15 * 60_000;
const someSlots = fc.array(fc.tuple(fc.integer({ min: 0, max: 14 * 96 }), fc.constantFrom('a', 'b', null)), { maxLength: 80 }).map((list) =>
  list.map(([n, staffId]): Slot => ({ startAt: at(1, '00:00') + n * quarter, endAt: at(1, '00:00') + (n + 2) * quarter, staffId })),
);
const anyRanking: fc.Arbitrary<Ranking> = fc.record({
  hours: fc.option(anyHours),
  slots: someSlots,
  wanted: fc.record({
    startAt: fc.option(fc.integer({ min: 0, max: 14 * 96 }).map((n) => at(1, '00:00') + n * quarter)),
    date: fc.constantFrom(null, '2026-12-03'),
    window: fc.constantFrom(null, { fromMinute: 480, untilMinute: 720 }, { fromMinute: 960, untilMinute: 1440 }),
  }),
  timeZone: fc.constantFrom(BERLIN, 'America/New_York'),
  now: fc.integer({ min: 0, max: 7 * 96 }).map((n) => at(1, '00:00') + n * quarter),
  staffId: fc.constantFrom(null, 'a'),
  max: fc.integer({ min: 1, max: 5 }),
  exclude: fc.array(fc.integer({ min: 0, max: 14 * 96 }).map((n) => at(1, '00:00') + n * quarter), { maxLength: 40 }),
}).map(({ hours, ...ranking }) => ({ ...ranking, openingHours: hours === null ? null : weekly(hours, ranking.timeZone) }));

test('whatever the calendar lists: never past, excluded, closed or doubled; in the window while anything fits it; the same for any order', () => {
  fc.assert(
    fc.property(anyRanking, fc.infiniteStream(fc.nat()), (ranking, dice) => {
      const { wanted, now, exclude, openingHours: hours, timeZone, staffId, max } = ranking;
      const offered = rankAlternatives(ranking);
      const possible = rankAlternatives({ ...ranking, max: 10_000, wanted: { ...wanted, window: null } });
      expect(offered.length).toBeLessThanOrEqual(max);
      expect(new Set(offered.map((s) => s.startAt)).size).toBe(offered.length);
      for (const s of offered) {
        expect(s.startAt).toBeGreaterThan(now);
        expect(s.startAt).not.toBe(wanted.startAt);
        expect(exclude).not.toContain(s.startAt);
        if (hours !== null) expect(fits(hours, s)).toBe(true);
        if (staffId !== null) expect([staffId, null]).toContain(s.staffId);
      }
      const fitting = possible.filter((s) => startsInWindow(s, wanted.window, timeZone));
      expect(offered.length).toBe(Math.min(max, fitting.length > 0 ? fitting.length : possible.length));
      if (fitting.length > 0) expect(offered.every((s) => startsInWindow(s, wanted.window, timeZone))).toBe(true);
      const shuffled = ranking.slots.map((s) => ({ s, order: dice.next().value })).sort((a, b) => a.order - b.order);
      expect(rankAlternatives({ ...ranking, slots: shuffled.map(({ s }) => s) })).toEqual(offered);
    }),
    { numRuns: 300 },
  );
});

test('two offers share a half hour only when nothing else was left to offer', () => {
  fc.assert(
    fc.property(anyRanking, (ranking) => {
      const offered = rankAlternatives(ranking);
      const sameDay = (a: Slot, b: Slot) => wallClock(a.startAt, ranking.timeZone).date === wallClock(b.startAt, ranking.timeZone).date;
      const crowds = (a: Slot, b: Slot) => sameDay(a, b) && Math.abs(a.startAt - b.startAt) < 2 * quarter;
      const crowded = offered.filter((a) => offered.some((b) => b !== a && crowds(a, b)));
      if (crowded.length === 0) return;
      const all = rankAlternatives({ ...ranking, max: 10_000 });
      // Each slot that was passed over is itself too near to one of the offers.
      expect(all.filter((s) => !offered.some((o) => o.startAt === s.startAt)).every((s) => offered.some((o) => crowds(s, o)))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

/** A calendar that has the given slots and answers in its turn; records what it was asked. */
function calendar(slots: readonly Slot[], answers: readonly (Outcome<never> | null)[] = []): { calendar: Calendar; asked: SlotQuery[] } {
  const asked: SlotQuery[] = [];
  const never = () => Promise.reject(new Error('alternatives only read slots'));
  return {
    asked,
    calendar: {
      provider: 'local',
      slots: async (query) => {
        asked.push(query);
        return answers[asked.length - 1] ?? { kind: 'done', value: slots.filter((s) => s.startAt >= query.fromAt && s.startAt < query.untilAt) };
      },
      book: never,
      lookUp: never,
      cancel: never,
      reschedule: never,
      read: never,
    },
  };
}

function find(source: Calendar, change: Partial<AlternativesQuery> = {}) {
  return findAlternatives({
    calendar: source, service: { provider: 'local', serviceId: 's', branchId: 'b', minutes: 30 }, wanted: { startAt: at(3, '10:00'), window: null },
    timeZone: BERLIN, openingHours: null, now: at(1, '12:00'), staffId: 'a', budgetMs: 4000, exclude: [], ...change,
  });
}

const DOWN: Outcome<never> = { kind: 'unknown', cause: 'no_answer', detail: 'time-out' };

test('a fortnight from the wanted day on is one query', async () => {
  const { calendar: source, asked } = calendar([slot(2, '10:00'), slot(3, '11:00'), slot(16, '10:00'), slot(17, '00:00')]);
  const found = await find(source, { max: 9 });
  expect(found).toEqual({ kind: 'found', slots: [slot(3, '11:00'), slot(16, '10:00')] });
  expect(asked).toEqual([expect.objectContaining({ fromAt: at(3, '00:00'), untilAt: at(17, '00:00'), staffId: 'a', budgetMs: 4000 })]);
});

test('a wanted day that is today or over is searched from now on', async () => {
  const { calendar: source, asked } = calendar([]);
  expect(await find(source, { wanted: { startAt: at(1, '09:00') - 86_400_000, window: null } })).toEqual({ kind: 'none' });
  expect(asked).toEqual([expect.objectContaining({ fromAt: at(1, '12:00'), untilAt: at(15, '00:00') })]);
});

test('with little time the near days are asked for first, and the rest only when they offer too little', async () => {
  const enough = calendar([slot(3, '11:00'), slot(4, '10:00'), slot(9, '10:00')]);
  expect(await find(enough.calendar, { budgetMs: 2000 })).toMatchObject({ kind: 'found' });
  expect(enough.asked.map((q) => [q.untilAt, q.budgetMs])).toEqual([[at(7, '00:00'), 1200]]);

  const scarce = calendar([slot(3, '11:00'), slot(9, '10:00')]);
  expect(await find(scarce.calendar, { budgetMs: 2000 })).toEqual({ kind: 'found', slots: [slot(3, '11:00'), slot(9, '10:00')] });
  expect(scarce.asked.map((q) => q.budgetMs)).toEqual([1200, 800]);
});

test('near days that are free at the wrong time of day do not end the search for the right one', async () => {
  const { calendar: source } = calendar([slot(3, '15:00'), slot(4, '15:00'), slot(12, '09:00')]);
  const wanted = { startAt: null, date: '2026-12-03', window: { fromMinute: 480, untilMinute: 720 } };
  expect(await find(source, { budgetMs: 2000, wanted })).toEqual({ kind: 'found', slots: [slot(12, '09:00')] });
});

test('a calendar that fails is not a full calendar, but a failed second half leaves the first half\'s offers', async () => {
  expect(await find(calendar([], [DOWN]).calendar)).toEqual({ kind: 'failed', outcome: DOWN });
  expect(await find(calendar([], [null, DOWN]).calendar, { budgetMs: 2000 })).toEqual({ kind: 'failed', outcome: DOWN });
  expect(await find(calendar([slot(3, '11:00')], [null, DOWN]).calendar, { budgetMs: 2000 })).toEqual({ kind: 'found', slots: [slot(3, '11:00')] });
});

test('the wanted slot is there only if it starts exactly then', () => {
  const slots = [slot(1, '10:15')];
  expect(slotAt(slots, at(1, '10:15'))).toBe(slots[0]);
  expect(slotAt(slots, at(1, '10:00'))).toBeNull();
});
