import { afterEach, describe, expect, test } from 'vitest';
import type { Booking, Outcome } from '../../src/calendar/port.ts';
import { testDatabase } from '../pg.ts';
import { newCall, startLine, type Line, type LineOptions } from './line.ts';

const { database } = await testDatabase();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const start = (options: LineOptions = {}): Promise<Line> => startLine(database, (close) => closing.push(close), options);
const balanced = async (line: Line): Promise<void> => expect(await line.ledger()).toMatchObject({ difference: 0, unexplained: [] });
const move = (line: Line, args: Record<string, unknown>, call = newCall()) => line.say({ name: 'reschedule_appointment', args, call });
const moveLate = (line: Line, args: Record<string, unknown>) => line.sayLate({ name: 'reschedule_appointment', args });
const standing = (line: Line) => line.standIn.bookings().filter((b) => b['status'] === 'accepted').map((b) => b['start']);
const starts = async (line: Line) => (await line.appointments()).map((a) => [a.start, a.status]);

for (const calendar of ['local', 'cal.com'] as const) {
  describe(calendar, () => {
    test('moves the only appointment: the new one stands, the old one names it, both wishes have it', async () => {
      const line = await start({ calendar });
      const booked = await line.book('10:00');
      const answer = await move(line, { new_date: '2.12.', new_time: '14 Uhr' });
      expect(answer).toMatchObject({ success: true, status: 'rescheduled', start: '2026-12-02T14:00:00+01:00', message: 'Ihr Termin für schnitt ist verschoben. Er ist jetzt am Mittwoch, dem 2. Dezember, um 14 Uhr.' });
      const [old, next] = await line.appointments();
      expect(old).toMatchObject({ id: booked.appointment_id, status: 'cancelled', replaced_by: next?.id });
      expect(next).toMatchObject({ id: answer.appointment_id, status: 'booked', start: '02. 14:00', customer_name: 'Erika Kunze', reschedule_count: 1, booking_uid: answer.booking_uid });
      expect(await line.wishes()).toMatchObject([{ intent: 'book', fate: 'appointment', appointment_id: next?.id }, { intent: 'reschedule', fate: 'appointment', appointment_id: next?.id }]);
      if (calendar === 'cal.com') expect(standing(line)).toEqual(['2026-12-02T13:00:00.000Z']);
      await balanced(line);
    });

    test('the agent repeats itself, with and without the old time: one move', async () => {
      const line = await start({ calendar });
      await line.book('10:00');
      const call = newCall();
      await move(line, { old_date: '1.12.', old_time: '10:00', new_date: '1.12.', new_time: '15:00' }, call);
      for (const args of [{ old_date: '1.12.', old_time: '10:00', new_date: '1.12.', new_time: '15:00' }, { new_date: 'morgen', new_time: '15:00' }]) {
        expect(await move(line, args, call)).toMatchObject({ success: true, status: 'rescheduled', message: 'Ihr Termin für schnitt ist bereits am Dienstag, dem 1. Dezember, um 15 Uhr.' });
      }
      expect(await starts(line)).toEqual([['01. 10:00', 'cancelled'], ['01. 15:00', 'booked']]);
      expect((await line.wishes()).filter((wish) => wish.intent === 'reschedule').map((wish) => wish.fate)).toEqual(['appointment', 'merged', 'merged']);
      await balanced(line);
    });

    test('a taken time keeps the old appointment and offers others', async () => {
      const line = await start({ calendar });
      await line.book('10:00');
      await line.book('14:00', { from: '+4915199999999', name: 'Otto Fremd' });
      const answer = await move(line, { new_date: '1.12.', new_time: '14:00' });
      expect(answer).toMatchObject({ success: false, status: 'unavailable', alternatives: [expect.anything(), expect.anything()] });
      expect(answer.message).toContain('Ihr bisheriger Termin bleibt bestehen.');
      expect(await starts(line)).toEqual([['01. 10:00', 'booked'], ['01. 14:00', 'booked']]);
      const [first] = answer.alternatives ?? [];
      expect(await move(line, { new_date: first?.start.slice(0, 10), new_time: first?.start.slice(11, 16) })).toMatchObject({ status: 'rescheduled' });
      await balanced(line);
    });

    test('two calls move the same appointment to two times at once: one appointment is left, and both answers are true', async () => {
      const line = await start({ calendar });
      await line.book('10:00');
      const answers = await Promise.all(['14:00', '16:00'].map((time) => move(line, { new_date: '1.12.', new_time: time })));
      const left = (await line.appointments()).filter((a) => a.status === 'booked');
      expect(left).toHaveLength(1);
      if (calendar === 'cal.com') expect(standing(line)).toHaveLength(1);
      for (const answer of answers) expect(['rescheduled', 'callback_queued', 'pending_confirmation']).toContain(answer.status);
      expect(answers.some((answer) => answer.status === 'rescheduled' && answer.appointment_id === left[0]?.id)).toBe(true);
      await balanced(line);
    });
  });
}

describe('what is asked', () => {
  test('without a new time it is asked for, and a bare time is on the day of the appointment', async () => {
    const line = await start();
    await line.book('10:00');
    const call = newCall();
    expect(await move(line, {}, call)).toMatchObject({ success: false, status: 'needs_new_time', message: 'Auf wann möchten Sie Ihren Termin am Dienstag, dem 1. Dezember, um 10 Uhr verschieben?' });
    expect(await move(line, { new_date: '2.12.' }, call)).toMatchObject({ status: 'needs_new_time', message: 'Zu welcher Uhrzeit hätten Sie Zeit?' });
    expect(await move(line, { new_uhrzeit: '16:30' }, call)).toMatchObject({ status: 'rescheduled', start: '2026-12-02T16:30:00+01:00' });
    expect(await move(line, { new_uhrzeit: '11:00' })).toMatchObject({ status: 'rescheduled', start: '2026-12-02T11:00:00+01:00' });
    expect((await line.appointments()).at(-1)).toMatchObject({ reschedule_count: 2 });
    await balanced(line);
  });

  test('a plain date is the new one, unless it is that of an own appointment', async () => {
    const line = await start();
    await line.book('10:00');
    await line.book('12:00');
    const call = newCall();
    expect(await move(line, { datum: '1.12.', uhrzeit: '12:00' }, call)).toMatchObject({ status: 'needs_new_time', message: expect.stringContaining('um 12 Uhr') });
    expect(await move(line, { old_date: '1.12.', old_time: '12:00', datum: '3.12.', uhrzeit: '9:00' }, call)).toMatchObject({ status: 'rescheduled', start: '2026-12-03T09:00:00+01:00' });
  });

  test('asked to check only, it checks, and moves when it is confirmed', async () => {
    const line = await start();
    await line.book('10:00');
    const call = newCall();
    const args = { new_date: '2.12.', new_time: '14:00' };
    const ready = await move(line, { ...args, confirm_reschedule: false }, call);
    expect(ready).toMatchObject({ success: false, status: 'ready_for_confirmation', start: '2026-12-02T14:00:00+01:00' });
    expect(await starts(line)).toEqual([['01. 10:00', 'booked']]);
    expect(await move(line, { confirm_reschedule: true }, call)).toMatchObject({ status: 'rescheduled', start: '2026-12-02T14:00:00+01:00' });
    // Half an hour within the hour that is moved is free for this move.
    await line.book('10:00', { service: 'farbe' });
    expect(await move(line, { service: 'farbe', new_date: '1.12.', new_time: '10:30', bestaetigung: false })).toMatchObject({ status: 'ready_for_confirmation' });
  });

  test('the past, nonsense and the time it has already', async () => {
    const line = await start();
    await line.book('10:00');
    expect(await move(line, { new_date: '2026-11-29', new_time: '10:00' })).toMatchObject({ success: false, status: 'past_time' });
    expect(await move(line, { new_date: '31.2.', new_time: '10:00' })).toMatchObject({ success: false, status: 'invalid_date' });
    expect(await move(line, { new_date: '1.12.', new_time: '10:00' })).toMatchObject({ success: true, status: 'rescheduled' });
    expect(await line.appointments()).toHaveLength(1);
  });

  test('moved as often as the company allows, too late: a person decides', async () => {
    const line = await start({ policy: { maxReschedules: 1, rescheduleNoticeMinutes: 30 * 60 } });
    await line.book('10:00');
    expect(await move(line, { new_date: '3.12.', new_time: '10:00' })).toMatchObject({ status: 'denied', message: expect.stringContaining('bis 30 Stunden vorher') });
    const other = await start({ policy: { maxReschedules: 1, feeText: 'Das kostet 10 Euro.' } });
    await other.book('10:00');
    await move(other, { new_date: '3.12.', new_time: '10:00' });
    expect(await move(other, { new_date: '4.12.', new_time: '10:00' })).toMatchObject({ success: false, status: 'denied', message: expect.stringContaining('Das kostet 10 Euro.') });
    expect(await starts(other)).toEqual([['01. 10:00', 'cancelled'], ['03. 10:00', 'booked']]);
    expect(await other.callbacks()).toMatchObject([{ priority: 'normal' }]);
    await balanced(other);
  });
});

describe('when the calendar does not answer as it should', () => {
  test('the reply is lost: one new booking, the old one gone, and the caller hears so', async () => {
    const line = await start({ calendar: 'cal.com' });
    await line.book('10:00');
    line.standIn.setFaults([{ operation: 'reschedule', times: 1, fault: { kind: 'lost_reply' } }]);
    expect(await move(line, { new_date: '2.12.', new_time: '14:00' })).toMatchObject({ success: true, status: 'rescheduled' });
    expect(standing(line)).toEqual(['2026-12-02T13:00:00.000Z']);
    expect(line.standIn.requests().filter((request) => request.operation === 'reschedule')).toHaveLength(1);
    await balanced(line);
  });

  test('it fails: the appointment stays, a callback is due within four hours, and the look afterwards changes nothing', async () => {
    const line = await start({ calendar: 'cal.com' });
    await line.book('10:00');
    line.standIn.setFaults([{ operation: 'reschedule', fault: { kind: 'status', status: 500 } }]);
    const answer = await move(line, { new_date: '2.12.', new_time: '14:00' });
    expect(answer).toMatchObject({ success: false, status: 'callback_queued', message: 'Ein Mitarbeiter wird Sie anrufen und sich um Ihren Wunschtermin kümmern.' });
    const [callback] = await line.callbacks();
    expect(callback).toMatchObject({ id: answer.callback_id, error_type: 'api_error', priority: 'high', created_from: 'failsafe_callback', metadata: { requested_time: '2026-12-02T14:00:00+01:00', original_error: expect.stringContaining('500') } });
    expect(await starts(line)).toEqual([['01. 10:00', 'booked']]);
    expect(standing(line)).toEqual(['2026-12-01T09:00:00.000Z']);
    await balanced(line);
    for (let i = 0; i < 10; i++) await line.work(3_600_000);
    expect(await line.rows("select state from booking_intents where kind = 'reschedule'")).toEqual([{ state: 'absent' }]);
    expect(await starts(line)).toEqual([['01. 10:00', 'booked']]);
    expect(line.standIn.requests().filter((request) => request.operation === 'reschedule')).toHaveLength(1);
    await balanced(line);
  });

  test('it fails after having moved: the look finds it at once', async () => {
    const line = await start({ calendar: 'cal.com' });
    await line.book('10:00');
    line.standIn.setFaults([{ operation: 'reschedule', times: 1, fault: { kind: 'error_after_effect', status: 500 } }]);
    expect(await move(line, { new_date: '2.12.', new_time: '14:00' })).toMatchObject({ success: true, status: 'rescheduled' });
    await balanced(line);
  });

  test('silence until the answer is due: urgent and uncertain, then found and stored, and the promised call stays', async () => {
    const line = await start({ calendar: 'cal.com' });
    await line.book('10:00');
    line.standIn.setFaults([{ operation: 'reschedule', times: 1, fault: { kind: 'lost_reply' } }, { operation: 'get', times: 20, fault: { kind: 'status', status: 503 } }]);
    const answer = await moveLate(line, { new_date: '2.12.', new_time: '14:00' });
    expect(answer).toMatchObject({ success: false, status: 'unconfirmed', message: 'Ich konnte die Buchung noch nicht bestätigen. Ein Mitarbeiter wird Sie in Kürze anrufen.' });
    expect(answer).not.toHaveProperty('appointment_id');
    await balanced(line);
    line.standIn.clearFaults();
    await line.work(5_000);
    await line.work(60_000);
    expect(await starts(line)).toEqual([['01. 10:00', 'cancelled'], ['02. 14:00', 'booked']]);
    expect(await line.callbacks()).toMatchObject([{ id: answer.callback_id, status: 'pending', priority: 'urgent', error_type: 'partial_booking', created_from: 'failsafe_callback' }]);
    expect((await line.wishes()).map((wish) => [wish.intent, wish.fate])).toEqual([['book', 'appointment'], ['reschedule', 'open_callback']]);
    await balanced(line);
  });

  test('while it is not known whether it was moved, nothing else is sent for it, from whichever call', async () => {
    const line = await start({ calendar: 'cal.com' });
    await line.book('10:00');
    line.standIn.setFaults([{ operation: 'reschedule', times: 1, fault: { kind: 'lost_reply' } }, { operation: 'get', fault: { kind: 'status', status: 503 } }]);
    expect(await moveLate(line, { new_date: '2.12.', new_time: '14:00' })).toMatchObject({ status: 'unconfirmed' });
    expect(await line.sayLate({ name: 'cancel_appointment' })).toMatchObject({ success: false, status: 'pending_confirmation' });
    expect(await moveLate(line, { new_date: '2.12.', new_time: '15:00' })).toMatchObject({ success: false, status: 'pending_confirmation' });
    expect(await moveLate(line, { new_date: '2.12.', new_time: '14:00' })).toMatchObject({ success: false, status: 'unconfirmed' });
    expect(line.standIn.requests().filter((request) => request.operation === 'reschedule' || request.operation === 'cancel')).toHaveLength(1);
    await balanced(line);
    line.standIn.clearFaults();
    await line.work(60_000);
    expect(await line.say({ name: 'cancel_appointment' })).toMatchObject({ success: true, status: 'cancelled' });
    expect(standing(line)).toEqual([]);
    await balanced(line);
  });

  test('a cancellation without an answer is looked for and closed the same way', async () => {
    const line = await start({ calendar: 'cal.com' });
    await line.book('10:00');
    line.standIn.setFaults([{ operation: 'cancel', times: 1, fault: { kind: 'lost_reply' } }, { operation: 'get', times: 20, fault: { kind: 'status', status: 503 } }]);
    expect(await line.sayLate({ name: 'cancel_appointment' })).toMatchObject({ success: false, status: 'unconfirmed', message: expect.stringContaining('Absage') });
    line.standIn.clearFaults();
    await line.work(60_000);
    expect(await starts(line)).toEqual([['01. 10:00', 'cancelled']]);
    expect((await line.wishes()).map((wish) => [wish.intent, wish.fate])).toEqual([['book', 'closed'], ['cancel', 'open_callback']]);
    await balanced(line);
  });

  test('changed at the calendar by somebody else: nothing is claimed, a person looks', async () => {
    const line = await start({ calendar: 'cal.com' });
    const booked = await line.book('10:00');
    line.standIn.setStatus(String(booked.booking_uid), 'cancelled');
    expect(await move(line, { new_date: '2.12.', new_time: '14:00' })).toMatchObject({ success: false, status: 'callback_queued' });
    expect(await line.callbacks()).toMatchObject([{ priority: 'high', error_type: 'api_error' }]);
    expect(standing(line)).toEqual([]);
    await balanced(line);
  });

  test('the adapter throws: an exception, a callback, and no second request', async () => {
    const line = await start();
    await line.book('10:00');
    line.wrecked.reschedule = () => Promise.reject<Outcome<Booking>>(new Error('a bug'));
    const answer = await move(line, { new_date: '2.12.', new_time: '14:00' });
    expect(answer).toMatchObject({ success: false, status: 'callback_queued' });
    expect(await line.callbacks()).toMatchObject([{ priority: 'high', error_type: 'exception', metadata: { error_during: 'booking_exception' } }]);
    await balanced(line);
  });
});

describe('when the database is away', () => {
  test.each(['reschedule_appointment', 'cancel_appointment', 'query_appointment'])('%s: nothing is sent, a callback is promised and kept', async (name) => {
    const line = await start({ calendar: 'cal.com' });
    await line.book('10:00');
    const before = line.standIn.requests().length;
    line.database = 'down';
    const answer = await line.say({ name, args: { new_date: '2.12.', new_time: '14:00' } });
    expect(answer).toMatchObject({ success: false, status: 'callback_queued', callback_id: expect.any(String) });
    expect(line.standIn.requests()).toHaveLength(before);
    await balanced(line);
    line.database = 'up';
    await line.work();
    expect(await line.callbacks()).toMatchObject([{ id: answer.callback_id, error_type: 'exception', priority: name === 'query_appointment' ? 'normal' : 'high' }]);
    expect(await starts(line)).toEqual([['01. 10:00', 'booked']]);
    await balanced(line);
  });

  test.each(['reschedule', 'cancel'] as const)('gone after the calendar has said yes to a %s: urgent, and stored from the journal', async (operation) => {
    const line = await start({ calendar: 'cal.com' });
    await line.book('10:00');
    const genuine = line.calendar[operation].bind(line.calendar) as (request: never) => Promise<Outcome<Booking>>;
    line.wrecked[operation] = async (request: never) => {
      const outcome = await genuine(request);
      line.database = 'down';
      return outcome;
    };
    const answer = await line.say({ name: `${operation}_appointment`, args: { new_date: '2.12.', new_time: '14:00' } });
    expect(answer).toMatchObject({ success: false, status: 'partial_booking', callback_id: expect.any(String) });
    expect(answer.message).toMatch(operation === 'cancel' ? /^Die Absage wurde eingetragen/ : /^Die Buchung wurde erstellt/);
    await balanced(line);
    line.database = 'up';
    await line.work();
    expect(await starts(line)).toEqual(operation === 'cancel' ? [['01. 10:00', 'cancelled']] : [['01. 10:00', 'cancelled'], ['02. 14:00', 'booked']]);
    expect(await line.callbacks()).toMatchObject([{ id: answer.callback_id, status: 'pending', priority: 'urgent', error_type: 'partial_booking', metadata: { appointment_error: expect.any(String) } }]);
    await balanced(line);
  });
});
