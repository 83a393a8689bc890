import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, describe, expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import { listCalls } from '../calls/list-calls.ts';
import type { Role } from '../companies/api-key.ts';
import { iso } from '../platform/iso.ts';

const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const sued = await companyWithRows(database, 'sued');
const key = (companyId: string, role: Role) => ({ companyId, keyId: randomUUID(), role, hint: 'beef', staffId: null });
const keys = { fn_owner: key(nord.companyId, 'owner'), fn_viewer: key(nord.companyId, 'viewer'), fn_sued: key(sued.companyId, 'owner') };
const { app } = await adminServer({ database, companies: [{ id: nord.companyId, slug: 'nord' }, { id: sued.companyId, slug: 'sued' }], keys });
afterAll(() => app.close());

const ask = (method: 'GET' | 'PATCH', path: string, { as = 'fn_owner', body }: { as?: keyof typeof keys; body?: object } = {}): Promise<LightMyRequestResponse> =>
  app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}` }, ...(body === undefined ? {} : { payload: body }) });
const json = async (path: string, as: keyof typeof keys = 'fn_owner') => (await ask('GET', path, { as })).json();

let numbers = 0;
const newNumber = (): string => `+4915100${String((numbers += 1)).padStart(6, '0')}`;
const customerOf = async (phone: string) => (await json(`/customers?q=${encodeURIComponent(phone)}`)).items[0];

test('whoever was heard of is there without anybody writing him down: by call, callback or appointment, and once', async () => {
  const [phone, wish] = [newNumber(), await nord.wish()];
  await nord.call({ from_number: phone, started_at: iso(NOW - HOUR) });
  await nord.callback(wish, { phone_number: phone, customer_name: 'Ada', created_at: iso(NOW) });
  await nord.appointment({ phone_number: phone, customer_name: 'Ada Beispiel', customer_email: 'ada@example.org', created_at: iso(NOW + HOUR) });
  expect(await customerOf(phone)).toMatchObject({
    name: 'Ada Beispiel', names: ['Ada Beispiel', 'Ada'], phone_number: phone, email: 'ada@example.org', first_seen_at: iso(NOW - HOUR), last_seen_at: iso(NOW + HOUR),
    calls_count: 1, open_callbacks_count: 1, appointments_count: 1, next_appointment_at: iso(NOW + HOUR), voicemail_permission: null, do_not_call: false,
  });
  expect((await json(`/customers?q=${encodeURIComponent(phone)}`)).items).toHaveLength(1);
});

test('what is drained late does not take the name back', async () => {
  const phone = newNumber();
  await nord.callback(await nord.wish(), { phone_number: phone, customer_name: 'Neu', created_at: iso(NOW) });
  await nord.callback(await nord.wish(), { phone_number: phone, customer_name: 'Alt', created_at: iso(NOW - 24 * HOUR) });
  expect(await customerOf(phone)).toMatchObject({ name: 'Neu', names: ['Neu', 'Alt'], first_seen_at: iso(NOW - 24 * HOUR), last_seen_at: iso(NOW) });
});

test('a withheld number is nobody; an address alone is somebody, however it is written', async () => {
  const before = (await json('/customers')).items.length;
  await nord.call({ from_number: null, from_raw: 'anonymous' });
  await nord.callback(await nord.wish(), { phone_number: null, phone_raw: 'anonymous', customer_name: 'Niemand' });
  expect((await json('/customers')).items).toHaveLength(before);
  const callback = await nord.callback(await nord.wish(), { customer_email: ' Mara@Example.org', customer_name: 'Mara' });
  await nord.appointment({ customer_email: 'mara@example.org', customer_name: 'Mara Muster' });
  const [mara] = (await json('/customers?q=mara')).items;
  expect(mara).toMatchObject({ phone_number: null, names: ['Mara Muster', 'Mara'], open_callbacks_count: 1 });
  expect(await json(`/callbacks/${callback}`)).toMatchObject({ customer_id: mara.id });
});

test('a number that is learnt later makes a customer then', async () => {
  const phone = newNumber();
  const call = await nord.call({ from_number: null });
  await database.inCompany(nord.companyId, async (tx) => void (await tx.run('update calls set from_number = $2 where id = $1', [call, phone])));
  expect(await customerOf(phone)).toMatchObject({ calls_count: 1, names: [] });
});

test('one page leads to all that a customer wished for, and each of these back to him', async () => {
  const phone = newNumber();
  const callId = await nord.call({ from_number: phone, transcript: JSON.stringify([{ role: 'user', content: 'Hallo' }]), recording_url: 'https://recordings.example/1' });
  const wish = await nord.wish({ call_id: callId, requested: { customerName: 'Ada', serviceSaid: 'Schnitt' } });
  const merged = await nord.wish({ call_id: callId, fate: 'merged', merged_into: wish });
  const callback = await nord.callback(wish, { call_id: callId, phone_number: phone });
  await database.asMachine(async (tx) => void (await tx.run('update wishes set callback_id = $2 where id = $1', [wish, callback])));
  const appointment = await nord.appointment({ call_id: callId, phone_number: phone, wish_id: wish });
  await nord.request({ call_id: callId, wish_id: wish, answer: { success: false, status: 'callback_queued', message: 'Ein Mitarbeiter ruft Sie an.' } });
  const { id } = await customerOf(phone);
  const detail = await json(`/customers/${id}`);
  expect({ calls: ids(detail.calls), wishes: new Set(ids(detail.wishes)), callbacks: ids(detail.callbacks), appointments: ids(detail.appointments) })
    .toEqual({ calls: [callId], wishes: new Set([wish, merged]), callbacks: [callback], appointments: [appointment] });
  expect(await json(`/calls/${callId}`)).toMatchObject({
    customer_id: id, transcript: [{ content: 'Hallo' }], functions: [{ function: 'book_appointment', wish_id: wish, answer: { status: 'callback_queued' } }],
    callbacks: [{ id: callback }], appointments: [{ id: appointment }], recording_url: `/api/v1/calls/${callId}/recording`, recording: { available: true, consent: null },
  });
  expect(await json(`/calls/${callId}`, 'fn_viewer')).toMatchObject({ transcript: null, recording_url: null, functions: [{ answer: null }] });
  expect(await json(`/wishes/${wish}`)).toMatchObject({ customer_id: id, requested: { serviceSaid: 'Schnitt' }, merged: [{ id: merged, merged_into: wish }], callbacks: [{ id: callback }], call: { id: callId } });
  expect(await json(`/wishes/${wish}`, 'fn_viewer')).toMatchObject({ requested: {} });
  expect(await json(`/wishes/${merged}`)).toMatchObject({ merged_into: wish, callbacks: [{ id: callback }] });
  expect(await json(`/appointments/${appointment}`)).toMatchObject({ customer_id: id, wish: { id: wish }, call: { id: callId }, callbacks: [{ id: callback }] });
  for (const list of ['calls', 'wishes', 'callbacks', 'appointments']) expect((await json(`/${list}?customer_id=${id}&limit=1`)).items).toHaveLength(1);
});

const ids = (list: { items: readonly { id: string }[] }): string[] => list.items.map(({ id }) => id);

test('a list that begins in the detail goes on under its own address', async () => {
  const phone = newNumber();
  for (let i = 0; i < 23; i++) await nord.call({ from_number: phone, created_at: iso(NOW + i) });
  const { id } = await customerOf(phone);
  const { calls } = await json(`/customers/${id}`);
  const rest = await json(`/calls?customer_id=${id}&cursor=${calls.next_cursor}`);
  expect(new Set([...ids(calls), ...ids(rest)])).toHaveProperty('size', 23);
});

test('what a person writes down stays, is in the audit log by its key only, and a viewer cannot', async () => {
  const phone = newNumber();
  await nord.callback(await nord.wish(), { phone_number: phone, customer_name: 'Adda' });
  const { id } = await customerOf(phone);
  const change = { name: 'Ada Beispiel', note: 'hört schlecht', language: 'en', voicemail_permission: 'no_name', do_not_call: true };
  expect((await ask('PATCH', `/customers/${id}`, { as: 'fn_viewer', body: change })).statusCode).toBe(403);
  expect((await ask('PATCH', `/customers/${id}`, { body: change })).json()).toMatchObject(change);
  await nord.callback(await nord.wish(), { phone_number: phone, customer_name: 'Agda', created_at: iso(NOW + HOUR) });
  expect(await customerOf(phone)).toMatchObject({ ...change, names: ['Agda', 'Adda'] });
  expect((await ask('PATCH', `/customers/${id}`, { body: { note: null, name: null } })).json()).toMatchObject({ name: 'Agda', note: null, voicemail_permission: 'no_name' });
  expect((await json('/audit?action=customer.change')).items.map((entry: { detail: unknown }) => entry.detail)).toEqual([
    { changed: ['name', 'note'] }, { changed: ['name', 'note', 'language', 'voicemail_permission', 'do_not_call'] },
  ]);
});

test('another company sees none of it, and neither does what is no id', async () => {
  const phone = newNumber();
  const appointment = await nord.appointment({ phone_number: phone });
  const { id } = await customerOf(phone);
  expect((await json(`/customers?q=${encodeURIComponent(phone)}`, 'fn_sued')).items).toEqual([]);
  for (const path of [`/customers/${id}`, `/appointments/${appointment}`, '/calls/x', `/wishes/${randomUUID()}`]) expect((await ask('GET', path, { as: 'fn_sued' })).statusCode).toBe(404);
  expect((await ask('PATCH', `/customers/${id}`, { as: 'fn_sued', body: { note: 'x' } })).statusCode).toBe(404);
});

test('people of one branch see the customers of their branch, and may be the first to hear of one', async () => {
  const [mitte, west] = [await nord.branch('mitte', 'Mitte'), await nord.branch('west', 'West')];
  const [here, there] = [newNumber(), newNumber()];
  await nord.call({ from_number: here, branch_id: mitte });
  await nord.call({ from_number: there, branch_id: west });
  const seen = await database.inCompany(nord.companyId, async (tx) => await tx.rows<{ phone_number: string }>('select phone_number from customers'), { branches: [mitte] });
  expect(seen.map((row) => row.phone_number)).toContain(here);
  expect(seen.map((row) => row.phone_number)).not.toContain(there);
  const wish = await nord.wish();
  const phone = newNumber();
  for (const number of [phone, there]) {
    await database.inCompany(nord.companyId, async (tx) => void (await tx.run(
      `insert into callbacks (company_id, id, receipt, wish_id, status, priority, created_from, phone_number, branch_id, due_at, due_because, metadata, created_at, updated_at)
       values ($1, $2, $2, $3, 'pending', 'normal', 'staff', $4, $5, $6, '', '{}', $6, $6)`, [nord.companyId, randomUUID(), wish, number, mitte, iso(NOW)])), { branches: [mitte] });
  }
  expect(await customerOf(phone)).toMatchObject({ open_callbacks_count: 1 });
});

test.each([
  ['/appointments?q=zopf', 1], ['/appointments?staff=anna', 1], ['/appointments?staff=none&q=zopf', 0], ['/appointments?service=schnitt', 1], ['/appointments?branch=sued', 1],
  ['/calls?q=zopf', 1], ['/calls?q=0152%20111%2011', 1], ['/calls?branch=sued', 1], ['/wishes?q=flechten', 1], ['/wishes?branch=sued', 1], ['/wishes?q=nichts', 0],
])('filter %s', async (path, count) => {
  const fresh = await filtered;
  expect((await json(path, 'fn_sued')).items, JSON.stringify(fresh)).toHaveLength(count);
});

const filtered = (async () => {
  const [branch, staff, service] = [await sued.branch('sued', 'Süd'), await sued.staff('anna', 'Anna'), await sued.service('schnitt', 'Schnitt')];
  const phone = '+4915211111111';
  const call = await sued.call({ from_number: phone, branch_id: branch });
  await sued.call({ from_number: '+4915222222222' });
  await sued.wish({ call_id: call, requested: { serviceSaid: 'Flechten' } });
  await sued.wish();
  await sued.appointment({ phone_number: phone, customer_name: 'Zora Zopf', branch_id: branch, staff_id: staff, service_id: service, call_id: call });
  await sued.appointment();
  return { branch, call };
})();

describe('a list of calls says who called, what for, and what became of it', () => {
  const lineOf = async (id: string, as: keyof typeof keys = 'fn_owner') => (await json(`/calls?retell_call_id=call-${id}`, as)).items[0];
  const called = async (columns: Parameters<typeof nord.call>[0] = {}): Promise<{ id: string; callId: string }> => {
    const id = randomUUID();
    return { id, callId: await nord.call({ retell_call_id: `call-${id}`, ...columns }) };
  };

  test('of several wishes the one that needs somebody most, with the name that was given in this call, though the number is known by another', async () => {
    const [phone, service] = [newNumber(), await nord.service(`kinder-${randomUUID()}`, 'Kinderhaarschnitt')];
    await nord.appointment({ phone_number: phone, customer_name: 'Vater Beispiel', created_at: iso(NOW) });
    const { id, callId } = await called({ from_number: phone, started_at: iso(NOW), ended_at: iso(NOW + 90_000) });
    await nord.wish({ call_id: callId, fate: 'appointment', requested: { customerName: 'Ada' }, opened_at: iso(NOW + HOUR) });
    const open = await nord.wish({ call_id: callId, requested: { customerName: 'Mia Beispiel', serviceId: service, startAt: NOW + 24 * HOUR, dateSaid: 'Mittwoch', notes: 'bitte kurz' } });
    expect(await lineOf(id)).toMatchObject({
      customer_name: 'Mia Beispiel', outcome: 'open_callback', wishes_count: 2, duration_ms: 90_000,
      wish: { id: open, intent: 'book', service: 'Kinderhaarschnitt', start: iso(NOW + 24 * HOUR), when_said: 'Mittwoch', notes: 'bitte kurz' },
    });
    expect(await lineOf(id, 'fn_viewer')).toMatchObject({ wish: { id: open, service: 'Kinderhaarschnitt', when_said: null, notes: null } });
    expect((await json('/calls?q=mia%20beispiel')).items.map((call: { id: string }) => call.id)).toEqual([callId]);
    const customer = await customerOf(phone);
    await ask('PATCH', `/customers/${customer.id}`, { body: { name: 'Maria Beispiel' } });
    expect(await lineOf(id)).toMatchObject({ customer_name: 'Maria Beispiel' });
  });

  test('a wish that went into another has the fate of that one, however far it went', async () => {
    const [first, last] = [await called(), await nord.wish({ fate: 'appointment' })];
    const between = await nord.wish({ fate: 'merged', merged_into: last });
    await nord.wish({ call_id: first.callId, fate: 'merged', merged_into: between });
    expect(await lineOf(first.id)).toMatchObject({ outcome: 'appointment', wishes_count: 1 });
  });

  test('a call without a wish says so, except while it is still being looked at', async () => {
    const [nothing, judged, running] = [await called(), await called(), await called({ aftercare_at: iso(NOW) })];
    await nord.wish({ call_id: judged.callId, fate: 'not_a_wish', reason: 'wrong_number' });
    expect(await lineOf(nothing.id)).toMatchObject({ outcome: 'no_wish', wish: null, wishes_count: 0, customer_name: null });
    expect(await lineOf(judged.id)).toMatchObject({ outcome: 'no_wish', wishes_count: 1 });
    expect(await lineOf(running.id)).toMatchObject({ outcome: 'in_progress' });
    const found = (await json('/calls?outcome=in_progress&limit=200')).items;
    expect(found.map((call: { id: string }) => call.id)).toContain(running.callId);
    expect(new Set(found.map((call: { outcome: string }) => call.outcome))).toEqual(new Set(['in_progress']));
    expect((await ask('GET', '/calls?outcome=lost')).statusCode).toBe(400);
  });

  test('whoever sees one branch is not told that there was no wish where it lies with another', async () => {
    const [ours, theirs] = [await nord.branch(`b-${randomUUID()}`, 'Unsere'), await nord.branch(`b-${randomUUID()}`, 'Ihre')];
    const { callId } = await called({ branch_id: ours });
    const wish = await nord.wish({ call_id: callId, requested: { customerName: 'Geheim' } });
    const callback = await nord.callback(wish, { branch_id: theirs, customer_name: 'Geheim' });
    await database.asMachine(async (tx) => void (await tx.run('update wishes set callback_id = $2 where id = $1', [wish, callback])));
    await nord.request({ call_id: callId, wish_id: wish });
    const seenBy = (scope: { branches: readonly string[] } | undefined) =>
      database.inCompany(nord.companyId, async (tx) => (await listCalls(tx, { companyId: nord.companyId, branch: [ours], withTranscript: true, limit: 5, after: null })).items, scope);
    expect(await seenBy({ branches: [ours] })).toMatchObject([{ id: callId, customer_name: null, outcome: null, wish: null }]);
    expect(await seenBy(undefined)).toMatchObject([{ id: callId, customer_name: 'Geheim', outcome: 'open_callback' }]);
    expect(await seenBy({ branches: [theirs] })).toEqual([]);
  });
});
