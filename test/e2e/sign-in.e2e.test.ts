// The first day of somebody who runs this: opens the printed link, makes an account, gives it a second factor. Over plain
// HTTP, with two servers over one database, one of which is killed, and the database taken away in between.
import { expect, test } from 'vitest';
import { must } from '../../src/platform/assert.ts';
import { codeFor, NEXT_CODE_MS } from '../person.ts';
import { eventually } from './salon-under-test.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import { startWorld } from './world-under-test.ts';

const world = await startWorld();
const postgres = must(world.postgres, 'this world has a PostgreSQL of its own');
const PASSWORD = 'ein langes Passwort';
const EMAIL = 'betrieb@sprachwerk.example';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A browser as far as it matters: cookies, and the origin that it says. */
class Browser {
  readonly cookies = new Map<string, string>();

  async ask(server: ServerUnderTest, method: string, path: string, body?: object): Promise<Answer> {
    const reply = await fetch(`${server.url}${path}`, {
      method, redirect: 'manual',
      headers: { origin: server.url, cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await reply.text();
    return { status: reply.status, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {} };
  }
}

const signIn = async (server: ServerUnderTest, browser = new Browser()): Promise<{ browser: Browser; answer: Answer }> => ({ browser, answer: await browser.ask(server, 'POST', '/api/auth/sign-in/email', { email: EMAIL, password: PASSWORD }) });

test('from the printed link to an account with a second factor, which survives the server and bears with an outage', async () => {
  const { server } = world;
  const salon = await world.salon();
  const link = new URL(must(/(\S+\/sign-in\?token=\S+)/.exec(server.lines().join('\n'))?.[1], 'the server printed a sign-in link'));
  const first = new Browser();
  expect((await first.ask(server, 'GET', `${link.pathname}${link.search}`)).status).toBe(303);
  expect((await first.ask(server, 'POST', '/api/v1/people/account', { name: 'Rita Betrieb', email: EMAIL, password: PASSWORD, operator: true })).status).toBe(201);

  const { browser, answer } = await signIn(server);
  expect(answer).toEqual({ status: 200, body: { two_factor_needed: false } });
  const begun = await browser.ask(server, 'POST', '/api/auth/two-factor/enable', { password: PASSWORD });
  const uri = String(begun.body['totp_uri']);
  const used = codeFor(uri);
  expect((await browser.ask(server, 'POST', '/api/auth/two-factor/verify-totp', { code: used })).status).toBe(200);
  expect((await browser.ask(server, 'GET', '/api/v1/session')).body).toMatchObject({ membership: 'operator', user: { two_factor: true } });

  // Another node, where the password was never given: the challenge, the code, that one was used, and the session are in the database.
  const second = await world.secondServer();
  const challenged = await signIn(server);
  expect(challenged.answer.body).toEqual({ two_factor_needed: true });
  expect((await challenged.browser.ask(second, 'GET', '/api/v1/session')).status).toBe(401);
  expect((await challenged.browser.ask(second, 'POST', '/api/auth/two-factor/verify-totp', { code: used })).body).toMatchObject({ code: 'CODE_USED' });
  expect((await challenged.browser.ask(second, 'POST', '/api/auth/two-factor/verify-totp', { code: codeFor(uri, Date.now() + NEXT_CODE_MS) })).status).toBe(200);
  expect((await challenged.browser.ask(server, 'GET', `/api/v1/callbacks?company=${salon.slug}`)).status).toBe(200);

  // Without the database nobody is signed out, and nobody gets in.
  await postgres.pause();
  try {
    const away = await eventually(async () => await browser.ask(server, 'GET', '/api/v1/session'), ({ status }) => status === 503);
    expect(away.body).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect((await signIn(server)).answer).toMatchObject({ status: 503, body: { code: 'DATABASE_UNAVAILABLE' } });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  } finally {
    await postgres.resume();
  }
  await eventually(async () => await browser.ask(server, 'GET', '/api/v1/session'), ({ status }) => status === 200, 30_000);

  await server.kill();
  await server.start();
  expect((await browser.ask(server, 'GET', '/api/v1/session')).body).toMatchObject({ user: { name: 'Rita Betrieb' } });
  expect((await browser.ask(server, 'DELETE', '/api/v1/session')).status).toBe(200);
  expect((await browser.ask(second, 'GET', '/api/v1/session')).status).toBe(401);
});

test('another site’s page changes nothing with the cookie that the browser sends along', async () => {
  const { server } = world;
  const { browser } = await signIn(server);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const reply = await fetch(`${server.url}/api/auth/request-password-reset`, { method: 'POST', headers: { origin: 'https://evil.example', cookie, 'content-type': 'application/json' }, body: JSON.stringify({ email: EMAIL }) });
  expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([403, 'FOREIGN_REQUEST']);
});
