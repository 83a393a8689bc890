// What became of everything that went wrong: per day, by error, priority and source; how soon customers were called, whether
// in time, and what it was worth. Counted when it is asked, from the rows that staff work with.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { bucketsOf, type Bucket } from './buckets.ts';
import { ATTEMPTS_SQL, FAILSAFE_SQL, RECOVERED_SQL } from './failsafe-sql.ts';
import { medianOf, outcomeOf, total, type Cell } from './outcome.ts';

export interface FailsafeQuery {
  readonly companyId: string;
  readonly timeZone: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly bucket: Bucket;
  readonly branch?: readonly string[] | undefined;
  readonly now: EpochMs;
}

type Counted = Cell & { readonly start: string; readonly error_type: string; readonly priority: string; readonly created_from: string };
type Row = Counted & { readonly of_minutes: boolean; readonly of_hours: boolean; readonly minute: number | null; readonly hour: number; readonly weekday: number };
interface Recovered { readonly currency: string | null; readonly n: number; readonly amount: number | null }

export async function failsafeAnalytics(tx: Tx, query: FailsafeQuery) {
  const { companyId, timeZone, from, to, bucket, now } = query;
  const period = [companyId, iso(from), iso(to), query.branch ?? null];
  // Room to count in one pass; with less, the planner sorts everything once per way of counting, on disk.
  await tx.run(`set local work_mem = '64MB'`);
  const rows = await tx.rows<Row>(FAILSAFE_SQL, [...period, timeZone, bucket, iso(now)]);
  const attempts = await tx.rows<{ attempts: number; callbacks: number }>(ATTEMPTS_SQL, period);
  const recovered = await tx.rows<Recovered>(RECOVERED_SQL, period);
  const minutes = rows.filter((row) => row.of_minutes);
  const hours = rows.filter((row) => row.of_hours);
  const cells = rows.filter((row) => !row.of_minutes && !row.of_hours);
  const medianFor = (which: readonly Row[]): number | null => medianOf(which.filter(({ minute }) => minute !== null).map(({ minute, n }) => ({ value: minute! * 60, n })));
  return {
    from: iso(from), to: iso(to), bucket, time_zone: timeZone,
    ...outcomeOf(total(cells), medianFor(minutes)),
    buckets: bucketsOf(query).map((start) => dayOf(start, cells.filter((cell) => cell.start === start))),
    by_error_type: grouped(cells, 'error_type').map(([errorType, own]) => ({ error_type: errorType, ...outcomeOf(total(own), medianFor(minutes.filter((row) => row.error_type === errorType))) })),
    by_source: grouped(cells, 'created_from').map(([source, own]) => ({ created_from: source, ...outcomeOf(total(own), null) })),
    attempts_until_reached: attempts.map((one) => ({ ...one })),
    by_hour: Array.from({ length: 24 }, (_, hour) => total(hours.filter((row) => row.hour === hour)).n),
    by_weekday: Array.from({ length: 7 }, (_, day) => total(hours.filter((row) => row.weekday === day + 1)).n),
    recovered: recoveredOf(recovered),
  };
}

function dayOf(start: string, cells: readonly Counted[]) {
  const { created, completed, appointments, response_seconds: response, sla } = outcomeOf(total(cells), null);
  return { start, total: created, completed, appointments, response_seconds: response.average, sla_rate: sla.rate, by_error_type: countsOf(cells, 'error_type'), by_priority: countsOf(cells, 'priority'), by_source: countsOf(cells, 'created_from') };
}

type Dimension = 'error_type' | 'priority' | 'created_from';

/** The most frequent first. */
function grouped(cells: readonly Counted[], by: Dimension): [string, Counted[]][] {
  return [...Map.groupBy(cells, (cell) => cell[by])].toSorted(([a, one], [b, other]) => total(other).n - total(one).n || (a < b ? -1 : 1));
}

function countsOf(cells: readonly Counted[], by: Dimension): Record<string, number> {
  return Object.fromEntries(grouped(cells, by).map(([name, own]) => [name, total(own).n]));
}

function recoveredOf(rows: readonly Recovered[]) {
  const priced = rows.flatMap(({ currency, n, amount }) => (currency === null ? [] : [{ currency, appointments: n, amount: Math.round((amount ?? 0) * 100) / 100 }]));
  const appointments = rows.reduce((sum, { n }) => sum + n, 0);
  return { appointments, value: priced, without_price: appointments - priced.reduce((sum, one) => sum + one.appointments, 0) };
}
