// The life of a call as the platform tells it, over signed HTTP, a real database and a clock that stands still.
import Fastify from 'fastify';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noticeLostCalls } from '../../aftercare/notice-lost-calls.ts';
import { settleCall } from '../../aftercare/settle-call.ts';
import { settleCalls } from '../../aftercare/settle-calls.ts';
import { lockWish } from '../../wishes/follow-callback.ts';
import { readLedger } from '../../wishes/ledger.ts';
import { bench, type Bench } from '../../../test/whole-call/bench.ts';
import type { Program } from '../../../test/whole-call/program.ts';
import { testDatabase } from '../../../test/pg.ts';
import { holdsFunctionsOf } from '../resume.ts';
import { signBody } from './verify-signature.ts';
import { retellRoutes } from './routes.ts';

const { database } = await testDatabase();

const TEN = { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt', name: 'Ada Beispiel' };
const FROM = '+4915112345678';
const TO = '+493012345678';

type Fields = Readonly<Record<string, unknown>>;

interface Line {
  readonly bench: Bench;
  post(path: 'functions' | 'webhook' | 'inbound', body: unknown, options?: { readonly key?: string; readonly to?: Program }): Promise<{ status: number; text: string }>;
  /** A lifecycle event of a call. */
  event(name: string, call: string, fields?: Fields): Promise<number>;
  /** What the jobs do once this much time has passed. */
  later(ms: number): Promise<void>;
  call(id: string): Promise<Record<string, unknown> | undefined>;
  callbacks(): Promise<Record<string, unknown>[]>;
  wishes(): Promise<Record<string, unknown>[]>;
}

async function line(): Promise<Line> {
  const b = await bench(database);
  const post: Line['post'] = async (path, body, { key = 'key', to = b.program } = {}) => {
    const app = Fastify({ logger: false });
    await app.register(retellRoutes, { intake: to.intake });
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': 'application/json', 'x-retell-signature': signBody(Buffer.from(payload), key, b.clock.now()) };
    const reply = await b.clock.until(Promise.resolve(app.inject({ method: 'POST', url: `/hooks/retell/retell/${path}`, payload, headers })));
    await b.clock.until(app.close());
    return { status: reply.statusCode, text: reply.body };
  };
  return {
    bench: b, post,
    event: async (name, call, fields = {}) => (await post('webhook', eventOf(name, call, b.clock.now(), fields))).status,
    later: async (ms) => {
      await b.clock.pass(ms);
      await b.program.work();
    },
    call: async (id) => (await b.rows<Record<string, unknown>>(`select * from calls where retell_call_id = '${id}'`))[0],
    callbacks: async () => await b.rows('select * from callbacks order by created_at, id'),
    wishes: async () => await b.rows('select * from wishes order by opened_at, id'),
  };
}

/** An event as Retell composes it; ended and analyzed carry the end. */
function eventOf(event: string, call: string, now: number, fields: Fields = {}): object {
  const over = event === 'call_ended' || event === 'call_analyzed' ? { end_timestamp: now, disconnection_reason: 'user_hangup', call_status: 'registered' } : {};
  return { event, call: { call_id: call, call_type: 'phone_call', direction: 'inbound', from_number: FROM, to_number: TO, agent_id: 'agent', start_timestamp: now - 60_000, ...over, ...fields } };
}

const said = (...lines: string[]) => ({ transcript_object: lines.map((l) => ({ role: l.startsWith('U: ') ? 'user' : 'agent', content: l.slice(3), words: [{ word: 'x', start: 0, end: 1 }] })) });

async function difference({ bench: { salon, clock, program } }: Line): Promise<unknown> {
  const journalPending = program.journal.unsettled().filter((e) => (e.body as { intent?: unknown }).intent !== null).map(({ id, openedAt }) => ({ id, openedAt }));
  const ledger = await database.inCompany(salon.company.id, async (tx) => await readLedger(tx, { companyId: salon.company.id, from: null, to: null, now: clock.now(), journalPending }));
  return { difference: ledger.difference, unexplained: ledger.unexplained };
}

const BALANCED = { difference: 0, unexplained: [] };

test('refuses what is not signed, and keeps what is', async () => {
  const l = await line();
  expect((await l.post('webhook', eventOf('call_started', 'c', l.bench.clock.now()), { key: 'forged' })).status).toBe(401);
  expect((await l.post('inbound', { call_inbound: {} }, { key: 'forged' })).status).toBe(401);
  expect(await l.call('c')).toBeUndefined();
  expect(await l.event('call_started', 'c')).toBe(204);
  expect(await l.call('c')).toMatchObject({ from_number: FROM, to_number: TO, direction: 'inbound', call_type: 'phone_call', ended_at: null });
});

test('an authentic body that is no JSON is taken note of, because sending it again would not mend it', async () => {
  const l = await line();
  expect(await l.post('webhook', '{"event":')).toEqual({ status: 204, text: '' });
});

test('stores what an event tells: reason and what it means, recording, analysis, the words without their timing', async () => {
  const l = await line();
  const analysis = { call_summary: 'Ein Termin.', custom_analysis_data: [] };
  await l.event('call_ended', 'c', { ...said('A: Guten Tag', 'U: Hallo'), recording_url: 'https://rec.example/1', duration_ms: 60_000, disconnection_reason: 'error_asr' });
  await l.event('call_analyzed', 'c', { call_analysis: analysis, disconnection_reason: 'error_asr' });
  expect(await l.call('c')).toMatchObject({
    disconnection_reason: 'error_asr', disconnection_class: 'fault', recording_url: 'https://rec.example/1', duration_ms: 60_000, analysis,
    transcript: [{ role: 'agent', content: 'Guten Tag', start: 0 }, { role: 'user', content: 'Hallo', start: 0 }],
  });
  const events = await l.bench.rows<{ event: string; payload: { call: Fields } }>('select event, payload from call_events order by event');
  expect(events.map((e) => e.event)).toEqual(['call_analyzed', 'call_ended']);
  for (const { payload } of events) expect(Object.keys(payload.call).filter((key) => key.startsWith('transcript'))).toEqual([]);
});

test('reads event_type too, keeps unknown events, alerts and chats, and counts doubles instead of storing them', async () => {
  const l = await line();
  const { event: _event, ...rest } = eventOf('x', 'c', l.bench.clock.now()) as { event: string };
  expect((await l.post('webhook', { event_type: 'call_started', ...rest })).status).toBe(204);
  for (let i = 0; i < 3; i++) expect(await l.event('call_exploded', 'c')).toBe(204);
  expect((await l.post('webhook', { event: 'alert_triggered', alert: { metric: 'x' } })).status).toBe(204);
  expect((await l.post('webhook', { event: 'chat_ended', chat: { chat_id: 'h', transcript: 'long' } })).status).toBe(204);
  expect((await l.post('webhook', [])).status).toBe(204);
  const events = await l.bench.rows<{ event: string; deliveries: number; call_id: string | null }>('select event, deliveries, call_id from call_events order by event');
  expect(events.map(({ event, deliveries, call_id }) => [event, deliveries, call_id !== null])).toEqual([
    ['', 1, false], ['alert_triggered', 1, false], ['call_exploded', 3, true], ['call_started', 1, true], ['chat_ended', 1, false],
  ]);
});

test('transfers to two numbers are two events; the same one again is none', async () => {
  const l = await line();
  const transfer = (event: string, number: string) => ({ event, call: { call_id: 'c', start_timestamp: 1_795_946_400_123 }, transfer_destination: { number } });
  for (const body of [transfer('transfer_started', '+491'), transfer('transfer_started', '+491'), transfer('transfer_started', '+492'), transfer('transfer_bridged', '+492')]) await l.post('webhook', body);
  expect(await l.bench.rows('select event, deliveries from call_events order by event, deliveries')).toEqual([
    { event: 'transfer_bridged', deliveries: 1 }, { event: 'transfer_started', deliveries: 1 }, { event: 'transfer_started', deliveries: 2 },
  ]);
  expect(await l.call('c')).toMatchObject({ transfer: { seen: ['transfer_bridged', 'transfer_started'], destination: '+491' } });
});

test('a wish that is open when the call ends becomes a callback, counted from the end, with what was understood and said', async () => {
  const l = await line();
  const c = l.bench.caller();
  await c.ask('check_availability', { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt', name: 'Ada Beispiel' });
  const endedAt = l.bench.clock.now();
  await l.event('call_ended', c.id, { ...said('A: Um zehn wäre noch frei. Soll ich buchen?', 'U: Moment, da kommt mein Chef'), end_timestamp: endedAt });
  expect(await difference(l)).toEqual(BALANCED);
  await l.bench.program.work();
  expect(await l.callbacks()).toEqual([]);
  await l.later(5_000);
  const [callback] = await l.callbacks();
  expect(callback).toMatchObject({ created_from: 'call_problem', error_type: null, priority: 'high', phone_number: FROM, customer_name: 'Ada Beispiel', due_at: endedAt + 240 * 60_000 });
  expect(callback!['notes']).toContain('schnitt');
  expect(callback!['notes']).toContain('Anrufer: Moment, da kommt mein Chef');
  expect(callback!['metadata']).toMatchObject({ created_from: 'call_problem', retell_call_id: c.id, requested_date: '2026-12-01' });
  expect(await l.wishes()).toMatchObject([{ fate: 'open_callback' }]);
  expect(await difference(l)).toEqual(BALANCED);
});

test('a fault of the platform makes it an exception; a call that a person took over is asked about without haste', async () => {
  const fault = await line();
  const one = fault.bench.caller();
  await one.ask('check_availability', TEN);
  await fault.event('call_ended', one.id, { disconnection_reason: 'error_llm_websocket_lost_connection' });
  await fault.later(5_000);
  expect(await fault.callbacks()).toMatchObject([{ error_type: 'exception', priority: 'high', error_message: expect.stringContaining('error_llm_websocket_lost_connection') }]);
  const handed = await line();
  const two = handed.bench.caller();
  await two.ask('check_availability', TEN);
  await handed.event('call_ended', two.id, { disconnection_reason: 'transfer_bridged' });
  await handed.later(5_000);
  expect(await handed.callbacks()).toMatchObject([{ error_type: null, priority: 'normal', error_message: expect.stringContaining('übergeben') }]);
});

test('a booked appointment leaves nothing to do, and a call whose end is never told is over after five minutes', async () => {
  const l = await line();
  const [booked, silent] = [l.bench.caller(), l.bench.caller('+4915199999999')];
  await booked.ask('book_appointment', TEN);
  await silent.ask('check_availability', TEN);
  await l.event('call_ended', booked.id, said('A: Ihr Termin ist gebucht.'));
  await l.later(290_000);
  expect(await l.callbacks()).toEqual([]);
  await l.later(15_000);
  expect(await l.callbacks()).toMatchObject([{ created_from: 'call_problem', phone_number: '+4915199999999' }]);
  expect((await l.wishes()).map((wish) => wish['fate']).sort()).toEqual(['appointment', 'open_callback']);
  expect(await difference(l)).toEqual(BALANCED);
});

test('a function that is still in flight when the call ends is waited for', async () => {
  const l = await line();
  const c = l.bench.caller();
  await c.ask('check_availability', TEN);
  await l.event('call_ended', c.id);
  const until = new Date(l.bench.clock.now() + 15_000).toISOString();
  await database.asMachine(async (tx) => await tx.run(`update requests set state = 'running', answer = null, lease_until = $2 where company_id = $1`, [l.bench.salon.company.id, until]));
  await l.later(10_000);
  expect(await l.callbacks()).toEqual([]);
  expect(await difference(l)).toEqual(BALANCED);
  await l.later(10_000);
  expect(await l.callbacks()).toHaveLength(1);
});

test('a function that comes long after the end joins the wish; the caller does not know of it, so he is still called', async () => {
  const l = await line();
  const c = l.bench.caller();
  await c.ask('check_availability', TEN);
  await l.event('call_ended', c.id);
  await l.later(60_000);
  const { answer } = await c.ask('book_appointment', TEN);
  expect(answer.status).toBe('booked');
  await l.later(600_000);
  expect(await l.wishes()).toMatchObject([{ fate: 'open_callback', appointment_id: answer.appointment_id }]);
  expect(await l.callbacks()).toMatchObject([{ status: 'pending', created_from: 'call_problem' }]);
  expect(await difference(l)).toEqual(BALANCED);
});

test('a booking that is said and not made is an urgent callback with the sentence; the same call again adds nothing', async () => {
  const l = await line();
  const c = l.bench.caller();
  await c.ask('check_availability', TEN);
  const talk = said('U: Dann um zehn.', 'A: Perfekt, Ihr Termin am Dienstag um 10 Uhr ist gebucht.', 'U: Danke!');
  await l.event('call_ended', c.id, talk);
  await l.later(5_000);
  await l.event('call_analyzed', c.id, talk);
  await l.later(5_000);
  expect(await l.callbacks()).toMatchObject([{ created_from: 'reconciliation', priority: 'urgent', error_message: 'Zusage ohne Termin: „Perfekt, Ihr Termin am Dienstag um 10 Uhr ist gebucht.“' }]);
  expect(await l.wishes()).toMatchObject([{ fate: 'open_callback', intent: 'book' }]);
  expect(await difference(l)).toEqual(BALANCED);
});

test('the aftercare takes the wish before its callback, as whoever works at it does: the two do not wait for each other', async () => {
  const l = await line();
  const c = l.bench.caller();
  await c.ask('check_availability', TEN);
  await l.event('call_ended', c.id);
  await l.later(5_000);
  await l.event('call_analyzed', c.id, said('A: Sie sind eingetragen.'));
  const { company } = l.bench.salon;
  const [[wish], [callback], call] = [await l.wishes(), await l.callbacks(), await l.call(c.id)];
  const settling = { company, callId: String(call?.['id']), now: l.bench.clock.now(), unsettled: () => false };
  const [locked, waits] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const working = database.inCompany(company.id, async (tx) => {
    await lockWish(tx, company.id, String(wish?.['id']));
    locked.resolve();
    await waits.promise;
    await tx.run('select from callbacks where id = $1 for no key update nowait', [String(callback?.['id'])]);
  });
  await locked.promise;
  const settled = database.inCompany(company.id, async (tx) => await settleCall(tx, settling));
  const waiting = 'select from pg_locks join pg_stat_activity using (pid) where datname = current_database() and not granted';
  await expect.poll(async () => await database.asMachine((tx) => tx.rows(waiting))).toHaveLength(1);
  waits.resolve();
  await working;
  expect(await settled).toMatchObject({ kind: 'settled', created: [{ createdFrom: 'reconciliation' }] });
});

test('said booked without any function call: a wish of its own; told only with the analysis: it joins what was there', async () => {
  const l = await line();
  await l.event('call_ended', 'silent', said('U: Dienstag um zehn bitte, mein Name ist Jörg Müller.', 'A: Sie sind eingetragen.'));
  const c = l.bench.caller();
  await c.ask('check_availability', TEN);
  await l.event('call_ended', c.id);
  await l.later(5_000);
  await l.event('call_analyzed', c.id, said('A: Sie sind eingetragen.'));
  await l.later(5_000);
  const callbacks = await l.callbacks();
  expect(callbacks.map((callback) => [callback['priority'], callback['created_from']]).sort()).toEqual([['urgent', 'call_problem'], ['urgent', 'reconciliation']]);
  expect(callbacks.find((callback) => callback['created_from'] === 'reconciliation')).toMatchObject({ customer_name: 'Jörg Müller' });
  expect(await difference(l)).toEqual(BALANCED);
});

test('an earlier appointment of the same number backs what refers to it; for anybody else it is a promise without one', async () => {
  const l = await line();
  await l.bench.caller().ask('book_appointment', TEN);
  const talk = said('U: Wann habe ich meinen Termin?', 'A: Ihr Termin am Dienstag um 10 Uhr ist bereits gebucht.');
  await l.event('call_ended', 'mine', talk);
  await l.event('call_ended', 'theirs', { ...talk, from_number: '+4915177777777' });
  await l.later(5_000);
  const urgent = (await l.callbacks()).filter((callback) => callback['priority'] === 'urgent');
  expect(urgent).toMatchObject([{ phone_number: '+4915177777777' }]);
});

test('a call without any function call is judged by what was said: a wish is called back, an errand is none and can be reviewed', async () => {
  const l = await line();
  await l.event('call_ended', 'wish', said('A: Guten Tag', 'U: Ich hätte gern einen Termin.', 'A: Ich prüfe noch.'));
  await l.event('call_ended', 'wrong', said('A: Guten Tag', 'U: Oh, falsch verbunden.'));
  await l.event('call_ended', 'zero', { end_timestamp: l.bench.clock.now() - 60_000 });
  await l.later(5_000);
  expect(await l.callbacks()).toMatchObject([{ created_from: 'call_problem', priority: 'high', metadata: { retell_call_id: 'wish' } }]);
  const wishes = await l.wishes();
  expect(wishes.map(({ fate, reason, settled_by }) => [fate, reason, settled_by]).sort()).toEqual([
    ['not_a_wish', 'hung_up_at_once', 'machine:rules'], ['not_a_wish', 'wrong_number', 'machine:rules'], ['open_callback', null, null],
  ]);
  expect(await difference(l)).toEqual(BALANCED);
});

test('the analysis may make a wish of what was none, and never none of what was one', async () => {
  const l = await line();
  await l.event('call_ended', 'c', { ...said('A: Guten Tag'), duration_ms: 3_000 });
  await l.later(5_000);
  expect(await l.wishes()).toMatchObject([{ fate: 'not_a_wish', reason: 'hung_up_at_once' }]);
  await l.event('call_analyzed', 'c', { call_analysis: { custom_analysis_data: { rueckruf_gewuenscht: true } } });
  await l.later(5_000);
  expect(await l.wishes()).toMatchObject([{ fate: 'open_callback', intent: 'callback', reason: null }]);
  await l.event('call_analyzed', 'c', { call_analysis: { call_summary: 'Der Anrufer hatte sich verwählt.' } });
  await l.later(5_000);
  expect(await l.wishes()).toMatchObject([{ fate: 'open_callback' }]);
  expect(await l.callbacks()).toHaveLength(1);
});

test('what a person judged to be no wish stays that', async () => {
  const l = await line();
  await l.event('call_ended', 'c', { ...said('A: Guten Tag'), duration_ms: 3_000 });
  await l.later(5_000);
  await database.asMachine(async (tx) => await tx.run(`update wishes set settled_by = 'anna' where company_id = $1`, [l.bench.salon.company.id]));
  await l.event('call_analyzed', 'c', { call_analysis: { custom_analysis_data: { rueckruf_gewuenscht: true } } });
  await l.later(5_000);
  expect(await l.callbacks()).toEqual([]);
});

test('the words in a function request are all that is left of a call whose events are never let in', async () => {
  const l = await line();
  const call = { call_id: 'c', from_number: FROM, to_number: TO, ...said('A: Guten Tag', 'U: Haben Sie am Freitag noch was frei?') };
  await l.post('functions', { name: 'get_opening_hours', args: {}, call });
  await l.later(310_000);
  expect(await l.callbacks()).toMatchObject([{ created_from: 'call_problem', notes: expect.stringContaining('am Freitag noch was frei') }]);
});

test('events wait in the journal while the database is away, and are what they are afterwards', async () => {
  const l = await line();
  const { intake, journal } = l.bench.program;
  const away = { ...intake, database: { ...intake.database, inCompany: () => Promise.reject(new Error('away')), asMachine: () => Promise.reject(new Error('away')) } };
  const down = { ...l.bench.program, intake: away } as Program;
  const body = eventOf('call_ended', 'c', l.bench.clock.now(), said('U: Einen Termin bitte.'));
  expect((await l.post('webhook', body, { to: down })).status).toBe(204);
  expect(await l.call('c')).toBeUndefined();
  journal.crash();
  await l.later(5_000);
  await l.later(5_000);
  expect(await l.call('c')).toMatchObject({ disconnection_reason: 'user_hangup' });
  expect(await l.callbacks()).toHaveLength(1);
  journal.refuses = true;
  expect((await l.post('webhook', body, { to: down })).status).toBe(503);
  journal.refuses = false;
});

test('two nodes that hear the same end and sweep at the same moment open one callback', async () => {
  const l = await line();
  const other = l.bench.anotherNode();
  const c = l.bench.caller();
  await c.ask('check_availability', TEN);
  const body = eventOf('call_ended', c.id, l.bench.clock.now(), said('U: Hallo', 'A: Der Termin ist gebucht.'));
  await l.post('webhook', body);
  await l.post('webhook', body, { to: other });
  await l.bench.clock.pass(5_000);
  await Promise.all([l.bench.program.intake, other.intake].map(async (intake) => await settleCalls(intake)));
  expect(await l.callbacks()).toHaveLength(1);
  expect(await l.bench.rows('select deliveries from call_events')).toEqual([{ deliveries: 2 }]);
  expect(await difference(l)).toEqual(BALANCED);
});

test('in whatever order events arrive, doubled and with functions between them, the call ends the same', async () => {
  const talk = ['A: Guten Tag', 'U: Einen Termin am Dienstag um zehn', 'A: Um zehn ist frei, soll ich?', 'U: Ich melde mich'];
  const step = fc.constantFrom('started', 'ended', 'analyzed', 'updated', 'check', 'sweep');
  const order = fc
    .tuple(fc.shuffledSubarray(['started', 'ended', 'analyzed', 'check', 'ended', 'analyzed', 'started'], { minLength: 7 }), fc.array(step, { maxLength: 3 }))
    .map(([all, more]) => [...all, ...more]);
  await fc.assert(
    fc.asyncProperty(order, async (steps) => {
      const l = await line();
      const c = l.bench.caller();
      const startedAt = l.bench.clock.now();
      const times = { start_timestamp: startedAt, end_timestamp: startedAt + 60_000, duration_ms: 60_000 };
      const { end_timestamp: _end, duration_ms: _duration, ...running } = times;
      for (const [i, name] of steps.entries()) {
        if (name === 'started') await l.event('call_started', c.id, running);
        if (name === 'updated') await l.event('transcript_updated', c.id, { ...running, ...said(...talk.slice(0, 2)) });
        if (name === 'ended') await l.event('call_ended', c.id, { ...times, ...said(...talk) });
        if (name === 'analyzed') await l.event('call_analyzed', c.id, { ...times, ...said(...talk), call_analysis: { call_summary: 'Termin am Dienstag' } });
        if (name === 'check') await c.ask('check_availability', TEN);
        if (name === 'sweep' && i > 0) await l.bench.program.work();
        expect(await difference(l)).toEqual(BALANCED);
      }
      await l.later(5_000);
      await l.later(400_000);
      const { disconnection_reason, disconnection_class, transcript, analysis, ended_at, aftercare_at } = (await l.call(c.id))!;
      expect({ disconnection_reason, disconnection_class, ended_at, aftercare_at }).toEqual({
        disconnection_reason: 'user_hangup', disconnection_class: 'hung_up', ended_at: startedAt + 60_000, aftercare_at: null,
      });
      expect(transcript).toHaveLength(talk.length);
      expect(analysis).toEqual({ call_summary: 'Termin am Dienstag' });
      expect(await l.wishes()).toMatchObject([{ fate: 'open_callback', intent: 'book' }]);
      expect(await l.callbacks()).toMatchObject([{ status: 'pending', created_from: 'call_problem', priority: 'high', due_at: startedAt + 60_000 + 240 * 60_000 }]);
      expect(await difference(l)).toEqual(BALANCED);
    }),
    { numRuns: 15 },
  );
});

const inbound = (fields: Fields = {}) => ({ event: 'call_inbound', event_timestamp: 1_795_946_399_000, call_inbound: { agent_id: 'agent', from_number: FROM, to_number: TO, ...fields } });

test('tells the agent who is calling and what day it is, in strings; of a withheld number nothing', async () => {
  const l = await line();
  await l.bench.caller().ask('book_appointment', TEN);
  await l.bench.caller().ask('request_callback', { reason: 'Färbung', name: 'Ada Beispiel' });
  const known = JSON.parse((await l.post('inbound', inbound())).text) as { call_inbound: { dynamic_variables: Record<string, string> } };
  expect(known.call_inbound.dynamic_variables).toMatchObject({
    customer_name: 'Ada Beispiel', customer_known: 'true', heute_datum: '30.11.2026', wochentag: 'Montag', company_name: 'Salon', open_wish: expect.stringContaining('Rückruf'), next_appointment: expect.stringContaining('schnitt'),
  });
  for (const from of ['anonymous', '', '+266696687']) {
    const { dynamic_variables: withheld } = (JSON.parse((await l.post('inbound', inbound({ from_number: from }))).text) as typeof known).call_inbound;
    expect(withheld).toMatchObject({ customer_name: '', open_wish: '', next_appointment: '', customer_known: 'false' });
    expect(Object.values(withheld).every((value) => typeof value === 'string')).toBe(true);
  }
});

test('answers with nothing where anything is unclear, and within its budget where the database does not answer', async () => {
  const l = await line();
  for (const body of ['no json', [], {}, { call_inbound: 'x' }]) expect(await l.post('inbound', body)).toEqual({ status: 200, text: '{"call_inbound":{}}' });
  const { intake } = l.bench.program;
  const slow = { ...l.bench.program, intake: { ...intake, database: { ...intake.database, inCompany: async () => await new Promise<never>(() => undefined) } } } as Program;
  const before = l.bench.clock.monotonic();
  expect(await l.post('inbound', inbound({ call_id: 'slow' }), { to: slow })).toEqual({ status: 200, text: '{"call_inbound":{}}' });
  expect(l.bench.clock.monotonic() - before).toBeLessThan(1_000);
});

test('a call that was announced and never came is called back; one that came, by id or by number, is not', async () => {
  const l = await line();
  const { intake } = l.bench.program;
  await l.post('inbound', inbound({ call_id: 'came' }));
  await l.post('inbound', inbound({ call_id: 'lost', from_number: '+4915188888888' }));
  await l.post('inbound', inbound({ call_id: 'lost', from_number: '+4915188888888' }));
  await l.post('inbound', inbound({ call_id: 'unknown', from_number: 'anonymous' }));
  await l.post('inbound', inbound({ from_number: '+4915166666666' }));
  await l.event('call_started', 'came');
  await l.event('call_started', 'redialled', { from_number: '+4915166666666', start_timestamp: l.bench.clock.now() });
  await l.bench.clock.pass(200_000);
  expect(await noticeLostCalls(intake)).toBe(0);
  await l.bench.clock.pass(150_000);
  expect(await noticeLostCalls(intake)).toBe(4);
  const callbacks = await l.callbacks();
  expect(callbacks.map(({ error_message, priority, phone_number }) => [error_message, priority, phone_number]).sort()).toEqual([
    ['Anruf kam nicht zustande', 'high', '+4915188888888'], ['Anruf kam nicht zustande', 'normal', null],
  ]);
  expect(await noticeLostCalls(intake)).toBe(0);
  expect(await difference(l)).toEqual(BALANCED);
  await l.event('call_ended', 'lost', { from_number: '+4915188888888', ...said('U: Einen Termin bitte') });
  await l.later(400_000);
  expect((await l.wishes()).filter((wish) => wish['fate'] === 'open_callback')).toHaveLength(2);
});

test('a withheld call without an id answers for one announcement only', async () => {
  const l = await line();
  await l.post('inbound', { ...inbound({ from_number: 'anonymous' }), event_timestamp: 1 });
  await l.post('inbound', { ...inbound({ from_number: 'anonymous' }), event_timestamp: 2 });
  await l.event('call_started', 'one', { from_number: 'anonymous', start_timestamp: l.bench.clock.now() });
  await l.bench.clock.pass(350_000);
  await noticeLostCalls(l.bench.program.intake);
  expect((await l.bench.rows<{ outcome: string }>('select outcome from inbound_calls order by outcome')).map((row) => row.outcome)).toEqual(['arrived', 'lost']);
});

test('functions that only the journal has yet are waited for, so that a booking in it is not taken for a mere promise', async () => {
  const l = await line();
  const c = l.bench.caller();
  const { program } = l.bench;
  await program.deliver([{ name: 'book_appointment', args: TEN, call: { call_id: c.id, from_number: FROM, to_number: TO } }], { database: 'down', lostCommitAt: null, diesAt: null, journal: 'up' });
  expect(holdsFunctionsOf(program.journal, l.bench.salon.company.id, c.id)).toBe(true);
  await l.event('call_ended', c.id, said('A: Ihr Termin ist gebucht.'));
  await l.bench.clock.pass(5_000);
  const sweep = async () => await settleCalls({ ...program.intake, unsettled: (companyId, call) => holdsFunctionsOf(program.journal, companyId, call) });
  expect(await sweep()).toBe(0);
  expect((await l.callbacks()).filter((callback) => String(callback['error_message']).startsWith('Zusage'))).toEqual([]);
  await l.later(60_000);
  expect((await l.callbacks()).filter((callback) => String(callback['error_message']).startsWith('Zusage'))).toEqual([]);
});

test('on a call that we placed the customer is the other side, and a vain one is no wish of his', async () => {
  const l = await line();
  const placed = { direction: 'outbound', from_number: TO, to_number: '+4915155555555' };
  await l.event('call_ended', 'busy', { ...placed, disconnection_reason: 'dial_busy' });
  await l.post('functions', { name: 'request_callback', args: { reason: 'später' }, call: { call_id: 'reached', ...placed } });
  await l.event('call_ended', 'talked', { ...placed, ...said('A: Guten Tag', 'U: Gut dass Sie anrufen, ich möchte meinen Termin verschieben.') });
  await l.later(5_000);
  expect((await l.callbacks()).map((callback) => [callback['created_from'], callback['phone_number']]).sort()).toEqual([
    ['call_problem', '+4915155555555'], ['customer_request', '+4915155555555'],
  ]);
  expect((await l.wishes()).map(({ fate, reason }) => [fate, reason]).sort()).toEqual([['not_a_wish', 'not_reached'], ['open_callback', null], ['open_callback', null]]);
});

test('an account without money alarms the operator once a day, whatever the number of calls it costs', async () => {
  const l = await line();
  for (const id of ['a', 'b', 'c']) await l.event('call_ended', id, { disconnection_reason: 'no_valid_payment' });
  await l.later(5_000);
  const alarms = (await l.callbacks()).filter((callback) => String(callback['error_message']).includes('no_valid_payment') && callback['call_id'] === null);
  expect(alarms).toMatchObject([{ priority: 'urgent', phone_number: null }]);
  // The same caller each time: he is called once, and each of his calls counts.
  expect((await l.callbacks()).filter((callback) => callback['call_id'] !== null)).toHaveLength(1);
  expect((await l.bench.rows<{ fate: string }>('select fate from wishes where call_id is not null')).map(({ fate }) => fate).toSorted()).toEqual(['merged', 'merged', 'open_callback']);
  expect(await difference(l)).toEqual(BALANCED);
});

test('takes the event of a very long call: more bytes than any function request may have, kept in a fraction of them', async () => {
  const l = await line();
  const words = Array.from({ length: 9 }, (_, i) => ({ word: 'Dauerwelle', start: i, end: i + 0.4 }));
  const transcript_object = Array.from({ length: 4_000 }, (_, i) => ({ role: i % 2 === 0 ? 'agent' : 'user', content: `Satz ${i} über die Dauerwelle im Dezember`, words }));
  const body = eventOf('call_ended', 'long', l.bench.clock.now(), { transcript_object, transcript_with_tool_calls: transcript_object, transcript: 'x'.repeat(200_000) });
  expect(JSON.stringify(body).length).toBeGreaterThan(3 * 1024 * 1024);
  expect((await l.post('webhook', body)).status).toBe(204);
  const [size] = await l.bench.rows<{ transcript: number; payload: number }>(
    `select length(transcript::text) as transcript, (select max(length(payload::text)) from call_events) as payload from calls where retell_call_id = 'long'`,
  );
  expect(size!.transcript).toBeLessThan(600_000);
  expect(size!.payload).toBeLessThan(2_000);
});
