// Views of the list: everybody's own, those of the company, and what becomes of them when somebody goes.
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { adminServer, peopleOver } from '../../test/admin-server.ts';
import { execute } from '../../test/execute.ts';
import { browserOn } from '../../test/person.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Person } from '../companies/actor.ts';
import type { Role } from '../companies/api-key.ts';
import { revokeKey } from '../companies/company-keys.ts';
import { createAccount } from '../people/accounts.ts';
import { addMember, removeMember } from '../people/change-member.ts';
import { hashPassword } from '../people/identity.ts';
import { iso } from '../platform/iso.ts';
import { realWorld } from '../platform/real-world.ts';
import { redact } from '../privacy/redact.ts';
import { keepView } from '../views/keep-view.ts';

const { database, url } = await testDatabase();
const rows = await companyWithRows(database, 'ansichten');
const other = await companyWithRows(database, 'andere');
const ROLES = ['owner', 'manager', 'staff', 'viewer'] as const satisfies readonly Role[];
const keys = Object.fromEntries(ROLES.map((role) => [`fn_${role}`, { companyId: rows.companyId, keyId: randomUUID(), role, hint: 'beef', staffId: null }]));
for (const { keyId, role } of Object.values(keys)) {
  await database.asMachine((tx) => tx.run(`insert into api_keys (company_id, id, role, key_hash, key_hint, created_at) values ($1, $2, $3, $4, 'beef', $5)`, [rows.companyId, keyId, role, keyId, iso(NOW)]));
}
const { app, signIns } = await adminServer({
  database, people: peopleOver(database, realWorld(silentLog)), companies: [{ id: rows.companyId, slug: 'ansichten' }, { id: other.companyId, slug: 'andere' }],
  keys: { ...keys, fn_other: { companyId: other.companyId, keyId: randomUUID(), role: 'owner', hint: 'beef', staffId: null } },
});
afterAll(() => app.close());

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly filter: Readonly<Record<string, string>>;
  readonly sort: string | null;
  readonly open: number | null;
}

async function ask(key: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path = '', body?: object) {
  const response = await app.inject({ method, url: `/api/v1/saved-views${path}`, headers: { authorization: `Bearer fn_${key}` }, ...(body === undefined ? {} : { payload: body }) });
  return { status: response.statusCode, body: response.json() as Shown & { items: Shown[]; detail?: string } };
}

const namesOf = async (key: string): Promise<string[]> => (await ask(key, 'GET')).body.items.map(({ name }) => name);
const clear = async (): Promise<unknown> => await execute(url, 'delete from saved_views');

test('what somebody keeps for himself nobody else sees, changes or removes, a colleague and another company as little as an owner', async () => {
  const { status, body: mine } = await ask('staff', 'POST', '', { name: 'Abstürze', filter: { tab: 'all', error_type: 'exception,api_error' }, sort: '-created_at' });
  expect([status, mine]).toEqual([201, expect.objectContaining({ name: 'Abstürze', shared: false, filter: { tab: 'all', error_type: 'exception,api_error' }, sort: '-created_at' })]);
  expect(await namesOf('staff')).toEqual(['Abstürze']);
  for (const key of ['owner', 'viewer', 'other']) {
    expect(await namesOf(key)).toEqual([]);
    expect([(await ask(key, 'PATCH', `/${mine.id}`, { name: 'x' })).status, (await ask(key, 'DELETE', `/${mine.id}`)).status]).toEqual([404, 404]);
  }
  expect((await ask('staff', 'PATCH', `/${mine.id}`, { name: 'Fehler', sort: null })).body).toMatchObject({ name: 'Fehler', sort: null, filter: { tab: 'all' } });
  expect((await ask('staff', 'DELETE', `/${mine.id}`)).body.name).toBe('Fehler');
  expect(await namesOf('staff')).toEqual([]);
});

test('a view of the company is everybody’s to use, and only a manager’s or an owner’s to make, change and take back', async () => {
  await clear();
  const shared = { name: 'Heute dringend', shared: true, filter: { tab: 'today', priority: 'urgent' } };
  for (const key of ['staff', 'viewer']) expect((await ask(key, 'POST', '', shared)).status).toBe(403);
  const { body: view } = await ask('manager', 'POST', '', shared);
  for (const key of ROLES) expect(await namesOf(key)).toEqual(['Heute dringend']);
  expect(await namesOf('other')).toEqual([]);
  for (const key of ['staff', 'viewer']) expect([(await ask(key, 'PATCH', `/${view.id}`, { name: 'x' })).status, (await ask(key, 'PATCH', `/${view.id}`, { shared: false })).status, (await ask(key, 'DELETE', `/${view.id}`)).status]).toEqual([403, 403, 403]);
  // taken back, it is his own who took it back
  expect((await ask('owner', 'PATCH', `/${view.id}`, { shared: false })).body.shared).toBe(false);
  expect([await namesOf('owner'), await namesOf('manager')]).toEqual([['Heute dringend'], []]);
  expect((await ask('staff', 'POST', '', { name: 'Eigene', filter: {} })).status).toBe(201);
  const [own] = (await ask('staff', 'GET')).body.items;
  expect((await ask('staff', 'PATCH', `/${own!.id}`, { shared: true })).status).toBe(403);
});

test('kept twice under one name it is there once, also where two tabs carry it over at the same moment; another’s name is another view', async () => {
  await clear();
  const kept = await Promise.all([1, 2, 3].map((n) => ask('staff', 'POST', '', { name: 'Woche', filter: { q: String(n) } })));
  expect(kept.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
  // a tab that has kept it, and has not ended yet when the next one begins
  const [stored, ends] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const person: Person = { kind: 'key', id: keys['fn_viewer']!.keyId, name: 'x', staffId: null, role: 'viewer' };
  const first = database.inCompany(rows.companyId, async (tx) => {
    await keepView(tx, { companyId: rows.companyId, actor: person }, { id: randomUUID(), now: NOW, kept: { name: 'Woche', shared: false, filter: {}, sort: null } });
    stored.resolve();
    await ends.promise;
  });
  await stored.promise;
  const next = ask('viewer', 'POST', '', { name: 'Woche', filter: {} });
  const waiting = `select from pg_locks join pg_stat_activity using (pid) where datname = current_database() and not granted`;
  await Promise.race([next, expect.poll(() => database.asMachine((tx) => tx.rows(waiting))).toHaveLength(1)]).finally(ends.resolve);
  await first;
  expect([(await next).status, await namesOf('viewer')]).toEqual([200, ['Woche']]);
  expect((await ask('owner', 'POST', '', { name: 'Woche', filter: {} })).status).toBe(201);
  expect((await ask('owner', 'POST', '', { name: 'Woche', filter: {}, shared: true })).status).toBe(201);
  expect([await namesOf('staff'), await namesOf('owner')]).toEqual([['Woche', 'Woche'], ['Woche', 'Woche']]);
});

test('what is renamed or shared takes no name that is taken, and no place where all are taken', async () => {
  await clear();
  const own = (await ask('owner', 'POST', '', { name: 'Eigene', filter: {} })).body;
  const other = (await ask('owner', 'POST', '', { name: 'Andere', filter: {} })).body;
  expect((await ask('owner', 'PATCH', `/${other.id}`, { name: 'Eigene' })).body.detail).toContain('of that name already');
  for (let i = 0; i < 50; i += 1) expect((await ask('owner', 'POST', '', { name: `Ansicht ${i}`, filter: {}, shared: true })).status).toBe(201);
  expect((await ask('owner', 'PATCH', `/${own.id}`, { shared: true })).status).toBe(400);
  const first = (await ask('owner', 'GET')).body.items.find(({ shared }) => shared);
  expect((await ask('owner', 'PATCH', `/${first!.id}`, { name: 'Umbenannt' })).status).toBe(200);
});

test('beside each view stands how much open work is in it; a filter that nobody knows any more breaks no menu', async () => {
  await clear();
  const add = async (columns: Record<string, string>): Promise<string> => await rows.callback(await rows.wish(), columns);
  await add({ error_type: 'exception', created_at: iso(NOW - HOUR) });
  await add({ error_type: 'exception', created_at: iso(NOW - 40 * 24 * HOUR), customer_name: 'Frau Sommer' });
  await add({ error_type: 'exception', status: 'completed', completed_at: iso(NOW), resolution: 'x' });
  await add({ due_at: iso(NOW - HOUR) });
  for (const [name, filter] of Object.entries({ a: { tab: 'all', error_type: 'exception' }, b: { error_type: 'exception', created_within: 'last_7_days' }, c: { tab: 'overdue' }, d: { q: 'sommer' }, e: { created_within: 'today', error_type: 'none,exception' }, f: { assigned_to: 'me' } })) {
    expect((await ask('staff', 'POST', '', { name, filter })).status).toBe(201);
  }
  expect((await ask('staff', 'GET')).body.items.map(({ name, open }) => `${name}: ${open}`)).toEqual(['a: 2', 'b: 1', 'c: 1', 'd: 1', 'e: 2', 'f: 0']);
  expect((await ask('staff', 'POST', '', { name: 'x', filter: { eror_type: 'exception' } })).status).toBe(400);
  expect((await ask('staff', 'POST', '', { name: 'x', filter: { created_within: 'ever' } })).status).toBe(400);
  await execute(url, `update saved_views set filter = '{"gone": "x"}' where name = 'c'`);
  expect((await ask('staff', 'GET')).body.items.map(({ open }) => open)).toEqual([2, 1, null, 1, 2, 0]);
});

test('there is an end to how many somebody keeps, and it stops no one else', async () => {
  await clear();
  for (let i = 0; i < 50; i += 1) expect((await ask('viewer', 'POST', '', { name: `Ansicht ${i}`, filter: {} })).status).toBe(201);
  const { status, body } = await ask('viewer', 'POST', '', { name: 'Noch eine', filter: {} });
  expect([status, body.detail]).toEqual([400, expect.stringContaining('50')]);
  expect((await ask('viewer', 'POST', '', { name: 'Ansicht 7', filter: { tab: 'all' } })).status).toBe(200);
  expect((await ask('staff', 'POST', '', { name: 'Noch eine', filter: {} })).status).toBe(201);
});

test('whoever opens the next sign-in link finds what was kept with the last one', async () => {
  await clear();
  const withLink = async () => {
    const browser = browserOn(app);
    await browser.ask('GET', `/sign-in?token=${signIns.issue({ kind: 'company', companyId: rows.companyId })}`);
    return browser;
  };
  expect((await (await withLink()).ask('POST', '/api/v1/saved-views', { name: 'Vom Link', filter: {} })).statusCode).toBe(201);
  expect((await (await withLink()).ask('GET', '/api/v1/saved-views')).json().items.map(({ name }: Shown) => name)).toEqual(['Vom Link']);
  expect(await namesOf('owner')).toEqual([]);
});

test('what somebody kept goes with him when he leaves, with his account and with his key; what he shared stays', async () => {
  await clear();
  const names = async (): Promise<string[]> => (await execute<{ name: string }>(url, 'select name from saved_views order by name')).map(({ name }) => name);
  const owner: Person = { kind: 'link', id: 'x', name: 'x', staffId: null, role: 'owner' };
  const people: Record<string, string> = {};
  for (const name of ['geht', 'gelöscht']) {
    const userId = (people[name] = randomUUID());
    const email = `${userId}@example.com`;
    await createAccount(database, { id: userId, name, email, operator: false, passwordHash: await hashPassword('ein langes Passwort') }, NOW);
    for (const { companyId } of [rows, other]) await database.inCompany(companyId, (tx) => addMember(tx, { companyId, now: NOW }, { userId, name, email, role: 'owner', staffId: null, branchIds: [] }));
    const browser = browserOn(app, `192.0.2.${Object.keys(people).length + 10}`);
    expect((await browser.ask('POST', '/api/auth/sign-in/email', { email, password: 'ein langes Passwort' })).statusCode).toBe(200);
    for (const [company, shared] of [['ansichten', false], ['ansichten', true], ['andere', false]] as const) {
      expect((await browser.ask('POST', `/api/v1/saved-views?company=${company}`, { name: `${name} ${company}${shared ? ' geteilt' : ''}`, shared, filter: {} })).statusCode).toBe(201);
    }
  }
  await ask('staff', 'POST', '', { name: 'schlüssel', filter: {} });
  await database.inCompany(rows.companyId, (tx) => removeMember(tx, { companyId: rows.companyId, actor: owner, now: NOW }, people['geht']!));
  await execute(url, `delete from auth_users where id = '${people['gelöscht']}'`);
  expect(await names()).toEqual(['geht andere', 'geht ansichten geteilt', 'gelöscht ansichten geteilt', 'schlüssel']);
  await database.inCompany(rows.companyId, (tx) => revokeKey(tx, { companyId: rows.companyId, actor: owner, now: NOW }, keys['fn_staff']!.keyId));
  expect(await names()).toEqual(['geht andere', 'geht ansichten geteilt', 'gelöscht ansichten geteilt']);
});

test('a search for somebody that was kept forgets him when he is erased', async () => {
  await clear();
  await ask('manager', 'POST', '', { name: 'Frau 030 1234567', filter: { tab: 'all', q: '030 1234567' } });
  await database.inCompany(rows.companyId, (tx) => redact(tx, rows.companyId, { patterns: ['030 1234567'], own: [] }));
  expect((await ask('manager', 'GET')).body.items).toMatchObject([{ name: 'Frau [gelöscht]', filter: { tab: 'all', q: '[gelöscht]' } }]);
});
