import fc from 'fast-check';
import { expect, test } from 'vitest';
import { salon } from '../../test/local-salon.ts';
import type { SalonParts } from '../../test/local-salon.ts';
import type { Company, OpeningHours } from '../companies/company.ts';
import { loadForecast } from './load-forecast.ts';
import type { LoadInput, Period } from './load-forecast.ts';

const at = (time: string, date = '2026-12-01') => Date.parse(`${date}T${time}+01:00`);
const WEEK: OpeningHours = { mon: [['09:00', '18:00']], tue: [['09:00', '18:00']], wed: [['09:00', '18:00']], thu: [['09:00', '18:00']], fri: [['09:00', '18:00']], sat: [], sun: [] };

function setUp(parts: SalonParts, change: (company: Company) => Partial<Company> = () => ({})) {
  const { company: base, branchId, staffId } = salon({ openingHours: WEEK, ...parts });
  const company = { ...base, ...change(base) };
  const load = (input: Partial<LoadInput> = {}) => loadForecast({ company, now: at('17:00'), due: [], occupied: [], minutesPerCallback: 10, ...input });
  const due = (dueAt: number, count = 1) => ({ branchId, dueAt, count });
  return { company, branchId, staffId, load, due };
}

const brief = (period: Period | null) =>
  period && { ...period, closesAt: period.closesAt && new Date(period.closesAt).toISOString().slice(5, 16), firstMissedAt: period.firstMissedAt && new Date(period.firstMissedAt).toISOString().slice(5, 16) };

test('an hour before closing one pair of hands does six callbacks and not seven', () => {
  const { load, due } = setUp({ staff: { anna: null } });
  const today = (count: number) => brief(load({ due: [due(at('18:00'), count)] }).company.today);
  expect(today(6)).toEqual({
    date: '2026-12-01', closesAt: '12-01T17:00', due: 6, overdue: 0, neededMinutes: 60, handsMinutes: 60, members: 1, shortByMinutes: 0, firstMissedAt: null,
  });
  expect(today(7)).toMatchObject({ due: 7, neededMinutes: 70, shortByMinutes: 10, firstMissedAt: '12-01T17:00' });
});

test('what falls due at night has to be done before closing, and tomorrow’s morning is tomorrow’s', () => {
  const { load, due } = setUp({ staff: { anna: null } });
  const { company: { today, next } } = load({ due: [due(at('02:00', '2026-12-02'), 3), due(at('08:59', '2026-12-02')), due(at('09:00', '2026-12-02'), 5)] });
  expect([today.due, next?.due]).toEqual([4, 5]);
  // due with the very first minute of the morning: nobody can have called before
  expect(brief(next)).toMatchObject({ date: '2026-12-02', closesAt: '12-02T17:00', handsMinutes: 540, shortByMinutes: 30, firstMissedAt: '12-02T08:00' });
});

test('what is missed already takes hands too, and is not the first to be missed', () => {
  const { load, due } = setUp({ staff: { anna: null } });
  const { company: { today } } = load({ due: [due(at('12:00'), 5), due(at('17:30'), 1)] });
  expect(brief(today)).toMatchObject({ due: 6, overdue: 5, neededMinutes: 60, shortByMinutes: 30, firstMissedAt: '12-01T16:30' });
});

test('absences, appointments, viewers and holidays leave fewer hands', () => {
  const { load, staffId } = setUp({ staff: { anna: null, ben: null, carl: null, dora: null } }, ({ staff }) => ({
    staff: staff.map((member) =>
      member.name === 'anna' ? { ...member, absences: [{ id: 'a', from: '2026-12-01', to: '2026-12-01', hours: null }] } : member.name === 'dora' ? { ...member, role: 'viewer' as const } : member,
    ),
  }));
  const occupied = [{ staffId: staffId('ben'), fromAt: at('16:30'), untilAt: at('17:20') }];
  expect(load({ occupied }).company.today).toMatchObject({ handsMinutes: 100, members: 2 });
  const christmas = load({ now: at('12:00', '2026-12-25') }).company;
  expect([christmas.today.closesAt, christmas.today.handsMinutes, christmas.next?.date]).toEqual([null, 0, '2026-12-28']);
});

test('on a closed day everything that falls due before the next opening cannot be kept', () => {
  const { load, due } = setUp({ staff: { anna: null } });
  const sunday = load({ now: at('10:00', '2026-12-06'), due: [due(at('12:00', '2026-12-06'), 2), due(at('12:00', '2026-12-07'), 3)] }).company;
  expect(brief(sunday.today)).toMatchObject({ due: 2, handsMinutes: 0, shortByMinutes: 20, firstMissedAt: '12-06T11:00' });
  expect(sunday.next).toMatchObject({ date: '2026-12-07', due: 3, shortByMinutes: 0, firstMissedAt: null });
});

test('who works at two branches is half a pair of hands at each, and one in all', () => {
  const { load, company } = setUp({ staff: { anna: null } }, ({ branches, staff }) => ({
    branches: [...branches, { ...branches[0]!, id: 'sued', slug: 'sued' }],
    staff: staff.map((member) => ({ ...member, branchIds: [...member.branchIds, 'sued', 'closed long ago'] })),
  }));
  const { branches, company: all } = load({ due: [{ branchId: 'sued', dueAt: at('18:00'), count: 4 }, { branchId: null, dueAt: at('18:00'), count: 1 }] });
  expect(branches.map(({ branch, load: { today } }) => [branch.slug, today.due, today.handsMinutes, today.shortByMinutes])).toEqual([['mitte', 0, 30, 0], ['sued', 4, 30, 10]]);
  expect([all.today.due, all.today.handsMinutes, company.staff.length]).toEqual([5, 60, 1]);
});

test('where nobody entered opening hours, the hours at which customers are called stand in', () => {
  const { load } = setUp({ staff: { anna: null }, openingHours: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } });
  expect(brief(load().company.today)).toMatchObject({ closesAt: '12-01T19:00', handsMinutes: 180 });
});

test('a branch that never opens again has a today and no next', () => {
  const { load } = setUp({ staff: { anna: null } }, () => ({ exceptions: [{ id: 'x', branchId: null, kind: 'closed', from: '2026-12-02', to: '2027-06-30', hours: null, reason: null }] }));
  expect(load().company).toMatchObject({ today: { handsMinutes: 60 }, next: null });
});

const someDue = fc.array(fc.record({ branchId: fc.constant(null), dueAt: fc.integer({ min: -300, max: 2400 }).map((minutes) => at('12:00') + minutes * 60_000), count: fc.integer({ min: 1, max: 9 }) }), { maxLength: 12 });

test('one more callback never leaves fewer minutes short nor a later first miss, and one more colleague never more or an earlier one', () => {
  fc.assert(
    fc.property(someDue, someDue, fc.integer({ min: 1, max: 30 }), (some, more, minutesPerCallback) => {
      const few = setUp({ staff: { anna: null } });
      const many = setUp({ staff: { anna: null, ben: null } });
      const periods = (load: typeof few.load, due: typeof some) => {
        const { today, next } = load({ now: at('12:00'), due, minutesPerCallback }).company;
        return [today, next!];
      };
      const base = periods(few.load, some);
      for (const [i, loaded] of periods(few.load, [...some, ...more]).entries()) {
        expect(loaded.shortByMinutes).toBeGreaterThanOrEqual(base[i]!.shortByMinutes);
        expect(loaded.firstMissedAt ?? Infinity).toBeLessThanOrEqual(base[i]!.firstMissedAt ?? Infinity);
      }
      for (const [i, helped] of periods(many.load, some).entries()) {
        expect(helped.shortByMinutes).toBeLessThanOrEqual(base[i]!.shortByMinutes);
        expect(helped.firstMissedAt ?? Infinity).toBeGreaterThanOrEqual(base[i]!.firstMissedAt ?? Infinity);
      }
    }),
    { numRuns: 60 },
  );
});
