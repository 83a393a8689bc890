// How companies are doing at this moment, in one look each: what waits, whether calendar and telephone are alive, and whether the
// wishes of the last days add up. For the overview of a company, and of an agency over all of its clients at once.
import { OPEN_TABS } from '../callbacks/callback-tabs.ts';
import { OPEN_SQL } from '../callbacks/callback-query.ts';
import type { Company } from '../companies/company.ts';
import { knownCalendar } from '../companies/branch-calendar.ts';
import { openSpans } from '../companies/opening-hours.ts';
import { startOfDay, wallClock } from '../companies/wall-clock.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { readDifferences } from '../wishes/ledger.ts';
import type { Difference, JournalOnly } from '../wishes/ledger.ts';

export interface Pulse {
  readonly open: number;
  /** Overdue, or due within half an hour. */
  readonly dueNow: number;
  readonly overdue: number;
  readonly urgent: number;
  readonly unassigned: number;
  readonly decisionNeeded: number;
  readonly doneToday: number;
  /** Callbacks that arose, per day of 24 hours up to the end of today, the oldest first. */
  readonly arisen: readonly number[];
  readonly callsToday: number;
  readonly lastCallAt: EpochMs | null;
  /** Calls a day, over the last four weeks. */
  readonly callsADay: number;
  /** Open for hours, usually called, and nobody calls: the line is probably dead, and no error tells of it. */
  readonly silent: boolean;
  readonly calendar: { readonly state: 'up' | 'failing' | 'unknown'; readonly lastSuccessAt: EpochMs | null; readonly lastFailureAt: EpochMs | null; readonly failures24h: number };
  readonly voice: { readonly connected: boolean; readonly lastEventAt: EpochMs | null; readonly comparedAt: EpochMs | null; readonly problem: string | null };
  /** Of the last seven days; null where it was not asked for. */
  readonly ledger: Difference | null;
}

const DAY_MS = 86_400_000;
const ARISEN_DAYS = 14;
/** So long open without a call, where calls are usual, is no chance any more. */
const SILENCE_MS = 3 * 3_600_000;
const USUAL_CALLS = 4;

interface Row {
  readonly company_id: string;
  readonly open: number;
  readonly due_now: number;
  readonly overdue: number;
  readonly urgent: number;
  readonly unassigned: number;
  readonly decision_needed: number;
  readonly done_today: number;
  /** Day before today (0) → how many. */
  readonly arisen: Readonly<Record<string, number>>;
  readonly calls_today: number;
  readonly calls_28d: number;
  readonly last_call_at: EpochMs | null;
  readonly booked_at: EpochMs | null;
  readonly failed_at: EpochMs | null;
  readonly failures: number;
  readonly voice: boolean;
  readonly event_at: EpochMs | null;
  readonly compared_at: EpochMs | null;
  readonly problem: string | null;
}

export interface PulsesQuery {
  readonly companies: readonly Company[];
  readonly now: EpochMs;
  /** What only the journal has, by company; null: without the ledger, which is most of the work. */
  readonly journalPending: ReadonlyMap<string, readonly JournalOnly[]> | null;
}

/** By the id of the company. Two statements, however many companies: five hundred clients are looked at in one go. */
export async function readPulses(tx: Tx, { companies, now, journalPending }: PulsesQuery): Promise<ReadonlyMap<string, Pulse>> {
  const ids = companies.map(({ id }) => id);
  const rows = await tx.rows<Row>(PULSES_SQL, [ids, iso(now), companies.map(({ timeZone }) => iso(startOfDay(wallClock(now, timeZone).date, timeZone)))]);
  const byId = new Map(rows.map((row) => [row.company_id, row]));
  const ledgers = journalPending === null ? null : await readDifferences(tx, { companyIds: ids, from: now - 7 * DAY_MS, now, journalPending });
  return new Map(companies.flatMap((company) => {
    const row = byId.get(company.id);
    return row === undefined ? [] : [[company.id, pulseOf(company, row, { now, ledger: ledgers?.get(company.id) ?? null })] as const];
  }));
}

function pulseOf(company: Company, row: Row, { now, ledger }: { readonly now: EpochMs; readonly ledger: Difference | null }): Pulse {
  const callsADay = row.calls_28d / 28;
  return {
    open: row.open, dueNow: row.due_now, overdue: row.overdue, urgent: row.urgent, unassigned: row.unassigned, decisionNeeded: row.decision_needed, doneToday: row.done_today,
    arisen: Array.from({ length: ARISEN_DAYS }, (_, i) => row.arisen[String(i + 1 - ARISEN_DAYS)] ?? 0),
    callsToday: row.calls_today, lastCallAt: row.last_call_at, callsADay, silent: isSilent(company, { now, lastCallAt: row.last_call_at, callsADay }),
    calendar: { state: calendarState(row), lastSuccessAt: row.booked_at, lastFailureAt: row.failed_at, failures24h: row.failures },
    voice: { connected: row.voice, lastEventAt: row.event_at, comparedAt: row.compared_at, problem: row.problem },
    ledger,
  };
}

function calendarState({ booked_at: bookedAt, failed_at: failedAt }: Row): Pulse['calendar']['state'] {
  if (failedAt !== null && (bookedAt === null || failedAt > bookedAt)) return 'failing';
  return bookedAt === null ? 'unknown' : 'up';
}

/** Open time only: nobody rings at night. Where no opening hours are known nothing is said. */
export function isSilent(company: Company, at: { readonly now: EpochMs; readonly lastCallAt: EpochMs | null; readonly callsADay: number }): boolean {
  const calendar = knownCalendar(company, company.branches[0] ?? null);
  if (calendar === null || at.callsADay < USUAL_CALLS) return false;
  const sinceAt = Math.max(at.lastCallAt ?? 0, at.now - 7 * DAY_MS);
  const openMs = openSpans(calendar, { fromAt: sinceAt, untilAt: at.now }).reduce((sum, span) => sum + span.untilAt - span.fromAt, 0);
  return openMs >= SILENCE_MS;
}

// A company after the other, each part by an index that begins with it, in which it ends early: the last booking is the newest
// row of its index, the newest run of the comparison has the greatest id. What was done today lies within the last 26 hours: the
// planner, to which "today" is unknown, would read everything that was ever done.
const PULSES_SQL = `
select company.id as company_id, waiting.*, done.*, arisen.*, calls.*, signs.*, compared.*
from unnest($1::uuid[], $3::timestamptz[]) as company (id, today)
cross join lateral (
  select count(*) as open, count(*) filter (where ${OPEN_TABS.due_now()}) as due_now, count(*) filter (where ${OPEN_TABS.overdue()}) as overdue, count(*) filter (where c.priority = 'urgent') as urgent,
    count(*) filter (where ${OPEN_TABS.unassigned()}) as unassigned, count(*) filter (where ${OPEN_TABS.decision_needed()}) as decision_needed
  from callbacks c where c.company_id = company.id and c.status in ${OPEN_SQL}
) waiting
cross join lateral (select count(*) as done_today from callbacks c where c.company_id = company.id and c.completed_at >= company.today and c.completed_at >= $2::timestamptz - interval '26 hours' and c.status not in ${OPEN_SQL}) done
cross join lateral (
  select coalesce(jsonb_object_agg(day, n), '{}') as arisen from (
    select least(0, floor(extract(epoch from c.created_at - company.today) / 86400))::int as day, count(*) as n
    from callbacks c where c.company_id = company.id and c.created_at >= company.today - interval '${ARISEN_DAYS - 1} days' group by 1
  ) by_day
) arisen
cross join lateral (
  select count(*) filter (where c.created_at >= company.today) as calls_today, count(*) as calls_28d
  from calls c where c.company_id = company.id and c.created_at >= $2::timestamptz - interval '28 days'
) calls
cross join lateral (
  select
    (select max(created_at) from calls where company_id = company.id) as last_call_at,
    (select max(created_at) from appointments where company_id = company.id and intent_id is not null and created_at >= $2::timestamptz - interval '28 days') as booked_at,
    (select max(received_at) from call_events where company_id = company.id) as event_at,
    exists (select from voice_connections where company_id = company.id) as voice,
    failed.at as failed_at, failed.n as failures
  from (
    select max(created_at) as at, count(*) as n from callbacks
    where company_id = company.id and created_at >= $2::timestamptz - interval '1 day' and error_type in ('api_error', 'partial_booking')
  ) failed
) signs
left join lateral (
  select finished_at as compared_at, problem from reconciliations
  where company_id = company.id and cause = 'recent' and finished_at is not null order by id desc limit 1
) compared on true
`;
