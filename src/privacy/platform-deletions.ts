// The calls that the voice platform is to delete: asked again and again, ever more slowly, until it is certain that they are
// gone there. How it stands is in the table, for the API, the metrics and the log; nothing counts as done that was only sent.
import type { Directory } from '../companies/directory.ts';
import type { Database, Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs, World } from '../platform/world.ts';
import { retellClient } from '../retell/client.ts';

export interface DeletionJob {
  readonly world: Pick<World, 'clock' | 'http' | 'log'>;
  readonly database: Database;
  readonly directory: Directory;
  readonly signal: AbortSignal;
}

interface Task {
  readonly company_id: string;
  readonly id: string;
  readonly connection: string;
  readonly retell_call_id: string;
  readonly tries: number;
}

const AT_ONCE = 20;
const BUDGET_MS = 20_000;
const HELD_MS = 120_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 86_400_000;

/** Returns how many are done. */
export async function deleteAtPlatform(job: DeletionJob): Promise<number> {
  const tasks = await job.database.asMachine(async (tx) => await takeDue(tx, job.world.clock.now()));
  let done = 0;
  for (const task of tasks) if (await tryOne(job, task)) done += 1;
  return done;
}

/** Kept from other nodes while this one asks. */
async function takeDue(tx: Tx, now: EpochMs): Promise<Task[]> {
  return await tx.rows<Task>(
    `update platform_deletions set next_try_at = $2, tries = tries + 1
     where (company_id, id) in (select company_id, id from platform_deletions where next_try_at <= $1 order by next_try_at limit $3 for update skip locked)
     returning company_id, id, connection, retell_call_id, tries`,
    [iso(now), iso(now + HELD_MS), AT_ONCE],
  );
}

async function tryOne(job: DeletionJob, task: Task): Promise<boolean> {
  const { world, database } = job;
  const problem = await askToDelete(job, task);
  const now = world.clock.now();
  const next = problem === null ? null : now + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(task.tries - 1, 20));
  await database.asMachine(async (tx) =>
    await tx.run('update platform_deletions set next_try_at = $3, done_at = $4, problem = $5 where company_id = $1 and id = $2 and done_at is null', [
      task.company_id, task.id, next === null ? null : iso(next), problem === null ? iso(now) : null, problem,
    ]),
  );
  const fields = { event: 'privacy.platform_deletion', company: job.directory.company(task.company_id)?.slug, call_id: task.retell_call_id, connection: task.connection, tries: task.tries };
  if (problem === null) world.log.info(fields, 'the voice platform deleted a call');
  else world.log.error({ ...fields, reason: problem }, 'the voice platform has not deleted a call; it is asked again');
  return problem === null;
}

/** Why it is not certain that it is gone; null: it is. */
async function askToDelete({ world, directory, signal }: DeletionJob, task: Task): Promise<string | null> {
  const connection = directory.connection(task.connection);
  if (connection === null) return 'the connection is not configured any more: delete the call at the platform by hand';
  const outcome = await retellClient(connection, { world, budgetMs: BUDGET_MS, signal }).deleteCall(task.retell_call_id);
  if (outcome.kind === 'done') return null;
  // gone is what was wanted, whoever did it
  if (outcome.kind === 'refused' && outcome.status === 404) return null;
  return outcome.detail.slice(0, 200);
}
