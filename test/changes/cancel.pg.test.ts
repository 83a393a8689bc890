import { afterEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../pg.ts';
import { ERIKA, newCall, startLine, type Line, type LineOptions } from './line.ts';

const { database } = await testDatabase();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const start = (options: LineOptions = {}): Promise<Line> => startLine(database, (close) => closing.push(close), options);
const balanced = async (line: Line): Promise<void> => expect(await line.ledger()).toMatchObject({ difference: 0, unexplained: [] });

for (const calendar of ['local', 'cal.com'] as const) {
  describe(calendar, () => {
    test('cancels the only appointment of the caller, at the calendar and here, and closes both wishes', async () => {
      const line = await start({ calendar });
      const booked = await line.book('10:00');
      const answer = await line.say({ name: 'cancel_appointment', args: { reason: 'krank' } });
      expect(answer).toMatchObject({ success: true, status: 'cancelled', appointment_id: booked.appointment_id, message: 'Ihr Termin für schnitt am Dienstag, dem 1. Dezember, um 10 Uhr ist abgesagt.' });
      expect(await line.appointments()).toMatchObject([{ status: 'cancelled', cancel_reason: 'krank', replaced_by: null }]);
      const read = await line.calendar.read({ uid: String(booked.booking_uid), service: { provider: 'local', serviceId: '', branchId: '', minutes: 1 }, budgetMs: 1_000 });
      expect(read).toMatchObject({ kind: 'done', value: { status: 'cancelled' } });
      expect(await line.wishes()).toMatchObject([{ intent: 'book', fate: 'closed', reason: 'appointment_cancelled' }, { intent: 'cancel', fate: 'closed', reason: 'cancelled', appointment_id: booked.appointment_id }]);
      await balanced(line);
    });

    test('a repeated cancellation says so and touches nothing, least of all the next appointment', async () => {
      const line = await start({ calendar });
      await line.book('10:00');
      const call = newCall();
      await line.say({ name: 'cancel_appointment', call });
      await line.book('12:00');
      const again = await line.say({ name: 'cancel_appointment', call });
      expect(again).toMatchObject({ success: true, status: 'cancelled', message: 'Ihr Termin für schnitt am Dienstag, dem 1. Dezember, um 10 Uhr ist bereits abgesagt.' });
      expect((await line.appointments()).map((a) => [a.start, a.status])).toEqual([['01. 10:00', 'cancelled'], ['01. 12:00', 'booked']]);
      expect((await line.wishes()).filter((wish) => wish.intent === 'cancel')).toMatchObject([{ fate: 'closed' }, { fate: 'merged' }]);
      await balanced(line);
    });

    test('ten requests at once cancel once', async () => {
      const line = await start({ calendar });
      await line.book('10:00');
      const call = newCall();
      const answers = await Promise.all(Array.from({ length: 10 }, () => line.say({ name: 'cancel_appointment', call })));
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set(['cancelled']));
      expect(answers.filter((answer) => answer.message.endsWith('um 10 Uhr ist abgesagt.'))).toHaveLength(1);
      expect(await line.rows("select 1 from booking_intents where kind = 'cancel'")).toHaveLength(1);
      if (calendar === 'cal.com') expect(line.standIn.requests().filter((request) => request.operation === 'cancel')).toHaveLength(1);
      expect(await line.callbacks()).toEqual([]);
      await balanced(line);
    });

    test('a repetition that its sisters hold up for longer than the database may take claims nothing, sends nothing, and its promise is kept', async () => {
      const line = await start({ calendar });
      await line.book('10:00');
      const call = newCall();
      await line.say({ name: 'cancel_appointment', call });
      const [locked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const sister = database.inCompany(line.company.id, async (tx) => {
        await tx.run('select from calls where retell_call_id = $1 for update', [call]);
        locked.resolve();
        await answered.promise;
      });
      await locked.promise;
      const { databaseMs } = line.budgets;
      line.budgets.databaseMs = 200;
      const answer = await line.say({ name: 'cancel_appointment', call }).finally(answered.resolve);
      line.budgets.databaseMs = databaseMs;
      await sister;
      expect(answer).toMatchObject({ success: false, status: 'callback_queued', message: 'Ein Mitarbeiter wird Sie anrufen und sich um Ihre Absage kümmern.' });
      await balanced(line);
      await line.work();
      expect(await line.callbacks()).toMatchObject([{ id: answer.callback_id, status: 'pending', error_type: 'exception' }]);
      expect(await line.rows("select 1 from booking_intents where kind = 'cancel'")).toHaveLength(1);
      await balanced(line);
    });
  });
}

test('cancelled before, in another call: the same answer, and nothing is sent', async () => {
  const line = await start({ calendar: 'cal.com' });
  await line.book('10:00');
  await line.say({ name: 'cancel_appointment' });
  expect(await line.say({ name: 'cancel_appointment', args: { date: '1.12.' } })).toMatchObject({ success: true, status: 'cancelled' });
  expect(line.standIn.requests().filter((request) => request.operation === 'cancel')).toHaveLength(1);
  await balanced(line);
});

test('a slot that was cancelled can be booked again in the same call, and is', async () => {
  const line = await start();
  const call = newCall();
  await line.book('10:00', { call });
  await line.say({ name: 'cancel_appointment', call });
  await line.book('10:00', { call });
  expect((await line.appointments()).map((a) => a.status)).toEqual(['cancelled', 'booked']);
  await balanced(line);
});

describe('which one', () => {
  test('of several the caller is asked, with his own appointments; day, time or service settle it', async () => {
    const line = await start();
    await line.book('10:00');
    await line.book('14:00', { service: 'farbe' });
    const call = newCall();
    const asked = await line.say({ name: 'cancel_appointment', call });
    expect(asked).toMatchObject({ success: false, status: 'multiple_found' });
    expect(asked.message).toBe('Sie haben einen Termin für schnitt am Dienstag, 1. Dezember, um 10 Uhr und einen Termin für farbe am Dienstag, 1. Dezember, um 14 Uhr. Welchen Termin meinen Sie?');
    expect(await line.say({ name: 'cancel_appointment', call, args: { date: 'morgen', time: '14 Uhr' } })).toMatchObject({ status: 'cancelled' });
    expect((await line.appointments()).map((a) => a.status)).toEqual(['booked', 'cancelled']);
    expect((await line.wishes()).filter((wish) => wish.intent === 'cancel')).toHaveLength(1);
  });

  test('none at that time: he is told what he has, and nothing is cancelled', async () => {
    const line = await start();
    await line.book('10:00');
    expect(await line.say({ name: 'cancel_appointment', args: { date: '3.12.' } })).toMatchObject({ success: false, status: 'not_found', appointments: [{ spoken: 'am Dienstag, 1. Dezember, um 10 Uhr' }] });
    expect((await line.appointments())[0]?.status).toBe('booked');
  });

  test('an id of somebody else never selects, a made-up one is ignored', async () => {
    const line = await start({ staff: ['anna', 'ben'] });
    const other = await line.book('10:00', { from: '+4915199999999', name: 'Otto Fremd' });
    await line.book('11:00');
    expect(await line.say({ name: 'cancel_appointment', args: { appointment_id: other.appointment_id } })).toMatchObject({ status: 'not_found' });
    expect((await line.appointments()).map((a) => a.status)).toEqual(['booked', 'booked']);
    expect(await line.say({ name: 'cancel_appointment', args: { appointment_id: '1' } })).toMatchObject({ status: 'cancelled' });
    expect((await line.appointments()).map((a) => [a.customer_name, a.status])).toEqual([['Otto Fremd', 'booked'], ['Erika Kunze', 'cancelled']]);
  });

  test('nothing under his number becomes a callback with the deadline that is said', async () => {
    const line = await start();
    const answer = await line.say({ name: 'cancel_appointment', args: { date: 'morgen um 10' } });
    expect(answer).toMatchObject({ success: false, status: 'not_found' });
    const [callback] = await line.callbacks();
    expect(callback).toMatchObject({ id: answer.callback_id, priority: 'high', created_from: 'failsafe_callback', phone_number: ERIKA });
    expect(answer.message).toContain('heute bis 12 Uhr');
    expect((callback!.due_at - callback!.created_at) / 3_600_000).toBe(4);
    await balanced(line);
  });
});

describe('who', () => {
  const WITHHELD = ['anonymous', 'Anonym', 'unknown', 'Restricted', 'private', 'withheld', 'unavailable', '', null, '+266696687', '00000000', 'sip:anonymous@anonymous.invalid', '{{from_number}}'];
  test.each(WITHHELD)('a caller who withholds his number (%s) changes nothing, whatever number he names', async (from) => {
    const line = await start();
    const booked = await line.book('10:00');
    const args = { phone: ERIKA, customer_phone: ERIKA, from_number: ERIKA, name: 'Erika Kunze', appointment_id: booked.appointment_id, date: '1.12.', new_date: '2.12.', new_time: '11:00' };
    for (const name of ['cancel_appointment', 'reschedule_appointment', 'query_appointment']) {
      const answer = await line.say({ name, args, from });
      expect(answer).toMatchObject({ success: false, status: name === 'query_appointment' ? 'denied' : 'callback_queued', callback_id: expect.any(String) });
      expect(answer.message).toContain('heute bis 12 Uhr');
      expect(answer.message).not.toContain('10 Uhr');
    }
    expect((await line.appointments()).map((a) => a.status)).toEqual(['booked']);
    const callbacks = await line.callbacks();
    expect(callbacks).toHaveLength(3);
    for (const callback of callbacks) expect(callback).toMatchObject({ priority: 'high', created_from: 'anonymous_caller', error_type: null });
    await balanced(line);
  });

  test('without any number he is asked for one, and his second request joins the same callback', async () => {
    const line = await start();
    const call = newCall();
    const first = await line.say({ name: 'cancel_appointment', from: 'anonymous', call });
    expect(first).toMatchObject({ callback_id: expect.any(String), message: 'Ich habe Ihr Anliegen notiert. Unter welcher Telefonnummer können wir Sie zurückrufen?' });
    const second = await line.say({ name: 'cancel_appointment', from: 'anonymous', call, args: { phone: '0151 12345678' } });
    expect(second).toMatchObject({ callback_id: first.callback_id });
    expect(await line.callbacks()).toMatchObject([{ phone_number: ERIKA, created_from: 'anonymous_caller' }]);
  });

  test('a misheard name does not keep her from her own appointment', async () => {
    const line = await start();
    await line.book('10:00', { name: 'Hansi Sputer' });
    expect(await line.say({ name: 'cancel_appointment', args: { name: 'Kann sie sputer' } })).toMatchObject({ status: 'cancelled' });
  });

  test('the husband on the family line: his own is found, hers goes to a person', async () => {
    const line = await start({ staff: ['anna', 'ben'] });
    await line.book('10:00');
    const denied = await line.say({ name: 'cancel_appointment', args: { name: 'Peter Kunze' } });
    expect(denied).toMatchObject({ success: false, status: 'callback_queued' });
    expect(denied.message).not.toContain('10 Uhr');
    expect(await line.callbacks()).toMatchObject([{ priority: 'high', created_from: 'anonymous_caller', customer_name: 'Peter Kunze' }]);
    await line.book('10:00', { name: 'Peter Kunze' });
    expect(await line.say({ name: 'cancel_appointment', args: { name: 'Peter Kunze' } })).toMatchObject({ status: 'cancelled' });
    expect((await line.appointments()).map((a) => [a.customer_name, a.status])).toEqual([['Erika Kunze', 'booked'], ['Peter Kunze', 'cancelled']]);
    await balanced(line);
  });
});

test('too late: the notice and the fee are said, and a person decides', async () => {
  const line = await start({ policy: { cancelNoticeMinutes: 2 * 1440, feeText: 'Danach berechnen wir 20 Euro.' } });
  await line.book('10:00');
  const answer = await line.say({ name: 'cancel_appointment' });
  expect(answer).toMatchObject({ success: false, status: 'denied', callback_id: expect.any(String) });
  expect(answer.message).toContain('nur bis 48 Stunden vorher. Danach berechnen wir 20 Euro.');
  expect((await line.appointments())[0]?.status).toBe('booked');
  expect(await line.callbacks()).toMatchObject([{ priority: 'normal', error_type: null }]);
  await balanced(line);
});
