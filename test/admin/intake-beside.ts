// The intake of calls beside a desk under test, for test calls: the real one, over the same database, with a journal in memory.
import { randomUUID } from 'node:crypto';
import type { Company } from '../../src/companies/company.ts';
import { liveCalls } from '../../src/intake/live-calls.ts';
import type { Intake } from '../../src/intake/turn.ts';
import type { Database } from '../../src/platform/database.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { realWorld } from '../../src/platform/real-world.ts';
import { silentLog } from '../silent-log.ts';
import { memoryJournal } from '../whole-call/memory-journal.ts';

/** A test call brings its company, its connection and its calendar along; nobody else calls here. */
export function intakeBeside(database: Database): Intake {
  const nobody = (): Company => {
    throw new Error('only test calls come in here');
  };
  const world = realWorld(silentLog);
  return {
    world, database,
    journal: memoryJournal(world.clock.now),
    directory: { connection: () => null, company: () => null, companyBySlug: () => null, operator: nobody, companies: () => [] },
    calendars: { for: () => null },
    metrics: createMetrics(),
    live: liveCalls(),
    node: { id: randomUUID(), boot: randomUUID() },
    answerBudgetMs: 8_000, databaseBudgetMs: 5_000,
  };
}
