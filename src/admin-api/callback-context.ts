import type { FastifyRequest } from 'fastify';
import type { FilterContext } from '../callbacks/callback-filters.ts';
import { addDays, startOfDay, wallClock } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import { companyOf } from './access.ts';

/** By whom and when the callbacks are asked for: „mine“ and „today“ mean nothing without it. */
export function contextOf(request: FastifyRequest, now: EpochMs): FilterContext {
  const { id, timeZone } = companyOf(request);
  return { companyId: id, now, today: todayOf(timeZone, now), staffId: request.access?.staffId ?? null };
}

function todayOf(timeZone: string, now: EpochMs): { startAt: EpochMs; endAt: EpochMs } {
  const { date } = wallClock(now, timeZone);
  return { startAt: startOfDay(date, timeZone), endAt: startOfDay(addDays(date, 1), timeZone) };
}
