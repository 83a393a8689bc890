import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { adminServer, peopleOver } from '../../test/admin-server.ts';
import { EVERY_DAY, salon } from '../../test/local-salon.ts';
import { browserOn } from '../../test/person.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import { silentLog } from '../../test/silent-log.ts';
import { isSilent } from '../insights/company-pulse.ts';
import { createAccount } from '../people/accounts.ts';
import { hashPassword } from '../people/identity.ts';
import { iso } from '../platform/iso.ts';
import { realWorld } from '../platform/real-world.ts';

const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const sued = await companyWithRows(database, 'sued');
const clock = { at: NOW };
const { app, signIns } = await adminServer({ database, companies: [{ id: nord.companyId, slug: 'nord' }, { id: sued.companyId, slug: 'sued' }], people: peopleOver(database, realWorld(silentLog)), now: () => clock.at });

async function asOperator(url: string): Promise<unknown> {
  const token = signIns.issue({ kind: 'operator' });
  const { headers } = await app.inject({ url: `/sign-in?token=${token}` });
  const cookie = String([headers['set-cookie']].flat()[0]).split(';')[0]!;
  return (await app.inject({ url, headers: { cookie } })).json();
}

test('tells of each company what waits, whether its calendar fails, and that its wishes add up', async () => {
  const failed = await nord.callback(await nord.wish(), { error_type: 'api_error', priority: 'urgent', due_at: iso(NOW - HOUR), created_at: iso(NOW - 2 * HOUR) });
  expect(failed).toBeTypeOf('string');
  await sued.appointment({ wish_id: await sued.wish({ fate: 'appointment' }), intent_id: '0190c1d2-0000-7000-8000-00000000000a' });
  const { items } = (await asOperator('/api/v1/companies')) as { items: { company: { slug: string }; pulse: object }[] };
  expect(items).toMatchObject([
    { company: { slug: 'nord' }, pulse: { open: 1, overdue: 1, urgent: 1, unassigned: 1, calendar: { state: 'failing', failures_24h: 1 }, ledger: { difference: 0 } } },
    { company: { slug: 'sued' }, pulse: { open: 0, overdue: 0, calendar: { state: 'up', failures_24h: 0 }, ledger: { difference: 0 } } },
  ]);
});

test('a booking that was tried again for an older wish shows that the calendar is there, though a newer wish was booked before', async () => {
  const ost = await companyWithRows(database, 'ost');
  const { app: own, signIns: links } = await adminServer({ database, companies: [{ id: ost.companyId, slug: 'ost' }] });
  const retried = await ost.wish({ opened_at: iso(NOW - 5 * HOUR) });
  await ost.appointment({ wish_id: await ost.wish({ fate: 'appointment', opened_at: iso(NOW - 4 * HOUR) }), intent_id: randomUUID(), created_at: iso(NOW - 4 * HOUR) });
  await ost.callback(retried, { error_type: 'api_error', created_at: iso(NOW - 3 * HOUR) });
  const { headers } = await own.inject({ url: `/sign-in?token=${links.issue({ kind: 'company', companyId: ost.companyId })}` });
  const calendar = async (): Promise<unknown> => (await own.inject({ url: '/api/v1/pulse', headers: { cookie: String([headers['set-cookie']].flat()[0]).split(';')[0]! } })).json().calendar;
  expect(await calendar()).toMatchObject({ state: 'failing', last_success_at: iso(NOW - 4 * HOUR), last_failure_at: iso(NOW - 3 * HOUR) });
  await ost.appointment({ wish_id: retried, intent_id: randomUUID(), created_at: iso(NOW - HOUR) });
  expect(await calendar()).toMatchObject({ state: 'up', last_success_at: iso(NOW - HOUR) });
});

test('counts what is due within half an hour as due now, what somebody is on as not without hands, and each new one on its day', async () => {
  const [west, days] = [await companyWithRows(database, 'west'), 24 * HOUR];
  const { app: own, signIns: links } = await adminServer({ database, companies: [{ id: west.companyId, slug: 'west' }] });
  const add = async (dueAt: number, createdAt: number, columns: object = {}): Promise<string> => await west.callback(await west.wish(), { due_at: iso(dueAt), created_at: iso(createdAt), ...columns });
  await add(NOW + HOUR / 4, NOW - HOUR);
  await add(NOW + HOUR, NOW - 2 * HOUR, { phone_number: '+493011111111' });
  await add(NOW + 3 * HOUR, NOW - days);
  await add(NOW + 3 * HOUR, NOW - 13 * days);
  await add(NOW + 3 * HOUR, NOW - 20 * days);
  await database.inCompany(west.companyId, (tx) => tx.run(`insert into caller_claims (company_id, caller_key, claimed_by, claimed_name, claimed_at, claim_until)
    select company_id, caller_key, 'user:x', 'X', $1, $2 from callbacks where phone_number = '+493011111111'`, [iso(NOW), iso(NOW + HOUR)]));
  const { headers } = await own.inject({ url: `/sign-in?token=${links.issue({ kind: 'company', companyId: west.companyId })}` });
  const pulse = (await own.inject({ url: '/api/v1/pulse', headers: { cookie: String([headers['set-cookie']].flat()[0]).split(';')[0]! } })).json() as Record<string, unknown>;
  expect(pulse).toMatchObject({ open: 5, overdue: 0, due_now: 1, unassigned: 4, arisen: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2], voice: { connected: false } });
});

test('of a company of which somebody sees one branch, its figures are all that he is shown beside his others', async () => {
  const [mitte, west] = [await nord.branch('mitte', 'Mitte'), await nord.branch('west', 'West')];
  for (const branch of [mitte, west, west]) await nord.callback(await nord.wish(), { branch_id: branch, due_at: iso(NOW + 5 * HOUR), created_at: iso(NOW - HOUR), error_type: 'exception', metadata: { exception_message: 'nur hier' } });
  const userId = randomUUID();
  await createAccount(database, { id: userId, name: 'Jana', email: 'jana@example.com', operator: false, passwordHash: await hashPassword('ein langes Passwort') }, Date.now());
  const join = async (companyId: string, branches: readonly string[]): Promise<number> => await database.asMachine((tx) => tx.run(
    `insert into members (company_id, user_id, name, email, role, branch_ids, created_at, updated_at) values ($1, $2, 'Jana', 'jana@example.com', 'manager', $3::uuid[], $4, $4)`, [companyId, userId, branches, iso(NOW)],
  ));
  await join(nord.companyId, [mitte]);
  await join(sued.companyId, []);
  clock.at = Date.now(); // sessions are of the present
  const browser = browserOn(app);
  await browser.ask('POST', '/api/auth/sign-in/email', { email: 'jana@example.com', password: 'ein langes Passwort' });
  const seen = async (query: string) => (await browser.ask('GET', `/api/v1/companies${query}`)).json() as { items: { company: { slug: string }; pulse: { open: number; ledger: object | null } }[] };
  clock.at = NOW;
  // one of the branch, and the one of no branch in particular
  expect((await seen('')).items).toMatchObject([{ company: { slug: 'nord' }, pulse: { open: 2, ledger: null } }, { company: { slug: 'sued' }, pulse: { open: 0, ledger: { difference: 0 } } }]);
  expect((await seen('?ledger=false')).items).toMatchObject([{}, { pulse: { ledger: null } }]);
  const errors = (await browser.ask('GET', '/api/v1/analytics/errors/companies')).json() as { items: { groups: { occurrences: number }[] }[] };
  expect(errors.items.flatMap(({ groups }) => groups.map(({ occurrences }) => occurrences))).toContain(1);
  expect(errors.items.flatMap(({ groups }) => groups.map(({ occurrences }) => occurrences))).not.toContain(3);
});

test('a line is silent only where it is usually called, and only by open time', () => {
  const { company } = salon({ staff: {}, openingHours: EVERY_DAY });
  const tenOClock = Date.parse('2026-12-01T09:00:00Z');
  const at = (hours: number): number => tenOClock + hours * HOUR;
  expect(isSilent(company, { now: at(0), lastCallAt: at(-16), callsADay: 20 })).toBe(false); // last evening at six
  expect(isSilent(company, { now: at(4), lastCallAt: at(0), callsADay: 20 })).toBe(true);
  expect(isSilent(company, { now: at(4), lastCallAt: at(0), callsADay: 2 })).toBe(false);
});
