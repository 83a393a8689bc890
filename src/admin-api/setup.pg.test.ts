import { expect, onTestFinished, test } from 'vitest';
import { startCalComStandIn } from '../../demo/cal-com/stand-in.ts';
import { adminServer } from '../../test/admin-server.ts';
import { EVERY_DAY, salon } from '../../test/local-salon.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import { noteRegistered } from '../retell/note-registered.ts';
import type { Company } from '../companies/company.ts';

const { database } = await testDatabase();
const { services, branches } = salon({ staff: {}, openingHours: EVERY_DAY }).company;
let made = 0;

async function asked(rows: Rows, company: Partial<Company> = {}, publicUrl: string | null = null) {
  const { app, signIns } = await adminServer({ database, companies: [{ id: rows.companyId, slug: 'nord', ...company }], publicUrl });
  const { headers } = await app.inject({ url: `/sign-in?token=${signIns.issue({ kind: 'company', companyId: rows.companyId })}` });
  const reply = await app.inject({ url: '/api/v1/setup', headers: { cookie: String([headers['set-cookie']].flat()[0]).split(';')[0]! } });
  return reply.json() as { steps: Record<string, boolean>; voice_missing: string | null; called: boolean; unusable: boolean; public_address: string | null };
}

const fresh = async (): Promise<Rows> => await companyWithRows(database, `neu-${++made}`);

test('of a new company nothing is done, and the page leads there by itself', async () => {
  expect(await asked(await fresh())).toEqual({ steps: { business: false, calendar: false, voice: false, test_call: false, people: false }, voice_missing: 'connection', called: false, unusable: true, public_address: null });
});

test('each step is done when what it is for is there, a test call only once something has become of it', async () => {
  const rows = await fresh();
  const call = await rows.call({ connection: 'testanruf' });
  const wish = await rows.wish({ call_id: call, fate: 'in_progress' });
  await database.asMachine((tx) => tx.run(`insert into voice_connections (company_id, connection, platform, api_key_sealed) values ($1, 'nord', 'retell', 'x')`, [rows.companyId]));
  await database.asMachine((tx) => tx.run(`insert into invitations (company_id, id, token_hash, email, role, invited_by, created_at, expires_at) values ($1, $1, $2, 'anna@example.com', 'staff', 'link:x', now(), '2100-01-01')`, [rows.companyId, rows.companyId]));
  const company = { services, branches };
  const voiceOf = async (publicUrl: string | null) => { const { steps, voice_missing: missing } = await asked(rows, company, publicUrl); return { done: steps['voice'], missing }; };
  // a key that is stored answers no call
  expect(await voiceOf(null)).toEqual({ done: false, missing: 'address' });
  expect(await voiceOf('https://fangnetz.example')).toEqual({ done: false, missing: 'functions' });
  await database.asMachine((tx) => noteRegistered(tx, { companyId: rows.companyId, connection: 'nord', publicUrl: 'https://fangnetz.example' }));
  expect(await voiceOf('https://moved.example')).toEqual({ done: false, missing: 'functions' });
  expect(await asked(rows, company, 'https://fangnetz.example')).toEqual({ steps: { business: true, calendar: true, voice: true, test_call: false, people: true }, voice_missing: null, called: false, unusable: true, public_address: 'https://fangnetz.example' });
  await database.asMachine((tx) => tx.run(`update wishes set fate = 'not_a_wish', reason = 'test_call', settled_by = 'user:x', settled_at = now() where id = $1`, [wish]));
  expect(await asked(rows, company)).toMatchObject({ steps: { test_call: true }, called: false, unusable: false });
  // somebody took a function away there since
  await database.asMachine((tx) => noteRegistered(tx, { companyId: rows.companyId, connection: 'nord', publicUrl: null }));
  expect((await asked(rows, company, 'https://fangnetz.example')).voice_missing).toBe('functions');
  await rows.call();
  expect(await voiceOf('https://fangnetz.example')).toEqual({ done: true, missing: null });
});

test('services that are booked at Cal.com are nothing without a key, and where customers call already nobody is led away from them', async () => {
  const rows = await fresh();
  await rows.call();
  const atCalCom = services.map((service) => ({ ...service, calendar: { provider: 'cal.com' as const, eventTypeId: 7 } }));
  expect(await asked(rows, { services: atCalCom })).toMatchObject({ steps: { calendar: false }, called: true, unusable: false });
});

test('an address that somebody tries out is asked on the internet only, or where the installation says so; one that came with a file is', async () => {
  const rows = await fresh();
  const standIn = await startCalComStandIn({ apiKey: 'cal_live_x' });
  onTestFinished(() => standIn.close());
  const check = async (calCom: Partial<NonNullable<Company['calCom']>>, body: object, privateHosts: readonly string[] = []) => {
    const stored = { baseUrl: standIn.url, profile: 'hosted', apiKey: 'cal_live_x', webhookSecret: null, ...calCom } as const;
    const { app } = await adminServer({
      database, companies: [{ id: rows.companyId, slug: 'nord', calCom: stored }], privateHosts, keys: { fn_chef: { companyId: rows.companyId, keyId: rows.companyId, role: 'owner', hint: 'beef', staffId: null } },
    });
    const reply = await app.inject({ method: 'POST', url: '/api/v1/settings/check-connection', headers: { authorization: 'Bearer fn_chef' }, payload: { part: 'cal.com', ...body } });
    await app.close();
    return reply.json() as { ok: boolean; steps: { detail: string | null }[] };
  };
  const elsewhere = { base_url: `${standIn.url}/`, api_key: 'cal_live_x' };
  expect((await check({}, {})).ok).toBe(true);
  const refused = [await check({ reach: 'entered' }, {}), await check({}, elsewhere), await check({}, { base_url: 'http://localhost:1/v2', api_key: 'x' })];
  expect(refused.map(({ ok, steps }) => [ok, JSON.stringify(steps).includes('FANGNETZ_PRIVATE_HOSTS')])).toEqual(refused.map(() => [false, true]));
  expect((await check({ reach: 'entered' }, {}, [new URL(standIn.url).host])).ok).toBe(true);
  expect((await check({}, elsewhere, [new URL(standIn.url).hostname])).ok).toBe(true);
});
