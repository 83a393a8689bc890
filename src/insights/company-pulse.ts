// How a company is doing at this moment, in one look: what waits, whether calendar and telephone are alive, and whether the
// wishes of the last days add up. For the overview of a company, and of an agency over all of its clients.
import type { Company } from '../companies/company.ts';
import { knownCalendar } from '../companies/branch-calendar.ts';
import { openSpans } from '../companies/opening-hours.ts';
import { startOfDay, wallClock } from '../companies/wall-clock.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { readLedger } from '../wishes/ledger.ts';
import type { JournalOnly } from '../wishes/ledger.ts';

export interface Pulse {
  readonly open: number;
  readonly overdue: number;
  readonly urgent: number;
  readonly unassigned: number;
  readonly decisionNeeded: number;
  readonly doneToday: number;
  readonly callsToday: number;
  readonly lastCallAt: EpochMs | null;
  /** Calls a day, over the last four weeks. */
  readonly callsADay: number;
  /** Open for hours, usually called, and nobody calls: the line is probably dead, and no error tells of it. */
  readonly silent: boolean;
  readonly calendar: { readonly state: 'up' | 'failing' | 'unknown'; readonly lastSuccessAt: EpochMs | null; readonly lastFailureAt: EpochMs | null; readonly failures24h: number };
  readonly voice: { readonly lastEventAt: EpochMs | null; readonly comparedAt: EpochMs | null; readonly problem: string | null };
  /** Of the last seven days. */
  readonly ledger: { readonly wishes: number; readonly difference: number };
}

const DAY_MS = 86_400_000;
/** So long open without a call, where calls are usual, is no chance any more. */
const SILENCE_MS = 3 * 3_600_000;
const USUAL_CALLS = 4;

interface Counts {
  readonly open: number;
  readonly overdue: number;
  readonly urgent: number;
  readonly unassigned: number;
  readonly decision_needed: number;
  readonly done_today: number;
}

interface Signs {
  readonly calls_today: number;
  readonly calls_28d: number;
  readonly last_call_at: EpochMs | null;
  readonly booked_at: EpochMs | null;
  readonly failed_at: EpochMs | null;
  readonly failures: number;
  readonly event_at: EpochMs | null;
  readonly compared_at: EpochMs | null;
  readonly problem: string | null;
}

export async function readPulse(tx: Tx, of: { readonly company: Company; readonly now: EpochMs; readonly journalPending: readonly JournalOnly[] }): Promise<Pulse> {
  const { company, now } = of;
  const today = startOfDay(wallClock(now, company.timeZone).date, company.timeZone);
  const counts = await readCounts(tx, { companyId: company.id, now, today });
  const signs = await readSigns(tx, { companyId: company.id, now, today });
  const ledger = await readLedger(tx, { companyId: company.id, from: now - 7 * DAY_MS, to: null, now, journalPending: of.journalPending });
  const callsADay = signs.calls_28d / 28;
  return {
    open: counts.open, overdue: counts.overdue, urgent: counts.urgent, unassigned: counts.unassigned, decisionNeeded: counts.decision_needed, doneToday: counts.done_today,
    callsToday: signs.calls_today, lastCallAt: signs.last_call_at, callsADay, silent: isSilent(company, { now, lastCallAt: signs.last_call_at, callsADay }),
    calendar: { state: calendarState(signs), lastSuccessAt: signs.booked_at, lastFailureAt: signs.failed_at, failures24h: signs.failures },
    voice: { lastEventAt: signs.event_at, comparedAt: signs.compared_at, problem: signs.problem },
    ledger: { wishes: ledger.wishes, difference: ledger.difference },
  };
}

function calendarState({ booked_at: bookedAt, failed_at: failedAt }: Signs): Pulse['calendar']['state'] {
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

async function readCounts(tx: Tx, of: { companyId: string; now: EpochMs; today: EpochMs }): Promise<Counts> {
  const [counts] = await tx.rows<Counts>(
    `select count(*) filter (where open) as open, count(*) filter (where open and due_at < $2) as overdue, count(*) filter (where open and priority = 'urgent') as urgent,
       count(*) filter (where open and assigned_to is null) as unassigned, count(*) filter (where open and (decision_since is not null or (phone_number is null and customer_email is null))) as decision_needed,
       count(*) filter (where not open) as done_today
     from (select due_at, priority, assigned_to, decision_since, phone_number, customer_email, true as open from callbacks
             where company_id = $1 and status in ('pending', 'assigned', 'contacted')
           union all
           select due_at, priority, assigned_to, decision_since, phone_number, customer_email, false from callbacks where company_id = $1 and completed_at >= $3) as looked_at`,
    [of.companyId, iso(of.now), iso(of.today)],
  );
  return counts!;
}

async function readSigns(tx: Tx, of: { companyId: string; now: EpochMs; today: EpochMs }): Promise<Signs> {
  const [signs] = await tx.rows<Signs>(
    `select
       (select count(*) from calls where company_id = $1 and created_at >= $3) as calls_today,
       (select count(*) from calls where company_id = $1 and created_at >= $2::timestamptz - interval '28 days') as calls_28d,
       (select max(created_at) from calls where company_id = $1) as last_call_at,
       (select max(created_at) from appointments where company_id = $1 and created_at >= $2::timestamptz - interval '28 days' and intent_id is not null) as booked_at,
       (select max(created_at) from callbacks where company_id = $1 and created_at >= $2::timestamptz - interval '1 day' and error_type in ('api_error', 'partial_booking')) as failed_at,
       (select count(*) from callbacks where company_id = $1 and created_at >= $2::timestamptz - interval '1 day' and error_type in ('api_error', 'partial_booking')) as failures,
       (select max(received_at) from call_events where company_id = $1) as event_at,
       (select max(finished_at) from reconciliations where company_id = $1 and cause = 'recent') as compared_at,
       (select problem from reconciliations where company_id = $1 and cause = 'recent' and finished_at is not null order by started_at desc limit 1) as problem`,
    [of.companyId, iso(of.now), iso(of.today)],
  );
  return signs!;
}
