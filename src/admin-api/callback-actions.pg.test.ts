import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { deskSalon } from '../../test/desk-salon.ts';
import { browserOn } from '../../test/person.ts';
import { testDatabase } from '../../test/pg.ts';
import { HOUR, NOW } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';

const { database } = await testDatabase();
const salon = await deskSalon(database, 'actions');
const { post, get, callback } = salon;
afterAll(() => salon.app.close());
beforeEach(() => {
  salon.now = NOW;
});

const MINUTE = 60_000;
const status = (response: LightMyRequestResponse): unknown => [response.statusCode, response.json().code ?? response.json().status];
const detailOf = async (id: string) => (await get(`/callbacks/${id}`)).json();
const kinds = async (id: string): Promise<string[]> => (await detailOf(id)).timeline.map(({ kind }: { kind: string }) => kind);

function expectInvalid(response: LightMyRequestResponse, place: string): void {
  expect([response.statusCode, response.json().code]).toEqual([400, 'REQUEST_INVALID']);
  expect(response.json().detail).toContain(place);
}

describe('an attempt', () => {
  test('in vain proposes another time of day while the branch is open, as it had announced it would', async () => {
    const id = await callback();
    const announced = (await get(`/callbacks/${id}/next-attempt?outcome=no_answer`)).json();
    expect(announced).toMatchObject({ next_attempt_at: '2026-12-01T11:00:00.000Z', words: 'heute 12:00', part: 'noon', exhausted: false });
    const answer = (await post(`/callbacks/${id}/attempts`, { outcome: 'no_answer', note: 'Mailbox aus' })).json();
    expect(answer).toMatchObject({ status: 'pending', attempts_count: 1, next_attempt_at: announced.next_attempt_at, undo: { kind: 'attempt' } });
    expect((await detailOf(id)).attempts).toEqual([
      { id: answer.undo.event_id, at: iso(NOW), actor: expect.stringMatching(/^key:/), staff: expect.objectContaining({ slug: 'anna' }), outcome: 'no_answer', note: 'Mailbox aus', next_attempt_at: announced.next_attempt_at, withdrawn_at: null },
    ]);
  });

  test('in vain is followed by one before the deadline, and where there is no time for that the answer says so', async () => {
    const [soon, past] = [await callback({ due_at: iso(NOW + HOUR) }), await callback({ due_at: iso(NOW - HOUR) })];
    const proposal = async (id: string) => (await get(`/callbacks/${id}/next-attempt`)).json();
    expect(await proposal(soon)).toMatchObject({ next_attempt_at: iso(NOW + HOUR / 2), because: ['before_deadline'] });
    expect(await proposal(past)).toMatchObject({ because: ['other_part', 'deadline_passed'] });
    expect((await post(`/callbacks/${soon}/attempts`, { outcome: 'no_answer' })).json().next_attempt_at).toBe(iso(NOW + HOUR / 2));
  });

  test('keeps the time that somebody chose, and refuses one that lies behind', async () => {
    const id = await callback();
    const chosen = '2026-12-01T17:15:00+01:00';
    expect((await post(`/callbacks/${id}/attempts`, { outcome: 'call_later', next_attempt_at: chosen })).json().next_attempt_at).toBe('2026-12-01T16:15:00.000Z');
    expectInvalid(await post(`/callbacks/${id}/attempts`, { outcome: 'no_answer', next_attempt_at: '2026-12-01T08:00:00Z' }), 'next_attempt_at');
    expectInvalid(await post(`/callbacks/${id}/attempts`, { outcome: 'rang' }), 'outcome');
  });

  test('that reached somebody is a contact, measured from the creation', async () => {
    const id = await callback({ created_at: iso(NOW - 2 * HOUR), error_type: 'api_error' });
    expect((await post(`/callbacks/${id}/attempts`, { outcome: 'reached' })).json()).toMatchObject({ status: 'contacted', contacted_at: iso(NOW), next_attempt_at: null });
    expect(await salon.metrics.registry.metrics()).toContain('fangnetz_callback_response_seconds_sum{error_type="api_error"} 7200');
  });

  test('after the last one asks a person for a decision and closes nothing', async () => {
    const id = await callback();
    for (let i = 0; i < 3; i++) await post(`/callbacks/${id}/attempts`, { outcome: 'no_answer' });
    expect(await detailOf(id)).toMatchObject({ status: 'pending', attempts_count: 3, decision_since: iso(NOW), next_attempt_at: null });
    expect((await get(`/callbacks/${id}/next-attempt`)).json()).toMatchObject({ next_attempt_at: null, exhausted: true });
  });
});

test('whoever came by the sign-in link knows his own claim again after the page was loaded anew', async () => {
  const browser = browserOn(salon.app);
  await browser.ask('GET', `/sign-in?token=${salon.signIns.issue({ kind: 'company', companyId: salon.rows.companyId })}`);
  const id = await callback();
  const claimed = (await browser.ask('POST', `/api/v1/callbacks/${id}/claim`, {})).json();
  const { actor } = (await browser.ask('GET', '/api/v1/session')).json();
  expect([claimed.claimed_by, actor]).toEqual([expect.stringMatching(/^link:/), claimed.claimed_by]);
});

describe('setting aside', () => {
  test('in words answers with the moment that was understood; an attempt elsewhere does not end it, one here does', async () => {
    const id = await callback();
    expect((await post(`/callbacks/${id}/snooze`, { until: 'heute 14:00' })).json()).toMatchObject({ snoozed_until: '2026-12-01T13:00:00.000Z', snooze_words: 'heute 14:00' });
    await post(`/callbacks/${id}/notes`, { text: 'ok, danke' });
    await post(`/callbacks/${id}/assign`, { staff: 'ben' }, { by: 'mara' });
    expect((await detailOf(id)).snoozed_until).toBe('2026-12-01T13:00:00.000Z');
    await post(`/callbacks/${id}/attempts`, { outcome: 'busy' });
    expect((await detailOf(id)).snoozed_until).toBeNull();
  });

  test('until the opening means the branch’s; the deadline stays', async () => {
    const id = await callback();
    const before = await detailOf(id);
    expect((await post(`/callbacks/${id}/snooze`, { until: 'sobald geöffnet' })).json()).toMatchObject({ snoozed_until: '2026-12-01T13:00:00.000Z', due_at: before.due_at });
  });

  test.each(['gestern', 'heute 8:30', 'Kaffee', '2026-12-01T08:00:00Z', ''])('until „%s“ is refused with what to write', async (words) => {
    expectInvalid(await post(`/callbacks/${await callback()}/snooze`, { until: words }), 'until');
  });

  test('offers moments in words', async () => {
    const { items } = (await get(`/callbacks/${await callback()}/snooze-options`)).json();
    expect(items).toContainEqual({ key: 'today_14', words: 'heute 14:00', until: '2026-12-01T13:00:00.000Z' });
    expect(items).toContainEqual({ key: 'opening', words: 'sobald geöffnet', until: '2026-12-01T13:00:00.000Z' });
  });
});

describe('a note', () => {
  test('stands in the timeline, tells who is called by name, and is possible after the end too', async () => {
    const id = await callback();
    await post(`/callbacks/${id}/complete`, { resolution: 'answered' });
    expect((await post(`/callbacks/${id}/notes`, { text: '@ben kam doch noch' })).statusCode).toBe(200);
    expect((await detailOf(id)).timeline.at(-1)).toMatchObject({ kind: 'note', detail: { text: '@ben kam doch noch', mentions: [salon.staff['ben']] } });
    const told = await database.inCompany(salon.rows.companyId, (tx) => tx.rows<{ recipient: unknown }>(`select recipient from notices where callback_id = $1 and kind = 'mention'`, [id]));
    expect(told).toEqual([{ recipient: { kind: 'staff', id: salon.staff['ben'] } }]);
    expectInvalid(await post(`/callbacks/${id}/notes`, { text: '  ' }), 'text');
  });
});

describe('another priority', () => {
  test('brings the deadline forward, never back: what was promised stays', async () => {
    const id = await callback();
    const urgent = (await post(`/callbacks/${id}/priority`, { priority: 'urgent' })).json();
    expect(urgent).toMatchObject({ priority: 'urgent', due_at: iso(NOW + 2 * HOUR) });
    const normal = (await post(`/callbacks/${id}/priority`, { priority: 'normal' })).json();
    expect(normal).toMatchObject({ priority: 'normal', due_at: iso(NOW + 2 * HOUR) });
    expect((await detailOf(id)).due_because).toMatch(/^wie zugesagt: /);
    expectInvalid(await post(`/callbacks/${id}/priority`, { priority: 'sofort' }), 'priority');
  });
});

describe('bringing it before somebody', () => {
  test('goes to the next level with the reason, and a reason of one’s own words is kept as a note', async () => {
    const id = await callback({ status: 'assigned', assigned_to: salon.staff['anna'] });
    expect((await post(`/callbacks/${id}/escalate`, { reason: 'Kundin ist sehr aufgebracht' })).json()).toMatchObject({ escalation_level: 2, assigned_to: salon.staff['mara'] });
    expect((await detailOf(id)).escalations).toMatchObject([{ reason: 'other', note: 'Kundin ist sehr aufgebracht', level: 2, to_staff: { slug: 'mara' }, resolved_at: null }]);
  });

  test.each([['owner', 3, 'chef'], ['manager', 2, 'mara'], ['ben', 1, 'ben'], ['operator', 4, null]])('to %s is level %i', async (to, level, slug) => {
    const id = await callback();
    await post(`/callbacks/${id}/escalate`, { reason: 'complex_case', note: 'n', to });
    expect((await detailOf(id)).escalations).toMatchObject([{ reason: 'complex_case', note: 'n', level, to_staff: slug === null ? null : { slug } }]);
  });

  test('is dealt with by whoever resolves it, once', async () => {
    const id = await callback();
    await post(`/callbacks/${id}/escalate`, { reason: 'complex_case' });
    const [{ id: escalation }] = (await detailOf(id)).escalations;
    expect((await post(`/callbacks/${id}/escalations/${escalation}/resolve`, { note: 'geklärt' }, { by: 'mara' })).statusCode).toBe(200);
    expect((await detailOf(id)).escalations).toMatchObject([{ resolved_at: iso(NOW), resolution_note: 'geklärt' }]);
    expect(status(await post(`/callbacks/${id}/escalations/${escalation}/resolve`))).toEqual([409, 'STATE_CONFLICT']);
    expect(status(await post(`/callbacks/${await callback()}/escalations/${escalation}/resolve`))).toEqual([404, 'NOT_FOUND']);
    expectInvalid(await post(`/callbacks/${id}/escalate`, { reason: 'other', to: 'niemand' }), 'to:');
  });
});

describe('a callback by hand', () => {
  test('is a wish like any other, due by the rules, with the number as the network knows it', async () => {
    const response = await post('/callbacks', { customer_name: 'Frau Sommer', phone_number: '030 / 123 45-67', branch: 'west', service: 'farbe', priority: 'high', preferred_time_window: 'nachmittags', notes: 'Frage zur Farbe' });
    const body = response.json();
    expect(response.statusCode).toBe(201);
    expect(response.headers['location']).toBe(`/api/v1/callbacks/${body.id}`);
    expect(body).toMatchObject({
      status: 'pending', created_from: 'staff', priority: 'high', phone_number: '+49301234567', phone_raw: '030 / 123 45-67', customer_name: 'Frau Sommer', due_at: iso(NOW + 4 * HOUR),
      branch: { slug: 'west' }, service: { slug: 'farbe' }, preferred_time_window: 'nachmittags', notes: 'Frage zur Farbe', call_id: null,
      metadata: { error_type: null, call_id: null, created_from: 'staff', created_at_iso: '2026-12-01T09:00:00Z' },
    });
    expect((await detailOf(body.id)).timeline).toMatchObject([{ kind: 'created', actor: expect.stringMatching(/^key:/) }]);
    expect((await get(`/wishes?fate=open_callback&intent=callback`)).json().items).toContainEqual(expect.objectContaining({ id: body.wish_id, callback_id: body.id }));
    expect((await get('/ledger', { by: 'chef' })).json().difference).toBe(0);
  });

  test.each([
    [{}, 'phone_number'], [{ customer_name: '' }, 'phone_number'], [{ phone_number: 'keine Ahnung' }, 'phone_number'], [{ phone_number: '12' }, 'phone_number'],
    [{ phone_number: '0301234567', branch: 'nord' }, 'branch'], [{ phone_number: '0301234567', service: 'x' }, 'service'], [{ customer_email: 'a@' }, 'customer_email'],
  ])('%j is refused with the place', async (body, place) => expectInvalid(await post('/callbacks', body), place));
});

describe('taking back', () => {
  test('an attempt withdraws it: it stays readable and counts no more', async () => {
    const id = await callback();
    const before = await detailOf(id);
    await post(`/callbacks/${id}/attempts`, { outcome: 'reached' });
    expect((await post(`/callbacks/${id}/undo`)).json()).toMatchObject({ status: 'pending', attempts_count: 0, contacted_at: null, next_attempt_at: before.next_attempt_at, undo: null });
    expect((await detailOf(id)).attempts).toMatchObject([{ outcome: 'reached', withdrawn_at: iso(NOW) }]);
    expect(await kinds(id)).toEqual(['attempt', 'undo']);
  });

  test('a completion takes the call back with it that was told in the same breath, and only that one; nothing of either is gone', async () => {
    const id = await callback({ error_type: 'exception', created_at: iso(NOW - HOUR) });
    await post(`/callbacks/${id}/attempts`, { outcome: 'busy' });
    const before = await detailOf(id);
    salon.now = NOW + MINUTE;
    const done = (await post(`/callbacks/${id}/complete`, { resolution: 'answered', attempt: { outcome: 'reached', note: 'passt so' } })).json();
    expect(done).toMatchObject({ status: 'completed', attempts_count: 2, contacted_at: iso(salon.now - 1), undo: { kind: 'complete' } });
    expect(await salon.metrics.registry.metrics()).toContain('fangnetz_callback_response_seconds_sum{error_type="exception"} 3659.999');
    const { status: open, attempts_count: count, contacted_at: contactedAt, next_attempt_at: nextAt } = before;
    expect((await post(`/callbacks/${id}/undo`)).json()).toMatchObject({ status: open, attempts_count: count, contacted_at: contactedAt, next_attempt_at: nextAt, completed_at: null, undo: null });
    const { attempts, timeline } = await detailOf(id);
    expect(attempts).toMatchObject([{ outcome: 'busy', withdrawn_at: null }, { outcome: 'reached', note: 'passt so', withdrawn_at: iso(salon.now) }]);
    expect(timeline.map(({ kind }: { kind: string }) => kind)).toEqual(['attempt', 'attempt', 'complete', 'undo', 'undo']);
    expect(timeline.slice(3).map(({ detail }: { detail: { undone: string } }) => detail.undone)).toEqual([timeline[2].id, timeline[1].id]);
    expect((await post(`/callbacks/${id}/undo`)).json()).toMatchObject({ why: 'already' });
    expect((await get('/ledger', { by: 'chef' })).json().difference).toBe(0);
  });

  test('a completion leaves the call that was told before it', async () => {
    const id = await callback();
    await post(`/callbacks/${id}/attempts`, { outcome: 'reached' });
    await post(`/callbacks/${id}/complete`, { resolution: 'answered' });
    expect((await post(`/callbacks/${id}/undo`)).json()).toMatchObject({ status: 'contacted', attempts_count: 1 });
  });

  test('a completion gives the claim back that had ended with it, and opens the wish again', async () => {
    const id = await callback({ phone_number: '+4930999001' });
    await post(`/callbacks/${id}/claim`);
    await post(`/callbacks/${id}/complete`, { resolution: 'answered' });
    expect((await detailOf(id)).claimed_by).toBeNull();
    expect((await post(`/callbacks/${id}/undo`)).json()).toMatchObject({ status: 'pending', claimed_by: salon.staff['anna'], claimed_by_name: expect.any(String) });
    expect((await get('/ledger', { by: 'chef' })).json().difference).toBe(0);
  });

  test('an assignment that nobody has heard of yet tells nobody anything', async () => {
    const id = await callback();
    await post(`/callbacks/${id}/assign`, { staff: 'ben' }, { by: 'mara' });
    await post(`/callbacks/${id}/undo`, undefined, { by: 'mara' });
    expect(await database.inCompany(salon.rows.companyId, (tx) => tx.rows('select kind from notices where callback_id = $1', [id]))).toEqual([]);
    await post(`/callbacks/${id}/assign`, { staff: 'ben' }, { by: 'mara' });
    await database.inCompany(salon.rows.companyId, (tx) => tx.run('update notices set expanded_at = at where callback_id = $1', [id]));
    await post(`/callbacks/${id}/undo`, undefined, { by: 'mara' });
    expect(await database.inCompany(salon.rows.companyId, (tx) => tx.rows('select kind from notices where callback_id = $1 order by kind', [id]))).toEqual([{ kind: 'assigned' }, { kind: 'unassigned' }]);
  });

  test('a note leaves its words marked; an escalation is over', async () => {
    const id = await callback();
    const { undo } = (await post(`/callbacks/${id}/notes`, { text: '@ben falscher Fall' })).json();
    await post(`/callbacks/${id}/undo`);
    expect((await detailOf(id)).timeline.at(-1)).toMatchObject({ kind: 'undo', detail: { undone: undo.event_id } });
    await post(`/callbacks/${id}/escalate`, { reason: 'other' });
    await post(`/callbacks/${id}/undo`);
    expect(await detailOf(id)).toMatchObject({ escalation_level: 0, assigned_to: null, escalations: [{ resolved_at: iso(NOW) }] });
  });

  test('is refused with why: nothing of his, already, others went on, too late', async () => {
    const id = await callback();
    const why = async (by: string): Promise<unknown> => {
      const response = await post(`/callbacks/${id}/undo`, undefined, { by });
      return [response.statusCode, response.json().why, response.json().state];
    };
    expect(await why('anna')).toEqual([409, 'nothing', 'pending']);
    await post(`/callbacks/${id}/assign`, { staff: 'anna' });
    await post(`/callbacks/${id}/priority`, { priority: 'high' }, { by: 'ben' });
    expect(await why('anna')).toEqual([409, 'moved_on', 'assigned']);
    expect((await post(`/callbacks/${id}/undo`, undefined, { by: 'ben' })).statusCode).toBe(200);
    expect(await why('ben')).toEqual([409, 'already', 'assigned']);
    await post(`/callbacks/${id}/cancel`, { reason: 'Verwählt' });
    salon.now = NOW + 10 * MINUTE + 1;
    expect(await why('anna')).toEqual([409, 'too_late', 'cancelled']);
  });
});

describe('every action', () => {
  const BODIES: Readonly<Record<string, object>> = {
    claim: {}, release: {}, assign: { staff: 'ben' }, attempts: { outcome: 'no_answer' }, complete: { resolution: 'answered' }, cancel: { reason: 'r' }, reopen: { reason: 'r' },
    escalate: { reason: 'other' }, snooze: { until: 'heute 14:00' }, notes: { text: 't' }, priority: { priority: 'urgent' }, undo: {},
  };

  test.each(Object.entries(BODIES))('%s: another company’s callback does not exist, nor one that cannot be', async (action, body) => {
    const id = await callback();
    expect(status(await post(`/callbacks/${id}/${action}`, body, { by: 'fremd' }))).toEqual([404, 'NOT_FOUND']);
    expect(status(await post(`/callbacks/nr-1/${action}`, body))).toEqual([404, 'NOT_FOUND']);
    expect(await kinds(id)).toEqual([]);
  });

  test.each(Object.entries(BODIES))('%s: is not for viewers', async (action, body) => {
    expect(status(await post(`/callbacks/${await callback()}/${action}`, body, { by: 'viewer' }))).toEqual([403, 'FORBIDDEN']);
  });

  test('assign: staff take what nobody has and hand on what is theirs; they give nobody’s work away and take nobody’s', async () => {
    const id = await callback();
    expect(status(await post(`/callbacks/${id}/assign`, { staff: 'ben' }))).toEqual([403, 'FORBIDDEN']);
    expect((await post(`/callbacks/${id}/assign`, { staff: 'anna' })).statusCode).toBe(200);
    expect(status(await post(`/callbacks/${id}/assign`, { staff: 'ben' }, { by: 'ben' }))).toEqual([403, 'FORBIDDEN']);
    expect((await post(`/callbacks/${id}/assign`, { staff: 'ben' })).statusCode).toBe(200);
    expect((await post(`/callbacks/${id}/assign`, { staff: null }, { by: 'mara' })).statusCode).toBe(200);
  });

  test.each(Object.entries(BODIES).filter(([action]) => !['reopen', 'notes', 'undo'].includes(action)))('%s: a callback that is done refuses it and stays as it was', async (action, body) => {
    const id = await callback({ status: 'completed', completed_at: iso(NOW), resolution: 'answered' });
    const response = await post(`/callbacks/${id}/${action}`, body);
    expect([response.statusCode, response.json().code, response.json().state]).toEqual([409, 'STATE_CONFLICT', 'completed']);
    expect(await kinds(id)).toEqual([]);
  });

  test.each(['', '{}', 'null', undefined])('without anything to say takes a body of %j', async (payload) => {
    const headers = { authorization: 'Bearer fn_anna', ...(payload === undefined ? {} : { 'content-type': 'application/json' }) };
    const response = await salon.app.inject({ method: 'POST', url: `/api/v1/callbacks/${await callback()}/claim`, headers, ...(payload === undefined ? {} : { payload }) });
    expect(response.statusCode).toBe(200);
  });

  test('that needs to be told something says so where nothing came, and where it is no JSON', async () => {
    const headers = { authorization: 'Bearer fn_anna', 'content-type': 'application/json' };
    const send = async (payload: string) => await salon.app.inject({ method: 'POST', url: `/api/v1/callbacks/${await callback()}/complete`, headers, payload });
    expectInvalid(await send(''), 'body');
    expectInvalid(await send('{'), 'JSON');
  });

  test('counts a completion by a known resolution, and words of somebody’s own as other', async () => {
    await post(`/callbacks/${await callback({ error_type: 'exception' })}/complete`, { resolution: 'no_longer_needed' });
    await post(`/callbacks/${await callback({ error_type: 'exception' })}/complete`, { resolution: 'Frau Meier kommt vorbei' });
    const metrics = await salon.metrics.registry.metrics();
    expect(metrics).toContain('fangnetz_callbacks_completed_total{error_type="exception",resolution="no_longer_needed"} 1');
    expect(metrics).toContain('fangnetz_callbacks_completed_total{error_type="exception",resolution="other"} 1');
  });
});

describe('around a callback', () => {
  test('stands what else is open of the same caller, and what there was before; of a withheld number nothing', async () => {
    const phone = '+4930888001';
    const [id, other] = [await callback({ phone_number: phone }), await callback({ phone_number: phone, notes: 'und die Farbe' })];
    await callback({ phone_number: phone, status: 'completed', completed_at: iso(NOW), resolution: 'answered' });
    const call = await salon.rows.call({ from_number: phone });
    const appointment = await salon.rows.appointment({ phone_number: phone, service_id: salon.service });
    const { related, customer_id: customerId } = await detailOf(id);
    expect(customerId).not.toBeNull();
    expect(related).toEqual({
      callbacks: [{ id: other, status: 'pending', priority: 'normal', due_at: expect.any(String), notes: 'und die Farbe' }],
      calls: [expect.objectContaining({ id: call })], appointments: [expect.objectContaining({ id: appointment, status: 'booked', service: expect.objectContaining({ slug: 'farbe' }) })],
    });
    const hidden = [await callback({ phone_raw: 'anonymous' }), await callback({ phone_raw: 'anonymous' })];
    expect((await detailOf(hidden[0]!)).related).toEqual({ callbacks: [], calls: [], appointments: [] });
  });

  test('is said what the asker could take back now, and to a colleague nothing', async () => {
    const id = await callback();
    const { undo } = (await post(`/callbacks/${id}/priority`, { priority: 'high' })).json();
    expect((await detailOf(id)).undo).toEqual({ event_id: undo.event_id, kind: 'priority', until: iso(NOW + 10 * MINUTE) });
    expect((await get(`/callbacks/${id}`, { by: 'ben' })).json().undo).toBeNull();
  });

  test('is a message for somebody who cannot be reached: by SMS to mobile numbers only, on a mailbox only what he allowed', async () => {
    const [landline, mobile] = [await callback({ phone_number: '+4930888002', customer_name: 'Frau Fest' }), await callback({ phone_number: '+4915112345678', customer_email: 'mobil@kunde.example' })];
    const message = async (id: string) => (await get(`/callbacks/${id}/last-message`)).json();
    expect(await message(landline)).toMatchObject({ language: 'de', email: null, sms_to: null, voicemail_permission: null, items: [{ language: 'de', mail: expect.stringContaining('Frau Fest') }, { language: 'en' }] });
    expect(await message(mobile)).toMatchObject({ email: 'mobil@kunde.example', sms_to: '+4915112345678' });
    const { customer_id: customerId } = await detailOf(mobile);
    await database.inCompany(salon.rows.companyId, (tx) => tx.run(`update customers set voicemail_permission = 'none', language = 'en' where id = $1`, [customerId]));
    expect(await message(mobile)).toMatchObject({ language: 'en', voicemail_permission: 'none', items: [{ language: 'en', voicemail: null }, { language: 'de', voicemail: null }] });
    await post(`/callbacks/${mobile}/attempts`, { outcome: 'voicemail' });
    expect((await detailOf(mobile)).timeline.at(-1).detail).toMatchObject({ outcome: 'voicemail', against_permission: true });
  });

  test('somebody who does not want to be called is proposed for no other time', async () => {
    const id = await callback({ phone_number: '+4930888003' });
    const { customer_id: customerId } = await detailOf(id);
    await database.inCompany(salon.rows.companyId, (tx) => tx.run('update customers set do_not_call = true where id = $1', [customerId]));
    expect((await get(`/callbacks/${id}/next-attempt`)).json()).toMatchObject({ next_attempt_at: null, do_not_call: true, exhausted: false });
    expect((await post(`/callbacks/${id}/attempts`, { outcome: 'no_answer' })).json().next_attempt_at).toBeNull();
  });
});
