import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Due, Occupied } from './load-forecast.ts';

export interface LoadFacts {
  readonly due: readonly Due[];
  readonly occupied: readonly Occupied[];
  readonly minutesPerCallback: number;
  /** false: too few attempts were logged to tell. */
  readonly measured: boolean;
}

/** Until enough was logged: find the number, talk, write down what came of it. */
const ASSUMED_MINUTES = 6;
const ENOUGH = 20;
const LOOK_BACK = '28 days';
/** Whoever logs nothing for longer was doing something else. */
const ONE_GO = '30 minutes';

interface Row {
  readonly due: readonly { readonly branch_id: string | null; readonly due_at: EpochMs; readonly count: number }[] | null;
  readonly occupied: readonly { readonly staff_id: string; readonly from_at: EpochMs; readonly until_at: EpochMs }[] | null;
  readonly pace: { readonly attempts: number; readonly minutes: number | null };
}

/**
 * What is due and what staff have to do until then, and how long a callback takes here: the time between two attempts
 * that one person logged in a row. Minutes are counted whole, and down, so that nothing looks due later than it is.
 */
const LOAD_SQL = `
select
  (select json_agg(json_build_object('branch_id', branch_id, 'due_at', due_at, 'count', n)) from (
     select branch_id, (extract(epoch from date_trunc('minute', greatest(due_at, $2::timestamptz - interval '1 minute'))) * 1000)::bigint as due_at, count(*) as n
     from callbacks where company_id = $1 and status in ('pending', 'assigned', 'contacted') and due_at < $3
     group by 1, 2) as buckets) as due,
  (select json_agg(json_build_object('staff_id', staff_id, 'from_at', (extract(epoch from starts_at) * 1000)::bigint, 'until_at', (extract(epoch from ends_at) * 1000)::bigint))
     from appointments where company_id = $1 and staff_id is not null and status in ('pending', 'booked')
       and starts_at > $2::timestamptz - interval '1 day' and starts_at < $3 and ends_at > $2) as occupied,
  (select json_build_object('attempts', count(*), 'minutes', percentile_cont(0.5) within group (order by extract(epoch from taken) / 60)) from (
     select at - lag(at) over (partition by actor order by at) as taken
     from callback_attempts where company_id = $1 and at > $2::timestamptz - $4::interval and at <= $2 and withdrawn_at is null) as gaps
     where taken > interval '0' and taken <= $5::interval) as pace`;

export async function readLoad(tx: Tx, { companyId, now, untilAt }: { readonly companyId: string; readonly now: EpochMs; readonly untilAt: EpochMs }): Promise<LoadFacts> {
  const row = (await tx.maybe<Row>(LOAD_SQL, [companyId, iso(now), iso(untilAt), LOOK_BACK, ONE_GO]))!;
  const { attempts, minutes } = row.pace;
  const measured = attempts >= ENOUGH && minutes !== null;
  return {
    due: (row.due ?? []).map(({ branch_id, due_at, count }) => ({ branchId: branch_id, dueAt: due_at, count })),
    occupied: (row.occupied ?? []).map(({ staff_id, from_at, until_at }) => ({ staffId: staff_id, fromAt: from_at, untilAt: until_at })),
    minutesPerCallback: measured ? Math.max(1, Math.round(minutes * 10) / 10) : ASSUMED_MINUTES,
    measured,
  };
}
