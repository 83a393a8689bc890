import { expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows } from '../../test/read-side-rows.ts';
import { Fault } from '../platform/errors.ts';

const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const { app, signIns } = await adminServer({
  database, companies: [{ id: nord.companyId, slug: 'nord' }],
  keys: { fn_owner: { companyId: nord.companyId, keyId: '0190c1d2-0000-7000-8000-00000000000a', role: 'owner', hint: 'beef', staffId: null } },
});

async function signedIn(scope: Parameters<typeof signIns.issue>[0], at = { app, signIns }): Promise<{ cookie: string; origin: string; host: string }> {
  const { headers } = await at.app.inject({ url: `/sign-in?token=${at.signIns.issue(scope)}` });
  return { cookie: String([headers['set-cookie']].flat()[0]).split(';')[0]!, origin: 'http://fangnetz.test', host: 'fangnetz.test' };
}

const SALON = { name: 'Salon Übermorgen', slug: 'salon-uebermorgen', region: 'DE-BY' };
const stored = async () => await database.asMachine((tx) => tx.rows<{ id: string; name: string; region: string; locale: string }>('select id, name, region, locale from companies where slug = $1', [SALON.slug]));

test('an operator adds a company, which is told in its own log and begins with one branch', async () => {
  const headers = await signedIn({ kind: 'operator' });
  const reply = await app.inject({ method: 'POST', url: '/api/v1/companies', headers, payload: SALON });
  expect([reply.statusCode, reply.json()]).toEqual([201, { slug: SALON.slug, name: SALON.name }]);
  const [made] = await stored();
  expect(made).toMatchObject({ name: SALON.name, region: 'DE-BY', locale: 'de' });
  const [branches, audit] = await database.inCompany(made!.id, async (tx) => [
    await tx.rows('select name from branches'), await tx.rows<{ actor: string }>(`select actor from audit_log where action = 'company.create'`),
  ]);
  expect(branches).toEqual([{ name: SALON.name }]);
  expect(audit).toEqual([{ actor: expect.stringMatching(/^link:/) }]);
});

test('a company that is there already is neither changed nor taken over', async () => {
  const headers = await signedIn({ kind: 'operator' });
  const reply = await app.inject({ method: 'POST', url: '/api/v1/companies', headers, payload: { ...SALON, name: 'Ein anderer' } });
  expect([reply.statusCode, reply.json()]).toMatchObject([409, { code: 'ALREADY_THERE' }]);
  expect(await stored()).toMatchObject([{ name: SALON.name }]);
});

test('what cannot be a company is refused with place and remedy', async () => {
  const headers = await signedIn({ kind: 'operator' });
  for (const [wrong, place] of [[{ slug: 'betreiber' }, 'company.slug'], [{ slug: 'Salon Nord' }, 'company.slug'], [{ slug: 'x', time_zone: 'Mars/Olympus' }, 'company.timeZone'], [{ slug: 'x', region: 'DE-XX' }, 'company.region']] as const) {
    const reply = await app.inject({ method: 'POST', url: '/api/v1/companies', headers, payload: { ...SALON, ...wrong } });
    expect([reply.statusCode, reply.json()]).toMatchObject([422, { problems: [{ place, remedy: expect.any(String) }] }]);
  }
});

test('an owner adds none, whether by key or by a link of his company', async () => {
  const headers = await signedIn({ kind: 'company', companyId: nord.companyId });
  for (const given of [headers, { authorization: 'Bearer fn_owner' }]) {
    const reply = await app.inject({ method: 'POST', url: '/api/v1/companies', headers: given, payload: { ...SALON, slug: 'noch-einer' } });
    expect([reply.statusCode, reply.json()]).toMatchObject([403, { code: 'FORBIDDEN' }]);
  }
});

test('sent again because its answer was lost it is one company, also for whoever sees several and has chosen none', async () => {
  const sued = await companyWithRows(database, 'sued');
  const gone = async (): Promise<void> => await Promise.reject(new Fault('DATABASE_UNAVAILABLE', 'away right after the commit'));
  const over = await adminServer({ database, companies: [{ id: nord.companyId, slug: 'nord' }, { id: sued.companyId, slug: 'sued' }], companiesChanged: gone });
  const headers = await signedIn({ kind: 'operator' }, over);
  const add = async (more: object, key = 'one-press') => await over.app.inject({ method: 'POST', url: '/api/v1/companies', headers: { ...headers, 'idempotency-key': key }, payload: { ...SALON, slug: 'zweimal', ...more } });
  expect([(await add({})).statusCode, (await add({})).statusCode, (await add({ name: 'Anders' })).statusCode, (await add({}, 'another-press')).statusCode]).toEqual([201, 201, 409, 409]);
  const made = await database.asMachine((tx) => tx.rows(`select c.name, count(*) as entries from companies c join audit_log a on a.company_id = c.id and a.action = 'company.create' where c.slug = 'zweimal' group by c.name`));
  expect(made).toEqual([{ name: SALON.name, entries: 1 }]);
});
