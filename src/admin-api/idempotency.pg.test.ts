import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, describe, expect, test } from 'vitest';
import { deskSalon } from '../../test/desk-salon.ts';
import { interruptible } from '../../test/interruptible.ts';
import { testDatabase } from '../../test/pg.ts';
import { HOUR, NOW } from '../../test/read-side-rows.ts';
import { Fault, HeldElsewhere } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import { forgetOldKeys } from './idempotency-rows.ts';

const { database: real } = await testDatabase();
const database = interruptible(real);
// two nodes over one database, with the same people
const salon = await deskSalon(database, 'once');
const node = await salon.secondNode();
const { post, get, callback } = salon;
afterAll(async () => {
  await node.app.close();
  await salon.app.close();
});

const events = async (id: string): Promise<string[]> => (await get(`/callbacks/${id}`)).json().timeline.map(({ kind }: { kind: string }) => kind);
const seen = (response: LightMyRequestResponse): unknown => [response.statusCode, response.headers['idempotent-replayed'], response.body];

describe('a write that is sent again under its key', () => {
  test('gets the same answer to the last byte and happens once, whatever became of it meanwhile', async () => {
    const id = await callback();
    const key = randomUUID();
    const first = await post(`/callbacks/${id}/attempts`, { outcome: 'no_answer' }, { key });
    await post(`/callbacks/${id}/notes`, { text: 'dazwischen' });
    const again = await post(`/callbacks/${id}/attempts`, { outcome: 'no_answer' }, { key });
    expect(seen(again)).toEqual([200, 'true', first.body]);
    expect(again.headers['content-type']).toBe(first.headers['content-type']);
    expect(await events(id)).toEqual(['attempt', 'note']);
  });

  test('by many at once on two nodes happens once, and all of them hear the same', async () => {
    const id = await callback();
    const key = randomUUID();
    const responses = await Promise.all(Array.from({ length: 12 }, async (_, i) => await (i % 2 === 0 ? salon : node).post(`/callbacks/${id}/notes`, { text: 'einmal' }, { key })));
    expect(new Set(responses.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(responses.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
    expect(await events(id)).toEqual(['note']);
  });

  test('keeps the place of what it made', async () => {
    const key = randomUUID();
    const [first, again] = [await post('/callbacks', { customer_name: 'Frau Einmal' }, { key }), await post('/callbacks', { customer_name: 'Frau Einmal' }, { key })];
    expect([again.statusCode, again.json().id, again.headers['location']]).toEqual([201, first.json().id, first.headers['location']]);
    expect((await get('/callbacks?q=Einmal')).json().items).toHaveLength(1);
  });

  test('that was refused is refused again, also where it would be possible by now', async () => {
    const id = await callback();
    const key = randomUUID();
    expect((await post(`/callbacks/${id}/reopen`, { reason: 'r' }, { key })).statusCode).toBe(409);
    await post(`/callbacks/${id}/cancel`, { reason: 'Verwählt' });
    const again = await post(`/callbacks/${id}/reopen`, { reason: 'r' }, { key });
    expect([again.statusCode, again.json().code, again.json().state]).toEqual([409, 'STATE_CONFLICT', 'pending']);
  });

  test('with another body, or for another callback, is a mistake that is told', async () => {
    const [id, other] = [await callback(), await callback()];
    const key = randomUUID();
    await post(`/callbacks/${id}/notes`, { text: 'a' }, { key });
    for (const [url, text] of [[`/callbacks/${id}/notes`, 'b'], [`/callbacks/${other}/notes`, 'a']] as const) {
      const response = await post(url, { text }, { key });
      expect([response.statusCode, response.json().code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    }
    expect([await events(id), await events(other)]).toEqual([['note'], []]);
  });

  test('is its sender’s own: a colleague and another company may use the same word', async () => {
    const id = await callback();
    for (const by of ['anna', 'ben']) await post(`/callbacks/${id}/notes`, { text: 't' }, { by, key: 'eins' });
    expect(await events(id)).toEqual(['note', 'note']);
    expect((await post('/callbacks', { customer_name: 'x' }, { by: 'fremd', key: 'eins' })).statusCode).toBe(201);
  });

  test('without a body counts as the same with an empty one', async () => {
    const id = await callback();
    await post(`/callbacks/${id}/notes`, { text: 't' });
    const key = randomUUID();
    expect((await post(`/callbacks/${id}/undo`, undefined, { key })).statusCode).toBe(200);
    expect((await post(`/callbacks/${id}/undo`, undefined, { key })).headers['idempotent-replayed']).toBe('true');
  });

  test.each(['', 'ä', 'x'.repeat(256)])('is refused where the key is %j', async (key) => {
    const response = await post('/callbacks', { customer_name: 'x' }, { key });
    expect([response.statusCode, response.json().code]).toEqual([400, 'REQUEST_INVALID']);
  });
});

describe('where the answer was lost', () => {
  const lose = async (key: string, changes: string): Promise<void> => {
    await database.inCompany(salon.rows.companyId, (tx) => tx.run(`update idempotency_keys set status = null, body = null, ${changes} where key = $1`, [key]));
  };

  test('because the node died after the commit, who sends it again is told what it came to, and it does not happen twice', async () => {
    const id = await callback();
    const key = randomUUID();
    const first = await post(`/callbacks/${id}/attempts`, { outcome: 'busy' }, { key });
    await lose(key, `lease_until = '${iso(NOW - 1)}'`);
    const again = await node.post(`/callbacks/${id}/attempts`, { outcome: 'busy' }, { key });
    expect([again.statusCode, again.json()]).toEqual([200, first.json()]);
    expect(await events(id)).toEqual(['attempt']);
  });

  test('because the node died before the commit, it happens then', async () => {
    const id = await callback();
    const key = randomUUID();
    await post(`/callbacks/${id}/notes`, { text: 't' }, { key });
    await lose(key, `outcomes = '{}', lease_until = '${iso(NOW - 1)}'`);
    await node.post(`/callbacks/${id}/notes`, { text: 't' }, { key });
    expect(await events(id)).toEqual(['note', 'note']);
  });

  test('in the middle of many, it goes on with those that it had not come to', async () => {
    const ids = [await callback(), await callback(), await callback()];
    const key = randomUUID();
    const asked = { ids, action: 'notes', params: { text: 'an alle' } };
    const first = await post('/callbacks/bulk', asked, { by: 'mara', key });
    await lose(key, `outcomes = outcomes - '${ids[2]}', lease_until = '${iso(NOW - 1)}'`);
    const again = await post('/callbacks/bulk', asked, { by: 'mara', key });
    expect(again.json()).toEqual(first.json());
    expect(await Promise.all(ids.map(events))).toEqual([['note'], ['note'], ['note', 'note']]);
  });

  test('in the middle of many that a filter names, it tells of all of them, also of those that the filter names no more, and takes no others', async () => {
    const ids = [await callback({ priority: 'urgent' }), await callback({ priority: 'urgent' }), await callback({ priority: 'urgent' })];
    const key = randomUUID();
    const asked = { filter: { priority: 'urgent' }, action: 'priority', params: { priority: 'high' } };
    database.failAt('into callback_events', new Fault('DATABASE_UNAVAILABLE', 'away'));
    expect((await post('/callbacks/bulk', asked, { by: 'mara', key })).json()).toMatchObject({ matched: 3, changed: 2, refused: { unavailable: 1 } });
    const later = await callback({ priority: 'urgent' });
    const whole = (await post('/callbacks/bulk', asked, { by: 'mara', key })).json();
    expect(whole).toMatchObject({ matched: 3, changed: 3, refused: {}, next_cursor: null });
    expect(whole.results.map(({ id }: { id: string }) => id).toSorted()).toEqual(ids.toSorted());
    expect((await get(`/callbacks/${later}`)).json().priority).toBe('urgent');
  });

  test('an appointment that was entered by hand is not entered once more', async () => {
    const id = await callback({ service_id: salon.service, customer_name: 'Frau Sommer', phone_number: '+493012345678' });
    const key = randomUUID();
    const asked = { start: iso(NOW + 30 * HOUR), book_at_calendar: false, keep_open: true, force: true };
    const first = await post(`/callbacks/${id}/appointment`, asked, { key });
    expect(first.json()).toMatchObject({ outcome: 'booked', appointment_id: expect.any(String) });
    await lose(key, `lease_until = '${iso(NOW - 1)}'`);
    const again = await node.post(`/callbacks/${id}/appointment`, asked, { key });
    expect([again.statusCode, again.json().appointment_id]).toEqual([200, first.json().appointment_id]);
    expect((await database.inCompany(salon.rows.companyId, (tx) => tx.rows('select from appointments where wish_id = (select wish_id from callbacks where id = $1)', [id])))).toHaveLength(1);
  });

  test('and somebody else has gone on meanwhile, the slow one changes nothing', async () => {
    const id = await callback();
    const key = randomUUID();
    const held = database.holdAt('into callback_events');
    const slow = post(`/callbacks/${id}/notes`, { text: 'langsam' }, { key });
    await held.reached;
    await database.inCompany(salon.rows.companyId, (tx) => tx.run('update idempotency_keys set token = $2 where key = $1', [key, randomUUID()]));
    held.goOn();
    expect([(await slow).statusCode, (await slow).json().code]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS']);
    expect(await events(id)).toEqual([]);
  });
});

test('a failure of ours is no answer: sent again, it happens', async () => {
  const id = await callback();
  const key = randomUUID();
  database.failAt('into callback_events', new Fault('DATABASE_UNAVAILABLE', 'away'));
  expect((await post(`/callbacks/${id}/notes`, { text: 't' }, { key })).statusCode).toBe(503);
  expect((await post(`/callbacks/${id}/notes`, { text: 't' }, { key })).statusCode).toBe(200);
  expect(await events(id)).toEqual(['note']);
});

test('what somebody else is changing at the moment is said to be that, and no missing database: sent again, it happens', async () => {
  const id = await callback();
  const key = randomUUID();
  database.failAt('into callback_events', new HeldElsewhere('held', { cause: null }));
  const held = await post(`/callbacks/${id}/notes`, { text: 't' }, { key });
  expect([held.statusCode, held.json().code, held.headers['retry-after']]).toEqual([503, 'HELD_ELSEWHERE', '1']);
  expect((await post(`/callbacks/${id}/notes`, { text: 't' }, { key })).statusCode).toBe(200);
  expect(await events(id)).toEqual(['note']);
});

test('of many, those to which the database did not answer happen when it is sent again, and the others not twice', async () => {
  const ids = [await callback(), await callback()];
  const key = randomUUID();
  const asked = { ids, action: 'notes', params: { text: 'an alle' } };
  database.failAt('into callback_events', new Fault('DATABASE_UNAVAILABLE', 'away'));
  expect((await post('/callbacks/bulk', asked, { by: 'mara', key })).json()).toMatchObject({ changed: 1, refused: { unavailable: 1 } });
  expect((await post('/callbacks/bulk', asked, { by: 'mara', key })).json()).toMatchObject({ changed: 2, refused: {} });
  expect(await Promise.all(ids.map(events))).toEqual([['note'], ['note']]);
});

test('a key is forgotten after a day, not before', async () => {
  const id = await callback();
  await post(`/callbacks/${id}/notes`, { text: 't' }, { key: 'alt' });
  const left = async (): Promise<number> => (await database.inCompany(salon.rows.companyId, (tx) => tx.rows(`select from idempotency_keys where key = 'alt'`))).length;
  await forgetOldKeys(database, NOW + 24 * HOUR);
  expect(await left()).toBe(1);
  expect(await forgetOldKeys(database, NOW + 24 * HOUR + 1)).toBeGreaterThan(0);
  expect(await left()).toBe(0);
});

test('an answer that holds a secret is not kept: sent again it says that it was done', async () => {
  const key = randomUUID();
  const asked = { url: 'https://hooks.example.com/x', events: ['callback.assigned'] };
  const first = await post('/webhooks', asked, { by: 'chef', key });
  expect(first.statusCode).toBe(201);
  const again = await post('/webhooks', asked, { by: 'chef', key });
  expect([again.statusCode, again.json().code]).toEqual([409, 'IDEMPOTENCY_ANSWER_SECRET']);
  const rows = await database.inCompany(salon.rows.companyId, (tx) => tx.rows('select * from idempotency_keys where key = $1', [key]));
  expect(JSON.stringify(rows)).not.toContain(first.json().secret);
});

test('a refusal where a secret would have been is kept as what it is: nothing was done', async () => {
  const key = randomUUID();
  const asked = { url: 'https://localhost/x', events: ['callback.assigned'] };
  const first = await post('/webhooks', asked, { by: 'chef', key });
  const again = await post('/webhooks', asked, { by: 'chef', key });
  expect(first.statusCode).toBe(400);
  expect([again.statusCode, again.json(), again.headers['idempotent-replayed']]).toEqual([400, first.json(), 'true']);
});
