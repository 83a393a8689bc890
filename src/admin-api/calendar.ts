import type { z } from 'zod';
import { branchCalendar, placeOf } from '../companies/branch-calendar.ts';
import type { Branch, Company } from '../companies/company.ts';
import { holidaysOf, municipalitiesOf } from '../companies/holidays/holidays.ts';
import { openIntervals } from '../companies/opening-hours.ts';
import { readDays } from '../companies/read-days.ts';
import { addDays, daysBetween, wallClock } from '../companies/wall-clock.ts';
import { iso } from '../platform/iso.ts';
import { must } from '../platform/assert.ts';
import { companyOf, may } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { shownAbsence, shownException } from './calendar-entries.ts';
import { Calendar, CalendarQuery } from './contract/calendar.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

/** A day of a branch takes a tenth of a millisecond, in which no call is answered. */
const DAYS_MAX = 92;
const DAYS_DEFAULT = 28;

export function calendarRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/calendar',
    { config: { needs: 'read' }, schema: { tags: ['calendar'], summary: 'When branches are open, public holidays, exceptions, and who is away', querystring: CalendarQuery, response: { 200: Calendar, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      const { branches: seen } = must(request.access, 'the access hook ran before this route');
      const range = rangeOf(request.query, wallClock(world.clock.now(), company.timeZone).date);
      // Read anew: what was entered a moment ago is there before the directory of this node has heard of it.
      const days = await inScope(request, (tx) => readDays(tx, company.id, range));
      const branches = company.branches.filter(({ id }) => seen === null || seen.includes(id));
      const withReasons = may(request, 'manage_calendar');
      return {
        ...range,
        branches: branches.map((branch) => ofBranch({ ...company, exceptions: days.exceptions }, branch, range)),
        exceptions: days.exceptions.map((exception) => shownException(company, exception)),
        absences: days.absences.filter(({ staffId }) => seen === null || ofBranches(company, staffId, seen)).flatMap((absence) => shownAbsence(company, absence, withReasons) ?? []),
      };
    },
  );
}

interface Range {
  readonly from: string;
  readonly to: string;
}

function rangeOf(query: z.output<typeof CalendarQuery>, today: string): Range {
  const from = query.from ?? today;
  const to = query.to ?? addDays(from, DAYS_DEFAULT - 1);
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > DAYS_MAX) throw new Problem('REQUEST_INVALID', `to: is not within ${DAYS_MAX} days from ${from} on`);
  return { from, to };
}

/** Why a colleague of another branch is ill is no business of this one's manager. */
function ofBranches(company: Company, staffId: string, seen: readonly string[]): boolean {
  return company.staff.some(({ id, branchIds }) => id === staffId && branchIds.some((branchId) => seen.includes(branchId)));
}

function ofBranch(company: Company, branch: Branch, { from, to }: Range): z.input<typeof Calendar>['branches'][number] {
  const calendar = branchCalendar(company, branch);
  const place = placeOf(company, branch);
  const holidays = new Map([from, to].flatMap((date) => holidaysOf(place, Number(date.slice(0, 4)))).map((holiday) => [holiday.date, holiday.name]));
  const dates = Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
  return {
    branch: { id: branch.id, slug: branch.slug, name: branch.name },
    ...place,
    municipalities: [...municipalitiesOf(place.region)],
    days: dates.map((date) => {
      const { intervals, closures } = calendar.day(date);
      return {
        date,
        open: intervals.map(([open, close]) => [open, close]),
        spans: openIntervals(calendar, date).map(({ fromAt, untilAt }) => ({ from: iso(fromAt), until: iso(untilAt) })),
        closures: closures.map(({ kind, name, hours }) => ({ kind, name, hours: hours.map(([open, close]) => [open, close]) })),
        holiday: holidays.get(date) ?? null,
      };
    }),
  };
}
