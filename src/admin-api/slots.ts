import { calendarService } from '../calendar/calendars.ts';
import type { Company } from '../companies/company.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import { HOUR_MS } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import { companyOf } from './access.ts';
import { momentIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { Slots, SlotsQuery } from './contract/slots.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const DAYS_DEFAULT = 7;
const DAYS_MAX = 31;
/** Somebody waits for it with a customer on the telephone. */
const BUDGET_MS = 6_000;

export function slotRoutes(api: Api, { world, calendars }: AdminApiOptions): void {
  api.get(
    '/slots',
    { config: { needs: 'read' }, schema: { tags: ['appointments'], summary: 'Free times of a service, asked of its calendar now', querystring: SlotsQuery, response: { 200: Slots, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      const { query } = request;
      const service = named(company.services, { name: 'service', given: query.service });
      const branch = query.branch === undefined ? company.branches[0] : named(company.branches, { name: 'branch', given: query.branch });
      const staffId = query.staff === undefined ? null : named(company.staff, { name: 'staff', given: query.staff }).id;
      const span = spanOf(company, query, world.clock.now());
      const calendar = calendars.for(company, service);
      if (calendar === null || branch === undefined) return { calendar: 'missing' as const, items: [] };
      const free = await calendar.slots({ service: calendarService(service, branch), ...span, timeZone: company.timeZone, staffId, budgetMs: BUDGET_MS });
      if (free.kind !== 'done') return { calendar: 'silent' as const, items: [] };
      return {
        calendar: 'answered' as const,
        items: free.value.map((slot) => ({ start: isoInZone(slot.startAt, company.timeZone), end: isoInZone(slot.endAt, company.timeZone), staff_id: slot.staffId })),
      };
    },
  );
}

function named<T extends { readonly id: string; readonly slug: string }>(items: readonly T[], { name, given }: { readonly name: string; readonly given: string }): T {
  const found = items.find(({ id, slug }) => id === given || slug === given);
  if (found === undefined) throw new Problem('REQUEST_INVALID', `${name}: nothing of this company has this id or slug`);
  return found;
}

function spanOf({ timeZone }: Company, query: { readonly from?: string | undefined; readonly to?: string | undefined }, now: EpochMs): { readonly fromAt: EpochMs; readonly untilAt: EpochMs } {
  const fromAt = Math.max(now, momentIn(timeZone, query.from) ?? now);
  const untilAt = momentIn(timeZone, query.to) ?? fromAt + DAYS_DEFAULT * 24 * HOUR_MS;
  if (untilAt - fromAt > DAYS_MAX * 24 * HOUR_MS) throw new Problem('REQUEST_INVALID', `to: is not within ${DAYS_MAX} days from then on`);
  return { fromAt, untilAt };
}
