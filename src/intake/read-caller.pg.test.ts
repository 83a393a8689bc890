// What real calls brought in the fields of the caller himself (predecessor.md 4.1 items 20, 21, 23, 24): it reaches the
// calendar clean or not at all, and nothing that was said is lost.
import { expect, test } from 'vitest';
import { bench } from '../../test/whole-call/bench.ts';
import { testDatabase } from '../../test/pg.ts';

const { database } = await testDatabase();
const REQUESTS = `select request->'attendee' as attendee, request->>'notes' as notes from booking_intents`;
const TEN = { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt' };

test.each(['', 'Acht Uhr', 'anonymous', 'bei Mario Basler', 'ja', 'Anna', 'Kann sie sputer?', '{{customer_name}}', 'schnitt', '11:30'])('never books in the name of %j: it asks, and then books in the name that it is told', async (name) => {
  const { caller, calendar, rows } = await bench(database);
  const { ask } = caller();
  const asked = await ask('book_appointment', { ...TEN, name });
  expect(asked.answer).toMatchObject({ success: false, status: 'missing_customer_name', message: expect.stringContaining('Ich brauche noch Ihren Namen') });
  expect(calendar.sent).toEqual([]);
  expect((await ask('book_appointment', { name: 'Mein Name ist Hansi Sputer' })).answer.status).toBe('booked');
  expect(calendar.sent).toHaveLength(1);
  expect(await rows(REQUESTS)).toMatchObject([{ attendee: { name: 'Hansi Sputer' } }]);
  expect(await rows('select customer_name from appointments')).toEqual([{ customer_name: 'Hansi Sputer' }]);
});

test('books for an anonymous caller who has neither number nor address of the network, once he dictates a number', async () => {
  const { caller, rows } = await bench(database);
  const { ask } = caller(null);
  const asked = await ask('book_appointment', { ...TEN, name: "Sinéad O'Connor", phone: '', email: '' });
  expect(asked.answer).toMatchObject({ status: 'missing_required_fields', message: expect.stringContaining('Telefonnummer') });
  const booked = await ask('book_appointment', { phone: 'null eins fünf eins, zwei drei vier, doppel fünf, sechs sieben acht' });
  expect(booked.answer.status).toBe('booked');
  expect(await rows(REQUESTS)).toMatchObject([{ attendee: { name: "Sinéad O'Connor", phone: '+4915123455678', email: null } }]);
  expect(await rows('select customer_name, phone_number, customer_email from appointments')).toEqual([{ customer_name: "Sinéad O'Connor", phone_number: '+4915123455678', customer_email: null }]);
});

test('an empty or doubtful address is not sent to the calendar; what was said stands in the notes', async () => {
  const { caller, rows } = await bench(database);
  expect((await caller().ask('book_appointment', { ...TEN, name: 'Ada Beispiel', email: 'müller at gmail' })).answer.status).toBe('booked');
  expect(await rows(REQUESTS)).toMatchObject([{ attendee: { email: null }, notes: expect.stringContaining('müller at gmail') }]);
  expect(await rows('select customer_email, notes from appointments')).toMatchObject([{ customer_email: null, notes: expect.stringContaining('müller at gmail') }]);
});

test('a dictated address is sent as it is meant', async () => {
  const { caller, rows } = await bench(database);
  await caller().ask('book_appointment', { ...TEN, name: 'Ada Beispiel', email: 'Fub Handy at Gmail Punkt com' });
  expect(await rows(REQUESTS)).toMatchObject([{ attendee: { email: 'fubhandy@gmail.com' } }]);
});

test('an unusable number is kept on the callback as it was said', async () => {
  const { caller, rows } = await bench(database);
  const said = 'null eins fünf eins hundert fünfzig';
  const { answer } = await caller(null).ask('request_callback', { name: 'Herr Müller', phone: said, reason: 'Frage' });
  expect(answer.message).toContain('nummer');
  expect(await rows('select customer_name, phone_number, phone_raw, notes from callbacks')).toMatchObject([{ customer_name: 'Müller', phone_number: null, phone_raw: said, notes: expect.stringContaining(said) }]);
});

test('"bei Anna" in the name field books with Anna, in the caller’s own name', async () => {
  const { caller, rows, salon } = await bench(database);
  const { ask } = caller();
  expect((await ask('book_appointment', { ...TEN, name: 'bei Anna' })).answer.status).toBe('missing_customer_name');
  expect((await ask('book_appointment', { name: 'Frau Öztürk-Schäfer' })).answer.status).toBe('booked');
  expect(await rows('select customer_name, staff_id from appointments')).toEqual([{ customer_name: 'Öztürk-Schäfer', staff_id: salon.staffId('Anna') }]);
});
