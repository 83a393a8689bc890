// Who belongs to a company: invited, limited, changed, and never without an owner.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { adminServer, peopleOver } from '../../test/admin-server.ts';
import { browserOn } from '../../test/person.ts';
import type { Browser } from '../../test/person.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows } from '../../test/read-side-rows.ts';
import { silentLog } from '../../test/silent-log.ts';
import { verifyApiKey } from '../companies/api-key.ts';
import type { Branch, OpeningHours } from '../companies/company.ts';
import type { PeopleMail } from '../people/people.ts';
import type { Database, IdentityDatabase } from '../platform/database.ts';
import { Fault } from '../platform/errors.ts';
import { realWorld } from '../platform/real-world.ts';

const PASSWORD = 'ein langes Passwort';
const { database } = await testDatabase();

interface Person {
  readonly browser: Browser;
  readonly id: string;
}

const STAFF = { email: null, role: 'staff' as const, branchIds: [], serviceIds: [], workingHours: null, absences: [] };
const CLOSED: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const branch = (id: string, slug: string): Branch => ({ id, slug, name: slug, phoneNumbers: [], openingHours: CLOSED, region: null, municipality: null });

async function salon(slug = randomUUID().slice(0, 8)) {
  const rows = await companyWithRows(database, slug);
  const [mitte, west] = [await rows.branch('mitte', 'Mitte'), await rows.branch('west', 'West')];
  const anna = await rows.staff('anna', 'Anna');
  const mails: PeopleMail[] = [];
  const world = realWorld(silentLog);
  const key = { companyId: rows.companyId, keyId: randomUUID(), role: 'owner' as const, hint: 'beef', staffId: null };
  const { app, signIns } = await adminServer({
    database, keys: { fn_owner: key }, now: Date.now,
    companies: [{ id: rows.companyId, slug, branches: [branch(mitte, 'mitte'), branch(west, 'west')], staff: [{ ...STAFF, id: anna, slug: 'anna', name: 'Anna' }] }],
    people: peopleOver(database, world, async (_tx, _companyId, mail) => void mails.push(mail)),
  });
  onTestFinished(() => app.close());
  const link = browserOn(app);
  await link.ask('GET', `/sign-in?token=${signIns.issue({ kind: 'company', companyId: rows.companyId })}`);
  const owner = await account(link, app, `chefin@${slug}.example`);
  return { ...rows, app, owner, mails, link, anna, mitte, west, mail: (who: string) => `${who}@${slug}.example` };
}

async function account(link: Browser, app: FastifyInstance, email: string): Promise<Person> {
  expect((await link.ask('POST', '/api/v1/people/account', { name: 'Clara', email, password: PASSWORD })).statusCode).toBe(201);
  return await signedIn(app, email);
}

async function signedIn(app: FastifyInstance, email: string): Promise<Person> {
  const browser = browserOn(app, address());
  expect((await browser.ask('POST', '/api/auth/sign-in/email', { email, password: PASSWORD })).statusCode).toBe(200);
  return { browser, id: (await browser.ask('GET', '/api/v1/session')).json().user.id };
}

let addresses = 0;
/** Everybody at an address of his own: tries are counted by it. */
function address(): string {
  addresses += 1;
  return `10.1.${addresses >> 8}.${addresses & 255}`;
}

async function joined(by: Person, app: FastifyInstance, invitation: object): Promise<Person> {
  const invited = await by.browser.ask('POST', '/api/v1/people/invitations', invitation);
  expect([invited.statusCode, invited.body]).toEqual([201, expect.any(String)]);
  const { link, email } = invited.json();
  const browser = browserOn(app, address());
  const accepted = await browser.ask('POST', '/api/v1/people/accept-invitation', { token: tokenOf(link), name: 'Neu Hier', password: PASSWORD });
  expect(accepted.json()).toMatchObject({ email, new_account: true, signed_in: true });
  return { browser, id: (await browser.ask('GET', '/api/v1/session')).json().user.id };
}

const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? '';
const codeOf = (response: LightMyRequestResponse): unknown => [response.statusCode, response.json().code];

test('somebody invited joins with the role, the branches and the place in the staff that were meant, and is signed in', async () => {
  const { app, owner, mail, mails, anna, mitte } = await salon();
  const invited = await owner.browser.ask('POST', '/api/v1/people/invitations', { email: mail('Anna'), role: 'staff', staff: 'anna', branches: ['mitte'] });
  expect(invited.json()).toMatchObject({ email: mail('anna'), role: 'staff', state: 'open', invited_by: 'Clara', staff: { slug: 'anna' }, branches: [{ slug: 'mitte' }] });
  expect(mails).toEqual([expect.objectContaining({ template: 'invitation', to: mail('anna'), link: invited.json().link })]);
  const browser = browserOn(app);
  const token = tokenOf(invited.json().link);
  expect((await browser.ask('GET', `/api/v1/people/accept-invitation?token=${token}`)).json()).toEqual({ company: expect.any(String), email: mail('anna'), role: 'staff', account_exists: false });
  expect((await browser.ask('POST', '/api/v1/people/accept-invitation', { token, name: 'Anna Berger', password: PASSWORD })).statusCode).toBe(200);
  expect((await browser.ask('GET', '/api/v1/session')).json()).toMatchObject({ role: 'staff', membership: 'staff', staff: { id: anna, name: 'Anna' }, branches: [{ id: mitte, slug: 'mitte' }], permissions: ['read', 'transcripts', 'work'] });
  const members = (await owner.browser.ask('GET', '/api/v1/people/members')).json();
  expect(members).toMatchObject([{ name: 'Clara', role: 'owner' }, { name: 'Anna Berger', email: mail('anna'), role: 'staff', staff: { slug: 'anna' }, two_factor: false }]);
  expect((await owner.browser.ask('GET', '/api/v1/people/invitations')).json()).toMatchObject([{ state: 'accepted' }]);
});

describe('an invitation opens one door once', () => {
  test('used, revoked, replaced or made up it opens nothing', async () => {
    const { app, owner, mail } = await salon();
    const invite = async (who: string) => (await owner.browser.ask('POST', '/api/v1/people/invitations', { email: mail(who), role: 'viewer' })).json();
    const accept = (link: string) => browserOn(app).ask('POST', '/api/v1/people/accept-invitation', { token: tokenOf(link), name: 'Vera', password: PASSWORD });
    const [used, revoked, replaced] = [await invite('used'), await invite('revoked'), await invite('replaced')];
    expect((await accept(used.link)).statusCode).toBe(200);
    expect((await owner.browser.ask('DELETE', `/api/v1/people/invitations/${revoked.id}`)).statusCode).toBe(200);
    const newer = await invite('replaced');
    for (const { link } of [used, revoked, replaced, { link: 'http://x/?token=made-up' }]) expect(codeOf(await accept(link))).toEqual([400, 'TOKEN_INVALID']);
    expect((await accept(newer.link)).statusCode).toBe(200);
  });

  test('is good for a week, and opens nothing afterwards', async () => {
    const { app, owner, mail } = await salon();
    const invited = (await owner.browser.ask('POST', '/api/v1/people/invitations', { email: mail('late'), role: 'viewer' })).json();
    expect(Date.parse(invited.expires_at) - Date.parse(invited.created_at)).toBe(7 * 86_400_000);
    await database.asMachine((tx) => tx.run(`update invitations set expires_at = now() - interval '1 second' where id = $1`, [invited.id]));
    const token = tokenOf(invited.link);
    expect(codeOf(await browserOn(app).ask('GET', `/api/v1/people/accept-invitation?token=${token}`))).toEqual([400, 'TOKEN_INVALID']);
    expect(codeOf(await browserOn(app).ask('POST', '/api/v1/people/accept-invitation', { token, name: 'Vera', password: PASSWORD }))).toEqual([400, 'TOKEN_INVALID']);
    expect((await owner.browser.ask('GET', '/api/v1/people/members')).json()).toHaveLength(1);
  });

  test('of two who open the same link at once one joins', async () => {
    const { app, owner, mail } = await salon();
    const { link } = (await owner.browser.ask('POST', '/api/v1/people/invitations', { email: mail('twice'), role: 'viewer' })).json();
    const answers = await Promise.all([1, 2, 3].map((n) => browserOn(app, address()).ask('POST', '/api/v1/people/accept-invitation', { token: tokenOf(link), name: `Nummer ${n}`, password: PASSWORD })));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect((await owner.browser.ask('GET', '/api/v1/people/members')).json()).toHaveLength(2);
  });

  test('it opens no account that exists: whoever made that account under a foreign address must not get in with it', async () => {
    const evil = await salon();
    const honest = await salon();
    const victim = honest.mail('buchhaltung');
    await joined(evil.owner, evil.app, { email: victim, role: 'viewer' }); // with the link of the answer, without the mailbox
    const { link } = (await honest.owner.browser.ask('POST', '/api/v1/people/invitations', { email: victim, role: 'manager' })).json();
    const token = tokenOf(link);
    const accept = (browser: Browser, password?: string) => browser.ask('POST', '/api/v1/people/accept-invitation', { token, name: 'Victor', ...(password === undefined ? {} : { password }) });
    expect((await browserOn(honest.app).ask('GET', `/api/v1/people/accept-invitation?token=${token}`)).json().account_exists).toBe(true);
    expect(codeOf(await accept(browserOn(honest.app, address())))).toEqual([401, 'SIGN_IN_REFUSED']);
    expect(codeOf(await accept(browserOn(honest.app, address()), 'was das Opfer denkt'))).toEqual([401, 'SIGN_IN_REFUSED']);
    expect((await honest.owner.browser.ask('GET', '/api/v1/people/members')).json()).toHaveLength(1);
  });

  test('with the account that the address has, one joins a second company and sees both', async () => {
    const [one, other] = [await salon(), await salon()];
    const agency = await joined(one.owner, one.app, { email: one.mail('agentur'), role: 'agency' });
    const { link } = (await other.owner.browser.ask('POST', '/api/v1/people/invitations', { email: one.mail('agentur'), role: 'agency' })).json();
    expect((await agency.browser.ask('POST', '/api/v1/people/accept-invitation', { token: tokenOf(link) })).json()).toMatchObject({ new_account: false });
    const both = await adminServer({ database, now: Date.now, companies: [one, other].map(({ companyId }, i) => ({ id: companyId, slug: i === 0 ? 'one' : 'other' })) });
    onTestFinished(() => both.app.close());
    const browser = browserOn(both.app, address());
    await browser.ask('POST', '/api/auth/sign-in/email', { email: one.mail('agentur'), password: PASSWORD });
    expect((await browser.ask('GET', '/api/v1/session')).json()).toMatchObject({ company: null, permissions: [], companies: [{ slug: 'one' }, { slug: 'other' }] });
    expect(codeOf(await browser.ask('GET', '/api/v1/callbacks'))).toEqual([400, 'COMPANY_REQUIRED']);
    expect((await browser.ask('GET', '/api/v1/session?company=other')).json()).toMatchObject({ role: 'owner', membership: 'agency', company: { slug: 'other' } });
    expect((await browser.ask('GET', '/api/v1/api-keys?company=other')).statusCode).toBe(200);
  });
});

describe('a company keeps an owner', () => {
  test('the last one can neither be removed nor made less, whoever asks; an agency does not count', async () => {
    const { app, owner, mail } = await salon();
    const agency = await joined(owner, app, { email: mail('agentur'), role: 'agency' });
    for (const { browser } of [owner, agency]) {
      expect(codeOf(await browser.ask('DELETE', `/api/v1/people/members/${owner.id}`))).toEqual([409, 'LAST_OWNER']);
      expect(codeOf(await browser.ask('PATCH', `/api/v1/people/members/${owner.id}`, { role: 'agency' }))).toEqual([409, 'LAST_OWNER']);
    }
    await joined(owner, app, { email: mail('zweite'), role: 'owner' });
    expect((await owner.browser.ask('DELETE', `/api/v1/people/members/${owner.id}`)).statusCode).toBe(200);
    expect(codeOf(await owner.browser.ask('GET', '/api/v1/people/members'))).toEqual([403, 'FORBIDDEN']);
  });
});

describe('nobody makes somebody what he is not himself', () => {
  test('a manager invites and changes staff and viewers, and touches neither owners nor managers', async () => {
    const { app, owner, mail } = await salon();
    const manager = await joined(owner, app, { email: mail('leitung'), role: 'manager' });
    const staff = await joined(manager, app, { email: mail('anna'), role: 'staff' });
    for (const role of ['owner', 'manager', 'agency']) {
      expect(codeOf(await manager.browser.ask('POST', '/api/v1/people/invitations', { email: mail('x'), role }))).toEqual([403, 'FORBIDDEN']);
      expect(codeOf(await manager.browser.ask('PATCH', `/api/v1/people/members/${staff.id}`, { role }))).toEqual([403, 'FORBIDDEN']);
    }
    expect(codeOf(await manager.browser.ask('DELETE', `/api/v1/people/members/${owner.id}`))).toEqual([403, 'FORBIDDEN']);
    expect((await manager.browser.ask('PATCH', `/api/v1/people/members/${staff.id}`, { role: 'viewer' })).json()).toMatchObject({ role: 'viewer' });
    expect((await staff.browser.ask('GET', '/api/v1/session')).json()).toMatchObject({ role: 'viewer' });
  });

  test('staff and viewers see no list of people, and a refusal says which role would do', async () => {
    const { app, owner, mail } = await salon();
    const viewer = await joined(owner, app, { email: mail('vera'), role: 'viewer' });
    const refused = await viewer.browser.ask('GET', '/api/v1/people/members');
    expect([refused.statusCode, refused.json().detail]).toEqual([403, 'This needs the role owner or manager; yours is viewer.']);
    expect(codeOf(await viewer.browser.ask('POST', `/api/v1/callbacks/${randomUUID()}/claim`, {}))).toEqual([403, 'FORBIDDEN']);
  });

  test('an owner or an agency cannot be limited to branches, and two people cannot be one member of staff', async () => {
    const { app, owner, mail } = await salon();
    expect(codeOf(await owner.browser.ask('POST', '/api/v1/people/invitations', { email: mail('x'), role: 'agency', branches: ['mitte'] }))).toEqual([400, 'REQUEST_INVALID']);
    expect(codeOf(await owner.browser.ask('POST', '/api/v1/people/invitations', { email: mail('x'), role: 'staff', branches: ['nirgends'] }))).toEqual([400, 'REQUEST_INVALID']);
    await joined(owner, app, { email: mail('anna'), role: 'staff', staff: 'anna' });
    const other = await joined(owner, app, { email: mail('anna2'), role: 'staff' });
    expect(codeOf(await owner.browser.ask('PATCH', `/api/v1/people/members/${other.id}`, { staff: 'anna' }))).toEqual([409, 'ALREADY_THERE']);
  });
});

test('whoever was taken out is out with the next request, and his account stays', async () => {
  const { app, owner, mail } = await salon();
  const staff = await joined(owner, app, { email: mail('anna'), role: 'staff' });
  expect((await owner.browser.ask('DELETE', `/api/v1/people/members/${staff.id}`)).statusCode).toBe(200);
  expect(codeOf(await staff.browser.ask('GET', '/api/v1/callbacks'))).toEqual([403, 'FORBIDDEN']);
  expect((await staff.browser.ask('GET', '/api/v1/session')).json()).toMatchObject({ companies: [], permissions: [] });
});

test('an API key is made by the owner, shown once, works with its role and place, and ends at once', async () => {
  const { owner, companyId, anna } = await salon();
  const made = (await owner.browser.ask('POST', '/api/v1/api-keys', { role: 'staff', staff: 'anna' })).json();
  expect(made).toMatchObject({ key: expect.stringMatching(/^fn_/), role: 'staff', staff: { id: anna }, revoked_at: null, hint: made.key.slice(-4) });
  const [listed] = (await owner.browser.ask('GET', '/api/v1/api-keys')).json();
  expect([listed.id, 'key' in listed]).toEqual([made.id, false]);
  expect(await verifyApiKey(database, made.key)).toEqual({ companyId, keyId: made.id, role: 'staff', hint: made.hint, staffId: anna, branchIds: [] });
  expect((await owner.browser.ask('DELETE', `/api/v1/api-keys/${made.id}`)).statusCode).toBe(200);
  expect(await verifyApiKey(database, made.key)).toBeNull();
  expect((await owner.browser.ask('GET', '/api/v1/api-keys')).json()).toMatchObject([{ revoked_at: expect.any(String) }]);
  expect(await database.inCompany(companyId, (tx) => tx.rows("select action from audit_log where action like 'key.%' order by seq"))).toEqual([{ action: 'key.create' }, { action: 'key.revoke' }]);
});

test('an API key that is limited to a branch is what somebody of that branch is', async () => {
  const { owner, companyId, mitte, west } = await salon();
  const made = (await owner.browser.ask('POST', '/api/v1/api-keys', { role: 'manager', branch_ids: ['mitte'] })).json();
  expect(made).toMatchObject({ role: 'manager', branches: [{ id: mitte, slug: 'mitte' }] });
  expect((await owner.browser.ask('GET', '/api/v1/api-keys')).json()).toMatchObject([{ branches: [{ id: mitte }] }]);
  const { app } = await adminServer({ database, companies: [{ id: companyId, slug: 'nord', branches: [branch(mitte, 'mitte'), branch(west, 'west')] }], verifyApiKey: (key) => verifyApiKey(database, key) });
  onTestFinished(() => app.close());
  const asked = async (path: string) => await app.inject({ url: `/api/v1${path}`, headers: { authorization: `Bearer ${made.key}` } });
  expect((await asked('/session')).json()).toMatchObject({ role: 'manager', branches: [{ id: mitte }] });
  expect((await asked('/audit')).statusCode).toBe(403);
  expect((await asked('/directory')).json().branches).toMatchObject([{ id: mitte }]);
  expect(codeOf(await owner.browser.ask('POST', '/api/v1/api-keys', { role: 'owner', branch_ids: ['mitte'] }))).toEqual([400, 'REQUEST_INVALID']);
  expect(codeOf(await owner.browser.ask('POST', '/api/v1/api-keys', { role: 'staff', branch_ids: ['nirgends'] }))).toEqual([400, 'REQUEST_INVALID']);
  expect(await database.inCompany(companyId, (tx) => tx.rows("select detail -> 'branches' as branches from audit_log where action = 'key.create'"))).toEqual([{ branches: [mitte] }]);
});

test('changes of access stand in the audit log with who made them, and name no address', async () => {
  const { app, owner, companyId, mail } = await salon();
  const staff = await joined(owner, app, { email: mail('anna'), role: 'staff' });
  await owner.browser.ask('PATCH', `/api/v1/people/members/${staff.id}`, { role: 'manager' });
  await owner.browser.ask('DELETE', `/api/v1/people/members/${staff.id}`);
  const log = await database.inCompany(companyId, (tx) => tx.rows<{ action: string; actor: string; subject_id: string; detail: object }>("select action, actor, subject_id, detail from audit_log where action like 'member.%' order by seq"));
  expect(log).toMatchObject([
    { action: 'member.join', actor: `user:${owner.id}`, detail: { as: { role: 'owner' } } },
    { action: 'member.invite', actor: `user:${owner.id}`, detail: { role: 'staff' } },
    { action: 'member.join', actor: `user:${staff.id}`, subject_id: staff.id },
    { action: 'member.change', actor: `user:${owner.id}`, detail: { from: { role: 'staff' }, to: { role: 'manager' } } },
    { action: 'member.remove', actor: `user:${owner.id}`, subject_id: staff.id },
  ]);
  expect(JSON.stringify(log)).not.toContain('@');
});

test('sign-ins and refused ones stand in the log of the company, with the reason and without the password', async () => {
  const { app, owner, companyId, mail } = await salon();
  const from = browserOn(app, address());
  await from.ask('POST', '/api/auth/sign-in/email', { email: mail('chefin'), password: 'geraten' });
  await owner.browser.ask('DELETE', '/api/v1/session');
  const log = await database.inCompany(companyId, (tx) => tx.rows("select action, actor, detail from audit_log where action like 'sign%' order by seq"));
  expect(log).toMatchObject([
    { action: 'signin.success', actor: `user:${owner.id}`, detail: { reason: 'password' } },
    { action: 'signin.failed', actor: 'machine', detail: { reason: 'password' } },
    { action: 'signout', actor: `user:${owner.id}` },
  ]);
});

describe('a request with a cookie that changes something', () => {
  const foreign: readonly [string, Readonly<Record<string, string>>][] = [
    ['another site, by Origin', { origin: 'https://evil.example' }],
    ['another site, by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['no place at all', { origin: '' }],
    ['a sandboxed frame', { origin: 'null' }],
  ];
  test.each(foreign)('is refused when it comes from %s', async (_where, headers) => {
    const { owner, mail } = await salon();
    const sent = await owner.browser.ask('POST', '/api/v1/people/invitations', { email: mail('x'), role: 'viewer' }, headers);
    expect(codeOf(sent)).toEqual([403, 'FOREIGN_REQUEST']);
    expect((await owner.browser.ask('GET', '/api/v1/people/invitations', undefined, headers)).statusCode).toBe(200);
  });

  test('is refused however its path is spelled', async () => {
    const { owner, mail } = await salon();
    const body = { email: mail('x'), role: 'viewer' };
    for (const path of ['/%61pi/v1/people/invitations', '/api/v%31/people/invitations']) {
      expect(codeOf(await owner.browser.ask('POST', path, body, { origin: 'https://evil.example' }))).toEqual([403, 'FOREIGN_REQUEST']);
    }
  });

  test('is refused as a form, which another site could send without asking', async () => {
    const { app, owner } = await salon();
    const cookie = [...owner.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const sent = await app.inject({ method: 'POST', url: '/api/v1/people/invitations', headers: { host: 'fangnetz.test', origin: 'http://fangnetz.test', cookie, 'content-type': type }, payload: '{"email":"x@y.example","role":"viewer"}' });
      expect(codeOf(sent)).toEqual([403, 'FOREIGN_REQUEST']);
    }
  });

  test('is refused with the Basic authorization that a browser adds for a proxy; with a key it needs no origin', async () => {
    const { owner, mail, app } = await salon();
    const body = { email: mail('x'), role: 'viewer' };
    expect(codeOf(await owner.browser.ask('POST', '/api/v1/people/invitations', body, { origin: 'https://evil.example', authorization: 'Basic eDp5' }))).toEqual([403, 'FOREIGN_REQUEST']);
    const byKey = await app.inject({ method: 'POST', url: '/api/v1/people/invitations', headers: { authorization: 'Bearer fn_owner' }, payload: body });
    expect(byKey.statusCode).toBe(201);
  });

  test('a foreign page cannot sign somebody in either, as whom he would not notice', async () => {
    const { app, mail } = await salon();
    const sent = await browserOn(app).ask('POST', '/api/auth/sign-in/email', { email: mail('chefin'), password: PASSWORD }, { origin: 'https://evil.example' });
    expect([codeOf(sent), sent.headers['set-cookie']]).toEqual([[403, 'FOREIGN_REQUEST'], undefined]);
  });
});

test('while the database is away, somebody signed in gets 503 and not 401: his page must not send him to sign in again', async () => {
  const { owner } = await salon();
  const away = async (): Promise<never> => { throw new Fault('DATABASE_UNAVAILABLE', 'no answer'); };
  const absent: Database & IdentityDatabase = { ...database, inCompany: away, asMachine: away, asIdentity: away };
  const server = await adminServer({ database: absent, companies: [] });
  onTestFinished(() => server.app.close());
  const browser = browserOn(server.app);
  for (const [name, value] of owner.browser.cookies) browser.cookies.set(name, value);
  expect(codeOf(await browser.ask('GET', '/api/v1/session'))).toEqual([503, 'DATABASE_UNAVAILABLE']);
  expect(codeOf(await browser.ask('POST', '/api/auth/sign-in/email', { email: 'a@b.example', password: PASSWORD }))).toEqual([503, 'DATABASE_UNAVAILABLE']);
  expect(codeOf(await browser.ask('POST', '/api/auth/change-password', { password: PASSWORD, new_password: PASSWORD }))).toEqual([503, 'DATABASE_UNAVAILABLE']);
  expect(browser.cookies.size).toBe(1);
});

test('a new password by mail: the link comes to the one who has the account, works once, and ends every session', async () => {
  const { app, owner, mail, mails } = await salon();
  const asking = browserOn(app, address());
  const known = await asking.ask('POST', '/api/auth/request-password-reset', { email: mail('chefin') });
  const unknown = await asking.ask('POST', '/api/auth/request-password-reset', { email: mail('niemand') });
  expect([known.statusCode, known.body]).toEqual([200, unknown.body]);
  await expect.poll(() => mails.length).toBe(1);
  expect(mails[0]).toMatchObject({ template: 'password_reset', to: mail('chefin') });
  const token = tokenOf(mails[0]!.link);
  const reset = () => browserOn(app, address()).ask('POST', '/api/auth/reset-password', { token, new_password: 'ein neues Passwort' });
  expect((await reset()).statusCode).toBe(200);
  expect(codeOf(await reset())).toEqual([400, 'TOKEN_INVALID']);
  expect((await owner.browser.ask('GET', '/api/v1/session')).statusCode).toBe(401);
  expect((await browserOn(app, address()).ask('POST', '/api/auth/sign-in/email', { email: mail('chefin'), password: 'ein neues Passwort' })).statusCode).toBe(200);
});

test('whoever belongs to a company that this server has not read yet, as after a crash, is told to come again, and not that he belongs to none', async () => {
  const { companyId, mail } = await salon();
  const { app, signIns } = await adminServer({ database, now: Date.now, companies: [] });
  onTestFinished(() => app.close());
  const [account, link] = [browserOn(app, address()), browserOn(app, address())];
  expect((await account.ask('POST', '/api/auth/sign-in/email', { email: mail('chefin'), password: PASSWORD })).statusCode).toBe(200);
  await link.ask('GET', `/sign-in?token=${signIns.issue({ kind: 'company', companyId })}`);
  for (const browser of [account, link]) expect(codeOf(await browser.ask('GET', '/api/v1/callbacks'))).toEqual([503, 'DATABASE_UNAVAILABLE']);
});

test('an address that asks without end has to wait, whatever it asks for', async () => {
  const { companyId } = await salon();
  const { app } = await adminServer({ database, companies: [{ id: companyId, slug: 'x' }], requestsPerMinute: 5 });
  onTestFinished(() => app.close());
  const browser = browserOn(app, '203.0.113.77');
  for (let i = 0; i < 5; i += 1) expect((await browser.ask('GET', '/api/v1/session')).statusCode).toBe(401);
  expect(codeOf(await browser.ask('GET', '/api/v1/session'))).toEqual([429, 'TOO_MANY_REQUESTS']);
  expect(codeOf(await browser.ask('GET', '/%61pi/v1/session'))).toEqual([429, 'TOO_MANY_REQUESTS']);
  expect((await browserOn(app, '203.0.113.78').ask('GET', '/api/v1/session')).statusCode).toBe(401);
  expect((await browser.ask('GET', '/healthz')).statusCode).toBe(200);
});
