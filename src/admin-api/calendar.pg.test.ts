import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { salonFile } from '../../test/companies/salon-file.ts';
import { browserOn } from '../../test/person.ts';
import { testDatabase } from '../../test/pg.ts';
import { silentLog } from '../../test/silent-log.ts';
import { applyCompanyFile } from '../companies/apply.ts';
import { openDirectory } from '../companies/load-directory.ts';
import { realWorld } from '../platform/real-world.ts';
import { deriveKey, secretsOf } from '../platform/secrets.ts';

/** The admin server's clock stands on Tuesday, 1 December 2026, 10:00 in Berlin. */
const { database } = await testDatabase();
const world = realWorld(silentLog);
const secrets = secretsOf(deriveKey('a master key of a test'), world.random);
const applied = await applyCompanyFile(
  { database, world, secrets },
  salonFile((json) => {
    Object.assign(json.company, { exceptions: [{ kind: 'hours', from: '12-24', hours: [['09:00', '13:00']], reason: 'Heiligabend' }] });
    Object.assign(json.staff[0]!, { absences: [{ from: '2026-12-07', to: '2026-12-08', reason: 'Grippe' }] });
  }),
);
if (applied.kind === 'refused') throw new Error('refused');
const { companyId } = applied;
const other = await applyCompanyFile({ database, world, secrets }, salonFile((json) => {
  json.company.slug = 'other';
  json.branches[0]!.phoneNumbers = [];
}));
if (other.kind === 'refused') throw new Error('refused');
const dataDir = await mkdtemp(join(tmpdir(), 'fangnetz-calendar-'));
const directory = await openDirectory({ database, world, secrets, dataDir });
const key = (role: 'owner' | 'manager' | 'staff' | 'viewer', id = companyId) => ({ companyId: id, keyId: randomUUID(), role, hint: 'beef', staffId: null });
const keys = { fn_owner: key('owner'), fn_manager: key('manager'), fn_staff: key('staff'), fn_viewer: key('viewer'), fn_other: key('owner', other.companyId) };
const { app, signIns } = await adminServer({ database, companies: [], keys, directory });
afterAll(async () => {
  await app.close();
  await directory.close();
  await rm(dataDir, { recursive: true, force: true });
});

type Method = 'GET' | 'POST' | 'DELETE';
async function ask(method: Method, url: string, { as = 'fn_owner', body }: { as?: keyof typeof keys; body?: object } = {}) {
  const response = await app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${as}` }, ...(body === undefined ? {} : { payload: body }) });
  return { status: response.statusCode, body: response.body === '' ? null : response.json() };
}

test('shows the branches’ days with holidays and exceptions, and who is away; why, to managers only', async () => {
  const { status, body } = await ask('GET', '/calendar?from=2026-12-23&to=2026-12-26');
  expect(status).toBe(200);
  expect(body.branches).toHaveLength(1);
  expect(body.branches[0]).toMatchObject({ branch: { slug: 'mitte' }, region: 'DE-BE', municipality: null, municipalities: [] });
  expect(body.branches[0].days.map(({ date, open, holiday }: { date: string; open: unknown; holiday: unknown }) => [date, open, holiday])).toEqual([
    ['2026-12-23', [['09:00', '18:00']], null],
    ['2026-12-24', [['09:00', '13:00']], null],
    ['2026-12-25', [], { de: '1. Weihnachtstag', en: 'Christmas Day' }],
    ['2026-12-26', [], { de: '2. Weihnachtstag', en: 'Boxing Day' }],
  ]);
  expect(body.branches[0].days[1].spans).toEqual([{ from: '2026-12-24T08:00:00.000Z', until: '2026-12-24T12:00:00.000Z' }]);
  expect(body.branches[0].days[2].closures).toEqual([{ kind: 'holiday', name: { de: '1. Weihnachtstag', en: 'Christmas Day' }, hours: [['09:00', '18:00']] }]);
  expect(body.exceptions).toMatchObject([{ kind: 'hours', from: '12-24', to: '12-24', branch: null, reason: 'Heiligabend', origin: 'file' }]);
  const absences = async (as: keyof typeof keys) => (await ask('GET', '/calendar', { as })).body.absences;
  expect(await absences('fn_manager')).toMatchObject([{ staff: { slug: 'anna' }, from: '2026-12-07', to: '2026-12-08', hours: null, reason: 'Grippe', origin: 'file' }]);
  expect((await absences('fn_staff'))[0].reason).toBeNull();
});

test('what is entered is in the calendar at once, in the memory of the node soon after, and gone again when taken away', async () => {
  const anna = directory.companyBySlug('salon-nord')!.staff[0]!;
  const changed = new Promise<void>((resolve) => directory.onChange(resolve));
  const closure = await ask('POST', '/exceptions', { as: 'fn_manager', body: { branch: 'mitte', kind: 'closed', from: '2026-12-02', hours: [['12:00', '24:00']], reason: 'Inventur' } });
  expect(closure).toMatchObject({ status: 201, body: { branch: { slug: 'mitte' }, kind: 'closed', from: '2026-12-02', to: '2026-12-02', hours: [['12:00', '24:00']], reason: 'Inventur', origin: 'person' } });
  expect((await ask('GET', '/calendar?from=2026-12-02&to=2026-12-02')).body.branches[0].days[0].open).toEqual([['09:00', '12:00']]);
  await changed;
  expect(directory.company(companyId)!.exceptions.map(({ from }) => from)).toContain('2026-12-02');
  const absence = await ask('POST', '/absences', { body: { staff: anna.id, from: '2026-12-03', to: '2026-12-04' } });
  expect(absence).toMatchObject({ status: 201, body: { staff: { slug: 'anna' }, hours: null, origin: 'person' } });
  await directory.refresh();
  expect(directory.company(companyId)!.staff[0]!.absences.map(({ from }) => from)).toEqual(['2026-12-03', '2026-12-07']);
  expect((await ask('DELETE', `/absences/${absence.body.id}`)).status).toBe(204);
  expect((await ask('DELETE', `/exceptions/${closure.body.id}`)).status).toBe(204);
  expect((await ask('DELETE', `/exceptions/${closure.body.id}`)).body.code).toBe('NOT_FOUND');
  await directory.refresh();
  expect([directory.company(companyId)!.exceptions.length, directory.company(companyId)!.staff[0]!.absences.length]).toEqual([1, 1]);
  const audited = await database.inCompany(companyId, (tx) => tx.rows<{ action: string; actor: string }>(`select action, actor from audit_log where subject_kind in ('exception', 'absence') order by seq`));
  expect(audited.map(({ action }) => action)).toEqual(['exception.add', 'absence.add', 'absence.remove', 'exception.remove']);
  expect(audited[0]!.actor).toBe(`key:${keys.fn_manager.keyId}`);
});

test('what was entered is listed however far ahead it lies, beside the holidays of a year, each with the branches that have it', async () => {
  const { body: closure } = await ask('POST', '/exceptions', { body: { kind: 'closed', from: '2028-07-03', to: '2028-07-14', reason: 'Betriebsferien' } });
  const { status, body } = await ask('GET', '/calendar/entries');
  expect(status).toBe(200);
  expect(body).toMatchObject({ from: '2026-12-01', closed_on_holidays: true, regions: ['DE-BE'], absences: [{ staff: { slug: 'anna' }, from: '2026-12-07', reason: 'Grippe' }] });
  expect(body.exceptions.map(({ from }: { from: string }) => from)).toEqual(['12-24', '2028-07-03']);
  const days = body.holidays.map(({ date, name, branches }: { date: string; name: { de: string }; branches: { slug: string }[] }) => [date, name.de, branches.map(({ slug }) => slug)]);
  expect(days.slice(0, 3)).toEqual([['2026-12-25', '1. Weihnachtstag', ['mitte']], ['2026-12-26', '2. Weihnachtstag', ['mitte']], ['2027-01-01', 'Neujahr', ['mitte']]]);
  expect(days.at(-1)[0] < '2027-12-02').toBe(true);
  expect((await ask('GET', '/calendar/entries', { as: 'fn_staff' })).body.absences[0].reason).toBeNull();
  expect((await ask('GET', '/calendar/entries', { as: 'fn_other' })).body.exceptions).not.toContainEqual(expect.objectContaining({ id: closure.id }));
  expect((await ask('DELETE', `/exceptions/${closure.id}`)).status).toBe(204);
});

test('the same entry sent twice is one, and audited once', async () => {
  const entry = { kind: 'extra', from: '2026-12-06', hours: [['13:00', '18:00']] };
  const [first, second] = [await ask('POST', '/exceptions', { body: entry }), await ask('POST', '/exceptions', { body: entry })];
  expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
  const count = await database.inCompany(companyId, (tx) => tx.rows(`select 1 from audit_log where subject_id = $1`, [first.body.id]));
  expect(count).toHaveLength(1);
});

test('what the company file lists is taken away there, or it would be back with the next file', async () => {
  const { exceptions, absences } = (await ask('GET', '/calendar')).body;
  const ofFile = exceptions.find(({ origin }: { origin: string }) => origin === 'file');
  expect((await ask('DELETE', `/exceptions/${ofFile.id}`)).body).toMatchObject({ status: 409, code: 'KEPT_BY_FILE' });
  expect((await ask('DELETE', `/absences/${absences[0].id}`)).body).toMatchObject({ status: 409, code: 'KEPT_BY_FILE' });
});

test('staff and viewers enter nothing, and another company neither sees nor removes anything', async () => {
  const body = { kind: 'closed', from: '2026-12-30' };
  expect([(await ask('POST', '/exceptions', { as: 'fn_staff', body })).body.code, (await ask('DELETE', `/absences/${randomUUID()}`, { as: 'fn_viewer' })).body.code]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  const mine = await ask('POST', '/exceptions', { body });
  expect((await ask('DELETE', `/exceptions/${mine.body.id}`, { as: 'fn_other' })).status).toBe(404);
  expect((await ask('GET', '/calendar', { as: 'fn_other' })).body).toMatchObject({ exceptions: [], absences: [] });
});

const refused: [string, string, object, string][] = [
  ['a day that no calendar has', '/exceptions', { kind: 'closed', from: '2026-02-30' }, 'from: is not a date'],
  ['hours in the wrong order', '/exceptions', { kind: 'extra', from: '2026-12-06', hours: [['18:00', '13:00']] }, 'hours.0: ends before it begins'],
  ['an opening without hours', '/exceptions', { kind: 'extra', from: '2026-12-06' }, 'hours: is missing'],
  ['a branch of nobody', '/exceptions', { branch: 'sued', kind: 'closed', from: '2026-12-06' }, 'branch: nothing of this company'],
  ['somebody of nobody', '/absences', { staff: 'ben', from: '2026-12-06' }, 'staff: nothing of this company'],
  ['an absence back to front', '/absences', { staff: 'anna', from: '2026-12-06', to: '2026-12-05' }, 'to: lies before "from"'],
];

test.each(refused)('refuses %s, and says what to write instead', async (_name, url, body, detail) => {
  const answer = await ask('POST', url, { body });
  expect(answer.body).toMatchObject({ status: 400, code: 'REQUEST_INVALID' });
  expect(answer.body.detail).toContain(detail);
});

test('more days than are worked out at once are refused, and so are days back to front', async () => {
  expect((await ask('GET', '/calendar?from=2026-01-01&to=2026-12-31')).body).toMatchObject({ status: 400, code: 'REQUEST_INVALID' });
  expect((await ask('GET', '/calendar?from=2026-12-02&to=2026-12-01')).status).toBe(400);
  expect((await ask('GET', '/calendar')).body).toMatchObject({ from: '2026-12-01', to: '2026-12-28' });
});

test('a manager of one branch sees and closes that branch, and nothing of the others or of the company', async () => {
  const made = await applyCompanyFile({ database, world, secrets }, salonFile((json) => {
    json.company.slug = 'two-branches';
    json.branches[0]!.phoneNumbers = [];
    json.branches.push({ ...json.branches[0]!, slug: 'sued', name: 'Süd' });
    Object.assign(json.staff[0]!, { absences: [{ from: '2026-12-02', reason: 'Grippe' }] });
    json.staff.push({ ...json.staff[0]!, slug: 'ben', name: 'Ben', email: 'ben@salon-nord.example', branches: ['sued'] });
    Object.assign(json.staff[1]!, { absences: [] });
  }));
  if (made.kind === 'refused') throw new Error('refused');
  await directory.refresh();
  const sued = directory.company(made.companyId)!.branches[1]!;
  const manager = browserOn(app);
  await manager.ask('GET', `/sign-in?token=${signIns.issue({ kind: 'company', companyId: made.companyId })}`);
  expect((await manager.ask('POST', '/api/v1/people/account', { name: 'Mia', email: 'mia@salon-nord.example', password: 'ein langes Passwort' })).statusCode).toBe(201);
  await database.asMachine((tx) => tx.run(`update members set role = 'manager', branch_ids = $2::uuid[] where company_id = $1`, [made.companyId, [sued.id]]));
  manager.cookies.clear();
  expect((await manager.ask('POST', '/api/auth/sign-in/email', { email: 'mia@salon-nord.example', password: 'ein langes Passwort' })).statusCode).toBe(200);
  const said = async (method: 'GET' | 'POST', url: string, body?: object) => (await manager.ask(method, `/api/v1${url}`, body)).json();
  expect((await said('GET', '/calendar')).branches.map(({ branch }: { branch: { slug: string } }) => branch.slug)).toEqual(['sued']);
  expect(await said('POST', '/exceptions', { branch: 'sued', kind: 'closed', from: '2026-12-30' })).toMatchObject({ branch: { slug: 'sued' } });
  expect((await said('POST', '/exceptions', { branch: 'mitte', kind: 'closed', from: '2026-12-30' })).code).toBe('FORBIDDEN');
  expect((await said('POST', '/exceptions', { kind: 'closed', from: '2026-12-30' })).code).toBe('FORBIDDEN');
  expect(await said('POST', '/absences', { staff: 'ben', from: '2026-12-30' })).toMatchObject({ staff: { slug: 'ben' } });
  expect((await said('POST', '/absences', { staff: 'anna', from: '2026-12-30' })).code).toBe('FORBIDDEN');
  expect((await said('GET', '/calendar?to=2026-12-31')).absences.map(({ staff }: { staff: { slug: string } }) => staff.slug)).toEqual(['ben']);
});
