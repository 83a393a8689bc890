// Liveness and readiness. Ready means: a wish can be accepted durably. That needs the journal only, so a node
// whose database is down stays in the load balancer, and calls go on.
import type { Api } from './api.ts';
import { Readiness } from './contract.ts';
import type { AdminApiOptions } from './options.ts';

export function healthRoutes(api: Api, { database, journal, jobs }: AdminApiOptions): void {
  api.get('/healthz', { schema: { hide: true } }, async (_request, reply) => await reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  api.get('/readyz', { schema: { hide: true, response: { 200: Readiness, 503: Readiness } } }, async (_request, reply) => {
    const entries = journal();
    const work = jobs();
    const databaseState = database.state();
    const details = {
      ...(entries.reason === null ? {} : { journal: entries.reason }),
      ...(databaseState === 'up' ? {} : { database: 'The database does not answer; wishes are kept in the journal.' }),
      ...(work.reason === null ? {} : { jobs: work.reason }),
    };
    const body = { journal: entries.state, database: databaseState, jobs: work.state, details };
    return await reply.code(entries.state === 'down' ? 503 : 200).header('cache-control', 'no-store').send(body);
  });
}
