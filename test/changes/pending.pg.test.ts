// Event types whose bookings the host confirms: what is moved or cancelled while it waits, and what waits after a move.
import { afterEach, expect, test } from 'vitest';
import { testDatabase } from '../pg.ts';
import { startLine, type Line } from './line.ts';

const { database } = await testDatabase();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const balanced = async (line: Line): Promise<void> => expect(await line.ledger()).toMatchObject({ difference: 0, unexplained: [] });
const fates = async (line: Line) => (await line.wishes()).map((wish) => [wish.intent, wish.fate]);

async function waiting(): Promise<Line> {
  const line = await startLine(database, (close) => closing.push(close), { calendar: 'cal.com', confirmation: true });
  const answer = await line.say({ name: 'book_appointment', args: { date: '1.12.', time: '10:00', service: 'schnitt', name: 'Erika Kunze' } });
  expect(answer.status).toBe('pending_confirmation');
  return line;
}

test('a booking that still waits is cancelled with its wish, and nobody goes on waiting for its confirmation', async () => {
  const line = await waiting();
  expect(await line.say({ name: 'cancel_appointment' })).toMatchObject({ success: true, status: 'cancelled' });
  expect(await fates(line)).toEqual([['book', 'closed'], ['cancel', 'closed']]);
  await line.work(3 * 86_400_000);
  expect(await line.callbacks()).toEqual([]);
  await balanced(line);
});

test('moved while it waits, it waits at the new time as one wish, and becomes an appointment when the host says yes', async () => {
  const line = await waiting();
  const answer = await line.say({ name: 'reschedule_appointment', args: { new_date: '2.12.', new_time: '14:00' } });
  expect(answer).toMatchObject({ success: false, status: 'pending_confirmation', start: '2026-12-02T14:00:00+01:00' });
  expect((await line.appointments()).map((a) => [a.start, a.status])).toEqual([['01. 10:00', 'cancelled'], ['02. 14:00', 'pending']]);
  expect(await fates(line)).toEqual([['book', 'merged'], ['reschedule', 'in_progress']]);
  await balanced(line);
  const moved = line.standIn.bookings().find((booking) => booking['status'] === 'pending');
  line.standIn.setStatus(String(moved?.['uid']), 'accepted');
  await line.work(120_000);
  expect((await line.appointments()).map((a) => [a.start, a.status])).toEqual([['01. 10:00', 'cancelled'], ['02. 14:00', 'booked']]);
  expect(await fates(line)).toEqual([['book', 'merged'], ['reschedule', 'appointment']]);
  expect(await line.callbacks()).toEqual([]);
  await balanced(line);
});

test('the host says no to the new time: a person calls, because the old one is gone', async () => {
  const line = await waiting();
  await line.say({ name: 'reschedule_appointment', args: { new_date: '2.12.', new_time: '14:00' } });
  const moved = line.standIn.bookings().find((booking) => booking['status'] === 'pending');
  line.standIn.setStatus(String(moved?.['uid']), 'rejected');
  await line.work(120_000);
  expect(await line.callbacks()).toMatchObject([{ status: 'pending', priority: 'high' }]);
  expect(await fates(line)).toEqual([['book', 'merged'], ['reschedule', 'open_callback']]);
  await balanced(line);
});
