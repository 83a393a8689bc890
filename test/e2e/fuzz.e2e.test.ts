// Whatever arrives at the edge, the contract holds: 200 and a sentence for whoever is authentic, 4xx for everybody else,
// and nothing of the inside in any answer. Against the real process, which has to be none the worse for it.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signBody } from '../../src/intake/retell/verify-signature.ts';
import { calendarBody, CONTENT_TYPES, eventBody, functionBody, inboundBody, oddPath, queryString } from '../arbitraries/hostile-requests.ts';
import { rawHttp } from './raw-http.ts';
import type { RawReply, RawRequest } from './raw-http.ts';
import { booking, eventually, newCall, newTool, place } from './salon-under-test.ts';
import { objections } from './speakable.ts';
import { startWorld } from './world-under-test.ts';

const WEBHOOK_SECRET = 'whsec_of_the_fuzz_do_not_show';
const world = await startWorld({ env: { CALCOM_WEBHOOK_SECRET: WEBHOOK_SECRET } });
const salon = await world.salon((file) => ({ ...file, calendars: { 'cal.com': { ...file.calendars['cal.com'], webhookSecret: WEBHOOK_SECRET } } }));
const { url } = world.server;
const hook = (which: string): string => `/hooks/retell/${salon.connection}/${which}`;
const signed = (body: Buffer): Record<string, string> => ({ 'content-type': 'application/json', 'x-retell-signature': signBody(body, salon.retellKey, Date.now()) });
const AT_ONCE = 10;
let requests = 0;

/** None of these may be part of anything that leaves. */
const SECRETS = [salon.retellKey, salon.apiKey, salon.standIn.apiKey, WEBHOOK_SECRET, 'a master key for tests', world.data, process.cwd(), 'node_modules', 'DATABASE_URL'];
const STACK = /\n\s+at |\bat (?:async )?[\w.<>]+ \(|\.ts:\d+|"stack"|node:internal/;

async function ask(request: RawRequest): Promise<RawReply> {
  requests += 1;
  const reply = await rawHttp(url, request);
  const whole = `${JSON.stringify(reply.headers)}\n${reply.text}`;
  const shown = request.body?.toString('utf8') ?? '';
  for (const secret of SECRETS) expect(whole.includes(secret) && !shown.includes(secret), secret).toBe(false);
  expect(reply.text).not.toMatch(STACK);
  return reply;
}

/** Several at once, as calls come; `runs` times AT_ONCE requests. */
async function fuzz<T>(one: fc.Arbitrary<T>, runs: number, holds: (given: T) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: AT_ONCE, size: 'max' }), async (given) => void (await Promise.all(given.map(holds))));
  await fc.assert(property, { numRuns: runs, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false, endOnFailure: true });
}

function expectSpeakable({ status, text }: RawReply): void {
  expect(status, text).toBe(200);
  expect(objections(JSON.parse(text)), text).toEqual([]);
}

test('an authentic function call is answered 200 with a sentence, whatever is in it', { timeout: 120_000 }, async () => {
  await fuzz(functionBody, 190, async (body) => expectSpeakable(await ask({ path: hook('functions'), headers: signed(body), body })));
});

test('an authentic event is answered 204, an announced call 200 without a word too many', { timeout: 120_000 }, async () => {
  await fuzz(eventBody, 70, async (body) => expect((await ask({ path: hook('webhook'), headers: signed(body), body })).status).toBe(204));
  await fuzz(inboundBody, 30, async (body) => {
    const { status, text } = await ask({ path: hook('inbound'), headers: signed(body), body });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ call_inbound: expect.any(Object) });
  });
});

test('an authentic event of the calendar is answered 204', { timeout: 120_000 }, async () => {
  const LARGEST = 512 * 1024;
  await fuzz(calendarBody, 30, async (body) => {
    const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
    expect((await ask({ path: `/hooks/cal.com/${salon.slug}`, headers: { 'content-type': 'application/json', 'x-cal-signature-256': signature }, body })).status).toBe(body.length > LARGEST ? 413 : 204);
  });
});

test('the kind of body and the way it is sent make no difference to who is authentic', { timeout: 120_000 }, async () => {
  await fuzz(fc.record({ type: fc.constantFrom(...CONTENT_TYPES), chunked: fc.boolean(), body: functionBody }), 15, async ({ type, chunked, body }) => {
    const { 'content-type': _, ...rest } = signed(body);
    const reply = await ask({ path: hook('functions'), headers: type === '' ? rest : { ...rest, 'content-type': type }, body, chunked });
    expectSpeakable(reply);
  });
  for (const chunked of [false, true]) {
    const body = Buffer.alloc(2 * 1024 * 1024 + 1, 32);
    const reply = await ask({ path: hook('functions'), headers: signed(body), body, chunked }).catch(() => null);
    expect([413, undefined]).toContain(reply?.status);
  }
});

test('whoever is not authentic gets 4xx: forged, unsigned, by another way, at another address', { timeout: 120_000 }, async () => {
  const signature = fc.oneof(fc.constantFrom<string | null>(null, '', 'v=1,d=2', `v=${Date.now()},d=${'0'.repeat(64)}`, `v=${Date.now()},d=`), fc.stringMatching(/^[!-~]{0,80}$/));
  const method = fc.constantFrom('GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'POST', 'PROPFIND');
  const path = fc.oneof(fc.constantFrom(hook('functions'), hook('webhook'), hook('inbound'), `/hooks/cal.com/${salon.slug}`), oddPath);
  await fuzz(fc.record({ signature, method, path, body: functionBody }), 30, async ({ signature, method, path, body }) => {
    const headers = { 'content-type': 'application/json', ...(signature === null ? {} : { 'x-retell-signature': signature, 'x-cal-signature-256': signature }) };
    const { status } = await ask({ method, path, headers, body: method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : body });
    expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
    expect(status, `${method} ${path}`).toBeLessThan(500);
  });
});

test('the admin API answers any query with 200 or a problem that says what is wrong with it', { timeout: 120_000 }, async () => {
  const path = fc.constantFrom('callbacks', 'callbacks/facets', 'appointments', 'calls', 'wishes', 'ledger', 'session', 'callbacks/x', 'callbacks/00000000-0000-4000-8000-000000000000', 'nothing', '%00', '..%2f');
  const problem = ({ status, text }: RawReply): void => expect(JSON.parse(text)).toMatchObject({ status, code: expect.stringMatching(/^[A-Z_]+$/) });
  await fuzz(fc.record({ path, query: queryString }), 50, async ({ path, query }) => {
    const reply = await ask({ method: 'GET', path: `/api/v1/${path}?${query}`, headers: { authorization: `Bearer ${salon.apiKey}` } });
    expect([200, 400, 404], `${path}?${query}: ${reply.text}`).toContain(reply.status);
    if (reply.status !== 200) problem(reply);
  });
  // Only a few: after some twenty in a minute the address is asked to wait, whatever key it shows then.
  for (const authorization of ['Bearer', 'Bearer fn_', 'Basic eDp5', `Bearer ${salon.apiKey}x`, `bearer ${'a'.repeat(6_000)}`, '\u00e4']) {
    const reply = await ask({ method: 'GET', path: '/api/v1/callbacks', headers: { authorization } });
    expect(reply.status, authorization).toBe(401);
    problem(reply);
  }
});

test('afterwards the process is the same, has thrown nothing, owes nothing, and books the next caller', { timeout: 120_000 }, async () => {
  expect(requests).toBeGreaterThan(1_500);
  expect(await world.server.ready()).toMatchObject({ status: 200, body: { journal: 'up', database: 'up' } });
  expect(world.server.lines().filter((line) => line.startsWith('fangnetz ready'))).toHaveLength(1);
  const proof = await eventually(salon.ledger, (ledger) => ledger.journal_pending === 0, 40_000);
  expect(proof).toMatchObject({ difference: 0, unexplained: [] });
  expect(world.server.log().filter(({ level }) => level === 'error' || level === 'fatal').slice(0, 5)).toEqual([]);
  const logged = world.server.lines().join('\n');
  for (const secret of SECRETS.slice(0, 5)) expect(logged.includes(secret), secret).toBe(false);
  const heard = await salon.say({ call: newCall(), tool: newTool(), name: 'book_appointment', args: booking(place(30)) });
  expect(heard).toMatchObject({ status: 200, answer: { success: true, status: 'booked' } });
});
