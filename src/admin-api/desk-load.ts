import type { z } from 'zod';
import { loadForecast } from '../callbacks/load-forecast.ts';
import type { Period, PlaceLoad } from '../callbacks/load-forecast.ts';
import { readLoad } from '../callbacks/read-load.ts';
import type { Company } from '../companies/company.ts';
import { SEARCH_DAYS } from '../companies/opening-hours.ts';
import { must } from '../platform/assert.ts';
import { iso } from '../platform/iso.ts';
import { companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery, DeskLoad } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

/** As far as a search for the next opening goes, and the day on which it finds one. */
const HORIZON_MS = (SEARCH_DAYS + 2) * 86_400_000;

export function deskLoadRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/desk/load',
    { config: { needs: 'read' }, schema: { tags: ['callbacks'], summary: 'More due than hands? Today, and on the next day that is open', querystring: CompanyQuery, response: { 200: DeskLoad, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { branches: seen } = must(request.access, 'the access hook ran before this route');
      const company = narrowed(companyOf(request), seen);
      const now = world.clock.now();
      const { due, occupied, minutesPerCallback, measured } = await inScope(request, (tx) => readLoad(tx, { companyId: company.id, now, untilAt: now + HORIZON_MS }));
      const load = loadForecast({ company, now, due, occupied, minutesPerCallback });
      return {
        at: iso(now),
        minutes_per_callback: minutesPerCallback,
        measured,
        company: placeOf(load.company),
        branches: load.branches.map(({ branch: { id, slug, name }, load: ofBranch }) => ({ branch: { id, slug, name }, ...placeOf(ofBranch) })),
      };
    },
  );
}

/** Whoever sees some branches is told of their work and their people; the company's sum is of these. */
function narrowed(company: Company, seen: readonly string[] | null): Company {
  if (seen === null) return company;
  return {
    ...company,
    branches: company.branches.filter(({ id }) => seen.includes(id)),
    staff: company.staff.filter(({ branchIds }) => branchIds.some((id) => seen.includes(id))),
  };
}

type Shape = z.input<typeof DeskLoad>['company'];

function placeOf({ today, next }: PlaceLoad): Shape {
  return { today: shown(today), next: next === null ? null : shown(next) };
}

function shown(period: Period): Shape['today'] {
  return {
    date: period.date,
    closes_at: period.closesAt === null ? null : iso(period.closesAt),
    due: period.due,
    overdue: period.overdue,
    needed_minutes: period.neededMinutes,
    hands_minutes: period.handsMinutes,
    members: period.members,
    short_by_minutes: period.shortByMinutes,
    first_missed_at: period.firstMissedAt === null ? null : iso(period.firstMissedAt),
  };
}
