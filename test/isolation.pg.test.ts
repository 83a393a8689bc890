// Every table and every route, held against two kinds of strangers: another company, and people of another branch. Tables
// and routes are found, not listed: one that is added tomorrow is in here, and whoever adds it need not think of it.
import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse, RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../src/platform/database.ts';
import { iso } from '../src/platform/iso.ts';
import { realWorld } from '../src/platform/real-world.ts';
import { createAccount } from '../src/people/accounts.ts';
import { hashPassword } from '../src/people/identity.ts';
import { adminServer, peopleOver } from './admin-server.ts';
import { execute } from './execute.ts';
import { testDatabase } from './pg.ts';
import { browserOn } from './person.ts';
import type { Browser } from './person.ts';
import { companyWithRows, NOW } from './read-side-rows.ts';
import { rowsEverywhere, tenantTables } from './rows-everywhere.ts';
import type { MadeRow, Owner } from './rows-everywhere.ts';
import { sampleBody } from './sample-request.ts';
import { silentLog } from './silent-log.ts';

const { database, url } = await testDatabase();
const PASSWORD = 'ein langes Passwort';
const [own, foreign] = [await companyWithRows(database, 'eigene'), await companyWithRows(database, 'fremde')];
const people = peopleOver(database, realWorld(silentLog));

async function account(name: string): Promise<string> {
  const id = randomUUID();
  await createAccount(database, { id, name, email: `${name}@example.com`, operator: false, passwordHash: await hashPassword(PASSWORD) }, Date.now());
  return id;
}

// Of the company that everybody here belongs to: two branches. And one company that nobody here belongs to.
const mitte: Owner = { companyId: own.companyId, mark: 'MITTEZEICHEN', branchId: randomUUID() };
const west: Owner = { companyId: own.companyId, mark: 'WESTZEICHEN', branchId: randomUUID() };
const other: Owner = { companyId: foreign.companyId, mark: 'FREMDZEICHEN', branchId: randomUUID() };
const limited = await account('leiterin');
const [{ made: ofMitte }, { made: ofWest }, { made: ofOther, failed }] = [
  await rowsEverywhere(database, mitte, await account('mitte')), await rowsEverywhere(database, west, await account('west')), await rowsEverywhere(database, other, await account('fremd')),
];
await database.asMachine((tx) =>
  tx.run(`insert into members (company_id, user_id, name, email, role, branch_ids, created_at, updated_at) values ($1, $2, 'Leiterin', 'leiterin@example.com', 'manager', $3::uuid[], $4, $4)`, [own.companyId, limited, [mitte.branchId], iso(NOW)]),
);

const tables = await tenantTables(database);
const narrowed = new Set((await execute<{ name: string }>(url, "SELECT polrelid::regclass::text AS name FROM pg_policy WHERE polname = 'branch_sees_its_own'")).map(({ name }) => name));
const idIn = (made: readonly MadeRow[], table: string): string => made.find((row) => row.table === table)?.id ?? randomUUID();

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly body: unknown;
}

const routes: Route[] = [];

test('finds more than a few tables and routes', () => {
  expect([tables.length > 35, narrowed.size > 10, routes.length > 60]).toEqual([true, true, true]);
});

test('knows a row for every table (test/rows-everywhere.ts: say in PARTICULAR what a new one needs)', () => {
  expect(failed).toEqual([]);
});

describe('in the table', () => {
  const rowsOf = (table: string) => async (tx: Tx): Promise<{ company_id: string; text: string }[]> => await tx.rows(`select company_id, row_to_json(t)::text as text from ${table} t`);
  const forbidden = /permission denied/;

  test.each(tables)('%s another company sees and changes nothing', async (table) => {
    const all = await database.asMachine(rowsOf(table));
    expect(all.filter(({ company_id }) => company_id === other.companyId), 'a row that could be seen').not.toEqual([]);
    const seen = await database.inCompany(own.companyId, rowsOf(table)).catch((error: unknown) => (forbidden.test(String(error)) ? [] : Promise.reject(error)));
    expect(seen.filter(({ company_id }) => company_id !== own.companyId)).toEqual([]);
    for (const statement of [`update ${table} set company_id = company_id`, `delete from ${table}`]) {
      const touched = await database.inCompany(own.companyId, (tx) => tx.run(`${statement} where company_id = $1`, [other.companyId])).catch((error: unknown) => (forbidden.test(String(error)) ? 0 : Promise.reject(error)));
      expect(touched, statement).toBe(0);
    }
  });

  test.each([...narrowed])('%s people of another branch see and change nothing, and of their own they do', async (table) => {
    const asLimited = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.inCompany(own.companyId, work, { branches: [mitte.branchId] });
    // what is only counted (callback_tallies) has no key: its rows are told apart by the branch itself
    const key = (await execute<{ name: string }>(url, `SELECT attname AS name FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey) WHERE indisprimary AND indrelid = '${table}'::regclass AND attname <> 'company_id'`))[0]?.name ?? 'branch_id';
    const [ours, theirs] = key === 'branch_id' ? [mitte.branchId, west.branchId] : [idIn(ofMitte, table), idIn(ofWest, table)];
    const seen = (await asLimited((tx) => tx.rows<{ id: string }>(`select ${key} as id from ${table}`))).map(({ id }) => id);
    expect(seen).toContain(ours);
    expect(seen).not.toContain(theirs);
    expect(await asLimited((tx) => tx.run(`update ${table} set company_id = company_id where ${key} = $1`, [theirs]))).toBe(0);
    expect(await asLimited((tx) => tx.run(`delete from ${table} where ${key} = $1`, [theirs]))).toBe(0);
  });
});

/** Asked for otherwise, and why. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  'GET /api/v1/events': 'never ends; src/admin-api/events.pg.test.ts',
  'DELETE /api/v1/session': 'signs the asker out',
  'DELETE /api/v1/sessions': 'signs the asker out elsewhere',
  'POST /api/v1/test-calls': 'needs a whole intake',
  'POST /api/v1/test-calls/clear': 'needs a whole intake',
  'POST /api/v1/test-calls/:id/say': 'needs a whole intake',
  'POST /api/v1/test-calls/:id/end': 'needs a whole intake',
};

const branch = { phoneNumbers: [], openingHours: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, region: null, municipality: null };
const { app } = await adminServer({
  database, people, now: Date.now,
  companies: [
    { id: own.companyId, slug: 'eigene', branches: [{ ...branch, id: mitte.branchId, slug: 'mitte', name: 'Mitte' }, { ...branch, id: west.branchId, slug: 'west', name: 'West' }] },
    { id: foreign.companyId, slug: 'fremde' },
  ],
  keys: { fn_own: { companyId: own.companyId, keyId: randomUUID(), role: 'owner', hint: 'beef', staffId: null }, fn_mitte: { companyId: own.companyId, keyId: randomUUID(), role: 'manager', hint: 'beef', staffId: null, branchIds: [mitte.branchId] }, fn_foreign: { companyId: foreign.companyId, keyId: randomUUID(), role: 'owner', hint: 'beef', staffId: null } },
  onRoute: ({ method, url: path, schema }: RouteOptions) => {
    for (const one of [method].flat()) {
      const name = `${one} ${path}`;
      if (path.startsWith('/api/v1/') && one !== 'HEAD' && NOT_ASKED[name] === undefined && !path.includes('*') && !path.startsWith('/api/v1/people/accept-invitation')) routes.push({ method: one as Route['method'], url: path, body: (schema as { body?: unknown } | undefined)?.body });
    }
  },
});
afterAll(() => app.close());

/** What the schema does not say by itself. */
const BODIES: Readonly<Record<string, (id: string) => object>> = {
  'POST /api/v1/callbacks': () => ({ phone_number: '+493099999999', notes: 'von Hand' }),
  'POST /api/v1/callbacks/bulk': (id) => ({ ids: [id], action: 'cancel', params: { reason: 'x' }, dry_run: false }),
  'POST /api/v1/exceptions': () => ({ kind: 'closed', from: '2026-12-27', to: '2026-12-27' }),
  'POST /api/v1/privacy/erase': (id) => ({ customer: id, confirm: 'DELETE' }),
  'POST /api/v1/privacy/export': (id) => ({ customer: id }),
};

/** Refused whatever a stranger sends, and why that is right. */
const ALWAYS_REFUSED: Readonly<Record<string, string>> = {
  'DELETE /api/v1/push/subscriptions': 'names no subscription',
  'GET /api/v1/mails/:kind/preview': 'shows a mail that is made up, by its kind',
  'GET /api/v1/mails/:kind/preview.html': 'shows a mail that is made up, by its kind',
  'GET /api/v1/slots': 'names no service',
  'POST /api/v1/absences': 'names a member of a foreign staff',
  'POST /api/v1/push/subscriptions': 'has no keys of a browser',
  'POST /api/v1/webhooks': 'names no https address',
};

const KINDS: readonly (readonly [prefix: string, table: string])[] = [
  ['/api/v1/absences', 'staff_absences'], ['/api/v1/analytics/errors', 'error_groups'], ['/api/v1/exceptions', 'branch_exceptions'], ['/api/v1/people/members', 'members'],
  ['/api/v1/people/invitations', 'invitations'], ['/api/v1/privacy/holds', 'privacy_holds'],
];

/** Every id of theirs that could stand in this place; of routes over one kind of row, the one of that kind. */
function idsFor(path: string, made: readonly MadeRow[]): string[] {
  const kind = KINDS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? path.split('/')[3]?.replaceAll('-', '_');
  const known = made.filter(({ table }) => table === kind);
  return (known.length > 0 ? known : made).map(({ id }) => id);
}

async function askAll(ask: (route: Route, path: string, body: unknown) => Promise<LightMyRequestResponse>, made: readonly MadeRow[]): Promise<{ name: string; response: LightMyRequestResponse }[]> {
  const answers: { name: string; response: LightMyRequestResponse }[] = [];
  for (const route of routes) {
    for (const id of route.url.includes(':') ? idsFor(route.url, made) : [idIn(made, 'callbacks')]) {
      const path = route.url.replaceAll(/:\w+/g, id);
      const name = `${route.method} ${route.url}`;
      const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : (BODIES[name]?.(id) ?? sampleBody(route.body, id));
      answers.push({ name, response: await ask(route, path, body) });
    }
  }
  return answers;
}

const byKey = (key: string) => (route: Route, path: string, body: unknown): Promise<LightMyRequestResponse> =>
  app.inject({ method: route.method, url: path, headers: { authorization: `Bearer ${key}` }, ...(body === undefined ? {} : { payload: body as object }) });

/** All rows of theirs, to the letter. */
async function everythingOf(made: readonly MadeRow[], companyId: string): Promise<Record<string, string>> {
  const found = await database.asMachine(async (tx) => {
    const rows: [string, string][] = [];
    for (const { table, id } of made) {
      const all = await tx.rows<{ text: string }>(`select row_to_json(t)::text as text from ${table} t where company_id = $1`, [companyId]);
      rows.push([`${table} ${id}`, all.map(({ text }) => text).find((text) => text.includes(id)) ?? 'gone']);
    }
    return rows;
  });
  return Object.fromEntries(found);
}

describe('over every route', () => {
  test('another company’s owner, with the ids of our rows, is shown no word of them and changes none', async () => {
    const before = await everythingOf(ofOther, other.companyId);
    const answers = await askAll(byKey('fn_own'), ofOther);
    for (const { name, response } of answers) {
      expect(response.statusCode, `${name}: ${response.body}`).toBeLessThan(500);
      expect(response.body.toUpperCase(), name).not.toContain(other.mark);
      if (name.includes('/:id') && response.statusCode < 300) expect(response.body, `${name} answered a foreign id`).not.toContain(idIn(ofOther, 'callbacks'));
    }
    expect(await everythingOf(ofOther, other.companyId)).toEqual(before);
    // A request that is refused for its form shows nothing about who may see what.
    const refused = new Set(answers.map(({ name }) => name).filter((name) => answers.every((answer) => answer.name !== name || answer.response.statusCode === 400)));
    expect([...refused].toSorted(), 'say in BODIES what these routes take').toEqual(Object.keys(ALWAYS_REFUSED));
  });

  test('a company named in the address that is not theirs is not there', async () => {
    for (const { method, url: path, body } of routes) {
      const response = await byKey('fn_own')({ method, url: path, body }, `${path.replaceAll(/:\w+/g, randomUUID())}?company=fremde`, method === 'GET' || method === 'DELETE' ? undefined : sampleBody(body, randomUUID()));
      expect([path, response.statusCode]).toEqual([path, 404]);
    }
  });

  describe('people of another branch', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = browserOn(app);
      expect((await browser.ask('POST', '/api/auth/sign-in/email', { email: 'leiterin@example.com', password: PASSWORD })).statusCode).toBe(200);
    });
    const ask = (route: Route, path: string, body: unknown): Promise<LightMyRequestResponse> => browser.ask(route.method, path, body as object | undefined);

    test('with the ids of its rows, are shown no word of them and change none', async () => {
      const hanging = ofWest.filter(({ table }) => narrowed.has(table));
      const before = await everythingOf(hanging, own.companyId);
      for (const { name, response } of await askAll(ask, hanging)) {
        expect(response.statusCode, `${name}: ${response.body}`).toBeLessThan(500);
        expect(response.body.toUpperCase(), name).not.toContain(west.mark);
      }
      expect(await everythingOf(hanging, own.companyId)).toEqual(before);
    });

    test('see their own by the same routes, so that the test above could fail', async () => {
      const shown = (await askAll(ask, ofMitte)).filter(({ response }) => response.body.toUpperCase().includes(mitte.mark)).map(({ name }) => name);
      expect(new Set(shown).size).toBeGreaterThan(8);
    });
  });

  test('a key that is limited to a branch lists what is of it, and no word of another one', async () => {
    const lists = routes.filter(({ method, url: path }) => method === 'GET' && !path.includes(':'));
    const answers: string[] = [];
    for (const route of lists) answers.push((await byKey('fn_mitte')(route, route.url, undefined)).body.toUpperCase());
    const own = answers.filter((body) => body.includes(mitte.mark));
    expect([own.length > 5, answers.filter((body) => body.includes(west.mark))]).toEqual([true, []]);
  });

  test('the owner of those rows is shown them by the same routes, so that the first test could fail', async () => {
    const shown = (await askAll(byKey('fn_foreign'), ofOther)).filter(({ response }) => response.body.toUpperCase().includes(other.mark)).map(({ name }) => name);
    expect(new Set(shown).size).toBeGreaterThan(15);
  });
});
