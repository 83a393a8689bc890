// The sweep that keeps to what the rules say. Each company is due once a night; which node does it is decided by its row in
// privacy_schedules, and one that dies in the middle is followed by another that goes on with the same run.
import { appendAudit } from '../audit/append-audit.ts';
import { readPrivacyPolicy } from '../companies/privacy-policy.ts';
import { addDays, startOfDay, wallClock } from '../companies/wall-clock.ts';
import { must } from '../platform/assert.ts';
import type { Database, Tx } from '../platform/database.ts';
import { isFault, messageOf } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { EpochMs, World } from '../platform/world.ts';
import { STEPS } from './sweep-steps.ts';
import type { Step } from './sweep-steps.ts';

export interface RetentionJob {
  readonly world: Pick<World, 'clock' | 'ids' | 'log'>;
  readonly database: Database;
  readonly secrets: Pick<Secrets, 'mac'>;
  /** The server is to end: after the batch under way it stops, and whoever comes next goes on with the run. */
  readonly signal: AbortSignal;
}

interface Claimed {
  readonly company_id: string;
  readonly slug: string;
  readonly time_zone: string;
  readonly run_id: string;
}

const BATCH = 200;
const BUDGET = { budgetMs: 20_000 };
/** Longer than one batch may take; every batch makes it anew. */
const HELD_MS = 120_000;
const AFTER_FAILURE_MS = 3_600_000;
/** Local time, when nobody rings. */
const NIGHT_MS = 3 * 3_600_000;

/** One company's sweep, if one is due; returns 1 for it, so that the next one follows at once. */
export async function sweepRetention(job: RetentionJob): Promise<number> {
  const claimed = job.signal.aborted ? null : await job.database.asMachine(async (tx) => await claimDue(tx, job), BUDGET);
  if (claimed === null) return 0;
  const failed: string[] = [];
  for (const step of STEPS) {
    try {
      if (!(await runStep(job, claimed, step))) return 1;
    } catch (error) {
      if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
      failed.push(step.kind);
      job.world.log.error({ event: 'privacy.step_failed', company: claimed.slug, step: step.kind, error: messageOf(error) }, 'what is due to be deleted could not be deleted; it is tried again in an hour');
    }
  }
  await finish(job, claimed, failed);
  return 1;
}

async function claimDue(tx: Tx, { world }: RetentionJob): Promise<Claimed | null> {
  const now = iso(world.clock.now());
  // A company that is new is due at once: what its first night would find, its first sweep finds.
  await tx.run(`insert into privacy_schedules (company_id, due_at) select id, $1 from companies c where not exists (select from privacy_schedules s where s.company_id = c.id) on conflict do nothing`, [now]);
  const claimed = await tx.maybe<Claimed>(
    `update privacy_schedules s set held_until = $2, run_id = coalesce(s.run_id, $3)
     from companies c where c.id = s.company_id and s.company_id = (
       select company_id from privacy_schedules where due_at <= $1 and (held_until is null or held_until <= $1) order by due_at limit 1 for update skip locked)
     returning s.company_id, c.slug, c.time_zone, s.run_id`,
    [now, iso(world.clock.now() + HELD_MS), world.ids.next()],
  );
  if (claimed === null) return null;
  await tx.run(`insert into privacy_runs (company_id, id, kind, actor, started_at) values ($1, $2, 'retention', 'machine', $3) on conflict do nothing`, [claimed.company_id, claimed.run_id, now]);
  return claimed;
}

/** False where another node has taken the run over, or this one is to end. */
async function runStep(job: RetentionJob, { company_id: companyId, run_id: runId }: Claimed, step: Step): Promise<boolean> {
  while (!job.signal.aborted) {
    const now = job.world.clock.now();
    const batch = async (tx: Tx): Promise<number | null> => {
      const ours = await tx.run('update privacy_schedules set held_until = $3 where company_id = $1 and run_id = $2', [companyId, runId, iso(now + HELD_MS)]);
      if (ours === 0) return null;
      const policy = await readPrivacyPolicy(tx, companyId);
      const done = await step.run(tx, { companyId, policy, now, secrets: job.secrets }, BATCH);
      // in the same transaction as what it counts: a node that dies has counted exactly what it did
      if (done > 0) await tx.run(`update privacy_runs set counts = counts || jsonb_build_object($3::text, coalesce((counts ->> $3)::int, 0) + $4::int) where company_id = $1 and id = $2`, [companyId, runId, step.kind, done]);
      return done;
    };
    const done = await (step.asMachine ? job.database.asMachine(batch, BUDGET) : job.database.inCompany(companyId, batch, BUDGET));
    if (done === null) return false;
    if (done === 0) return true;
  }
  await letGo(job, { companyId, runId });
  return false;
}

async function letGo({ database, world }: RetentionJob, { companyId, runId }: { companyId: string; runId: string }): Promise<void> {
  await database.inCompany(companyId, async (tx) => await tx.run('update privacy_schedules set held_until = $3 where company_id = $1 and run_id = $2', [companyId, runId, iso(world.clock.now())]), BUDGET);
}

async function finish({ world, database }: RetentionJob, claimed: Claimed, failed: readonly string[]): Promise<void> {
  const { company_id: companyId, run_id: runId, time_zone: timeZone, slug } = claimed;
  const now = world.clock.now();
  const next = failed.length > 0 ? now + AFTER_FAILURE_MS : nextNight(now, timeZone);
  const counts = await database.inCompany(companyId, async (tx) => {
    const ours = await tx.run('update privacy_schedules set due_at = $3, held_until = null, run_id = null where company_id = $1 and run_id = $2', [companyId, runId, iso(next)]);
    if (ours === 0) return null;
    const problem = failed.length === 0 ? null : `failed: ${failed.join(', ')}`;
    const run = must(
      await tx.maybe<{ counts: Record<string, number> }>('update privacy_runs set finished_at = $3, problem = $4 where company_id = $1 and id = $2 returning counts', [companyId, runId, iso(now), problem]),
      'a run that was claimed has its row',
    );
    await appendAudit(tx, companyId, { at: now, actor: 'machine', action: 'privacy.retention', subject: { kind: 'privacy_run', id: runId }, detail: { counts: run.counts, failed: [...failed] } });
    return run.counts;
  }, BUDGET);
  if (counts !== null) world.log.info({ event: 'privacy.retention', company: slug, counts, failed }, 'what its rules no longer allow to be kept is deleted');
}

/** The next time that it is three in the morning there. */
function nextNight(now: EpochMs, timeZone: string): EpochMs {
  const { date } = wallClock(now, timeZone);
  const today = startOfDay(date, timeZone) + NIGHT_MS;
  return today > now ? today : startOfDay(addDays(date, 1), timeZone) + NIGHT_MS;
}
