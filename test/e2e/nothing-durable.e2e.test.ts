// The journal cannot be written: then the database alone holds the promise; and where that is away too, nothing is
// promised. The journal's directory becomes a file here, which stops root as well, and the segment in use is filled.
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { must } from '../../src/platform/assert.ts';
import { booking, eventually, newCall, newTool, place, standing } from './salon-under-test.ts';
import { startWorld } from './world-under-test.ts';

const world = await startWorld();
const { server } = world;
const postgres = must(world.postgres, 'this world has a PostgreSQL of its own');
const salon = await world.salon();
const journal = join(world.data, 'journal');
const NOTHING = 'Ich kann Ihren Wunsch im Moment leider nicht festhalten. Bitte rufen Sie etwas später noch einmal an.';

const refusals = (): number => server.log().filter((line) => line.event === 'journal.unwritable').length;

async function breakJournal(): Promise<void> {
  await rename(journal, `${journal}-away`);
  await writeFile(journal, 'in the way of the journal');
  // The segment in use was opened before; only where the next one cannot be made is the journal down.
  // Smaller and smaller, because what is too large for the rest of it leaves room for what is small.
  for (const size of [1_500_000, 300_000, 50_000, 8_000, 1_000, 0]) {
    for (const refused = refusals(); refusals() === refused; ) {
      await salon.say({ call: newCall(), tool: null, name: 'get_opening_hours', args: { filling: 'x'.repeat(size) } });
    }
  }
  expect(await server.ready()).toMatchObject({ status: 503, body: { journal: 'down' } });
}

async function mendJournal(): Promise<void> {
  await rm(journal);
  await rename(`${journal}-away`, journal);
}

/** Three callers: one who calls again for the same is called once. */
test('with neither journal nor database the answer is 503, promises nothing and touches no calendar; with the database alone all is kept', async () => {
  const before = await salon.say({ call: newCall(), tool: newTool(), from: '+4915120000001', name: 'request_callback', args: { name: 'Erika Muster', reason: 'Rückruf' } });
  expect(before.status).toBe(200);
  await breakJournal();

  // The database is up: everything goes on.
  const wanted = await salon.say({ call: newCall(), tool: newTool(), from: '+4915120000002', name: 'request_callback', args: { name: 'Erika Muster', reason: 'Rückruf' } });
  expect(wanted).toMatchObject({ status: 200, answer: { success: true, status: 'callback_queued' } });
  expect(await salon.callback(wanted.answer.callback_id ?? '')).toMatchObject({ status: 'pending', due_at: wanted.answer.callback_due_at });
  const booked = await salon.say({ call: newCall(), tool: newTool(), name: 'book_appointment', args: booking(place(0)) });
  expect(booked).toMatchObject({ status: 200, answer: { success: true, status: 'booked' } });

  await postgres.pause();
  const [refusedCall, refusedBooking, refusedCheck] = [newCall(), newCall(), newCall()];
  const tool = newTool();
  for (const [call, name, args] of [
    [refusedCall, 'request_callback', { name: 'Erika Muster', reason: 'Rückruf' }],
    [refusedBooking, 'book_appointment', booking(place(1))],
    [refusedCheck, 'check_availability', booking(place(1))],
  ] as const) {
    const refused = await salon.say({ call, tool, name, args });
    expect(refused, name).toMatchObject({ status: 503, answer: { success: false, status: 'error', message: NOTHING } });
    expect(Object.keys(refused.answer).toSorted(), name).toEqual(['message', 'status', 'success']);
    expect(refused.ms).toBeLessThan(8_500);
  }
  expect(salon.standIn.posts()).toBe(1);
  expect(standing(salon.standIn, place(1))).toEqual([]);
  expect(server.log().filter((line) => line.msg === '❌ Failed to create failsafe callback' && line.call_id === refusedCall)).toMatchObject([{ level: 'error', company: salon.slug, error_type: null, priority: 'normal' }]);
  expect(await server.ready()).toMatchObject({ status: 503, body: { journal: 'down', database: 'down' } });

  // The journal comes back by itself, before the database does: from then on promises are made again.
  await mendJournal();
  await eventually(server.ready, ({ status }) => status === 200);
  const again = await salon.say({ call: refusedCall, tool, name: 'request_callback', args: { name: 'Erika Muster', reason: 'Rückruf' } });
  expect(again).toMatchObject({ status: 200, answer: { success: true, status: 'callback_queued' } });
  await postgres.resume();
  await eventually(server.ready, ({ body }) => body['database'] === 'up');
  await eventually(salon.ledger, (ledger) => ledger.journal_pending === 0);
  expect((await salon.callbacks()).map((callback) => callback.id).toSorted()).toEqual([before, wanted, again].map((one) => one.answer.callback_id ?? '').toSorted());
  expect(await salon.wishes(refusedBooking)).toEqual([]);
  expect(await salon.wishes(refusedCheck)).toEqual([]);
  await salon.expectBalanced();
});
