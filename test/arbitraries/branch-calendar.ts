// Random branches: hours, holidays of some region, closures, half days and extra openings.
import fc from 'fast-check';
import { branchCalendar } from '../../src/companies/branch-calendar.ts';
import type { BranchCalendar, CompanyCalendar } from '../../src/companies/branch-calendar.ts';
import type { CalendarException, OpeningHours } from '../../src/companies/company.ts';
import { addDays } from '../../src/companies/wall-clock.ts';
import { anyDay, anyHours } from './opening-hours.ts';

export function calendarOf(openingHours: OpeningHours, change: Partial<CompanyCalendar> = {}): BranchCalendar {
  const company: CompanyCalendar = { timeZone: 'Europe/Berlin', region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions: [], ...change };
  return branchCalendar(company, { id: 'branch', region: null, municipality: null, openingHours });
}

const start = fc.constantFrom('2026-03-20', '2026-10-20', '2027-03-10', '2026-04-01', '2026-12-20').chain((day) => fc.nat({ max: 20 }).map((days) => addDays(day, days)));

export const anyException: fc.Arbitrary<CalendarException> = fc
  .record({
    id: fc.uuid(),
    branchId: fc.constantFrom(null, 'branch', 'another'),
    kind: fc.constantFrom('closed', 'hours', 'extra'),
    from: start,
    days: fc.nat({ max: 9 }),
    yearly: fc.boolean(),
    hours: anyDay,
    reason: fc.constantFrom(null, 'Inventur'),
  })
  .map(({ days, yearly, from, kind, hours, ...rest }) => {
    const [first, last] = [from, addDays(from, days)];
    return { ...rest, kind, from: yearly ? first.slice(5) : first, to: yearly ? last.slice(5) : last, hours: hours.length === 0 ? (kind === 'closed' ? null : ([['10:00', '12:00']] as const)) : hours };
  });

export const anyCalendar: fc.Arbitrary<BranchCalendar> = fc
  .record({
    hours: anyHours,
    timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
    region: fc.constantFrom(null, 'DE-BY', 'AT-9', 'CH-SO'),
    exceptions: fc.array(anyException, { maxLength: 4 }),
  })
  .map(({ hours, ...company }) => calendarOf(hours, company));
