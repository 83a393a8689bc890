import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import { FAILSAFE_SQL } from '../insights/failsafe-sql.ts';
import { iso } from '../platform/iso.ts';

const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const sued = await companyWithRows(database, 'sued');
const key = (companyId: string) => ({ companyId, keyId: randomUUID(), role: 'viewer' as const, hint: 'beef', staffId: null });
const { app } = await adminServer({ database, companies: [{ id: nord.companyId, slug: 'nord' }, { id: sued.companyId, slug: 'sued' }], keys: { fn_nord: key(nord.companyId), fn_sued: key(sued.companyId) } });
afterAll(() => app.close());
const ask = async (query: string, as = 'fn_nord') => await app.inject({ method: 'GET', url: `/api/v1/analytics/failsafe${query}`, headers: { authorization: `Bearer ${as}` } });

const MINUTES = 60_000;
const mitte = await nord.branch('mitte', 'Mitte');
const cut = await nord.service('schnitt', 'Schnitt');
await database.asMachine(async (tx) => void (await tx.run(`update services set price = '{"amount": 29.5, "currency": "EUR"}' where id = $1`, [cut])));
const wish = await nord.wish();
const at = (hoursAgo: number): number => NOW - hoursAgo * HOUR;

async function attempt(callback: string, afterMinutes: number, outcome: string, withdrawn = false): Promise<void> {
  await database.asMachine(async (tx) => void (await tx.run(
    `insert into callback_attempts (company_id, id, callback_id, at, actor, outcome, withdrawn_at) values ($1, $2, $3, $4, 'user:a', $5, $6)`,
    [nord.companyId, randomUUID(), callback, iso(NOW + afterMinutes * MINUTES), outcome, withdrawn ? iso(NOW) : null],
  )));
}

// Yesterday, 10:00 in Berlin: an API error that became an appointment, reached at the second attempt after 30 minutes, in time.
const booked = await nord.appointment({ service_id: cut });
const first = await nord.callback(wish, {
  error_type: 'api_error', priority: 'high', branch_id: mitte, created_at: iso(at(24)), due_at: iso(at(20)), contacted_at: iso(at(24) + 30 * MINUTES), completed_at: iso(at(23)), status: 'completed',
  resolution: 'appointment_booked', appointment_id: booked, attempts_count: 2,
});
await attempt(first, 0, 'busy');
await attempt(first, 1, 'no_answer', true);
await attempt(first, 2, 'reached');
await attempt(first, 3, 'call_later');
// The same day: an API error that was reached too late and led to nothing.
await nord.callback(wish, { error_type: 'api_error', created_at: iso(at(23)), due_at: iso(at(19)), contacted_at: iso(at(18)), completed_at: iso(at(18)), status: 'completed', resolution: 'no_longer_needed', attempts_count: 1 });
// Three days ago: urgent, still open and overdue; and what the customer settled himself, with an appointment that has no price.
await nord.callback(wish, { error_type: 'partial_booking', priority: 'urgent', created_from: 'reconciliation', created_at: iso(at(72)), due_at: iso(at(70)) });
await nord.callback(wish, { created_from: 'call_problem', created_at: iso(at(72)), due_at: iso(at(48)), completed_at: iso(at(60)), status: 'completed', resolution: 'settled_by_customer', appointment_id: await nord.appointment() });
// Before the period, and of an appointment that was cancelled since.
await nord.callback(wish, { error_type: 'exception', created_at: iso(at(24 * 40)) });
await nord.callback(wish, { created_from: 'customer_request', created_at: iso(at(1)), due_at: iso(at(-23)), appointment_id: await nord.appointment({ status: 'cancelled' }) });

test('counts what went wrong and what became of it', async () => {
  const answer = (await ask('')).json();
  expect(answer).toMatchObject({
    bucket: 'day', time_zone: 'Europe/Berlin', created: 5, completed: 3, open: 2, overdue: 1, appointments: 2, contacted: 2, completion_rate: 0.6, success_rate: 0.4,
    response_seconds: { average: (30 * 60 + 5 * 3600) / 2, median: (30 * 60 + 5 * 3600) / 2 },
    sla: { judged: 4, met: 2, rate: 0.5 }, attempts_average: 1.5, attempts_until_reached: [{ attempts: 2, callbacks: 1 }],
    recovered: { appointments: 2, value: [{ currency: 'EUR', appointments: 1, amount: 29.5 }], without_price: 1 },
  });
  expect(answer.by_error_type.map(({ error_type: type, created, success_rate: rate }: Record<string, unknown>) => [type, created, rate])).toEqual([['api_error', 2, 0.5], ['none', 2, 0.5], ['partial_booking', 1, 0]]);
  expect(answer.by_error_type[0]).toMatchObject({ completion_rate: 1, response_seconds: { median: 9900 }, sla: { judged: 2, met: 1, rate: 0.5 }, attempts_average: 1.5 });
  expect(answer.by_source.map(({ created_from: source, created }: Record<string, unknown>) => [source, created])).toEqual([['failsafe_callback', 2], ['call_problem', 1], ['customer_request', 1], ['reconciliation', 1]]);
});

test('every day of the period is there, the quiet ones with zeros, and their sums are the total', async () => {
  const { buckets, created } = (await ask('')).json();
  expect(buckets).toHaveLength(31);
  expect(buckets.at(-2)).toEqual({ start: '2026-11-30', total: 2, completed: 2, appointments: 1, response_seconds: 9900, sla_rate: 0.5, by_error_type: { api_error: 2 }, by_priority: { high: 1, normal: 1 }, by_source: { failsafe_callback: 2 } });
  expect(buckets.at(-3)).toMatchObject({ start: '2026-11-29', total: 0, response_seconds: null, sla_rate: null, by_error_type: {} });
  expect(buckets.reduce((sum: number, { total }: { total: number }) => sum + total, 0)).toBe(created);
});

test.each([['?bucket=week', 6, 5], ['?bucket=month&from=2026-10-01', 3, 6], ['?from=2026-11-30&to=2026-12-01', 1, 2], ['?branch=mitte', 31, 1], ['?branch=none', 31, 4]])('%s', async (query, buckets, created) => {
  const answer = (await ask(query)).json();
  expect([answer.buckets.length, answer.created]).toEqual([buckets, created]);
  expect(answer.buckets.reduce((sum: number, { total }: { total: number }) => sum + total, 0)).toBe(created);
});

test('hours and weekdays are those of the company: Monday at ten, not at nine', async () => {
  const { by_hour: hours, by_weekday: weekdays } = (await ask('?from=2026-11-30&to=2026-12-01')).json();
  expect(hours.flatMap((n: number, hour: number) => (n > 0 ? [[hour, n]] : []))).toEqual([[10, 1], [11, 1]]);
  expect(weekdays).toEqual([2, 0, 0, 0, 0, 0, 0]);
});

test('nonsense is refused, and another company has nothing', async () => {
  expect((await ask('?from=2026-12-02&to=2026-12-01')).statusCode).toBe(400);
  expect((await ask('?from=2001-01-01')).json()).toMatchObject({ code: 'REQUEST_INVALID' });
  expect((await ask('', 'fn_sued')).json()).toMatchObject({ created: 0, completion_rate: null, recovered: { appointments: 0, value: [] } });
});

test('a month of one company is found by its index, whatever the others have', async () => {
  const other = await companyWithRows(database, 'gross');
  const its = await other.wish();
  await database.asMachine(async (tx) => {
    await tx.run(
      `insert into callbacks (company_id, id, receipt, wish_id, status, priority, created_from, due_at, due_because, metadata, created_at, updated_at)
       select $1, gen_random_uuid(), gen_random_uuid(), $2, 'pending', 'normal', 'staff', $3::timestamptz, '', '{}', $3::timestamptz - i * interval '1 hour', $3 from generate_series(1, 20000) i`,
      [other.companyId, its, iso(NOW)],
    );
  });
  const plan = await database.inCompany(other.companyId, async (tx) => await tx.rows<{ 'QUERY PLAN': string }>(`explain ${FAILSAFE_SQL}`, [other.companyId, iso(NOW - 30 * 24 * HOUR), iso(NOW), null, 'Europe/Berlin', 'day', iso(NOW)]));
  expect(plan.map((line) => line['QUERY PLAN']).filter((line) => / callbacks| on callbacks/.test(line)).join('\n')).toMatch(/callbacks_by_time|Bitmap Heap Scan on callbacks/);
});
