import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { EVERY_DAY } from '../../test/local-salon.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Calendar } from '../calendar/port.ts';
import type { Role } from '../companies/api-key.ts';
import { iso } from '../platform/iso.ts';

const { database } = await testDatabase();
const DAY = 24 * HOUR;
let clock = NOW;

/** What is only foreseen asks no calendar. */
const NOT_ASKED = new Proxy({}, { get: (_calendar, name) => { throw new Error(`the calendar was asked: ${String(name)}`); } }) as Calendar;

async function salon() {
  const rows = await companyWithRows(database, `s${randomUUID().slice(0, 8)}`);
  const other = await companyWithRows(database, `o${randomUUID().slice(0, 8)}`);
  const key = (companyId: string, role: Role) => ({ companyId, keyId: randomUUID(), role, hint: 'beef', staffId: null });
  const keys = { fn_manager: key(rows.companyId, 'manager'), fn_staff: key(rows.companyId, 'staff'), fn_other: key(other.companyId, 'owner') };
  const [mitte, cut] = [await rows.branch('mitte', 'Mitte'), await rows.service('schnitt', 'Schnitt')];
  const parts = {
    branches: [{ id: mitte, slug: 'mitte', name: 'Mitte', phoneNumbers: [], openingHours: EVERY_DAY, region: null, municipality: null }],
    services: [{ id: cut, slug: 'schnitt', name: 'Schnitt', aliases: [], minutes: 30, calendar: { provider: 'local' as const } }],
  };
  const { app, signIns } = await adminServer({ database, companies: [{ id: rows.companyId, slug: 's', ...parts }, { id: other.companyId, slug: 'o' }], keys, now: () => clock, calendars: { for: () => NOT_ASKED } });
  afterAll(() => app.close());
  const wish = await rows.wish();
  const ask = async (method: 'GET' | 'PATCH', path: string, { as = 'fn_manager', body }: { as?: keyof typeof keys; body?: object } = {}) =>
    await app.inject({ method, url: `/api/v1/analytics/errors${path}`, headers: { authorization: `Bearer ${as}` }, ...(body === undefined ? {} : { payload: body }) });
  return {
    rows, other, cut, ask, app, signIns,
    fail: async (error: string, at: number, columns: object = {}) => {
      const metadata = { error_during: 'alternative_search', original_error: error };
      return await rows.callback(wish, { error_type: 'api_error', metadata, created_at: iso(at), ...columns });
    },
    groups: async (query = '') => (await ask('GET', query)).json().items,
  };
}

test('failures that differ in numbers, names and times are one group, with its days, services and what is still open', async () => {
  const { cut, fail, groups } = await salon();
  clock = NOW;
  const open = await fail('HTTP 500 for booking x7Kd92mmQ1 after 812 ms', NOW - DAY, { service_id: cut });
  const latest = await fail('HTTP 500 for booking pp30Lq8812 after 9001 ms', NOW - HOUR, { status: 'completed', completed_at: iso(NOW), resolution: 'answered' });
  await fail('HTTP 503 for booking pp30Lq8812 after 9001 ms', NOW - HOUR);
  await fail('HTTP 500 for booking aaaa11112222 after 1 ms', NOW - 40 * DAY);
  const [first, second, ...more] = await groups();
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    error_type: 'api_error', step: 'alternative_search', cause: 'server_error', template: 'HTTP 500 for booking <id> after <n> ms', state: 'new', occurrences: 2, first_seen: iso(NOW - 40 * DAY), last_seen: iso(NOW - HOUR),
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

test('the list, its counts and an action on many take a group as a filter', async () => {
  const { fail, groups, app, ask } = await salon();
  const [one, two] = [await fail('timeout', NOW - HOUR), await fail('timeout', NOW - DAY, { status: 'completed', completed_at: iso(NOW), resolution: 'answered' })];
  await fail('HTTP 503', NOW - HOUR);
  const group = (await groups()).find(({ template }: { template: string }) => template === 'timeout');
  expect(group).toMatchObject({ occurrences: 2, open: 1 });
  const get = async (path: string) => (await app.inject({ url: `/api/v1${path}`, headers: { authorization: 'Bearer fn_manager' } })).json();
  expect((await get(`/callbacks?sort=-created_at&error_group=${group.fingerprint}`)).items.map(({ id }: { id: string }) => id)).toEqual([one, two]);
  expect(await get(`/callbacks/facets?error_group=${group.fingerprint}`)).toMatchObject({ total: 2, tabs: { all: 2 } });
  expect((await get('/callbacks?error_group=nothing')).code).toBe('REQUEST_INVALID');
  const bulk = await app.inject({ method: 'POST', url: '/api/v1/callbacks/bulk', headers: { authorization: 'Bearer fn_manager' }, payload: { filter: { error_group: group.fingerprint, status: 'pending' }, action: 'notes', params: { text: 'Kalender war aus' }, dry_run: true } });
  expect(bulk.json()).toMatchObject({ matched: 1, would_change: 1 });
  expect((await ask('GET', '?state=new')).json().items).toHaveLength(2);
});

test('trying a group again is foreseen for each of its open callbacks, what is due first first; no calendar is asked', async () => {
  const { rows, cut, fail, groups, ask } = await salon();
  const wanted = (startAt: number, columns: object = {}) => rows.wish({ requested: { startAt, serviceId: cut, customerName: 'Ada', phone: '+4930123' }, ...columns });
  const add = async (due: number, columns: object, wishId: string) => await fail('timeout', NOW - HOUR, { wish_id: wishId, due_at: iso(NOW + due), service_id: cut, ...columns });
  const books = await add(2 * HOUR, { customer_name: 'Ada', phone_number: '+4930123' }, await wanted(NOW + DAY));
  const looks = await add(HOUR, { customer_name: 'Bo', phone_number: '+4930124' }, await wanted(NOW - HOUR));
  const lacks = await add(3 * HOUR, { service_id: null }, await rows.wish());
  const busy = await add(4 * HOUR, { customer_name: 'Cy', phone_number: '+4930125' }, await wanted(NOW + DAY));
  const booked = await add(5 * HOUR, { customer_name: 'Di', phone_number: '+4930126', appointment_id: await rows.appointment() }, await wanted(NOW + DAY));
  await add(HOUR, { status: 'completed', completed_at: iso(NOW), resolution: 'answered' }, await wanted(NOW + DAY));
  await database.inCompany(rows.companyId, async (tx) => {
    await tx.run(`insert into caller_claims (company_id, caller_key, claimed_by, claimed_name, claimed_at, claim_until) select company_id, caller_key, 'user:ben', 'Ben', $2, $3 from callbacks where id = $1`, [busy, iso(NOW), iso(NOW + HOUR)]);
  });
  const [{ fingerprint }] = await groups();
  const answer = (await ask('GET', `/${fingerprint}/retry-preview`)).json();
  expect(answer.more).toBe(false);
  expect(answer.items).toEqual([
    { id: looks, result: 'would_look', customer_name: 'Bo', service: 'Schnitt', start: '2026-12-01T09:00:00+01:00', missing: [], claimed_by_name: null },
    { id: books, result: 'would_book', customer_name: 'Ada', service: 'Schnitt', start: '2026-12-02T10:00:00+01:00', missing: [], claimed_by_name: null },
    expect.objectContaining({ id: lacks, result: 'incomplete', missing: expect.arrayContaining(['service', 'start']) }),
    expect.objectContaining({ id: busy, result: 'claimed', customer_name: 'Cy', claimed_by_name: 'Ben' }),
    expect.objectContaining({ id: booked, result: 'has_appointment' }),
  ]);
  expect((await ask('GET', `/${fingerprint}/retry-preview`, { as: 'fn_staff' })).statusCode).toBe(403);
  expect((await ask('GET', `/${fingerprint}/retry-preview`, { as: 'fn_other' })).json()).toEqual({ items: [], more: false });
});

test('an operator sees which companies have the same error; whoever has one company sees that one only', async () => {
  const { other, fail, groups, ask, app, signIns } = await salon();
  for (const id of ['x7Kd92mmQ1', 'aaaa11112222']) await fail(`HTTP 500 for booking ${id}`, NOW - HOUR);
  await other.callback(await other.wish(), { error_type: 'api_error', metadata: { error_during: 'alternative_search', original_error: 'HTTP 500 for booking pp30Lq8812' }, created_at: iso(NOW - DAY), status: 'completed', completed_at: iso(NOW), resolution: 'answered' });
  await fail('timeout', NOW - HOUR);
  const { fingerprint } = (await groups()).find(({ template }: { template: string }) => template.startsWith('HTTP 500'));
  const signedIn = await app.inject({ url: `/sign-in?token=${signIns.issue({ kind: 'operator' })}` });
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!;
  const seen = await app.inject({ url: `/api/v1/analytics/errors/companies?fingerprint=${fingerprint}`, headers: { cookie } });
  expect(seen.json()).toEqual({
    items: [
      { company: { slug: 's', name: 'Salon s' }, groups: [{ fingerprint, occurrences: 2, open: 2, last_seen: iso(NOW - HOUR) }] },
      { company: { slug: 'o', name: 'Salon o' }, groups: [{ fingerprint, occurrences: 1, open: 0, last_seen: iso(NOW - DAY) }] },
    ],
  });
  const own = (await ask('GET', '/companies')).json();
  expect(own.items).toMatchObject([{ company: { slug: 's' } }]);
  expect(own.items[0].groups).toHaveLength(2);
});
