// The booking was made, or may have been, and the answer never came: nothing is booked twice, nothing is announced
// that is not known, and what turns up later is stored without taking the promised call away.
import { expect, test } from 'vitest';
import { must } from '../../src/platform/assert.ts';
import { booking, eventually, newCall, newTool, place, standing } from './salon-under-test.ts';
import type { Heard, Place, SalonUnderTest } from './salon-under-test.ts';
import { startWorld } from './world-under-test.ts';

const world = await startWorld();
// Made beforehand, so that the tests, which mostly wait, can wait at the same time without a start of a process between.
const salons: SalonUnderTest[] = [];
for (let made = 0; made < 8; made++) salons.push(await world.salon());
const freshSalon = (): SalonUnderTest => must(salons.pop(), 'a salon for every test');
const UNCONFIRMED = 'Ich konnte die Buchung noch nicht bestätigen. Ein Mitarbeiter wird Sie in Kürze anrufen.';
/** Answer budget plus what the machine may need to write and to answer. */
const WITHIN_MS = 8_500;

async function expectUnconfirmed(salon: SalonUnderTest, heard: Heard): Promise<void> {
  expect(heard).toMatchObject({ status: 200, answer: { success: false, status: 'unconfirmed', message: UNCONFIRMED } });
  expect(heard.ms).toBeLessThan(WITHIN_MS);
  expect(heard.answer).not.toHaveProperty('appointment_id');
  expect(await salon.callback(heard.answer.callback_id ?? '')).toMatchObject({ status: 'pending', priority: 'urgent', error_type: 'partial_booking' });
}

/** The booking has been found in the background: stored once, the promised call still open, its timeline says so. */
async function expectFound(salon: SalonUnderTest, heard: Heard, at: Place): Promise<void> {
  const [stored] = await eventually(async () => await salon.appointments(), (found) => found.length > 0, 30_000);
  const [made, ...more] = standing(salon.standIn, at);
  expect(more).toEqual([]);
  expect(stored).toMatchObject({ status: 'booked', booking_uid: made?.['uid'], start: new Date(at.at).toISOString(), wish_id: heard.answer.wish_id });
  const callback = await salon.callback(heard.answer.callback_id ?? '');
  expect(callback).toMatchObject({ status: 'pending', priority: 'urgent', error_type: 'partial_booking', metadata: { error_type: 'partial_booking', calcom_booking_id: made?.['uid'], created_from: 'failsafe_callback' } });
  expect(Date.parse(callback.due_at)).toBeLessThanOrEqual(Date.parse(callback.created_at) + 2 * 3_600_000);
  expect(callback.timeline.map((line) => line.kind)).toContain('booking_found');
  expect(callback.timeline.find((line) => line.kind === 'booking_found')?.detail).toMatchObject({ booking_uid: made?.['uid'], note: 'Termin inzwischen gespeichert' });
  expect(await salon.wishes()).toMatchObject([{ fate: 'open_callback', appointment_id: stored?.id, callback_id: callback.id }]);
  expect(await salon.callbacks()).toHaveLength(1);
  expect(salon.standIn.posts()).toBe(1);
  await salon.expectBalanced();
}

test.concurrent('keeps one booking when the calendar\'s reply is lost and the agent repeats the call, with the same tool call and with another one', async () => {
  const salon = freshSalon();
  const at = place(0);
  const [call, tool] = [newCall(), newTool()];
  salon.standIn.setFaults([{ operation: 'book', times: 1, fault: { kind: 'lost_reply' } }]);
  const first = await salon.say({ call, tool, name: 'book_appointment', args: booking(at) });
  expect(first.answer).toMatchObject({ success: true, status: 'booked', start: at.iso });
  const same = await salon.say({ call, tool, name: 'book_appointment', args: booking(at) });
  expect(same.answer).toEqual(first.answer);
  const another = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) });
  expect(another.answer).toMatchObject({ success: true, status: 'booked', appointment_id: first.answer.appointment_id, booking_uid: first.answer.booking_uid });
  expect(salon.standIn.posts()).toBe(1);
  expect(standing(salon.standIn, at)).toHaveLength(1);
  expect(await salon.appointments()).toMatchObject([{ id: first.answer.appointment_id, booking_uid: first.answer.booking_uid, status: 'booked' }]);
  expect(await salon.callbacks()).toEqual([]);
  const proof = await salon.expectBalanced();
  expect(proof.fates).toMatchObject({ appointment: 1, open_callback: 0, in_progress: 0 });
});

test.concurrent('a lost reply while the list lags says unconfirmed first, and stores what is found later', async () => {
  const salon = freshSalon();
  const at = place(1);
  const call = newCall();
  salon.standIn.setFaults([
    { operation: 'book', times: 1, fault: { kind: 'lost_reply' } },
    { operation: 'list', fault: { kind: 'list_lag', ms: 11_000 } },
  ]);
  const heard = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) });
  await expectUnconfirmed(salon, heard);
  expect(standing(salon.standIn, at)).toHaveLength(1);
  expect(await salon.appointments()).toEqual([]);
  await expectFound(salon, heard, at);
});

test.concurrent('a calendar that never answers is given up within the answer budget, and nothing is claimed', async () => {
  const salon = freshSalon();
  const at = place(2);
  const [call, tool] = [newCall(), newTool()];
  salon.standIn.setFaults([{ operation: 'book', fault: { kind: 'hang' } }]);
  const heard = await salon.say({ call, tool, name: 'book_appointment', args: booking(at) });
  await expectUnconfirmed(salon, heard);
  expect((await salon.callback(heard.answer.callback_id ?? '')).metadata).toMatchObject({ requested_time: at.iso });
  // Asked again, it looks and sends nothing.
  const again = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) });
  expect(again.answer).toMatchObject({ success: false });
  expect(again.ms).toBeLessThan(WITHIN_MS);
  expect(salon.standIn.posts()).toBe(1);
  expect(await salon.appointments()).toEqual([]);
  expect(await salon.callbacks()).toHaveLength(1);
  await salon.expectBalanced();
});

test.concurrent('a booking that the calendar makes only after the caller was answered is stored, and the call stays promised', async () => {
  const salon = freshSalon();
  const at = place(3);
  const call = newCall();
  salon.standIn.setFaults([{ operation: 'book', times: 1, fault: { kind: 'late_effect', ms: 9_000 } }]);
  const heard = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) });
  await expectUnconfirmed(salon, heard);
  expect(standing(salon.standIn, at)).toEqual([]);
  await expectFound(salon, heard, at);
});

test.concurrent('a yes that comes after the answer budget is heard all the same', async () => {
  const salon = freshSalon();
  const at = place(4);
  const call = newCall();
  salon.standIn.setFaults([
    { operation: 'book', times: 1, fault: { kind: 'delay', ms: 10_000 } },
    // Only the late yes can tell: the list is of no use.
    { operation: 'list', fault: { kind: 'status', status: 503 } },
  ]);
  const heard = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) });
  await expectUnconfirmed(salon, heard);
  await expectFound(salon, heard, at);
});

test.concurrent('a slow yes inside the budget is simply a yes', async () => {
  const salon = freshSalon();
  const at = place(5);
  salon.standIn.setFaults([{ operation: 'book', times: 1, fault: { kind: 'delay', ms: 3_000 } }]);
  const heard = await salon.say({ call: newCall(), tool: newTool(), name: 'book_appointment', args: booking(at) });
  expect(heard.answer).toMatchObject({ success: true, status: 'booked' });
  expect(salon.standIn.posts()).toBe(1);
  expect(await salon.callbacks()).toEqual([]);
});

test.concurrent('a 500 after the booking was made is seen through by looking: booked, once', async () => {
  const salon = freshSalon();
  const at = place(6);
  salon.standIn.setFaults([{ operation: 'book', times: 1, fault: { kind: 'error_after_effect', status: 502 } }]);
  const heard = await salon.say({ call: newCall(), tool: newTool(), name: 'book_appointment', args: booking(at) });
  expect(heard.answer).toMatchObject({ success: true, status: 'booked' });
  expect(await salon.appointments()).toHaveLength(1);
  expect(salon.standIn.posts()).toBe(1);
});

test.concurrent('a booking that turns up after other times were offered becomes an urgent call, so that nobody has two appointments unknowingly', async () => {
  const salon = freshSalon();
  const at = place(7);
  const call = newCall();
  salon.standIn.setFaults([
    { operation: 'book', times: 1, fault: { kind: 'error_after_effect', status: 502 } },
    { operation: 'list', fault: { kind: 'list_lag', ms: 4_000 } },
  ]);
  const heard = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) });
  expect(heard.answer).toMatchObject({ success: false, status: 'unavailable' });
  const [callback] = await eventually(async () => await salon.callbacks(call), (found) => found.length === 1, 30_000);
  expect(callback).toMatchObject({ status: 'pending', priority: 'urgent', error_type: 'partial_booking', created_from: 'reconciliation' });
  expect(await salon.appointments()).toMatchObject([{ booking_uid: standing(salon.standIn, at)[0]?.['uid'], status: 'booked' }]);
  // Meanwhile the caller took another one: both stand, and the call about the first stays.
  const other = place(8);
  const second = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(other) });
  expect(second.answer).toMatchObject({ success: true, status: 'booked', start: other.iso });
  expect(await salon.callback(callback?.id ?? '')).toMatchObject({ status: 'pending' });
  expect(await salon.appointments()).toHaveLength(2);
  await salon.expectBalanced();
});
