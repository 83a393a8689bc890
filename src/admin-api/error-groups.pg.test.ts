import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Role } from '../companies/api-key.ts';
import { iso } from '../platform/iso.ts';

const { database } = await testDatabase();
const DAY = 24 * HOUR;
let clock = NOW;

async function salon() {
  const rows = await companyWithRows(database, `s${randomUUID().slice(0, 8)}`);
  const other = await companyWithRows(database, `o${randomUUID().slice(0, 8)}`);
  const key = (companyId: string, role: Role) => ({ companyId, keyId: randomUUID(), role, hint: 'beef', staffId: null });
  const keys = { fn_manager: key(rows.companyId, 'manager'), fn_staff: key(rows.companyId, 'staff'), fn_other: key(other.companyId, 'owner') };
  const { app } = await adminServer({ database, companies: [{ id: rows.companyId, slug: 's' }, { id: other.companyId, slug: 'o' }], keys, now: () => clock });
  afterAll(() => app.close());
  const wish = await rows.wish();
  const ask = async (method: 'GET' | 'PATCH', path: string, { as = 'fn_manager', body }: { as?: keyof typeof keys; body?: object } = {}) =>
    await app.inject({ method, url: `/api/v1/analytics/errors${path}`, headers: { authorization: `Bearer ${as}` }, ...(body === undefined ? {} : { payload: body }) });
  return {
    rows, ask,
    fail: async (error: string, at: number, columns: object = {}) => {
      const metadata = { error_during: 'alternative_search', original_error: error };
      return await rows.callback(wish, { error_type: 'api_error', metadata, created_at: iso(at), ...columns });
    },
    groups: async (query = '') => (await ask('GET', query)).json().items,
  };
}

test('failures that differ in numbers, names and times are one group, with its days, services and what is still open', async () => {
  const { rows, fail, groups } = await salon();
  clock = NOW;
  const cut = await rows.service('schnitt', 'Schnitt');
  const open = await fail('HTTP 500 for booking x7Kd92mmQ1 after 812 ms', NOW - DAY, { service_id: cut });
  const latest = await fail('HTTP 500 for booking pp30Lq8812 after 9001 ms', NOW - HOUR, { status: 'completed', completed_at: iso(NOW), resolution: 'answered' });
  await fail('HTTP 503 for booking pp30Lq8812 after 9001 ms', NOW - HOUR);
  await fail('HTTP 500 for booking aaaa11112222 after 1 ms', NOW - 40 * DAY);
  const [first, second, ...more] = await groups();
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    error_type: 'api_error', step: 'alternative_search', template: 'HTTP 500 for booking <id> after <n> ms', state: 'new', occurrences: 2, first_seen: iso(NOW - 40 * DAY), last_seen: iso(NOW - HOUR),
    sample: { callback_id: latest, original_error: 'HTTP 500 for booking pp30Lq8812 after 9001 ms' }, services: [{ slug: 'schnitt', occurrences: 1 }], open_callback_ids: [open],
  });
  expect(first.per_day.slice(-2)).toEqual([1, 1]);
  expect(first.per_day).toHaveLength(15);
  expect(second).toMatchObject({ occurrences: 1, template: 'HTTP 503 for booking <id> after <n> ms' });
  expect(await groups('?error_type=exception')).toEqual([]);
});

test('the same words at another step, or of another type, are another group; what is no error is in none', async () => {
  const { rows, fail, groups } = await salon();
  await fail('timeout', NOW - HOUR);
  await fail('timeout', NOW - HOUR, { metadata: { error_during: 'availability_check', original_error: 'timeout' } });
  await fail('timeout', NOW - HOUR, { error_type: 'exception' });
  await rows.callback(await rows.wish(), { created_from: 'customer_request', created_at: iso(NOW - HOUR) });
  expect(await groups()).toHaveLength(3);
});

test('known, gone for a week and back: that is news; said to be known again, it is', async () => {
  const { fail, groups, ask } = await salon();
  await fail('timeout', NOW - 20 * DAY);
  await fail('timeout', NOW - HOUR);
  const [{ fingerprint }] = await groups();
  const mark = async (body: object) => (await ask('PATCH', `/${fingerprint}`, { body })).json();
  expect(await mark({ state: 'known' })).toMatchObject({ state: 'known', known_at: iso(NOW), occurrences: 2 });
  await fail('timeout', NOW + DAY);
  clock = NOW + 2 * DAY;
  expect(await groups()).toMatchObject([{ state: 'known' }]);
  await fail('timeout', NOW + 10 * DAY);
  clock = NOW + 11 * DAY;
  expect(await groups()).toMatchObject([{ state: 'back_again' }]);
  expect(await groups('?state=back_again')).toHaveLength(1);
  expect(await groups('?state=known,new')).toEqual([]);
  expect(await mark({ state: 'known' })).toMatchObject({ state: 'known' });
  expect(await mark({ state: 'new' })).toMatchObject({ state: 'new', known_at: null, known_by: null });
  clock = NOW;
});

test('ignored until a moment, and after it what it was before', async () => {
  const { fail, groups, ask } = await salon();
  await fail('timeout', NOW - HOUR);
  const [{ fingerprint }] = await groups();
  const mark = async (body: object) => await ask('PATCH', `/${fingerprint}`, { body });
  expect((await mark({ state: 'ignored' })).statusCode).toBe(400);
  expect((await mark({ state: 'ignored', ignored_until: iso(NOW - 1) })).statusCode).toBe(400);
  expect((await mark({ state: 'known', ignored_until: iso(NOW + DAY) })).statusCode).toBe(400);
  expect((await mark({ state: 'ignored', ignored_until: iso(NOW + DAY) })).json()).toMatchObject({ state: 'ignored', ignored_until: iso(NOW + DAY) });
  clock = NOW + 2 * DAY;
  expect(await groups()).toMatchObject([{ state: 'new' }]);
  clock = NOW;
});

test('is for managers to say, and another company neither sees nor says anything', async () => {
  const { fail, groups, ask } = await salon();
  await fail('timeout', NOW - HOUR);
  const [{ fingerprint }] = await groups();
  expect((await ask('PATCH', `/${fingerprint}`, { as: 'fn_staff', body: { state: 'known' } })).statusCode).toBe(403);
  expect((await ask('GET', '', { as: 'fn_staff' })).json().items).toHaveLength(1);
  expect((await ask('PATCH', `/${fingerprint}`, { as: 'fn_other', body: { state: 'known' } })).statusCode).toBe(404);
  expect((await ask('GET', '', { as: 'fn_other' })).json().items).toEqual([]);
  expect((await ask('PATCH', '/../../x', { body: { state: 'known' } })).statusCode).toBe(404);
});
