// The edge from the request to the stored outcome, over a real database and a calendar that does as it is told.
import { expect, test } from 'vitest';
import { bench, FIRST_SLOT } from '../../test/whole-call/bench.ts';
import { NO_TROUBLE } from '../../test/whole-call/life.ts';
import { testDatabase } from '../../test/pg.ts';

const { database } = await testDatabase();
const TEN = { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt', name: 'Ada Beispiel' };

interface Stored {
  readonly fate: string;
  readonly intent: string;
  readonly created_from: string | null;
  readonly error_type: string | null;
  readonly priority: string | null;
  readonly status: string | null;
  readonly metadata: Record<string, unknown> | null;
}
const WISHES = `select w.fate, w.intent, c.created_from, c.error_type, c.priority, c.status, c.metadata from wishes w
  left join callbacks c on c.wish_id = w.id order by w.opened_at, w.id`;

test('books: one request to the calendar, one appointment, one wish with that fate', async () => {
  const { caller, rows, calendar } = await bench(database);
  const { status, answer } = await caller().ask('book_appointment', TEN);
  expect(status).toBe(200);
  expect(answer).toMatchObject({ success: true, status: 'booked', start: '2026-12-01T10:00:00+01:00' });
  expect(await rows('select id, booking_uid, status from appointments')).toEqual([{ id: answer.appointment_id, booking_uid: answer.booking_uid, status: 'booked' }]);
  expect(await rows(WISHES)).toMatchObject([{ fate: 'appointment', intent: 'book', status: null }]);
  expect(calendar.sent).toHaveLength(1);
});

test.each([
  ['the service', { ...TEN, dienstleistung: '{{service}}' }, 'missing_required_fields', 'schnitt'],
  ['a service that is known', { ...TEN, dienstleistung: 'Reifenwechsel' }, 'service_not_found', 'Reifenwechsel'],
  ['somebody who works here', { ...TEN, mitarbeiter: 'Xaver Quast' }, 'missing_required_fields', 'Xaver Quast'],
  ['the day and the time', { ...TEN, datum: '', uhrzeit: null }, 'missing_required_fields', 'An welchem Tag'],
  ['the time', { ...TEN, uhrzeit: 'None' }, 'missing_required_fields', 'Uhrzeit'],
  ['the day', { ...TEN, datum: '{{datum}}' }, 'missing_required_fields', 'Tag'],
  ['a day that exists', { ...TEN, datum: '30.2.2027' }, 'invalid_date', 'gibt es nicht'],
  ['a weekday that fits the date', { ...TEN, datum: 'Freitag, den 1.12.2026' }, 'invalid_date', 'passen nicht'],
  ['a time to come', { ...TEN, datum: 'heute', uhrzeit: '7:30' }, 'past_time', 'Vergangenheit'],
  ['the name', { ...TEN, name: 'ja' }, 'missing_customer_name', 'Namen'],
] as const)('asks for %s and books nothing', async (_what, args, status, words) => {
  const { caller, calendar, rows } = await bench(database);
  const { answer } = await caller().ask('book_appointment', args);
  expect(answer).toMatchObject({ success: false, status });
  expect(answer.message).toContain(words);
  expect(calendar.sent).toEqual([]);
  expect(await rows(WISHES)).toMatchObject([{ fate: 'in_progress', status: null }]);
});

test('what was told before is not asked again; a number instead of a withheld one is enough', async () => {
  const { caller } = await bench(database);
  const { ask } = caller(null);
  expect((await ask('check_availability', { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt' })).answer.status).toBe('available');
  expect((await ask('book_appointment', {})).answer.status).toBe('missing_customer_name');
  expect((await ask('book_appointment', { name: 'Ada' })).answer).toMatchObject({ status: 'missing_required_fields', message: expect.stringContaining('Telefonnummer') });
  const booked = await ask('book_appointment', { phone: '0151 12345678' });
  expect(booked.answer).toMatchObject({ status: 'booked', start: '2026-12-01T10:00:00+01:00' });
});

test('the same request again gets the same answer and causes nothing, also without an id, also on another node', async () => {
  const { caller, calendar, program } = await bench(database);
  const { ask } = caller();
  const first = await ask('book_appointment', TEN, { toolCallId: 'one' });
  expect(await ask('book_appointment', TEN, { toolCallId: 'one' })).toEqual(first);
  program.restart();
  expect(await ask('book_appointment', TEN, { toolCallId: 'one' })).toEqual(first);
  expect((await ask('book_appointment', TEN, { toolCallId: 'two' })).answer).toMatchObject({ status: 'booked', appointment_id: first.answer.appointment_id, message: expect.stringContaining('bereits') });
  expect(calendar.sent).toHaveLength(1);
});

test('without an id of the invocation the same words are one request for two minutes, and no longer', async () => {
  const { caller, clock, program, rows } = await bench(database);
  const { ask } = caller();
  const words = { grund: 'Frage', name: 'Ada' };
  const first = await ask('request_callback', words, { toolCallId: null });
  await clock.pass(119_000);
  expect(await ask('request_callback', words, { toolCallId: null })).toEqual(first);
  program.restart();
  expect(await ask('request_callback', words, { toolCallId: null })).toEqual(first);
  expect(await rows('select 1 from requests')).toHaveLength(1);
  await clock.pass(2_000);
  await ask('request_callback', words, { toolCallId: null });
  expect(await rows('select 1 from requests')).toHaveLength(2);
});

test('twenty deliveries at once are one flight with one answer', async () => {
  const { program, calendar, rows } = await bench(database);
  const call = { call_id: 'call_twenty', from_number: '+4915112345678', transcript_with_tool_calls: [{ role: 'tool_call_invocation', tool_call_id: 't', name: 'book_appointment', arguments: JSON.stringify(TEN) }] };
  const replies = await program.deliver(Array.from({ length: 20 }, () => ({ name: 'book_appointment', args: TEN, call })));
  expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
  expect(replies[0]!.answer.status).toBe('booked');
  expect(calendar.sent).toHaveLength(1);
  expect(await rows('select 1 from requests')).toHaveLength(1);
  expect(program.journal.unsettled()).toEqual([]);
});

test('a second appointment in the same call is a second wish', async () => {
  const { caller, rows } = await bench(database);
  const { ask } = caller();
  await ask('book_appointment', TEN);
  const child = await ask('book_appointment', { ...TEN, uhrzeit: '10:30', name: 'Kind Beispiel' });
  expect(child.answer.status).toBe('booked');
  expect(await rows(WISHES)).toMatchObject([{ fate: 'appointment' }, { fate: 'appointment' }]);
});

test.each([
  ['lost_reply', 'fails', 'unconfirmed', { error_type: 'partial_booking', priority: 'urgent' }],
  ['silent', 'none', 'unconfirmed', { error_type: 'partial_booking', priority: 'urgent' }],
  ['absurd', 'lags', 'callback_queued', { error_type: 'exception', priority: 'high', metadata: { error_during: 'booking_exception' } }],
  ['throws', 'none', 'callback_queued', { error_type: 'exception', priority: 'high', metadata: { error_during: 'booking_exception' } }],
] as const)('the calendar’s fault %s (looks: %s) is answered %s', async (book, look, status, callback) => {
  const { caller, calendar, rows } = await bench(database);
  Object.assign(calendar.faults, { book, look });
  const { answer } = await caller().ask('book_appointment', TEN);
  expect(answer).toMatchObject({ success: false, status, callback_id: expect.any(String) });
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', created_from: 'failsafe_callback', ...callback }]);
  expect(calendar.sent).toHaveLength(1);
});

test('an API error and no alternatives: HIGH, with the documented keys and nothing else', async () => {
  const { caller, calendar, rows } = await bench(database);
  Object.assign(calendar.faults, { book: 'failed', slots: 'fails' });
  const { ask, id } = caller();
  const { answer } = await ask('book_appointment', TEN);
  expect(answer).toMatchObject({ status: 'callback_queued', message: 'Ein Mitarbeiter wird Sie anrufen und sich um Ihren Wunschtermin kümmern.' });
  const [row] = await rows<Stored>(WISHES);
  expect(row).toMatchObject({ error_type: 'api_error', priority: 'high' });
  expect(row!.metadata).toEqual({
    error_type: 'api_error', call_id: expect.any(String), retell_call_id: id, from_number: '+4915112345678', created_from: 'failsafe_callback',
    created_at_iso: expect.stringMatching(/^2026-11-30T07:00:\d\dZ$/), requested_time: '2026-12-01T10:00:00+01:00', requested_date: '2026-12-01',
    error_during: 'alternative_search', original_error: expect.any(String), service_id: expect.any(String),
  });
});

test('a failed availability check is a silent callback, and the booking of the same call closes it', async () => {
  const { caller, calendar, rows } = await bench(database);
  const { ask } = caller();
  calendar.faults.slots = 'fails';
  const { answer } = await ask('check_availability', TEN);
  expect(answer.message).not.toMatch(/anrufen|ruft/);
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', error_type: 'api_error', priority: 'normal', metadata: { error_during: 'availability_check' } }]);
  calendar.faults.slots = 'none';
  expect((await ask('book_appointment', TEN)).answer.status).toBe('booked');
  expect(await rows(WISHES)).toMatchObject([{ fate: 'appointment', status: 'completed' }]);
});

test('what the caller asked for himself is not closed by a booking of the same call', async () => {
  const { caller, calendar, rows } = await bench(database);
  const { ask } = caller();
  calendar.faults.slots = 'fails';
  const check = await ask('check_availability', TEN);
  const asked = await ask('request_callback', { grund: 'Lieber telefonisch' });
  expect(asked.answer.callback_id).toBe(check.answer.callback_id);
  calendar.faults.slots = 'none';
  await ask('book_appointment', TEN);
  const stored = await rows<Stored>(WISHES);
  expect(stored.filter((row) => row.status === 'pending')).toMatchObject([{ created_from: 'customer_request', metadata: { created_from: 'customer_request', error_during: 'availability_check' } }]);
  expect(stored.map((row) => row.fate).sort()).toEqual(['appointment', 'open_callback']);
});

test('an anonymous caller is asked for a number, and his wish stands all the same', async () => {
  const { caller, rows } = await bench(database);
  const { ask } = caller(null);
  expect((await ask('request_callback', { grund: 'Frage' })).answer).toMatchObject({ success: false, status: 'missing_required_fields', callback_id: expect.any(String) });
  const second = await ask('request_callback', { grund: 'Frage', phone: '0151 12345678' });
  expect(second.answer).toMatchObject({ success: true, status: 'callback_queued' });
  expect(await rows('select phone_number, notes from callbacks')).toEqual([{ phone_number: '+4915112345678', notes: 'Frage' }]);
});

test('a function that nobody knows keeps the wish that its arguments name, and asks again where they name none', async () => {
  const { caller, rows } = await bench(database);
  const { ask } = caller();
  for (const name of ['order_taxi', 'constructor', '__proto__', '']) {
    expect((await ask(name, {})).answer).toMatchObject({ success: false, status: 'error' });
  }
  expect(await rows(WISHES)).toEqual([]);
  expect((await ask('order_taxi', { reason: 'Taxi um zehn' })).answer.status).toBe('callback_queued');
  expect(await rows(`${WISHES}`)).toMatchObject([{ intent: 'question', fate: 'open_callback', priority: 'normal' }]);
  expect(await rows('select notes from callbacks')).toMatchObject([{ notes: expect.stringContaining('Taxi um zehn') }]);
});

test('a priority that is a property of every object is no priority', async () => {
  const { caller, rows } = await bench(database);
  await caller().ask('request_callback', { priority: 'constructor', grund: 'x' });
  expect(await rows(WISHES)).toMatchObject([{ priority: 'normal', error_type: null }]);
});

test('informing answers store no wish', async () => {
  const { caller, rows, program } = await bench(database);
  const { ask } = caller();
  expect((await ask('parse_date', { datum: 'morgen um halb drei' })).answer).toMatchObject({ status: 'ok', date: '2026-12-01', time: '14:30', needs: [] });
  expect((await ask('parse_date', {})).answer).toMatchObject({ success: false, date: null });
  expect((await ask('list_services', {})).answer.message).toContain('schnitt');
  expect((await ask('get_opening_hours', { datum: 'morgen' })).answer.status).toBe('ok');
  expect(await rows(WISHES)).toEqual([]);
  expect(program.journal.unsettled()).toEqual([]);
});

test('without a database the promise comes from the journal and is kept under its receipt', async () => {
  const { caller, program, rows, calendar } = await bench(database);
  const { ask } = caller();
  const down = { ...NO_TROUBLE, database: 'down' as const };
  const { answer } = await ask('book_appointment', TEN, { trouble: down });
  expect(answer).toMatchObject({ status: 'partial_booking', callback_due_at: '2026-11-30T09:00:00.000Z' });
  // The same booking asked for again: looked for, not sent again, also by the next process.
  program.restart();
  expect((await ask('book_appointment', TEN, { trouble: down })).answer.status).toBe('partial_booking');
  expect(calendar.sent).toHaveLength(1);
  await program.work();
  expect(await rows('select id, status, priority, due_at from callbacks')).toMatchObject([{ id: answer.callback_id, status: 'pending', priority: 'urgent', due_at: Date.parse('2026-11-30T09:00:00Z') }]);
  expect(await rows('select status from appointments')).toEqual([{ status: 'booked' }]);
});

test('a booking tried without a database is looked for when the database is back but not yet told', async () => {
  const { caller, calendar } = await bench(database);
  const { ask } = caller();
  Object.assign(calendar.faults, { book: 'lost_reply', look: 'fails' });
  expect((await ask('book_appointment', TEN, { trouble: { ...NO_TROUBLE, database: 'down' } })).answer.status).toBe('unconfirmed');
  Object.assign(calendar.faults, { book: 'none', look: 'none' });
  expect((await ask('book_appointment', TEN)).answer.status).toBe('booked');
  expect(calendar.sent).toHaveLength(1);
});

test('a booking tried with a database is not sent again when the database is gone', async () => {
  const { caller, calendar } = await bench(database);
  const { ask } = caller();
  Object.assign(calendar.faults, { book: 'failed_but_booked', look: 'lags' });
  expect((await ask('book_appointment', TEN)).answer.status).toBe('unavailable');
  Object.assign(calendar.faults, { book: 'none', look: 'none' });
  expect((await ask('book_appointment', TEN, { trouble: { ...NO_TROUBLE, database: 'down' } })).answer.status).toBe('partial_booking');
  expect(calendar.sent).toHaveLength(1);
});

test('neither journal nor database: 503, and nothing is promised or sent', async () => {
  const { caller, calendar, rows } = await bench(database);
  const nowhere = { ...NO_TROUBLE, database: 'down' as const, journal: 'down' as const };
  for (const [name, args] of [['book_appointment', TEN], ['request_callback', { grund: 'x' }], ['cancel_appointment', {}]] as const) {
    const { status, answer } = await caller().ask(name, args, { trouble: nowhere });
    expect(status).toBe(503);
    expect(answer.message).not.toMatch(/ruft|anrufen|gebucht/);
  }
  expect(calendar.sent).toEqual([]);
  expect(await rows('select 1 from calls')).toEqual([]);
});

test('a full journal alone stops nothing', async () => {
  const { caller, program } = await bench(database);
  expect((await caller().ask('book_appointment', TEN, { trouble: { ...NO_TROUBLE, journal: 'down' } })).answer.status).toBe('booked');
  expect(program.journal.unsettled()).toEqual([]);
});

test('a call without a call: the wish stands under its receipt', async () => {
  const { program, rows } = await bench(database);
  const [reply] = await program.deliver([{ datum: '2026-12-01', dienstleistung: 'schnitt', name: 'Ada' }]);
  expect(reply).toMatchObject({ status: 200, answer: { status: 'callback_queued' } });
  expect(await rows(WISHES)).toMatchObject([{ intent: 'question', fate: 'open_callback', metadata: { from_number: null } }]);
});

test('a booking that the calendar refuses while another delivery waits for it is tried anew by that one', async () => {
  const { program, calendar } = await bench(database);
  calendar.faults.book = 'refused';
  const body = (id: string) => ({ name: 'book_appointment', args: TEN, call: { call_id: 'call_two', from_number: '+4915112345678', transcript_with_tool_calls: [{ role: 'tool_call_invocation', tool_call_id: id, name: 'book_appointment', arguments: JSON.stringify(TEN) }] } });
  const replies = await program.deliver([body('a'), body('b')]);
  expect(replies.map((reply) => reply!.answer.status)).toEqual(['slot_taken', 'slot_taken']);
  expect(new Set(calendar.sent).size).toBe(2);
});

test('the line that broke is a callback after five minutes of silence, and not before', async () => {
  const { caller, clock, program, rows } = await bench(database);
  await caller().ask('check_availability', TEN);
  await clock.pass(299_000);
  await program.work();
  expect(await rows(WISHES)).toMatchObject([{ fate: 'in_progress' }]);
  await clock.pass(2_000);
  await program.work();
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', created_from: 'call_problem', error_type: null, priority: 'high' }]);
});

test('a request that died with its process becomes a callback once nobody can be expected to repeat it', async () => {
  const { program, caller, clock, rows, calendar } = await bench(database);
  // Journal, claim, intent, its note, then the request to the calendar: there it dies.
  await expect(caller().ask('book_appointment', TEN, { trouble: { ...NO_TROUBLE, diesAt: 6 } })).rejects.toThrow('died');
  await clock.pass(20_000);
  await program.work();
  await clock.pass(20_000);
  await program.work();
  expect(calendar.sent.length).toBeLessThanOrEqual(1);
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', status: 'pending' }]);
  expect(program.journal.unsettled()).toEqual([]);
});

test('a requested appointment that the host declines is told by a person; one that he accepts is an appointment', async () => {
  for (const [decided, fate] of [['rejected', 'open_callback'], ['accepted', 'appointment']] as const) {
    const { caller, clock, program, rows, calendar } = await bench(database);
    calendar.faults.book = 'waits_for_host';
    expect((await caller().ask('book_appointment', TEN)).answer.status).toBe('pending_confirmation');
    await clock.pass(400_000);
    await program.work();
    expect(await rows(WISHES)).toMatchObject([{ fate: 'in_progress' }]);
    calendar.bookings[0] = { ...calendar.bookings[0]!, status: decided };
    await clock.pass(70_000);
    await program.work();
    expect(await rows(WISHES)).toMatchObject([{ fate, priority: decided === 'rejected' ? 'high' : null }]);
    expect(await rows('select status from appointments')).toEqual([{ status: decided === 'rejected' ? 'cancelled' : 'booked' }]);
  }
});

test('a requested appointment that vanishes from the list is waited for until its time has come', async () => {
  const { caller, clock, program, rows, calendar } = await bench(database);
  calendar.faults.book = 'waits_for_host';
  await caller().ask('book_appointment', TEN);
  calendar.bookings.length = 0;
  for (let hours = 0; hours < 20; hours += 5) {
    await clock.pass(5 * 3_600_000);
    await program.work();
    expect(await rows(WISHES)).toMatchObject([{ fate: 'in_progress' }]);
  }
  await clock.pass(FIRST_SLOT - clock.now() + 900_000);
  await program.work();
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', priority: 'high' }]);
});

test('a caller without a number is asked once; then his wish goes to the desk instead of round in circles', async () => {
  const { caller, rows, calendar } = await bench(database);
  const { ask } = caller(null);
  expect((await ask('book_appointment', TEN)).answer).toMatchObject({ status: 'missing_required_fields', message: expect.stringContaining('Telefonnummer') });
  const second = await ask('book_appointment', { ...TEN, notes: 'will keine Nummer nennen' });
  expect(second.answer).toMatchObject({ success: false, status: 'callback_queued', callback_id: expect.any(String), message: expect.stringContaining('Ohne Telefonnummer') });
  expect(await rows(WISHES)).toMatchObject([{ fate: 'open_callback', created_from: 'anonymous_caller', priority: 'high', error_type: null }]);
  expect(calendar.sent).toEqual([]);
});

test('a time at which the branch is closed is called closed, not full', async () => {
  const { caller } = await bench(database);
  const night = await caller().ask('check_availability', { ...TEN, uhrzeit: '5 Uhr morgens', datum: '2026-12-02' });
  expect(night.answer).toMatchObject({ status: 'no_availability', message: expect.stringMatching(/^Um 5 Uhr.* haben wir an diesem Tag geschlossen\. Ich finde leider keinen/) });
});

test('a call that belongs to no known company gets a failsafe answer, and its wish lies in the operator’s inbox with every word', async () => {
  const { caller, program, rows, calendar } = await bench(database);
  Object.assign(program.intake.directory.operator(), { kind: 'operator' });
  const { answer } = await caller().ask('book_appointment', { ...TEN, dienstleistung: 'Zahnreinigung' });
  expect(answer).toMatchObject({ success: false, status: 'callback_queued', message: 'Ein Mitarbeiter wird Sie anrufen und sich um Ihren Wunschtermin kümmern.' });
  expect(await rows('select priority, error_type, notes from callbacks')).toMatchObject([{ priority: 'high', error_type: 'exception', notes: expect.stringContaining('Zahnreinigung') }]);
  expect(calendar.sent).toEqual([]);
});

test('a mother who got no appointment keeps her wish when the child gets one in the same call', async () => {
  const { caller, rows, calendar } = await bench(database);
  const { ask } = caller();
  calendar.faults.book = 'refused';
  const mother = await ask('book_appointment', { ...TEN, name: 'Mutter Maier' });
  calendar.faults.book = 'none';
  const child = await ask('book_appointment', { ...TEN, uhrzeit: '11:00', name: 'Kind Maier' });
  expect(child.answer.status).toBe('booked');
  expect(child.answer.wish_id).not.toBe(mother.answer.wish_id);
  expect((await rows<Stored>(WISHES)).map((row) => row.fate).sort()).toEqual(['appointment', 'in_progress']);
});

test('a part of the day is answered with times, not with a question that was just answered', async () => {
  const { caller } = await bench(database);
  expect((await caller().ask('book_appointment', { ...TEN, uhrzeit: 'vormittags' })).answer).toMatchObject({ status: 'available', alternatives: expect.arrayContaining([expect.objectContaining({ start: expect.any(String) })]) });
});
