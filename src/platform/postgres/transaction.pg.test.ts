import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../test/pg.ts';
import { silentLog } from '../../../test/silent-log.ts';
import { realClock } from '../real-world.ts';
import { Availability } from './availability.ts';
import { Connection } from './connection.ts';
import { Pool } from './pool.ts';
import { Transaction } from './transaction.ts';

const SETTINGS = ['fangnetz.company_id', 'fangnetz.branch_ids', 'role', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'TimeZone'];
const { url } = await testDatabase();

test.each(['commits', 'fails'])('leaves nothing behind on its connection when it %s: neither company, role nor time-out', async (end) => {
  const pool = new Pool({ open: (signal) => Connection.open({ url, applicationName: 'test' }, signal), clock: realClock, size: 1 });
  const availability = new Availability({ clock: realClock, log: silentLog, probe: () => Promise.resolve() });
  onTestFinished(async () => {
    availability.close();
    await pool.close();
  });
  const settings = async (): Promise<unknown> => {
    const { connection } = await pool.acquire(new AbortController().signal);
    const { rows } = await connection.query('SELECT name, coalesce(current_setting(name, true), $2) AS value FROM unnest($1::text[]) AS name', [SETTINGS, '']);
    pool.release(connection);
    return rows;
  };
  const before = await settings();
  const scope = { role: 'fangnetz_app', companyId: '01900000-0000-7000-8000-00000000000a', branchIds: '' };
  const task = { budgetMs: 5000, work: async () => (end === 'fails' ? Promise.reject(new Error('the work failed')) : 1) };
  const outcome = await new Transaction({ pool, clock: realClock, availability }, scope, task).run().catch((error: unknown) => String(error));
  expect(outcome).toBe(end === 'fails' ? 'Error: the work failed' : 1);
  expect(await settings()).toEqual(before);
});
