// Two people must never work the same caller: fifty of them reach for a thousand callers on two server processes, for each
// of them two in the same moment, one on either; and in the end all fifty for one.
import { expect, test } from 'vitest';
import { execute } from '../execute.ts';
import { startWorld } from './world-under-test.ts';

const CLIENTS = 50;
const CALLERS = 1000;
const CONTENDERS = 2;
/** As many callers at a time as the clients can reach for. */
const AT_ONCE = 25;

// Who gets him is what counts here, not how long a busy machine makes the others wait.
const world = await startWorld({ env: { FANGNETZ_ANSWER_BUDGET_MS: '20000', FANGNETZ_DATABASE_BUDGET_MS: '8000', FANGNETZ_API_REQUESTS_PER_MINUTE: '1000000' } });
const second = await world.secondServer();
const salon = await world.salon();
const NODES = [world.server.url, second.url];
const databaseUrl = world.postgres!.url;

interface Reached {
  readonly client: number;
  readonly status: number;
  readonly body: { readonly claimed_by?: string; readonly code?: string; readonly state?: string; readonly claim_until?: string };
}

async function post(url: string, key: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

test('a thousand callers have one winner each, and everybody else is told who is on it', async () => {
  const keys: string[] = [];
  for (let i = 0; i < CLIENTS; i++) keys.push((await post(`${salon.url}/api/v1/api-keys`, salon.apiKey, { role: 'staff' })).body['key'] as string);
  const [popular, ...ids] = await callers();

  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const batch = ids.slice(from, from + AT_ONCE);
    const reached = await Promise.all(batch.map(async (id, i) => await Promise.all(Array.from({ length: CONTENDERS }, async (_, n) => await claim(id, (i * CONTENDERS + n) % CLIENTS, keys)))));
    for (const [i, contenders] of reached.entries()) {
      const winners = contenders.filter(({ status }) => status === 200);
      expect(winners, batch[i]).toHaveLength(1);
      for (const { status, body } of contenders) if (status !== 200) expect([status, body.code, body.state, typeof body.claim_until]).toEqual([409, 'CLAIMED', 'pending', 'string']);
    }
  }
  const all = await Promise.all(keys.map(async (_key, client) => await claim(popular!, client, keys)));
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: CLIENTS - 1 }, () => 409)]);

  const [rows] = await execute<{ claims: number; holders: number; claimed: number; twice: number }>(
    databaseUrl,
    `select (select count(*)::int from caller_claims) as claims, (select count(distinct claimed_by)::int from caller_claims) as holders,
       (select count(*)::int from callback_events where kind = 'claimed') as claimed,
       (select count(*)::int from (select 1 from callback_events where kind = 'claimed' group by callback_id having count(*) > 1) as t) as twice`,
  );
  expect(rows).toMatchObject({ claims: CALLERS, claimed: CALLERS, twice: 0 });
  expect(rows!.holders).toBeGreaterThan(CLIENTS / 2);
}, 240_000);

/** Who was not answered because the machine is busy asks again, as anybody would: it may have been his already. */
async function claim(id: string, client: number, keys: readonly string[]): Promise<Reached> {
  for (;;) {
    const { status, body } = await post(`${NODES[client % 2]}/api/v1/callbacks/${id}/claim`, keys[client]!);
    if (status !== 503) return { client, status, body };
  }
}

/** Written as they are stored: a thousand phone calls would be another test. */
async function callers(): Promise<string[]> {
  const rows = await execute<{ id: string }>(
    databaseUrl,
    `with company as (select id from companies where slug = '${salon.slug}'),
     wished as (insert into wishes (company_id, id, intent, fate, receipt, opened_at, settled_at, updated_at)
       select company.id, gen_random_uuid(), 'callback', 'open_callback', gen_random_uuid(), now(), now(), now() from company, generate_series(1, ${CALLERS}) returning company_id, id),
     numbered as (select company_id, id, row_number() over () as n from wished)
     insert into callbacks (company_id, id, receipt, wish_id, status, priority, created_from, phone_number, due_at, due_because, metadata, created_at, updated_at)
     select company_id, gen_random_uuid(), gen_random_uuid(), id, 'pending', 'normal', 'customer_request', '+4930' || (1000000 + n), now() + interval '1 day', '24 h', '{}', now(), now() from numbered
     returning id`,
  );
  return rows.map(({ id }) => id);
}
