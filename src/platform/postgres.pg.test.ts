import { DatabaseError } from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { execute } from '../../test/execute.ts';
import { testDatabase } from '../../test/pg.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Tx } from './database.ts';
import { iso } from './iso.ts';
import { openPostgres } from './postgres.ts';
import { realClock } from './real-world.ts';

const A = '01900000-0000-7000-8000-00000000000a';
const B = '01900000-0000-7000-8000-00000000000b';
const NOW = Date.UTC(2026, 10, 22, 11, 29, 31, 123);

// One connection: whatever a transaction leaves behind on it, the next one would see.
const { database, url } = await testDatabase({ poolSize: 1 });

beforeAll(async () => {
  for (const id of [A, B]) {
    await database.asMachine(async (tx) => {
      const values = [id, `company-${id.at(-1)}`, 'Salon', 'Europe/Berlin', 'de', iso(NOW)];
      await tx.run('INSERT INTO companies (id, slug, name, time_zone, locale, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)', values);
      await addBranch(tx, id);
    });
  }
});

async function addBranch(tx: Tx, companyId: string, slug = 'mitte'): Promise<number> {
  return tx.run('INSERT INTO branches (company_id, id, slug, name) VALUES ($1, gen_random_uuid(), $2, $2)', [companyId, slug]);
}

async function owners(tx: Tx): Promise<string[]> {
  return (await tx.rows<{ company_id: string }>('SELECT company_id FROM branches ORDER BY 1')).map(({ company_id }) => company_id);
}

test('shows a company its own rows only, without any WHERE', async () => {
  expect(await database.inCompany(A, owners)).toEqual([A]);
  expect(await database.inCompany(B, owners)).toEqual([B]);
  expect(await database.asMachine(owners)).toEqual([A, B]);
});

test('a plan that is kept is made once, and shows each company its own all the same', async () => {
  const keeping = openPostgres({ url, world: { clock: realClock, log: silentLog }, budgetMs: 10_000, poolSize: 1, keepPlans: true });
  onTestFinished(() => keeping.close());
  // PostgreSQL tries five plans before it keeps one for good
  for (let i = 0; i < 7; i += 1) {
    expect([await keeping.inCompany(A, owners), await keeping.inCompany(B, owners), await keeping.asMachine(owners)]).toEqual([[A], [B], [A, B]]);
  }
  const kept = `select count(*) as n, sum(generic_plans) > 0 as reused from pg_prepared_statements where statement like '%FROM branches ORDER BY 1'`;
  expect(await keeping.asMachine((tx) => tx.maybe(kept))).toEqual({ n: 1, reused: true });
  expect(await database.asMachine((tx) => tx.maybe(kept))).toMatchObject({ n: 0 });
});

test("cannot change or delete another company's row", async () => {
  expect(await database.inCompany(A, (tx) => tx.run("UPDATE branches SET name = 'taken' WHERE company_id = $1", [B]))).toBe(0);
  expect(await database.inCompany(A, (tx) => tx.run('DELETE FROM branches WHERE company_id = $1', [B]))).toBe(0);
});

test('cannot write a row for another company, nor give one of its own away', async () => {
  const refused = /row-level security/;
  await expect(database.inCompany(A, (tx) => addBranch(tx, B, 'nord'))).rejects.toThrow(refused);
  await expect(database.inCompany(A, (tx) => tx.run('UPDATE branches SET company_id = $1', [B]))).rejects.toThrow(refused);
});

test('cannot change the role or climb to the machine from inside', async () => {
  await expect(database.inCompany(A, (tx) => tx.run('ALTER TABLE branches DISABLE ROW LEVEL SECURITY'))).rejects.toThrow(/must be owner/);
});

test('leaves no company behind on the connection, so the next transaction without one sees nothing', async () => {
  await database.inCompany(A, owners);
  const seen = await database.asMachine(async (tx) => {
    await tx.run('SET LOCAL ROLE NONE');
    await tx.run('SET LOCAL ROLE fangnetz_app');
    return owners(tx);
  });
  expect(seen).toEqual([]);
});

test('leaves no company behind when the work fails either', async () => {
  const broken = database.inCompany(A, async () => {
    throw new Error('the work failed');
  });
  await expect(broken).rejects.toThrow('the work failed');
  expect(await database.asMachine((tx) => tx.maybe("SELECT current_user AS role, current_setting('fangnetz.company_id') AS company"))).toEqual({
    role: 'fangnetz_machine',
    company: '',
  });
});

test('rolls back when the work fails', async () => {
  const broken = database.inCompany(A, async (tx) => {
    await addBranch(tx, A, 'sued');
    throw new Error('after the insert');
  });
  await expect(broken).rejects.toThrow('after the insert');
  expect(await database.inCompany(A, owners)).toEqual([A]);
});

test('takes only a UUID for a company, since it becomes part of a statement', async () => {
  await expect(async () => database.inCompany("x'; RESET ROLE; --", owners)).rejects.toThrow('not the id of a company');
});

test('throws a violated constraint as it is, with its name', async () => {
  const error: unknown = await database.inCompany(A, (tx) => addBranch(tx, A)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DatabaseError);
  expect(error).toMatchObject({ code: '23505', constraint: 'branches_company_id_slug_key' });
  expect(database.state()).toBe('up');
});

test('does not report success where a statement failed and the work swallowed it', async () => {
  const careless = database.inCompany(A, async (tx) => {
    await addBranch(tx, A).catch(() => undefined);
    return 'done';
  });
  await expect(careless).rejects.toThrow('a statement failed and the work went on as if it had not');
});

test('refuses a transaction inside a transaction, which would wait for itself', async () => {
  await expect(database.inCompany(A, () => database.inCompany(A, owners))).rejects.toThrow('opened inside a transaction');
});

test('lets what was started inside a transaction open its own one afterwards', async () => {
  const started = await database.inCompany(A, async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    return { resolve, later: promise.then(() => database.inCompany(A, owners)) };
  });
  started.resolve();
  expect(await started.later).toEqual([A]);
});

test('refuses a statement after the end of its transaction', async () => {
  const kept = await database.inCompany(A, async (tx) => ({ tx }));
  await expect(kept.tx.run('SELECT 1')).rejects.toThrow('after the end of its transaction');
});

test('takes more than one row for a bug where one at most was asked for', async () => {
  await expect(database.asMachine((tx) => tx.maybe('SELECT id FROM branches'))).rejects.toThrow('one row at most was expected, 2 came');
  expect(await database.asMachine((tx) => tx.maybe('SELECT id FROM companies WHERE false'))).toBeNull();
});

test('answers instants as epoch milliseconds, days as text and counts as numbers, whatever zone the user has', async () => {
  const query = `SELECT $1::timestamptz AS at, '1893-04-01 00:00:00+00'::timestamptz AS old, '2026-03-29'::date AS day, count(*) AS count, sum(8::bigint) AS sum,
    avg(n) AS avg, '{"a":[1]}'::jsonb AS json, $2::uuid AS id, ARRAY[$1::timestamptz, NULL] AS instants, ARRAY['2026-03-29'::date] AS days, NULL::timestamptz AS nothing
    FROM generate_series(1, 2) n`;
  const expected = {
    at: NOW,
    old: Date.UTC(1893, 3, 1),
    day: '2026-03-29',
    count: 2,
    sum: 16,
    avg: 1.5,
    json: { a: [1] },
    id: A,
    instants: [NOW, null],
    days: ['2026-03-29'],
    nothing: null,
  };
  for (const zone of ['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Europe/Berlin']) {
    const row = await database.asMachine(async (tx) => {
      await tx.run(`SET LOCAL TimeZone = '${zone}'`); // in Berlin 1893 began with an offset of 53:28 minutes
      return tx.maybe(query, [iso(NOW), A]);
    });
    expect(row).toEqual(expected);
  }
});

test('does not let the defaults of the server change what a day is or how an instant is written', async () => {
  const { url, database: strange } = await testDatabase();
  const name = new URL(url).pathname.slice(1);
  await execute(url, `ALTER DATABASE ${name} SET DateStyle = 'German'; ALTER DATABASE ${name} SET TimeZone = 'Pacific/Auckland'`);
  const query = "SELECT now() AS now, '2026-11-22 23:30:00+00'::timestamptz AS at, '2026-11-22 23:30:00+00'::timestamptz::date AS day";
  expect(await strange.asMachine((tx) => tx.maybe(query))).toMatchObject({ at: Date.UTC(2026, 10, 22, 23, 30), day: '2026-11-22' });
});

test('refuses a number that JavaScript would round, and a timestamp without a zone', async () => {
  await expect(database.asMachine((tx) => tx.rows('SELECT 9007199254740993::bigint'))).rejects.toThrow('too large');
  await expect(database.asMachine((tx) => tx.rows('SELECT now()::timestamp'))).rejects.toThrow('without time zone');
  expect(await database.inCompany(A, owners)).toEqual([A]);
});

test('runs statements that were asked for at once one after the other', async () => {
  const rows = await database.asMachine((tx) => Promise.all([1, 2, 3].map((n) => tx.maybe('SELECT $1::int AS n', [n]))));
  expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});
