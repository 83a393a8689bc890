// What a caller is told of appointments, customers and the day, and that it is never somebody else's.
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../pg.ts';
import { newCall, startLine, type Line, type LineOptions } from './line.ts';

const { database } = await testDatabase();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const start = (options: LineOptions = {}): Promise<Line> => startLine(database, (close) => closing.push(close), options);
const balanced = async (line: Line): Promise<void> => expect(await line.ledger()).toMatchObject({ difference: 0, unexplained: [] });

describe('query_appointment', () => {
  test('tells the caller his own, narrowed by what he says, and closes the question', async () => {
    const line = await start();
    const booked = await line.book('10:00');
    await line.book('14:00', { service: 'farbe' });
    expect(await line.say({ name: 'query_appointment' })).toMatchObject({
      success: true, status: 'ok', message: 'Sie haben einen Termin für schnitt am Dienstag, 1. Dezember, um 10 Uhr und einen Termin für farbe am Dienstag, 1. Dezember, um 14 Uhr.',
    });
    expect(await line.say({ name: 'query_appointment', args: { service: 'schnitt' } })).toMatchObject({ status: 'ok', appointment_id: booked.appointment_id, start: '2026-12-01T10:00:00+01:00' });
    expect((await line.wishes()).filter((wish) => wish.intent === 'question')).toMatchObject([{ fate: 'closed', reason: 'answered' }, { fate: 'closed', reason: 'answered' }]);
    await balanced(line);
  });

  test('where there is none it offers a callback and keeps the wish open for a person', async () => {
    const line = await start();
    expect(await line.say({ name: 'query_appointment' })).toMatchObject({ success: false, status: 'not_found' });
    expect(await line.wishes()).toMatchObject([{ intent: 'question', fate: 'in_progress' }]);
  });

  test('„Wann hat mein Mann einen Termin?“ is not answered, not even on the same line', async () => {
    const line = await start();
    await line.book('10:00', { name: 'Peter Kunze' });
    const answer = await line.say({ name: 'query_appointment', args: { name: 'Erika Kunze' } });
    expect(answer).toMatchObject({ success: false, status: 'denied', callback_id: expect.any(String) });
    expect(JSON.stringify(answer)).not.toMatch(/10 Uhr|10:00|Peter/);
    expect(await line.callbacks()).toMatchObject([{ priority: 'high', created_from: 'anonymous_caller' }]);
  });
});

describe('check_customer and initialize_call', () => {
  test('a known number is greeted by name, with what comes next and what was usual', async () => {
    const line = await start();
    await line.book('10:00', { service: 'farbe' });
    await line.book('14:00', { date: '2026-12-03', service: 'farbe' });
    expect(await line.say({ name: 'check_customer' })).toMatchObject({
      success: true, known: true, message: 'Guten Tag, Erika Kunze. Was kann ich für Sie tun?',
      customer: { name: 'Erika Kunze', next_appointment: { start: '2026-12-01T10:00:00+01:00', service: 'farbe' }, last_appointment: null, usual_service: 'farbe' },
    });
    await line.work(2 * 86_400_000);
    expect(await line.say({ name: 'check_customer' })).toMatchObject({ customer: { next_appointment: { start: '2026-12-03T14:00:00+01:00' }, last_appointment: { start: '2026-12-01T10:00:00+01:00', service: 'farbe' } } });
    expect(await line.wishes()).toHaveLength(2);
  });

  test.each(['anonymous', 'unknown', null, '+4915100000000'])('nobody is known by %s, whatever number is given as an argument', async (from) => {
    const line = await start();
    await line.book('10:00');
    const answer = await line.say({ name: 'check_customer', from, args: { phone: '+4915112345678', name: 'Erika Kunze' } });
    expect(answer).toMatchObject({ success: false, status: 'not_found', known: false, customer: null });
    expect(await line.say({ name: 'initialize_call', from, args: { phone: '+4915112345678' } })).toMatchObject({ success: true, customer: null });
  });

  test('that a callback is open already, and until when it is promised, is told to whom it was promised, and no time that is over', async () => {
    const line = await start();
    const asked = await line.say({ name: 'request_callback', args: { reason: 'Frage zur Farbe', name: 'Erika Kunze' } });
    const open = { callback_id: asked.callback_id, callback_due_at: asked.callback_due_at };
    const told = await line.say({ name: 'check_customer' });
    expect(told).toMatchObject({ ...open, known: false, open_callback: { ...open, overdue: false } });
    expect(told.message).toBe('Guten Tag. Was kann ich für Sie tun? Für diese Nummer ist schon ein Rückruf vorgemerkt: Ein Mitarbeiter meldet sich bis morgen, 8 Uhr 1.');
    expect(told.message).not.toContain('Farbe');
    expect(await line.say({ name: 'initialize_call' })).toMatchObject({ open_callback: { ...open, spoken: expect.stringContaining('bis morgen') } });
    expect(await line.say({ name: 'check_customer', args: { name: 'Peter Lustig' } })).toMatchObject({ open_callback: null });
    for (const from of ['anonymous', '+4915100000000']) expect(await line.say({ name: 'check_customer', from })).toMatchObject({ open_callback: null });
    await line.work(25 * 3_600_000);
    expect(await line.say({ name: 'check_customer' })).toMatchObject({ open_callback: { overdue: true, spoken: 'Für diese Nummer ist ein Rückruf noch offen.' } });
  });

  test('a line that two people use greets neither by name', async () => {
    const line = await start({ staff: ['anna', 'ben'] });
    await line.book('10:00');
    await line.book('11:00', { name: 'Peter Kunze' });
    expect(await line.say({ name: 'check_customer' })).toMatchObject({ known: false, customer: null });
  });

  test('the context of a call is that of the branch: today, now, open until when, and who is calling', async () => {
    const line = await start();
    await line.book('10:00');
    for (const name of ['initialize_call', 'get_current_context', 'initialize_call_v3']) {
      const answer = await line.say({ name });
      expect(answer).toMatchObject({
        success: true, status: 'ok', date: '2026-11-30', weekday: 'Montag', time_zone: 'Europe/Berlin', display_date: 'Montag, 30. November 2026',
        open_today: true, opening_hours_today: ['9 Uhr bis 18 Uhr'], customer: { name: 'Erika Kunze' },
      });
      expect(answer['now']).toMatch(/^2026-11-30T08:0\d:\d\d\+01:00$/);
      expect(answer.message).toMatch(/^Heute ist Montag, 30. November 2026, 8 Uhr/);
    }
    line.database = 'down';
    expect(await line.say({ name: 'initialize_call' })).toMatchObject({ success: true, date: '2026-11-30', customer: null });
  });

  test('get_service_info tells how long it takes, and asks where it is not clear', async () => {
    const line = await start();
    expect(await line.say({ name: 'get_service_info', args: { service: 'farbe' } })).toMatchObject({ success: true, message: 'farbe dauert etwa 1 Stunde.', service: { name: 'farbe', minutes: 60 } });
    expect(await line.say({ name: 'get_service_info', args: { service: 'Reifenwechsel' } })).toMatchObject({ success: false, status: 'service_not_found' });
  });
});

describe('reserve_slot', () => {
  const slot = { date: '1.12.', time: '10:00', service: 'schnitt' };
  test('keeps the slot out of what others are offered, for five minutes, and is no lock', async () => {
    const line = await start();
    const call = newCall();
    expect(await line.say({ name: 'reserve_slot', args: slot, call })).toMatchObject({ success: true, status: 'ok', message: 'Ich halte den Termin am Dienstag, dem 1. Dezember, um 10 Uhr kurz für Sie fest.', held_until: expect.stringMatching(/^2026-11-30T08:05/) });
    const other = '+4915199999999';
    expect(await line.say({ name: 'check_availability', args: slot, from: other })).toMatchObject({ status: 'unavailable' });
    expect(await line.say({ name: 'check_availability', args: slot, call })).toMatchObject({ status: 'available' });
    expect(await line.say({ name: 'book_appointment', args: { ...slot, name: 'Otto Fremd' }, from: other })).toMatchObject({ status: 'booked' });
    expect(await line.say({ name: 'reserve_slot', args: slot, call })).toMatchObject({ success: false, status: 'unavailable' });
  });

  test('runs out by itself, is released on request, and is not promised without a database', async () => {
    const line = await start();
    const call = newCall();
    await line.say({ name: 'reserve_slot', args: slot, call });
    await line.work(5 * 60_000);
    expect(await line.say({ name: 'check_availability', args: slot })).toMatchObject({ status: 'available' });
    await line.say({ name: 'reserve_slot', args: slot, call });
    expect(await line.say({ name: 'release_slot_reservation', args: slot, call })).toMatchObject({ success: true, status: 'ok' });
    expect(await line.say({ name: 'check_availability', args: slot })).toMatchObject({ status: 'available' });
    line.database = 'down';
    expect(await line.say({ name: 'reserve_slot', args: slot })).toMatchObject({ success: false, message: 'Diesen Termin kann ich gerade nicht festhalten. Soll ich ihn gleich für Sie buchen?' });
  });

  test('of a wish that was only reserved for, the proof still knows', async () => {
    const line = await start();
    await line.say({ name: 'reserve_slot', args: slot });
    expect(await line.wishes()).toMatchObject([{ intent: 'book', fate: 'in_progress' }]);
    await balanced(line);
  });
});

test('whoever calls, with whatever arguments: no answer holds a name, a time, a number or an id of anybody else', async () => {
  const line = await start({ staff: ['anna', 'ben', 'carl', 'dora', 'emil', 'fritz'] });
  const people = [
    { from: '+4915111111111', name: 'Adelheid Kornblum', time: '09:30' },
    { from: '+4915122222222', name: 'Balduin Wachtel', time: '11:30' },
    { from: '+4915133333333', name: 'Cäcilie Zwirner', time: '15:30' },
  ];
  const secrets: string[][] = [];
  for (const person of people) {
    const { appointment_id, booking_uid } = await line.book(person.time, person);
    secrets.push([...person.name.split(' '), String(appointment_id), String(booking_uid), person.from, `T${person.time}`, `${Number(person.time.slice(0, 2))} Uhr 30`]);
  }
  const words = fc.constantFrom(...secrets.flat(), 'anonymous', '1.12.', 'morgen', 'Dienstag', 'mein Mann', 'schnitt', '{{name}}', 'null');
  const keys = fc.constantFrom('name', 'customer_name', 'phone', 'customer_phone', 'from_number', 'appointment_id', 'termin_id', 'old_date', 'old_time', 'date', 'service', 'call_id', 'reason');
  const callers = fc.constantFrom(...people.map((person) => person.from), '+4915144444444', 'anonymous', 'unknown', '', null);
  const names = fc.constantFrom('query_appointment', 'check_customer', 'initialize_call', 'get_current_context', 'reschedule_appointment');
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(names, callers, fc.dictionary(keys, words, { maxKeys: 5 }), async (name, from, args) => {
      const answer = await line.say({ name, from, args });
      answered += answer.success ? 1 : 0;
      const said = Object.values(args);
      const text = JSON.stringify(answer);
      people.forEach((person, i) => {
        if (person.from === from) return;
        // What the agent itself has put in is no disclosure.
        for (const secret of secrets[i]!) if (!said.some((word) => word.includes(secret))) expect(text, `${name} from ${String(from)} with ${JSON.stringify(args)}`).not.toContain(secret);
      });
    }),
    { numRuns: 250 },
  );
  expect(answered).toBeGreaterThan(20);
  expect((await line.appointments()).map((a) => a.status)).toEqual(['booked', 'booked', 'booked']);
  await balanced(line);
});
