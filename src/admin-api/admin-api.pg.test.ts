import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Database } from '../platform/database.ts';
import { Fault } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';

const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const sued = await companyWithRows(database, 'sued');
const companies = [{ id: nord.companyId, slug: 'nord' }, { id: sued.companyId, slug: 'sued' }];
const keys = {
  fn_nord: { companyId: nord.companyId, keyId: randomUUID(), role: 'owner' as const, hint: 'beef', staffId: null },
  fn_sued: { companyId: sued.companyId, keyId: randomUUID(), role: 'owner' as const, hint: 'beef', staffId: null },
  fn_viewer: { companyId: nord.companyId, keyId: randomUUID(), role: 'viewer' as const, hint: 'beef', staffId: null },
};
const { app, signIns } = await adminServer({ database, companies, keys });
afterAll(() => app.close());

const branch = await nord.branch('mitte', 'Filiale Mitte');
const service = await nord.service('haarschnitt', 'Herrenhaarschnitt');
const call = await nord.call({
  branch_id: branch, from_number: '+493012345678', transcript: JSON.stringify([{ role: 'user', content: 'Ich brauche einen Termin' }]), retell_call_id: 'call_1',
});
const wish = await nord.wish({ call_id: call });
const receipt = randomUUID();
const callback = await nord.callback(wish, {
  call_id: call, receipt, branch_id: branch, service_id: service, priority: 'urgent', error_type: 'partial_booking', due_at: iso(NOW - HOUR),
  phone_number: '+493012345678', metadata: { error_type: 'partial_booking', calcom_booking_id: '4711' }, preferred_time_window: '"nachmittags"',
});
await nord.event(callback, { detail: { priority: 'urgent' } });
for (let i = 0; i < 5; i += 1) await nord.callback(await nord.wish());
const appointment = await nord.appointment({ call_id: call, branch_id: branch, service_id: service, wish_id: await nord.wish({ fate: 'appointment' }) });

function get(url: string, key: string | null = 'fn_nord'): Promise<LightMyRequestResponse> {
  return app.inject({ method: 'GET', url, headers: key === null ? {} : { authorization: `Bearer ${key}` } });
}

function expectProblem(response: LightMyRequestResponse, status: number, code: string): void {
  expect(response.statusCode).toBe(status);
  expect(response.headers['content-type']).toContain('application/problem+json');
  expect(response.json()).toMatchObject({ type: `urn:fangnetz:problem:${code}`, title: expect.any(String), status, detail: expect.any(String), code });
}

const CONTRACT_KEYS = [
  'id', 'status', 'priority', 'error_type', 'error_message', 'category', 'created_from', 'customer_name', 'phone_number', 'phone_raw', 'customer_email',
  'branch', 'service', 'assigned_to', 'claimed_by', 'due_at', 'overdue', 'created_at', 'assigned_at', 'contacted_at', 'completed_at', 'resolution',
  'appointment_id', 'call_id', 'wish_id', 'preferred_time_window', 'notes', 'metadata', 'attempts_count', 'receipt',
];

/** Beside the contract, which grows only by addition. */
const ADDED_KEYS = [
  'assignee', 'claimed_by_name', 'claim_until', 'caller_key', 'snoozed_until', 'snooze_words', 'next_attempt_at', 'last_attempt_at', 'decision_since',
  'escalation_level', 'version', 'customer_id',
];

test('a callback in the list has the keys of the contract in their form, and the documented ones beside them', async () => {
  const { items, next_cursor } = (await get('/api/v1/callbacks?limit=1')).json();
  expect(Object.keys(items[0]).sort()).toEqual([...CONTRACT_KEYS, ...ADDED_KEYS].sort());
  expect(items[0]).toMatchObject({
    id: callback, receipt, overdue: true, due_at: '2026-12-01T08:00:00.000Z', completed_at: null,
    branch: { id: branch, slug: 'mitte', name: 'Filiale Mitte' }, service: { id: service, slug: 'haarschnitt', name: 'Herrenhaarschnitt' },
    metadata: { error_type: 'partial_booking', calcom_booking_id: '4711' }, preferred_time_window: 'nachmittags',
  });
  expect(next_cursor).toEqual(expect.any(String));
});

test('the cursor leads through the whole list over HTTP', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: { id: string }[]; next_cursor: string | null } = (await get(`/api/v1/callbacks?limit=2&sort=priority&cursor=${cursor}`)).json();
    seen.push(...page.items.map((item) => item.id));
    cursor = page.next_cursor;
  }
  expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
});

test('filters may be repeated or separated by commas; facets count the same', async () => {
  for (const query of ['priority=urgent,high', 'priority=urgent&priority=high', 'error_type=partial_booking,none&priority=urgent', 'branch=mitte', 'overdue=true', 'q=030%2012345678']) {
    const { items } = (await get(`/api/v1/callbacks?${query}`)).json();
    expect(items.map((item: { id: string }) => item.id)).toEqual([callback]);
    expect((await get(`/api/v1/callbacks/facets?${query}`)).json()).toMatchObject({ total: 1, priority: { urgent: 1 }, tabs: { critical: 1, all: 1 } });
  }
  expect((await get('/api/v1/callbacks?assigned_to=me')).json().items).toEqual([]);
});

test('an instant may carry an offset whose plus was not escaped; a date is the start of that day in Berlin', async () => {
  const count = async (query: string): Promise<number> => (await get(`/api/v1/callbacks?${query}`)).json().items.length;
  expect(await count('created_after=2026-12-01T10:00:00+01:00')).toBe(6);
  expect(await count('created_after=2026-12-01T10:00:01+01:00')).toBe(0);
  expect(await count('created_after=2026-12-01&created_before=2026-12-02')).toBe(6);
  expect(await count('created_after=2026-12-02')).toBe(0);
});

describe('a callback', () => {
  test.each([['its id', callback], ['its receipt', receipt]])('is found by %s, with everything around it', async (_by, id) => {
    expect((await get(`/api/v1/callbacks/${id}`)).json()).toMatchObject({
      id: callback,
      call: { id: call, retell_call_id: 'call_1', from_number: '+493012345678', branch: { slug: 'mitte' } },
      transcript: [{ role: 'user', content: 'Ich brauche einen Termin' }],
      wish: { id: wish, fate: 'open_callback', retell_call_id: 'call_1' },
      attempts: [], escalations: [],
      timeline: [{ kind: 'created', actor: 'machine', at: iso(NOW), detail: { priority: 'urgent' } }],
    });
  });

  test('shows a viewer no word of what was said', async () => {
    const body = (await get(`/api/v1/callbacks/${callback}`, 'fn_viewer')).json();
    expect([body.transcript, body.call.transcript]).toEqual([null, null]);
    expect((await get('/api/v1/calls', 'fn_viewer')).json().items[0].transcript).toBeNull();
    expect((await get('/api/v1/calls')).json().items[0].transcript).not.toBeNull();
  });
});

test('wishes, calls and appointments are listed and filtered by call', async () => {
  expect((await get('/api/v1/wishes?retell_call_id=call_1')).json().items).toEqual([expect.objectContaining({ id: wish, call_id: call, intent: 'book', fate: 'open_callback' })]);
  expect((await get('/api/v1/calls?retell_call_id=call_1')).json().items).toEqual([expect.objectContaining({ id: call })]);
  const { items } = (await get('/api/v1/appointments?retell_call_id=call_1')).json();
  expect(items).toEqual([expect.objectContaining({ id: appointment, start: iso(NOW + HOUR), end: iso(NOW + 2 * HOUR), service: expect.objectContaining({ slug: 'haarschnitt' }), staff: null })]);
});

test.each(['wishes', 'calls', 'appointments'])('walking %s shows each row once', async (list) => {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: { id: string }[]; next_cursor: string | null } = (await get(`/api/v1/${list}?limit=1&cursor=${cursor}`)).json();
    seen.push(...page.items.map((item) => item.id));
    cursor = page.next_cursor;
  }
  expect(seen.length).toBe(new Set(seen).size);
  expect(seen.length).toBe((await get(`/api/v1/${list}`)).json().items.length);
});

test('the ledger is served as proven', async () => {
  expect((await get('/api/v1/ledger?from=2026-12-01&to=2026-12-02')).json()).toEqual({
    from: '2026-11-30T23:00:00.000Z', to: '2026-12-01T23:00:00.000Z', wishes: 7,
    fates: { appointment: 1, open_callback: 6, in_progress: 0, closed: 0, merged: 0, not_a_wish: 0, erased: 0 },
    journal_pending: 0, difference: 0, unexplained: [],
  });
});

describe('another company does not exist', () => {
  test('its key sees none of our rows', async () => {
    for (const list of ['callbacks', 'wishes', 'calls', 'appointments']) expect((await get(`/api/v1/${list}`, 'fn_sued')).json()).toEqual({ items: [], next_cursor: null });
    expect((await get('/api/v1/callbacks/facets', 'fn_sued')).json().total).toBe(0);
    expect((await get('/api/v1/ledger', 'fn_sued')).json()).toMatchObject({ wishes: 0, difference: 0 });
  });

  test('and a single callback is 404 for it, like one that never was', async () => {
    for (const id of [callback, receipt, randomUUID(), 'x']) expectProblem(await get(`/api/v1/callbacks/${id}`, 'fn_sued'), 404, 'NOT_FOUND');
  });

  test('naming it changes nothing', async () => {
    expectProblem(await get('/api/v1/callbacks?company=nord', 'fn_sued'), 404, 'NOT_FOUND');
    expect((await get('/api/v1/callbacks?company=sued', 'fn_sued')).statusCode).toBe(200);
  });

  test('its cursor leads into our own list', async () => {
    const { next_cursor } = (await get('/api/v1/callbacks?limit=1')).json();
    expect((await get(`/api/v1/callbacks?cursor=${next_cursor}`, 'fn_sued')).json().items).toEqual([]);
  });
});

describe('what is wrong is said as a problem document', () => {
  test('without a key, with a wrong one, with a stale session', async () => {
    expectProblem(await get('/api/v1/callbacks', null), 401, 'UNAUTHENTICATED');
    expectProblem(await get('/api/v1/callbacks', 'fn_wrong'), 401, 'UNAUTHENTICATED');
    expectProblem(await app.inject({ url: '/api/v1/callbacks', headers: { cookie: 'fangnetz_session=gone' } }), 401, 'UNAUTHENTICATED');
  });

  test.each(['status=open', 'limit=201', 'limit=0', 'sort=name', 'overdue=maybe', 'created_after=gestern', 'assigned_to=anna'])('400 for %s', async (query) => {
    const response = await get(`/api/v1/callbacks?${query}`);
    expectProblem(response, 400, 'REQUEST_INVALID');
    expect(response.json().detail).toContain(query.split('=')[0]);
  });

  test('400 for a cursor of another sort and for one that somebody made up', async () => {
    const { next_cursor } = (await get('/api/v1/callbacks?limit=1&sort=due_at')).json();
    expectProblem(await get(`/api/v1/callbacks?sort=-due_at&cursor=${next_cursor}`), 400, 'CURSOR_INVALID');
    expectProblem(await get(`/api/v1/wishes?cursor=${next_cursor}`), 400, 'CURSOR_INVALID');
    expectProblem(await get('/api/v1/callbacks?cursor=abc'), 400, 'CURSOR_INVALID');
  });

  test('404 for an address that is none, and 401 before that to strangers', async () => {
    expectProblem(await get('/api/v1/nothing'), 404, 'NOT_FOUND');
    expectProblem(await get('/api/v1/nothing', null), 401, 'UNAUTHENTICATED');
  });

  test('503 for a key whose company this server has not read yet: a 403 would be for good, and whoever saw it after a crash would give up', async () => {
    const server = await adminServer({ database, companies: [companies[0]!], keys });
    onTestFinished(() => server.app.close());
    const ask = (key: string): Promise<LightMyRequestResponse> => server.app.inject({ url: '/api/v1/callbacks', headers: { authorization: `Bearer ${key}` } });
    expectProblem(await ask('fn_sued'), 503, 'DATABASE_UNAVAILABLE');
    expect((await ask('fn_nord')).statusCode).toBe(200);
  });

  test('503 with its code while the database is down, and health goes on', async () => {
    const down: Database = {
      inCompany: async () => { throw new Fault('DATABASE_UNAVAILABLE', 'no answer'); },
      asMachine: async () => { throw new Fault('DATABASE_UNAVAILABLE', 'no answer'); },
      listen: () => () => undefined,
      state: () => 'down',
      close: async () => undefined,
    };
    const server = await adminServer({ database: down, companies, keys });
    const ask = (url: string): Promise<LightMyRequestResponse> => server.app.inject({ url, headers: { authorization: 'Bearer fn_nord' } });
    for (const list of ['callbacks', 'callbacks/facets', 'wishes', 'calls', 'appointments', 'ledger', `callbacks/${callback}`]) {
      expectProblem(await ask(`/api/v1/${list}`), 503, 'DATABASE_UNAVAILABLE');
    }
    expect((await ask('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await ask('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([200, { journal: 'up', database: 'down', jobs: 'up', details: { database: expect.any(String) } }]);
    const text = (await ask('/metrics')).body;
    expect(text).toContain('fangnetz_journal_pending 0');
    expect(text).not.toMatch(/^fangnetz_(ledger_difference|wishes_total|callbacks_open)[ {]/m);
    await server.app.close();
  });

  test('a fault that nobody expected tells nothing of the inside', async () => {
    const broken: Database = { ...database, inCompany: async () => { throw new Error('secret: +493012345678'); }, listen: () => () => undefined };
    const server = await adminServer({ database: broken, companies, keys });
    const response = await server.app.inject({ url: '/api/v1/callbacks', headers: { authorization: 'Bearer fn_nord' } });
    expectProblem(response, 500, 'INTERNAL');
    expect(response.body).not.toContain('secret');
    await server.app.close();
  });
});

test('a node whose journal cannot be written is not ready, with the reason', async () => {
  const server = await adminServer({ database, companies, journal: () => ({ state: 'down', reason: 'disk full', pending: 3, bytes: 1, bytesMax: 1 }) });
  const ready = await server.app.inject('/readyz');
  expect([ready.statusCode, ready.json()]).toMatchObject([503, { journal: 'down', details: { journal: 'disk full' } }]);
  await server.app.close();
});

test('eleven wrong keys from one address, and even a right one has to wait a minute', async () => {
  const server = await adminServer({ database, companies, keys });
  const ask = (key: string): Promise<LightMyRequestResponse> => server.app.inject({ url: '/api/v1/callbacks', headers: { authorization: `Bearer ${key}` } });
  for (let i = 0; i < 10; i += 1) expectProblem(await ask('fn_wrong'), 401, 'UNAUTHENTICATED');
  const blocked = await ask('fn_nord');
  expectProblem(blocked, 429, 'TOO_MANY_ATTEMPTS');
  expect(blocked.headers['retry-after']).toBe('60');
  await server.app.close();
});

describe('the sign-in link', () => {
  const open = (token: string): Promise<LightMyRequestResponse> => app.inject(`/sign-in?token=${token}`);
  const cookieOf = (response: LightMyRequestResponse): string => String(response.headers['set-cookie']).split(';')[0]!;

  test('works once, and its session sees the one company', async () => {
    const token = signIns.issue({ kind: 'company', companyId: nord.companyId });
    const first = await open(token);
    expect([first.statusCode, first.headers['location']]).toEqual([303, '/']);
    expect(first.headers['set-cookie']).toMatch(/^fangnetz_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
    expect((await open(token)).statusCode).toBe(401);
    const list = await app.inject({ url: '/api/v1/callbacks', headers: { cookie: cookieOf(first) } });
    expect(list.json().items.length).toBe(6);
    expectProblem(await app.inject({ url: '/api/v1/callbacks?company=sued', headers: { cookie: cookieOf(first) } }), 404, 'NOT_FOUND');
  });

  test('of the operator chooses among all companies', async () => {
    const cookie = cookieOf(await open(signIns.issue({ kind: 'operator' })));
    expect((await app.inject({ url: '/api/v1/session', headers: { cookie } })).json()).toMatchObject({ role: 'owner', company: null, companies: [{ slug: 'nord' }, { slug: 'sued' }] });
    expectProblem(await app.inject({ url: '/api/v1/callbacks', headers: { cookie } }), 400, 'COMPANY_REQUIRED');
    expect((await app.inject({ url: '/api/v1/callbacks?company=nord', headers: { cookie } })).json().items.length).toBe(6);
    expect((await app.inject({ url: '/api/v1/callbacks?company=sued', headers: { cookie } })).json().items.length).toBe(0);
  });

  test('is too old after 15 minutes', async () => {
    let now = NOW;
    const server = await adminServer({ database, companies, now: () => now });
    const token = server.signIns.issue({ kind: 'operator' });
    now += 15 * 60_000;
    expect((await server.app.inject(`/sign-in?token=${token}`)).statusCode).toBe(401);
    await server.app.close();
  });

  test('of an https address is sent over https only', async () => {
    const server = await adminServer({ database, companies, secureCookies: true });
    const response = await server.app.inject(`/sign-in?token=${server.signIns.issue({ kind: 'operator' })}`);
    expect(response.headers['set-cookie']).toContain('; Secure');
    await server.app.close();
  });
});

test('every answer forbids framing, sniffing and inline script', async () => {
  for (const url of ['/', '/healthz', '/api/v1/callbacks', '/sign-in', '/assets/nothing.js']) {
    const { headers } = await app.inject(url);
    expect(headers['content-security-policy']).toMatch(/script-src 'self'( 'nonce-[\w-]{22}')?;.*frame-ancestors 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  }
});

test('an answer is dated by the clock that deadlines are made by, not by the machine it comes from', async () => {
  for (const url of ['/', '/healthz', '/api/v1/callbacks']) expect(Date.parse(String((await app.inject(url)).headers.date)), url).toBe(NOW);
});

test('the OpenAPI document is 3.1 and describes every route with its answers', async () => {
  const document = (await app.inject('/api/openapi.json')).json();
  expect(document.openapi).toMatch(/^3\.1/);
  const inContract = ['appointments', 'callbacks', 'callbacks/facets', 'callbacks/{id}', 'callbacks/{id}/claim', 'calls', 'events', 'ledger', 'session', 'wishes'];
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(inContract.map((path) => `/api/v1/${path}`)));
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Callback', 'Wish', 'Appointment', 'Call', 'Ledger', 'Problem']));
  const { parameters, responses } = document.paths['/api/v1/callbacks'].get;
  expect(parameters.map((parameter: { name: string }) => parameter.name)).toEqual(
    expect.arrayContaining(['status', 'priority', 'error_type', 'created_from', 'branch', 'assigned_to', 'overdue', 'created_after', 'created_before', 'q', 'sort', 'limit', 'cursor']),
  );
  expect(responses['401'].content['application/problem+json'].schema).toEqual({ $ref: '#/components/schemas/Problem' });
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]!);
  for (const name of refs) expect(document.components.schemas).toHaveProperty(name);
});

test('the API reference is served from here, with a script of its own and no other server to talk to', async () => {
  const page = await app.inject('/api/docs/');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toContain("connect-src 'self'");
  expect(page.body).not.toMatch(/(src|href)="https?:/);
  expect((await app.inject('/api/docs/js/scalar.js')).statusCode).toBe(200);
});

test('metrics have the names of the contract, from rows and from calls', async () => {
  const server = await adminServer({ database, companies });
  server.metrics.failsafeCallback({ errorType: 'api_error', priority: 'high', source: 'failsafe_callback' });
  server.metrics.callbackCompleted({ errorType: null, resolution: 'settled_in_call' });
  server.metrics.callbackResponse('exception', 90);
  server.metrics.functionSeconds('book_appointment', 'booked', 0.2);
  server.metrics.functionSeconds('+49 30 12345678\n', 'booked', 0.2);
  server.metrics.calendarSeconds('book', 'done', 0.4);
  const text = (await server.app.inject('/metrics')).body;
  for (const line of [
    'fangnetz_failsafe_callbacks_total{error_type="api_error",priority="high",source="failsafe_callback"} 1',
    'fangnetz_callbacks_completed_total{error_type="none",resolution="settled_in_call"} 1',
    'fangnetz_callback_response_seconds_count{error_type="exception"} 1',
    'fangnetz_callbacks_open{priority="urgent",overdue="true"} 1',
    'fangnetz_callbacks_open{priority="normal",overdue="false"} 5',
    'fangnetz_wishes_total{fate="open_callback"} 6',
    'fangnetz_ledger_difference 0',
    'fangnetz_journal_pending 0',
    'fangnetz_function_seconds_count{function="book_appointment",status="booked"} 1',
    'fangnetz_function_seconds_count{function="other",status="booked"} 1',
    'fangnetz_calendar_seconds_count{operation="book",outcome="done"} 1',
  ]) expect(text.split('\n')).toContain(line);
  expect(text).not.toContain('12345678');
  await server.app.close();
});
