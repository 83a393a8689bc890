// The gauges of /metrics, read from the database at scrape time. While it is down they are absent rather than
// old: a ledger difference that nobody could have looked at must not read as 0.
import type { FastifyInstance } from 'fastify';
import { messageOf } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import type { Priority } from '../companies/company.ts';
import { readLedger } from '../wishes/ledger.ts';
import type { AdminApiOptions } from './options.ts';

const BUDGET_MS = 1_000;

export function metricsRoutes(app: FastifyInstance, options: AdminApiOptions): void {
  const { metrics } = options;
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    metrics.journalPending(options.journal().pending);
    await collect(options);
    return await reply.header('cache-control', 'no-store').type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

async function collect({ database, world, metrics, journalPending }: AdminApiOptions): Promise<void> {
  const now = world.clock.now();
  try {
    const query = { companyId: null, from: null, to: null, now, journalPending: journalPending(null) };
    const read = await database.asMachine(
      async (tx) => ({
        ledger: await readLedger(tx, query),
        open: await tx.rows<{ priority: Priority; overdue: boolean; n: number }>(
          `select priority, due_at < $1::timestamptz as overdue, count(*) as n from callbacks
           where status in ('pending', 'assigned', 'contacted') group by 1, 2`,
          [iso(now)],
        ),
      }),
      { budgetMs: BUDGET_MS },
    );
    metrics.ledger(read.ledger);
    metrics.callbacksOpen(read.open.map(({ priority, overdue, n }) => ({ priority, overdue, count: n })));
  } catch (error) {
    metrics.databaseUnknown();
    world.log.warn({ event: 'metrics.no_database', error: messageOf(error) }, 'the gauges of the database are left out of this scrape');
  }
}
