// All that was entered for single days from today on, with the public holidays of a year beside it: for the pages that enter it.
import type { z } from 'zod';
import { placeOf } from '../companies/branch-calendar.ts';
import type { Branch, Company } from '../companies/company.ts';
import { holidaysOf } from '../companies/holidays/holidays.ts';
import { readDays } from '../companies/read-days.ts';
import { addDays, wallClock } from '../companies/wall-clock.ts';
import { accessIn, companyOf, may } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { shownAbsence, shownException } from './calendar-entries.ts';
import { CalendarEntries } from './contract/calendar.ts';
import { CompanyQuery } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

const DAYS_OF_HOLIDAYS = 366;
const FOR_EVER = '9999-12-31';

export function calendarEntriesListRoute(api: Api, { world }: Pick<AdminApiOptions, 'world'>): void {
  api.get(
    '/calendar/entries',
    { config: { needs: 'read' }, schema: { tags: ['calendar'], summary: 'Exceptions and absences from today on, however far ahead, and the public holidays of a year', querystring: CompanyQuery, response: { 200: CalendarEntries, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      const { branches: seen } = accessIn(request);
      const { date: from } = wallClock(world.clock.now(), company.timeZone);
      const { exceptions, absences } = await inScope(request, (tx) => readDays(tx, company.id, { from, to: FOR_EVER }));
      const works = (staffId: string): boolean => seen === null || company.staff.some(({ id, branchIds }) => id === staffId && branchIds.some((branchId) => seen.includes(branchId)));
      const branches = company.branches.filter(({ id }) => seen === null || seen.includes(id));
      return {
        from,
        closed_on_holidays: company.closedOnHolidays,
        regions: [...new Set(branches.map((branch) => placeOf(company, branch).region).filter((region) => region !== null))],
        exceptions: exceptions.map((exception) => shownException(company, exception)),
        absences: absences.filter(({ staffId }) => works(staffId)).flatMap((absence) => shownAbsence(company, absence, may(request, 'manage_calendar')) ?? []),
        holidays: holidaysFrom(company, branches, from),
      };
    },
  );
}

type ListedHoliday = z.input<typeof CalendarEntries>['holidays'][number];

/** One entry a holiday, with the branches that have it: of two in different Länder each keeps its own. */
function holidaysFrom(company: Company, branches: readonly Branch[], from: string): ListedHoliday[] {
  const until = addDays(from, DAYS_OF_HOLIDAYS);
  const year = Number(from.slice(0, 4));
  const found = new Map<string, ListedHoliday>();
  for (const branch of branches) {
    for (const { date, name, from: since } of [year, year + 1].flatMap((each) => holidaysOf(placeOf(company, branch), each))) {
      if (date < from || date >= until) continue;
      const key = `${date} ${name.de} ${since ?? ''}`;
      const known = found.get(key) ?? { date, name: { ...name }, since, branches: [] };
      known.branches.push({ id: branch.id, slug: branch.slug, name: branch.name });
      found.set(key, known);
    }
  }
  return [...found.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}
