import { expect, test } from 'vitest';
import { Fault } from '../platform/errors.ts';
import { createDrain } from './drain.ts';
import type { Handled } from './drain.ts';
import type { Entry } from './journal.ts';
import { Rig, settleDown } from './rig.fixture.ts';

async function journalWith(...ids: string[]) {
  const rig = new Rig();
  const journal = await rig.start();
  // "anna-1" is the first entry of the order "anna".
  for (const id of ids) await journal.open({ id, order: id.split('-')[0] ?? id, kind: 'function', body: null });
  return { rig, journal, log: rig.log };
}

/** A handler whose replies the test gives, so that it sees what is in hand. */
function byHand() {
  const inHand = new Map<string, (outcome: Handled | Error) => void>();
  const handle = (entry: Entry) =>
    new Promise<Handled>((resolve, reject) => {
      inHand.set(entry.id, (outcome) => {
        inHand.delete(entry.id);
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      });
    });
  const reply = async (id: string, outcome: Handled | Error) => {
    inHand.get(id)?.(outcome);
    await settleDown();
  };
  return { handle, reply, now: () => [...inHand.keys()] };
}

const ids = (entries: readonly Entry[]) => entries.map((entry) => entry.id);

test('entries of one call come one after the other, those of other calls at the same time', async () => {
  const { journal, log } = await journalWith('anna-1', 'ben-1', 'anna-2', 'cem-1');
  const hand = byHand();
  const run = createDrain({ journal, log, concurrency: 10, handle: hand.handle }).run(journal.unsettled());
  await settleDown();
  expect(hand.now()).toEqual(['anna-1', 'ben-1', 'cem-1']);
  await hand.reply('anna-1', 'settled');
  expect(hand.now()).toEqual(['ben-1', 'cem-1', 'anna-2']);
  for (const id of ['ben-1', 'cem-1', 'anna-2']) await hand.reply(id, 'settled');
  expect(await run).toEqual({ settled: 4, left: [], stopped: null });
  expect(journal.unsettled()).toEqual([]);
});

test('no more orders than the bound are in hand', async () => {
  const { journal, log } = await journalWith('a-1', 'b-1', 'c-1', 'd-1');
  const hand = byHand();
  const run = createDrain({ journal, log, concurrency: 2, handle: hand.handle }).run(journal.unsettled());
  await settleDown();
  expect(hand.now()).toEqual(['a-1', 'b-1']);
  await hand.reply('b-1', 'settled');
  expect(hand.now()).toEqual(['a-1', 'c-1']);
  for (const id of ['a-1', 'c-1', 'd-1']) await hand.reply(id, 'settled');
  expect((await run).settled).toBe(4);
});

test('what is kept, or fails, holds back its own call only', async () => {
  const { rig, journal, log } = await journalWith('a-1', 'a-2', 'b-1', 'b-2', 'c-1');
  const handle = async (entry: Entry): Promise<Handled> => {
    if (entry.id === 'b-1') throw new Error('makes no sense');
    return entry.id === 'a-1' ? 'keep' : 'settled';
  };
  const outcome = await createDrain({ journal, log, concurrency: 4, handle }).run(journal.unsettled());
  expect({ ...outcome, left: ids(outcome.left) }).toEqual({ settled: 1, left: ['a-1', 'a-2', 'b-1', 'b-2'], stopped: null });
  expect(rig.events('error')).toEqual(['journal_drain_failed']);
});

test('a database that is away ends the run without trying the rest, and loses nothing', async () => {
  const { journal, log, rig } = await journalWith('a-1', 'b-1', 'c-1', 'd-1');
  const tried: string[] = [];
  const away = new Fault('DATABASE_UNAVAILABLE', 'no answer');
  const handle = async (entry: Entry): Promise<Handled> => {
    tried.push(entry.id);
    if (entry.id === 'b-1') throw away;
    return 'settled';
  };
  const outcome = await createDrain({ journal, log, concurrency: 1, handle }).run(journal.unsettled());
  expect(tried).toEqual(['a-1', 'b-1']);
  expect(outcome.stopped).toBe(away);
  expect(ids(outcome.left)).toEqual(['b-1', 'c-1', 'd-1']);
  expect(ids(journal.unsettled())).toEqual(['b-1', 'c-1', 'd-1']);
  expect(rig.events('error')).toEqual([]);
});

test('a run started while one is under way handles nothing a second time', async () => {
  const { journal, log } = await journalWith('a-1', 'a-2', 'b-1');
  const hand = byHand();
  const drain = createDrain({ journal, log, concurrency: 10, handle: hand.handle });
  const listed = journal.unsettled();
  const first = drain.run(listed);
  await settleDown();
  const second = await drain.run(listed);
  expect(second.settled).toBe(0);
  expect(ids(second.left)).toEqual(['a-1', 'a-2', 'b-1']);
  for (const id of ['a-1', 'a-2', 'b-1']) await hand.reply(id, 'settled');
  expect((await first).settled).toBe(3);
  // A list that is older than the settlements causes nothing either.
  expect(await drain.run(listed)).toEqual({ settled: 0, left: [], stopped: null });
  expect(hand.now()).toEqual([]);
});

test('an order that a live request holds is left alone until it is released', async () => {
  const { journal, log } = await journalWith('a-1', 'b-1');
  const drain = createDrain({ journal, log, concurrency: 10, handle: async () => 'settled' });
  const [release, releaseToo] = [drain.hold('a'), drain.hold('a')];
  expect(ids((await drain.run(journal.unsettled())).left)).toEqual(['a-1']);
  release();
  release();
  expect((await drain.run(journal.unsettled())).settled).toBe(0);
  releaseToo();
  expect((await drain.run(journal.unsettled())).settled).toBe(1);
});

test('the handler sees notes that were added after the entries were listed', async () => {
  const { journal, log } = await journalWith('a-1');
  const listed = journal.unsettled();
  await journal.note('a-1', 'outcome', 'confirmed');
  const seen: number[] = [];
  const handle = async (entry: Entry): Promise<Handled> => {
    seen.push(entry.notes.length);
    return 'settled';
  };
  await createDrain({ journal, log, concurrency: 1, handle }).run(listed);
  expect(seen).toEqual([1]);
  expect(listed[0]?.notes).toEqual([]);
});
