// Moving, cancelling and reading at Cal.com when something goes wrong on the way.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { calComService, startCalComBench, TEN } from '../../../test/cal-com.ts';
import type { CalComBench } from '../../../test/cal-com.ts';
import { word } from '../../../test/outcome.ts';
import type { Fault, OperationName } from '../../../demo/cal-com/faults.ts';
import type { Booking, Outcome } from '../port.ts';

const ELEVEN = TEN + 3_600_000;
const service = calComService(101);
let bench: CalComBench;
let old: Booking;
beforeEach(async () => {
  bench = await startCalComBench();
  const booked = await bench.calendar.book(bench.request());
  if (booked.kind !== 'done') throw new Error('the booking to be changed was not made');
  old = booked.value;
});
afterEach(() => bench.close());

const move = (startAt = ELEVEN): Promise<Outcome<Booking>> =>
  bench.calendar.reschedule({ uid: old.uid, intentId: 'an-intent', service, startAt, timeZone: 'Europe/Berlin', reason: 'x', budgetMs: 1000 });
const cancel = (): Promise<Outcome<Booking>> => bench.calendar.cancel({ uid: old.uid, service, reason: 'changed plans', budgetMs: 1000 });
const read = (): Promise<Outcome<Booking | null>> => bench.calendar.read({ uid: old.uid, service, budgetMs: 1000 });
const once = (operation: OperationName, fault: Fault): void => bench.standIn.setFaults([{ operation, times: 1, fault }]);
const standing = (): unknown[] => bench.standIn.bookings().filter((b) => b['status'] === 'accepted').map((b) => b['start']);

test('a move whose reply is lost was made: the old booking names the new one, and a repetition makes no second', async () => {
  once('reschedule', { kind: 'lost_reply' });
  expect(word(await move())).toBe('no_answer');
  const left = await read();
  expect(left).toMatchObject({ kind: 'done', value: { status: 'cancelled', rescheduledToUid: expect.any(String) } });
  expect(await move()).toMatchObject({ kind: 'done', value: { startAt: ELEVEN, rescheduledFromUid: old.uid } });
  expect(standing()).toEqual(['2026-12-01T10:00:00.000Z']);
});

const faults: readonly (readonly [string, Fault, string])[] = [
  ['500', { kind: 'status', status: 500 }, 'server_error'],
  ['500 after the effect', { kind: 'error_after_effect', status: 500 }, 'server_error'],
  ['a page of the edge', { kind: 'status', status: 502 }, 'server_error'],
  ['an HTML page with 200', { kind: 'garbage' }, 'server_error'],
  ['a broken connection', { kind: 'drop' }, 'no_answer'],
  ['another booking', { kind: 'old_booking' }, 'absurd'],
  ['403', { kind: 'status', status: 403, body: { statusCode: 403, message: 'Rescheduling is not allowed within the minimum notice period before the event' } }, 'outside_window'],
];
test.each(faults)('a move answered with %s is what it is, and is sent once', async (_name, fault, expected) => {
  await bench.calendar.book(bench.request({ startAt: TEN + 7_200_000 }));
  once('reschedule', fault);
  expect(word(await move(TEN + 1_800_000))).toBe(expected);
  expect(bench.standIn.requests().filter((request) => request.operation === 'reschedule')).toHaveLength(1);
});

test.each(faults.slice(0, 6))('a cancellation answered with %s is unknown, never done', async (_name, fault, expected) => {
  bench.standIn.addBooking({ eventTypeId: 102, start: TEN + 10_800_000 });
  once('cancel', fault.kind === 'old_booking' ? { kind: 'garbage', text: JSON.stringify({ status: 'success', data: bench.standIn.bookings()[1] }) } : fault);
  expect(word(await cancel())).toBe(expected);
});

test('a booking cancelled elsewhere and one moved elsewhere differ in what a cancellation finds', async () => {
  expect(await move()).toMatchObject({ kind: 'done' });
  expect(await cancel()).toMatchObject({ kind: 'done', value: { status: 'cancelled', rescheduledToUid: expect.any(String) } });
});

test('a wrong version of the address is a mistake of ours, never "no such booking"', async () => {
  once('get', { kind: 'status', status: 404, body: { status: 'error', error: { code: 'NotFoundException', message: `Cannot GET /v2/bookings/${old.uid}` } } });
  expect(word(await read())).toBe('rejected');
});

test('the reason goes along, and the versions are those of the profile', async () => {
  await cancel();
  const asked = bench.standIn.requests().at(-1);
  expect(asked).toMatchObject({ method: 'POST', operation: 'cancel', body: { cancellationReason: 'changed plans' } });
  expect(bench.observed.at(-1)).toEqual(['cancel', 'done']);
});
