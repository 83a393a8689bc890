// The filters of a request, as the list, its facets, the export and an action on many callbacks take them.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { CallbackFilters } from '../callbacks/callback-filters.ts';
import type { Looking } from '../callbacks/callback-query.ts';
import { addDays, startOfDay, wallClock } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import { companyOf } from './access.ts';
import { momentIn } from './api.ts';
import type { CallbackFilter } from './contract.ts';

export function looking(request: FastifyRequest, now: EpochMs): Looking {
  const { id, timeZone } = companyOf(request);
  return { companyId: id, now, today: todayOf(timeZone, now), staffId: request.access?.staffId ?? null };
}

export function filtersOf(query: z.output<typeof CallbackFilter>, request: FastifyRequest, now: EpochMs): CallbackFilters {
  const { timeZone } = companyOf(request);
  return {
    status: query.status,
    priority: query.priority,
    errorType: query.error_type,
    createdFrom: query.created_from,
    branch: query.branch,
    service: query.service,
    category: query.category,
    errorGroup: query.error_group,
    // whoever is no member of staff has nothing assigned: 'me' then stays a name that no row has
    assignedTo: query.assigned_to?.map((who) => (who === 'me' ? (request.access?.staffId ?? 'me') : who)),
    overdue: query.overdue,
    claimed: query.claimed,
    decision: query.decision,
    tab: query.tab,
    createdAfter: later(momentIn(timeZone, query.created_after), query.created_within === undefined ? undefined : startOfPeriod(query.created_within, timeZone, now)),
    createdBefore: momentIn(timeZone, query.created_before),
    q: query.q,
    customer: query.customer_id,
  };
}

/** Both narrow. */
function later(one: EpochMs | undefined, other: EpochMs | undefined): EpochMs | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

function startOfPeriod(period: NonNullable<z.output<typeof CallbackFilter>['created_within']>, timeZone: string, now: EpochMs): EpochMs {
  const { date } = wallClock(now, timeZone);
  const day = { today: date, last_7_days: addDays(date, -6), last_30_days: addDays(date, -29), this_month: `${date.slice(0, 8)}01` }[period];
  return startOfDay(day, timeZone);
}

function todayOf(timeZone: string, now: EpochMs): { startAt: EpochMs; endAt: EpochMs } {
  const { date } = wallClock(now, timeZone);
  return { startAt: startOfDay(date, timeZone), endAt: startOfDay(addDays(date, 1), timeZone) };
}
