// Where the week is played: the real program over a real PostgreSQL, with a clock that is set, a calendar that fails on
// request, and a record of everything that stands in the timelines, in the order in which it came to be.
import { settleCalls } from '../../src/aftercare/settle-calls.ts';
import { followUp } from '../../src/booking/follow-up.ts';
import { coverAbsences } from '../../src/callbacks/cover-absences.ts';
import { returnClaims } from '../../src/callbacks/return-claims.ts';
import { sweepDue } from '../../src/callbacks/sweep-due.ts';
import { applyCompanyFile } from '../../src/companies/apply.ts';
import { readCompanyFile } from '../../src/companies/company-file.ts';
import type { Company, Connection } from '../../src/companies/company.ts';
import { directoryOf } from '../../src/companies/company-record.ts';
import type { Directory } from '../../src/companies/directory.ts';
import { readCompanies } from '../../src/companies/read-companies.ts';
import { liveCalls } from '../../src/intake/live-calls.ts';
import type { Intake } from '../../src/intake/turn.ts';
import { must } from '../../src/platform/assert.ts';
import type { Database } from '../../src/platform/database.ts';
import { iso } from '../../src/platform/iso.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { deriveKey, secretsOf } from '../../src/platform/secrets.ts';
import { flowingClock } from '../../test/whole-call/flowing-clock.ts';
import type { FlowingClock } from '../../test/whole-call/flowing-clock.ts';
import { memoryJournal } from '../../test/whole-call/memory-journal.ts';
import { scriptedCalendar } from '../../test/whole-call/scripted-calendar.ts';
import type { ScriptedCalendar } from '../../test/whole-call/scripted-calendar.ts';
import { simulatedWorld } from '../simulated-world.ts';
import type { LogEntry } from './log-entry.ts';
import { CONNECTION, salonFile, WEEK_STARTS } from './salon.ts';

export interface Stage {
  readonly clock: FlowingClock;
  readonly database: Database;
  readonly intake: Intake;
  readonly calendar: ScriptedCalendar;
  readonly connection: Connection;
  company(): Company;
  /** Reads the company again, as every node does after a change. */
  reread(): Promise<void>;
  /** Those of the machine's jobs that have something to do, until they have not. */
  machine(jobs: readonly JobName[]): Promise<void>;
  observe(): Promise<Observed>;
  /** What a sweep had to put off. */
  readonly failures: readonly string[];
}

export type JobName = 'follow_up' | 'settle_calls' | 'watch' | 'return_claims' | 'cover_absences';

export interface Observed {
  /** When each job has something to do next, by what stands in the database; null: not in sight. */
  readonly due: Readonly<Record<'follow_up' | 'settle_calls' | 'watch' | 'return_claims', number | null>>;
  /** What has been added to the timelines since. */
  readonly news: readonly LogEntry[];
}

/** The first free time that callers are offered; two weeks ahead, so that every call of the week lies before it. */
export const FIRST_SLOT = Date.parse('2026-05-26T10:00:00+02:00');

export async function stageOf(database: Database, seed: number): Promise<Stage> {
  const clock = flowingClock(WEEK_STARTS);
  const world = simulatedWorld(clock, seed);
  const secrets = secretsOf(deriveKey('the key of a simulated installation'), world.random);
  const timed: Database = {
    ...database,
    inCompany: async (id, work, options) => await clock.during(async () => await database.inCompany(id, work, { ...options, budgetMs: 30_000 })),
    asMachine: async (work, options) => await clock.during(async () => await database.asMachine(work, { ...options, budgetMs: 30_000 })),
  };
  const read = readCompanyFile(salonFile(), { SIMULATED_KEY: 'key_of_a_simulated_agent' });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const applied = await applyCompanyFile({ database: timed, world, secrets }, read.file);
  if (applied.kind === 'refused') throw new Error(JSON.stringify(applied.problems));
  const { companyId } = applied;
  const readNow = async (): Promise<Directory> => directoryOf(await timed.asMachine(async (tx) => await readCompanies(tx, [companyId], { secrets, log: world.log })));
  let held = await readNow();
  const directory: Directory = {
    connection: (name) => held.connection(name), company: (id) => held.company(id), companyBySlug: (slug) => held.companyBySlug(slug),
    operator: () => held.operator(), companies: () => held.companies(),
  };
  const company = (): Company => must(held.company(companyId), 'the company was applied');
  const calendar = scriptedCalendar(clock, FIRST_SLOT);
  const intake: Intake = {
    world, database: timed, journal: memoryJournal(() => clock.now()), directory, calendars: { for: () => calendar }, metrics: createMetrics(), live: liveCalls(),
    node: { id: world.ids.next(), boot: world.ids.next() }, answerBudgetMs: 8_000, databaseBudgetMs: 30_000,
  };
  const failures: string[] = [];
  return {
    clock, database: timed, intake, calendar, connection: must(directory.connection(CONNECTION), 'the file names the connection'), company, failures,
    reread: async () => void (held = await readNow()),
    machine: machineOf(intake, failures),
    observe: observer(timed, { companyId, clock }),
  };
}

/** No job takes fewer at once; after less there is nothing left. */
const AT_ONCE = 20;

function machineOf(intake: Intake, failures: string[]): Stage['machine'] {
  const { world, database, directory } = intake;
  const parts = { world, database, directory, metrics: { sweepFailed: (job: string) => void failures.push(job) } };
  const [watch, claims, absences] = [sweepDue(parts), returnClaims(parts), coverAbsences(parts)];
  const jobs: Readonly<Record<JobName, () => Promise<number>>> = {
    follow_up: async () => await followUp(intake), settle_calls: async () => await settleCalls(intake),
    watch: watch.run, return_claims: claims.run, cover_absences: absences.run,
  };
  return async (names) => {
    for (const name of names) while ((await jobs[name]()) >= AT_ONCE);
    const trouble = watch.trouble() ?? claims.trouble() ?? absences.trouble();
    if (trouble !== null) throw new Error(trouble);
  };
}

/** A transaction that began earlier may be seen later, but none takes longer than a call. */
const OVERLAP_MS = 60_000;

function observer(database: Database, { companyId, clock }: { readonly companyId: string; readonly clock: FlowingClock }): Stage['observe'] {
  const seen = new Set<string>();
  let from = 0;
  return async () => {
    const rows = await database.asMachine(async (tx) => await tx.rows<Observed['due'] & NewsRow>(OBSERVE_SQL, [companyId, iso(from)]));
    const told = rows.map(({ watch, return_claims, settle_calls, follow_up, ...entry }) => ({ due: { watch, return_claims, settle_calls, follow_up }, entry }));
    const news = told.map(({ entry }) => entry).filter((entry): entry is LogEntry => entry.id !== null && !seen.has(entry.id));
    for (const { id } of news) seen.add(id);
    from = Math.max(from, clock.now() - OVERLAP_MS);
    return { due: must(told[0], 'what is due is always told').due, news };
  };
}

type NewsRow = LogEntry | { readonly id: null };

/** Both in one, because it is asked after everything that happens. */
const OBSERVE_SQL = `
  with due as (
    select (select min(watch_at) from callbacks) as watch, (select min(claim_until) from caller_claims) as return_claims,
      (select min(aftercare_at) from calls) as settle_calls, (select min(greatest(next_look_at, held_until)) from booking_intents where next_look_at is not null) as follow_up
  ), news as (
    select e.id, e.at, e.actor, e.kind, e.detail, e.callback_id as "callbackId", c.due_at as "dueAt", c.priority, c.error_type as "errorType", c.created_from as "createdFrom",
      c.phone_number as "phoneNumber", c.customer_name as "customerName", c.snoozed_until as "snoozedUntil"
    from callback_events e join callbacks c on c.company_id = e.company_id and c.id = e.callback_id
    where e.company_id = $1 and e.at >= $2
  )
  select due.*, news.* from due left join news on true order by news.at, news.id`;
