import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { silentLog } from '../../test/silent-log.ts';
import type { Database, Tx } from '../platform/database.ts';
import { createMetrics } from '../platform/metrics.ts';
import { realWorld } from '../platform/real-world.ts';
import type { AdminApiOptions } from './options.ts';
import { metricsRoutes } from './scrape.ts';

const LEDGER_ROW = { appointment: 3, open_callback: 0, in_progress: 0, closed: 0, merged: 0, not_a_wish: 0, erased: 0, wishes: 3, journal_only: 0, unexplained: null };

test('a proof that takes long shows in a later scrape, and disappears when it has grown old', async () => {
  let nowMs = 0;
  let finish: () => void = () => undefined;
  let reads = 0;
  const real = realWorld(silentLog);
  const world = { ...real, clock: { now: () => nowMs, monotonic: () => nowMs, sleep: () => Promise.resolve() } };
  const tx = { maybe: async () => LEDGER_ROW, rows: async () => [], run: async () => 0 } as unknown as Tx;
  const asMachine: Database['asMachine'] = async (work) => {
    reads += 1;
    await new Promise<void>((resolve) => (finish = resolve));
    return await work(tx);
  };
  const app = Fastify();
  const options = { world, metrics: createMetrics(), database: { asMachine } as Database, journal: () => ({ pending: 7 }), journalPending: () => [] };
  metricsRoutes(app, options as unknown as AdminApiOptions);
  const scrape = async (): Promise<string> => (await app.inject('/metrics')).body;

  expect(await scrape()).not.toContain('fangnetz_ledger_difference 0');
  expect(await scrape()).toContain('fangnetz_journal_pending 7');
  expect(reads).toBe(1); // a scraper that comes again does not start a second proof
  finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect(await scrape()).toContain('fangnetz_ledger_difference 0');
  nowMs += 5 * 60_000 + 1;
  expect(await scrape()).not.toMatch(/^fangnetz_(ledger_difference|wishes_total)[ {]/m);
});
