// Signing in as somebody, with everything real but the browser.
import { describe, expect, onTestFinished, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { execute } from '../../test/execute.ts';
import { browserOn, codeFor, NEXT_CODE_MS } from '../../test/person.ts';
import type { Browser } from '../../test/person.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows } from '../../test/read-side-rows.ts';

const PASSWORD = 'ein langes Passwort';

async function salon() {
  const { database, url } = await testDatabase();
  const rows = await companyWithRows(database, 'nord');
  const server = await adminServer({ database, companies: [{ id: rows.companyId, slug: 'nord' }] });
  onTestFinished(() => server.app.close());
  const { app, signIns } = server;
  const owner = browserOn(app);
  await owner.ask('GET', `/sign-in?token=${signIns.issue({ kind: 'company', companyId: rows.companyId })}`);
  const made = await owner.ask('POST', '/api/v1/people/account', { name: 'Clara Nord', email: 'Chefin@salon-nord.example', password: PASSWORD });
  expect(made.statusCode).toBe(201);
  return { app, database, url, companyId: rows.companyId, signIn: (browser: Browser, password = PASSWORD) => browser.ask('POST', '/api/auth/sign-in/email', { email: 'chefin@salon-nord.example', password }) };
}

test('whoever opened the sign-in link makes an account, and signs in with it afterwards', async () => {
  const { app, signIn } = await salon();
  const browser = browserOn(app);
  const answer = await signIn(browser);
  expect([answer.statusCode, answer.json()]).toEqual([200, { two_factor_needed: false }]);
  expect([...browser.cookies.keys()]).toEqual(['fangnetz.session_token']);
  expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/);
  const session = (await browser.ask('GET', '/api/v1/session')).json();
  expect(session).toMatchObject({
    role: 'owner', membership: 'owner', signed_in_as: 'user', company: { slug: 'nord' }, staff: null, branches: null,
    user: { name: 'Clara Nord', email: 'chefin@salon-nord.example', operator: false, two_factor: false },
  });
  expect(session.actor).toBe(`user:${session.user.id}`);
  expect(session.permissions).toContain('manage_people');
});

test('a second factor: switched on with a code, asked for at the next sign-in, and replaced by a backup code once', async () => {
  const { app, signIn } = await salon();
  const first = browserOn(app);
  await signIn(first);
  const begun = (await first.ask('POST', '/api/auth/two-factor/enable', { password: PASSWORD })).json();
  expect(begun.backup_codes).toHaveLength(10);
  expect((await first.ask('GET', '/api/v1/session')).json().user.two_factor).toBe(false);
  expect((await first.ask('POST', '/api/auth/two-factor/verify-totp', { code: codeFor(begun.totp_uri) })).statusCode).toBe(200);
  expect((await first.ask('GET', '/api/v1/session')).json().user.two_factor).toBe(true);

  const second = browserOn(app);
  expect((await signIn(second)).json()).toEqual({ two_factor_needed: true });
  expect((await second.ask('GET', '/api/v1/session')).statusCode).toBe(401);
  expect((await second.ask('POST', '/api/auth/two-factor/verify-totp', { code: '000000' })).json().code).toBe('CODE_REFUSED');
  expect((await second.ask('POST', '/api/auth/two-factor/verify-totp', { code: codeFor(begun.totp_uri, Date.now() + NEXT_CODE_MS) })).statusCode).toBe(200);
  expect((await second.ask('GET', '/api/v1/session')).json().user.name).toBe('Clara Nord');

  const third = browserOn(app);
  await signIn(third);
  const [code] = begun.backup_codes;
  expect((await third.ask('POST', '/api/auth/two-factor/verify-backup-code', { code })).statusCode).toBe(200);
  const fourth = browserOn(app);
  await signIn(fourth);
  expect((await fourth.ask('POST', '/api/auth/two-factor/verify-backup-code', { code })).json().code).toBe('CODE_REFUSED');
});

describe('a code of the app opens once', () => {
  async function withFactor() {
    const place = await salon();
    const other = await adminServer({ database: place.database, companies: [{ id: place.companyId, slug: 'nord' }] });
    onTestFinished(() => other.app.close());
    const owner = browserOn(place.app);
    await place.signIn(owner);
    const { totp_uri: uri } = (await owner.ask('POST', '/api/auth/two-factor/enable', { password: PASSWORD })).json();
    const first = codeFor(uri);
    expect((await owner.ask('POST', '/api/auth/two-factor/verify-totp', { code: first })).statusCode).toBe(200);
    const asked = async (app: typeof other.app): Promise<Browser> => {
      const browser = browserOn(app);
      await place.signIn(browser);
      return browser;
    };
    return { ...place, other: other.app, asked, first, next: codeFor(uri, Date.now() + NEXT_CODE_MS) };
  }
  const give = async (browser: Browser, code: string) => await browser.ask('POST', '/api/auth/two-factor/verify-totp', { code });

  test('whoever read it over a shoulder is refused, on another node too, and its owner has a next one', async () => {
    const { app, other, asked, first, next } = await withFactor();
    const desk = await asked(app);
    expect([(await give(desk, first)).json().code, (await desk.ask('GET', '/api/v1/session')).statusCode]).toEqual(['CODE_USED', 401]);
    expect((await give(desk, `${next.slice(0, 3)} ${next.slice(3)}`)).statusCode).toBe(200);
    const thief = await asked(other);
    expect((await give(thief, next)).json().code).toBe('CODE_USED');
    expect((await thief.ask('GET', '/api/v1/session')).statusCode).toBe(401);
  });

  test('of two at the same moment on two nodes one gets in', async () => {
    const { app, other, asked, next } = await withFactor();
    const answers = await Promise.all([await asked(app), await asked(other)].map((browser) => give(browser, next)));
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 401]);
  });

  test('what was wrong, or came without a sign-in that waits for it, counts as given by nobody', async () => {
    const { app, database, asked, next } = await withFactor();
    const desk = await asked(app);
    expect((await give(desk, '000000')).json().code).toBe('CODE_REFUSED');
    expect((await give(desk, '000000')).json().code).toBe('CODE_REFUSED');
    expect((await give(browserOn(app), next)).json().code).toBe('CHALLENGE_OVER');
    expect(await database.asIdentity((tx) => tx.rows('select 1 from auth_used_codes'))).toHaveLength(1);
    expect((await give(desk, next)).statusCode).toBe(200);
  });
});

test('a wrong password and an unknown address are told the same', async () => {
  const { app, signIn } = await salon();
  const wrong = await signIn(browserOn(app), 'nicht das Passwort');
  const unknown = await browserOn(app).ask('POST', '/api/auth/sign-in/email', { email: 'niemand@salon-nord.example', password: PASSWORD });
  expect([wrong.statusCode, wrong.json()]).toEqual([401, unknown.json()]);
  expect(wrong.json().code).toBe('SIGN_IN_REFUSED');
});

describe('tries are counted', () => {
  test('per address: the ninth within a minute has to wait, even with the right password, and another address has not', async () => {
    const { app, signIn } = await salon();
    const guess = (i: number, address: string) => browserOn(app, address).ask('POST', '/api/auth/sign-in/email', { email: `niemand-${i}@salon-nord.example`, password: 'falsch' });
    for (let i = 0; i < 8; i += 1) expect((await guess(i, '203.0.113.5')).statusCode).toBe(401);
    const refused = await signIn(browserOn(app, '203.0.113.5'));
    expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([429, 'TOO_MANY_ATTEMPTS', '60']);
    expect((await signIn(browserOn(app, '203.0.113.6'))).statusCode).toBe(200);
  });

  test('on all nodes together, because the count is in the database', async () => {
    const { app, database, companyId, signIn } = await salon();
    const other = await adminServer({ database, companies: [{ id: companyId, slug: 'nord' }] });
    onTestFinished(() => other.app.close());
    for (let i = 0; i < 8; i += 1) await browserOn(i % 2 === 0 ? app : other.app, '203.0.113.7').ask('POST', '/api/auth/sign-in/email', { email: `niemand-${i}@salon-nord.example`, password: 'falsch' });
    expect((await signIn(browserOn(other.app, '203.0.113.7'))).statusCode).toBe(429);
  });

  test('per account: many addresses do not help against one', async () => {
    const { app, signIn } = await salon();
    for (let i = 0; i < 10; i += 1) await signIn(browserOn(app, `198.51.100.${i}`), 'falsch');
    expect((await signIn(browserOn(app, '198.51.100.99'))).statusCode).toBe(429);
  });
});

test('what the database holds opens nothing: no password, no code, and a token that is half of a cookie', async () => {
  const { app, url, signIn } = await salon();
  const browser = browserOn(app);
  await signIn(browser);
  const { totp_uri: uri, backup_codes: codes } = (await browser.ask('POST', '/api/auth/two-factor/enable', { password: PASSWORD })).json();
  const tables = await Promise.all(['auth_users', 'auth_sessions', 'auth_accounts', 'auth_two_factors', 'auth_verifications'].map((table) => execute(url, `SELECT * FROM ${table}`)));
  const stored = JSON.stringify(tables);
  for (const secret of [PASSWORD, new URL(uri).searchParams.get('secret'), codes[0]]) expect(stored).not.toContain(secret);
  const [session] = tables[1] as { token: string }[];
  const thief = browserOn(app);
  thief.cookies.set('fangnetz.session_token', session!.token);
  expect((await thief.ask('GET', '/api/v1/session')).statusCode).toBe(401);
});

test('a session ends where its owner ends it, also on another device', async () => {
  const { app, signIn } = await salon();
  const [desk, phone] = [browserOn(app), browserOn(app, '192.0.2.99')];
  await signIn(desk);
  await signIn(phone);
  const sessions = (await desk.ask('GET', '/api/v1/sessions')).json();
  expect(sessions.map(({ current, address }: { current: boolean; address: string }) => [current, address]).toSorted()).toEqual([[false, '192.0.2.99'], [true, '192.0.2.1']]);
  const other = sessions.find(({ current }: { current: boolean }) => !current);
  expect((await desk.ask('DELETE', `/api/v1/sessions/${other.id}`)).statusCode).toBe(200);
  expect((await phone.ask('GET', '/api/v1/session')).statusCode).toBe(401);
  expect((await desk.ask('DELETE', `/api/v1/sessions/${other.id}`)).statusCode).toBe(404);
  expect((await desk.ask('DELETE', '/api/v1/session')).statusCode).toBe(200);
  expect([...desk.cookies.keys()]).toEqual([]);
});

test('a changed password ends all other sessions', async () => {
  const { app, signIn } = await salon();
  const [desk, phone] = [browserOn(app), browserOn(app)];
  await signIn(desk);
  await signIn(phone);
  expect((await desk.ask('POST', '/api/auth/change-password', { password: 'nicht meins', new_password: 'ein neues Passwort' })).json().code).toBe('PASSWORD_REFUSED');
  expect((await desk.ask('POST', '/api/auth/change-password', { password: PASSWORD, new_password: 'ein neues Passwort' })).statusCode).toBe(200);
  expect((await desk.ask('GET', '/api/v1/session')).statusCode).toBe(200);
  expect((await phone.ask('GET', '/api/v1/session')).statusCode).toBe(401);
  expect((await signIn(browserOn(app))).statusCode).toBe(401);
  expect((await signIn(browserOn(app), 'ein neues Passwort')).statusCode).toBe(200);
});

test('of better-auth only what is listed exists: nobody signs himself up', async () => {
  const { app } = await salon();
  for (const path of ['/sign-up/email', '/get-session', '/update-user', '/delete-user', '/change-email', '/list-sessions', '/ok', '/error', '/two-factor/get-totp-uri', '/sign-in/social']) {
    const body = { email: 'fremd@example.com', password: PASSWORD, name: 'Fremd' };
    expect((await browserOn(app).ask('POST', `/api/auth${path}`, body)).statusCode, path).toBe(404);
    expect((await browserOn(app).ask('GET', `/api/auth${path}`)).statusCode, path).toBe(404);
  }
});
