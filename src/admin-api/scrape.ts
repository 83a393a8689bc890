// The gauges of /metrics, read from the database at scrape time. A scrape waits a second for them; a proof over
// very many wishes takes longer and then shows in the next scrape. What is older than five minutes, or what the
// database cannot say, is absent rather than old: a ledger difference nobody could look at must not read as 0.
import type { FastifyInstance } from 'fastify';
import type { Priority } from '../companies/company.ts';
import { messageOf } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import { readLedger } from '../wishes/ledger.ts';
import type { AdminApiOptions } from './options.ts';

const PATIENCE_MS = 1_000;
const BUDGET_MS = 20_000;
const STALE_MS = 5 * 60_000;

export function metricsRoutes(app: FastifyInstance, options: AdminApiOptions): void {
  const { metrics, world } = options;
  const { clock } = world;
  let reading: Promise<void> | null = null;
  let readAtMs = Number.NEGATIVE_INFINITY;
  const read = async (): Promise<void> => {
    try {
      await readGauges(options);
      readAtMs = clock.monotonic();
    } catch (error) {
      readAtMs = Number.NEGATIVE_INFINITY;
      world.log.warn({ event: 'metrics.no_database', error: messageOf(error) }, 'the gauges of the database are left out of this scrape');
    } finally {
      reading = null;
    }
  };
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    metrics.journalPending(options.journal().pending);
    reading ??= read();
    const enough = new AbortController();
    await Promise.race([reading, clock.sleep(PATIENCE_MS, enough.signal).catch(() => undefined)]);
    enough.abort();
    if (clock.monotonic() - readAtMs > STALE_MS) metrics.databaseUnknown();
    return await reply.header('cache-control', 'no-store').type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

async function readGauges({ database, world, metrics, journalPending }: AdminApiOptions): Promise<void> {
  const now = world.clock.now();
  const query = { companyId: null, from: null, to: null, now, journalPending: journalPending(null) };
  const read = await database.asMachine(
    async (tx) => ({
      ledger: await readLedger(tx, query),
      open: await tx.rows<{ priority: Priority; overdue: boolean; count: number }>(
        `select priority, due_at < $1::timestamptz as overdue, count(*) as count from callbacks
         where status in ('pending', 'assigned', 'contacted') group by 1, 2`,
        [iso(now)],
      ),
    }),
    { budgetMs: BUDGET_MS },
  );
  metrics.ledger(read.ledger);
  metrics.callbacksOpen(read.open);
}
