import { expect, test } from 'vitest';
import { EVERY_DAY, salon } from '../../../test/local-salon.ts';
import type { SalonParts } from '../../../test/local-salon.ts';
import type { OpeningHours } from '../../companies/company.ts';
import { HOUR_MS, MINUTE_MS } from '../../companies/wall-clock.ts';
import { freeSlots, offerOf, workingThrough } from './availability.ts';
import type { Search } from './availability.ts';

const CLOSED: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const at = (iso: string) => Date.parse(iso);
/** Tuesday, 1 December 2026. */
const TUESDAY = at('2026-12-01T00:00+01:00');

function setUp(parts: SalonParts, search: Partial<Search> = {}) {
  const { company, cut, branchId, staffId } = salon(parts);
  const offer = offerOf(company, { serviceId: cut, branchId, staffId: null })!;
  const slots = (change: Partial<Search> = {}) =>
    freeSlots(offer, { fromAt: TUESDAY, untilAt: TUESDAY + 24 * HOUR_MS, minutes: 30, gridMinutes: 15, busy: [], ...search, ...change });
  const names = new Map(company.staff.map((m) => [m.id, m.name]));
  const shown = (change: Partial<Search> = {}) => slots(change).map((s) => `${new Date(s.startAt + HOUR_MS).toISOString().slice(11, 16)} ${names.get(s.staffId!)}`);
  return { company, cut, branchId, staffId, offer, slots, shown };
}

test('slots lie on quarters of the hour, end before the lunch break and start again after it', () => {
  const lunch: OpeningHours = { ...CLOSED, tue: [['09:10', '10:00'], ['11:00', '11:45']] };
  expect(setUp({ staff: { anna: null }, openingHours: lunch }).shown()).toEqual(['09:15 anna', '09:30 anna', '11:00 anna', '11:15 anna']);
});

test('a member of staff works only when both she and the branch are there', () => {
  const { shown } = setUp({ staff: { anna: { ...CLOSED, tue: [['08:00', '10:00']] }, ben: { ...CLOSED, wed: [['09:00', '18:00']] } } });
  expect(shown()).toEqual(['09:00 anna', '09:15 anna', '09:30 anna']);
});

test('one slot per start, with whoever has less to do that day', () => {
  const { shown, staffId } = setUp({ staff: { anna: null, ben: null } }, { untilAt: TUESDAY + 10 * HOUR_MS, gridMinutes: 30 });
  expect(shown()).toEqual(['09:00 anna', '09:30 anna']);
  const busy = { staffId: staffId('anna'), fromAt: TUESDAY + 16 * HOUR_MS, untilAt: TUESDAY + 17 * HOUR_MS };
  expect(shown({ busy: [busy] })).toEqual(['09:00 ben', '09:30 ben']);
  // What she does the day before does not count against her.
  expect(shown({ busy: [{ ...busy, fromAt: busy.fromAt - 24 * HOUR_MS, untilAt: busy.untilAt - 24 * HOUR_MS }] })).toEqual(['09:00 anna', '09:30 anna']);
});

test('a booking blocks every start that would reach into it, and no other', () => {
  const { shown, staffId } = setUp({ staff: { anna: null } }, { fromAt: TUESDAY + 9 * HOUR_MS, untilAt: TUESDAY + 11 * HOUR_MS });
  expect(shown({ busy: [{ staffId: staffId('anna'), fromAt: TUESDAY + 10 * HOUR_MS, untilAt: TUESDAY + 10.5 * HOUR_MS }] })).toEqual([
    '09:00 anna', '09:15 anna', '09:30 anna', '10:30 anna', '10:45 anna',
  ]);
});

test('the hour that spring skips offers no slot, and the one that autumn repeats offers its slots twice', () => {
  const night: OpeningHours = { ...CLOSED, sun: [['01:00', '04:00']] };
  const { slots } = setUp({ staff: { anna: null }, openingHours: night }, { gridMinutes: 30 });
  const spring = at('2026-03-29T00:00+01:00');
  const autumn = at('2026-10-25T00:00+02:00');
  expect(slots({ fromAt: spring, untilAt: spring + 23 * HOUR_MS }).map((s) => (s.startAt - spring) / HOUR_MS)).toEqual([1, 1.5, 2, 2.5]);
  expect(slots({ fromAt: autumn, untilAt: autumn + 25 * HOUR_MS }).map((s) => (s.startAt - autumn) / HOUR_MS)).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
});

test('the grid is that of the wall clock also where the zone is a quarter off the hour', () => {
  const { offer } = setUp({ staff: { anna: null } });
  const slots = freeSlots({ ...offer, timeZone: 'Asia/Kathmandu', open: { ...offer.open, timeZone: 'Asia/Kathmandu' } }, { fromAt: TUESDAY, untilAt: TUESDAY + 24 * HOUR_MS, minutes: 30, gridMinutes: 30, busy: [] });
  expect(new Date(slots[0]!.startAt).toISOString()).toBe('2026-12-01T03:15:00.000Z');
});

test('only who does the service at the branch is offered, and nobody is null', () => {
  const { company, cut, branchId, staffId } = setUp({ staff: { anna: null, ben: null, carl: null } });
  const [anna, ben, carl] = company.staff;
  const changed = { ...company, staff: [{ ...anna!, serviceIds: [] }, { ...ben!, branchIds: ['elsewhere'] }, carl!] };
  const members = (id: string | null) => offerOf(changed, { serviceId: cut, branchId, staffId: id })?.members.map((m) => m.name) ?? null;
  expect([members(null), members(staffId('carl')), members(staffId('anna'))]).toEqual([['carl'], ['carl'], null]);
  expect(offerOf(company, { serviceId: 'unheard of', branchId, staffId: null })).toBeNull();
  expect(offerOf(company, { serviceId: cut, branchId: 'unheard of', staffId: null })).toBeNull();
});

test('a service that is kept at Cal.com is not offered here as well', () => {
  const { company, cut, branchId } = setUp({ staff: { anna: null } });
  const services = company.services.map((s) => ({ ...s, calendar: { provider: 'cal.com' as const, eventTypeId: 1 } }));
  expect(offerOf({ ...company, services }, { serviceId: cut, branchId, staffId: null })).toBeNull();
});

test('who works through an appointment must not leave before its end', () => {
  const { offer } = setUp({ staff: { anna: { ...CLOSED, tue: [['09:00', '12:00']] }, ben: EVERY_DAY } });
  const through = (from: number, minutes: number) => workingThrough(offer, { startAt: TUESDAY + from * HOUR_MS, endAt: TUESDAY + from * HOUR_MS + minutes * MINUTE_MS }).map((m) => m.name);
  expect([through(11.5, 30), through(11.75, 30), through(17.75, 30)]).toEqual([['anna', 'ben'], ['ben'], []]);
});
