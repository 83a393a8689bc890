// What becomes of requests whose process died, and of deliveries that reach two nodes.
import { expect, test } from 'vitest';
import { bench } from '../../test/whole-call/bench.ts';
import { NO_TROUBLE } from '../../test/whole-call/life.ts';
import { testDatabase } from '../../test/pg.ts';
import type { Json } from '../journal/journal.ts';

const { database } = await testDatabase();
const TEN = { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt', name: 'Ada Beispiel' };
const WISHES = `select w.fate, c.created_from, c.error_type, c.priority, c.status, c.error_message, c.notes from wishes w left join callbacks c on c.wish_id = w.id order by w.opened_at, w.id`;

function request(callId: string, name: string, args: Json, toolCallId: string | null = 'tool'): Json {
  const transcript = toolCallId === null ? [] : [{ role: 'tool_call_invocation', tool_call_id: toolCallId, name, arguments: JSON.stringify(args) }];
  return { name, args, call: { call_id: callId, from_number: '+4915112345678', transcript_with_tool_calls: transcript } };
}

/** Operations of a booking: journal, claim, intent, its note, the calendar, the outcome. */
const AT = { claim: 2, intent: 3, note: 4, calendar: 5, outcome: 6, afterOutcome: 7 };
const dies = (diesAt: number) => ({ ...NO_TROUBLE, diesAt });

test('two nodes that get the same request at once make one booking and give one answer', async () => {
  const { program, anotherNode, calendar, rows } = await bench(database);
  const other = anotherNode();
  const body = request('call_nodes', 'book_appointment', TEN);
  const [[a], [b]] = await Promise.all([program.deliver([body]), other.deliver([body])]);
  expect(a!.answer.status).toBe('booked');
  expect(b).toEqual(a);
  expect(calendar.sent).toHaveLength(1);
  expect(await rows('select state from requests')).toEqual([{ state: 'answered' }]);
  expect([program.journal.unsettled(), other.journal.unsettled()]).toEqual([[], []]);
});

test('while another node is at it, a repetition says that it is under way; once that node is dead and its lease over, this one takes over', async () => {
  const { program, anotherNode, clock, calendar } = await bench(database);
  const other = anotherNode();
  const body = request('call_lease', 'book_appointment', TEN);
  expect(await program.deliver([body], dies(AT.intent))).toEqual([null]);
  const [waiting] = await other.deliver([body]);
  expect(waiting!.answer).toMatchObject({ success: false, status: 'pending_confirmation' });
  expect(other.journal.unsettled()).toHaveLength(1);
  await clock.pass(10_000);
  const [taken] = await other.deliver([body]);
  expect(taken!.answer.status).toBe('booked');
  expect(calendar.sent).toHaveLength(1);
  await clock.pass(60_000);
  await other.work();
  await program.work();
  expect([program.journal.unsettled(), other.journal.unsettled()]).toEqual([[], []]);
});

test('the same node knows its own dead flight and takes it over at once, under the name that it had', async () => {
  for (const toolCallId of ['tool', null]) {
    const { program, rows, clock } = await bench(database);
    const body = request('call_boot', 'book_appointment', TEN, toolCallId);
    expect(await program.deliver([body], dies(AT.intent))).toEqual([null]);
    const [reply] = await program.deliver([body]);
    expect(reply!.answer.status).toBe('booked');
    expect(await rows('select state from requests')).toEqual([{ state: 'answered' }]);
    await clock.pass(60_000);
    await program.work();
    expect(await rows(WISHES)).toMatchObject([{ fate: 'appointment', status: null }]);
    expect(program.journal.unsettled()).toEqual([]);
  }
});

test.each(Object.entries(AT))('a booking whose process died before %s, and that nobody repeats, ends with a person and at most one booking', async (where, diesAt) => {
  const { program, clock, calendar, rows } = await bench(database);
  expect(await program.deliver([request('call_dead', 'book_appointment', TEN)], dies(diesAt))).toEqual([where === 'afterOutcome' ? expect.anything() : null]);
  for (let minute = 0; minute < 8; minute += 2) {
    await clock.pass(120_000);
    await program.work();
  }
  const booked = calendar.bookings.length;
  expect(booked).toBe(diesAt > AT.calendar ? 1 : 0);
  expect(await rows('select 1 from appointments')).toHaveLength(booked);
  const expected = where === 'afterOutcome' ? { fate: 'appointment', status: null } : booked === 1 ? { fate: 'open_callback', error_type: 'partial_booking', priority: 'urgent' } : { fate: 'open_callback', error_type: 'exception', priority: 'high' };
  expect(await rows(WISHES)).toMatchObject([expected]);
  expect(program.journal.unsettled()).toEqual([]);
});

test('what a dead delivery had sent is found although another delivery of the request was answered', async () => {
  const { program, clock, calendar, rows } = await bench(database);
  const body = request('call_sent', 'book_appointment', TEN, null);
  expect(await program.deliver([body], dies(AT.intent))).toEqual([null]);
  // Journal, claim (the database is away), note, first look, calendar: there it dies, and only its note knows what was sent.
  expect(await program.deliver([body], { ...NO_TROUBLE, database: 'down', diesAt: 6 })).toEqual([null]);
  expect(calendar.bookings).toHaveLength(1);
  await clock.pass(60_000);
  await program.work();
  expect(await rows('select status from appointments')).toEqual([{ status: 'booked' }]);
  expect((await rows<{ priority: string; status: string }>(WISHES)).filter((row) => row.priority === 'urgent')).toMatchObject([{ fate: 'open_callback', status: 'pending' }]);
  expect(program.journal.unsettled()).toEqual([]);
});

test('a booking that the calendar told another node of, while ours was away, is the one that its call is stored with', async () => {
  const { program, calendar, rows, salon } = await bench(database);
  const [reply] = await program.deliver([request('call_away', 'book_appointment', TEN)], { ...NO_TROUBLE, database: 'down' });
  expect(reply!.answer.status).toBe('partial_booking');
  const [seen] = await rows<{ id: string }>(
    `insert into appointments (company_id, id, status, provider, booking_uid, starts_at, ends_at, created_at, updated_at)
     values ('${salon.company.id}', gen_random_uuid(), 'booked', 'local', '${calendar.bookings[0]!.uid}', '2026-12-01T09:00:00Z', '2026-12-01T09:30:00Z', now(), now()) returning id`);
  await program.work();
  expect(await rows('select w.fate, c.appointment_id, c.error_type from wishes w join callbacks c on c.wish_id = w.id')).toEqual([{ fate: 'open_callback', appointment_id: seen!.id, error_type: 'partial_booking' }]);
  expect(program.journal.unsettled()).toEqual([]);
});

test('within the grace nothing is done, because the platform may deliver again', async () => {
  const { program, clock, rows } = await bench(database);
  await program.deliver([request('call_grace', 'book_appointment', TEN)], dies(AT.claim));
  await clock.pass(29_000);
  await program.work();
  expect(await rows(WISHES)).toEqual([]);
  await clock.pass(2_000);
  await program.work();
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback' }]);
});

test('a request for a callback, a cancellation and a question are simply done after a crash, in the caller’s words', async () => {
  const asked: readonly [string, Json, object][] = [
    ['request_callback', { grund: 'Frage zur Farbe', prioritaet: 'dringend' }, { created_from: 'customer_request', priority: 'urgent', error_type: null, notes: 'Frage zur Farbe' }],
    ['order_taxi', { reason: 'Taxi um zehn' }, { error_type: null, notes: expect.stringContaining('Taxi um zehn') }],
  ];
  for (const [name, args, expected] of asked) {
    const { program, clock, rows } = await bench(database);
    expect(await program.deliver([request('call_ask', name, args)], dies(AT.intent))).toEqual([null]);
    await clock.pass(31_000);
    await program.work();
    expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', ...expected }]);
    expect(program.journal.unsettled()).toEqual([]);
  }
});

test('a request that died in a call which came to its appointment all the same needs no person', async () => {
  const { program, clock, rows } = await bench(database);
  await program.deliver([request('call_on', 'check_availability', TEN, 'a')]);
  expect(await program.deliver([request('call_on', 'check_availability', { ...TEN, uhrzeit: '11:00' }, 'b')], dies(3))).toEqual([null]);
  const [reply] = await program.deliver([request('call_on', 'book_appointment', TEN, 'c')]);
  expect(reply!.answer.status).toBe('booked');
  await clock.pass(60_000);
  await program.work();
  expect(await rows(WISHES)).toMatchObject([{ fate: 'appointment', status: null }]);
  expect(program.journal.unsettled()).toEqual([]);
});

test('an outcome that only the journal has is written once, however often it comes up again', async () => {
  const { program, clock, rows } = await bench(database);
  const [reply] = await program.deliver([request('call_twice', 'request_callback', { grund: 'x' })], { ...NO_TROUBLE, database: 'down' });
  expect(reply!.answer.status).toBe('callback_queued');
  await program.work();
  program.restart(); // its settlement was not synced
  expect(program.journal.unsettled()).toHaveLength(1);
  await database.inCompany(program.intake.directory.operator().id, async (tx) => await tx.run(`update callbacks set status = 'completed', resolution = 'reached', completed_at = to_timestamp(0)`));
  await clock.pass(1_000);
  await program.work();
  expect(await rows('select id, status from callbacks')).toEqual([{ id: reply!.answer.callback_id, status: 'completed' }]);
  expect(await rows('select kind from callback_events')).toEqual([{ kind: 'created' }]);
});

test('the answer of another node to a redelivery stays, and the promise of this one is kept all the same', async () => {
  const { program, anotherNode, rows } = await bench(database);
  const other = anotherNode();
  const body = request('call_two_answers', 'request_callback', { grund: 'x' });
  const [first] = await program.deliver([body], { ...NO_TROUBLE, database: 'down' });
  const [second] = await other.deliver([body]);
  await program.work();
  expect(await rows('select answer from requests')).toMatchObject([{ answer: { callback_id: second!.answer.callback_id } }]);
  // One call to make for both, under either name.
  expect(await rows('select id from callbacks')).toEqual([{ id: second!.answer.callback_id }]);
  expect(await rows(`select detail ->> 'receipt' as receipt from callback_events where kind = 'joined'`)).toEqual([{ receipt: first!.answer.callback_id }]);
});

test('a booking found after the caller was told nothing certain becomes the urgent callback that he is owed', async () => {
  const { program, clock, calendar, rows } = await bench(database);
  Object.assign(calendar.faults, { book: 'lost_reply', look: 'fails' });
  const [reply] = await program.deliver([request('call_late', 'book_appointment', TEN)]);
  expect(reply!.answer.status).toBe('unconfirmed');
  calendar.faults.look = 'none';
  await clock.pass(60_000);
  await program.work();
  expect(await rows('select status from appointments')).toEqual([{ status: 'booked' }]);
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', error_type: 'partial_booking', priority: 'urgent', status: 'pending', notes: expect.stringContaining('inzwischen gespeichert') }]);
});

test('a booking that never was is counted absent after the last look, and the timeline says so', async () => {
  const { program, clock, calendar, rows } = await bench(database);
  calendar.faults.book = 'silent';
  await program.deliver([request('call_never', 'book_appointment', TEN)]);
  for (let quarter = 0; quarter < 20; quarter += 1) {
    await clock.pass(900_000);
    await program.work();
  }
  expect(await rows('select state, next_look_at from booking_intents')).toEqual([{ state: 'absent', next_look_at: null }]);
  expect(await rows(`select kind from callback_events where kind = 'looked_in_vain'`)).toHaveLength(1);
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', status: 'pending' }]);
});

test('a booking that waits for its host, found only later, is told to the caller, and not a second time when it is accepted', async () => {
  const { program, clock, calendar, rows } = await bench(database);
  Object.assign(calendar.faults, { book: 'failed_but_booked', look: 'fails' });
  await program.deliver([request('call_host', 'book_appointment', TEN)]);
  calendar.bookings[0] = { ...calendar.bookings[0]!, status: 'pending' };
  calendar.faults.look = 'none';
  await clock.pass(60_000);
  await program.work();
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', error_type: 'partial_booking', priority: 'urgent' }]);
  calendar.bookings[0] = { ...calendar.bookings[0]!, status: 'accepted' };
  await clock.pass(900_000);
  await program.work();
  expect(await rows('select status from appointments')).toEqual([{ status: 'booked' }]);
  expect(await rows('select 1 from callbacks')).toHaveLength(1);
});

test('a calendar that cannot be read for hours keeps nobody who hung up waiting', async () => {
  const { program, clock, calendar, rows } = await bench(database);
  Object.assign(calendar.faults, { book: 'failed', look: 'fails' });
  const [reply] = await program.deliver([request('call_blind', 'book_appointment', TEN)]);
  expect(reply!.answer.status).toBe('unavailable');
  await clock.pass(3_600_000);
  await program.work();
  expect(await rows(WISHES)).toMatchObject([{ fate: 'in_progress' }]);
  await clock.pass(3 * 3_600_000);
  await program.work();
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', created_from: 'call_problem' }]);
});
