// The calendar tells of its own accord, while the calls that caused it are still being answered: nobody is startled by
// a booking that his caller is just being told of, and who loses his appointment at the calendar is called.
import { expect, test } from 'vitest';
import { booking, eventually, newCall, newTool, place, type SalonUnderTest } from './salon-under-test.ts';
import { startWorld } from './world-under-test.ts';

const world = await startWorld();
const SECRET = 'whsec_for_the_whole';
const salon = await world.salon((file) => ({ ...file, calendars: { 'cal.com': { ...file.calendars['cal.com'], webhookSecret: SECRET } } }));
salon.standIn.webhooks.subscribe({ url: `${world.server.url}/hooks/cal.com/${salon.slug}`, secret: SECRET });

/** How the events that the server took were applied, once all are. */
async function applied(of: SalonUnderTest, count: number): Promise<readonly string[]> {
  await of.standIn.webhooks.idle();
  const results = () => world.server.log().filter((line) => line.event === 'calendar.event_applied').map((line) => String(line['result']));
  return await eventually(async () => results(), (found) => found.length >= count, 60_000);
}

test('booked in a call, told by the calendar before the call had its answer, and cancelled at the calendar', async () => {
  salon.standIn.setFaults([{ operation: 'book', times: 1, fault: { kind: 'delay', ms: 2_500 } }]);
  const [slow, quick] = [newCall(), newCall()];
  const [first, second] = [place(2), place(4)];
  const heard = await salon.say({ call: slow, tool: newTool(), name: 'book_appointment', args: booking(first) });
  expect(heard.answer).toMatchObject({ status: 'booked' });
  expect((await salon.say({ call: quick, tool: newTool(), name: 'book_appointment', args: booking(second) })).answer).toMatchObject({ status: 'booked' });
  expect(await applied(salon, 2)).toEqual(['known', 'known']);
  expect(await salon.callbacks()).toEqual([]);
  expect(await salon.appointments()).toHaveLength(2);

  const [own] = await salon.appointments(slow);
  salon.standIn.setStatus(own?.booking_uid ?? '', 'cancelled');
  expect((await applied(salon, 3)).at(-1)).toBe('cancelled');
  expect(await salon.callbacks()).toMatchObject([{ priority: 'high', error_type: null, created_from: 'reconciliation', status: 'pending', wish_id: heard.answer.wish_id }]);
  expect(await salon.appointments(slow)).toMatchObject([{ status: 'cancelled' }]);
  expect(await salon.wishes(slow)).toMatchObject([{ fate: 'open_callback' }]);
  expect(await salon.wishes(quick)).toMatchObject([{ fate: 'appointment' }]);
  await salon.expectBalanced();
  expect(salon.standIn.webhooks.sent().map(({ status }) => status)).toEqual([204, 204, 204]);
});

test('moved and cancelled by the caller himself, and told by the calendar: nobody calls him about it', async () => {
  const told = salon.standIn.webhooks.sent().length;
  const before = (await salon.callbacks()).length;
  const [from, to, call] = [place(20), place(24), newCall()];
  expect((await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(from, 'Karl Weber') })).answer).toMatchObject({ status: 'booked' });
  const moved = await salon.say({
    call, tool: newTool(), name: 'reschedule_appointment', args: { name: 'Karl Weber', old_date: from.date, old_time: from.time, new_date: to.date, new_time: to.time, bestaetigung: true },
  });
  expect(moved.answer).toMatchObject({ status: 'rescheduled' });
  expect((await salon.say({ call, tool: newTool(), name: 'cancel_appointment', args: { name: 'Karl Weber', date: to.date, time: to.time, bestaetigung: true } })).answer).toMatchObject({ status: 'cancelled' });
  expect((await applied(salon, told + 3)).slice(told)).toEqual(['known', 'known', 'known']);
  expect(await salon.callbacks()).toHaveLength(before);
  expect((await salon.appointments(call)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  await salon.expectBalanced();
});
