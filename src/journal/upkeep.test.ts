import { expect, test } from 'vitest';
import { isFault } from '../platform/errors.ts';
import { Rig, fill, idsOf, settleDown } from './rig.fixture.ts';

test('a settled entry is gone at once, and after a kill too once the second is over', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'a');
  await fill(journal, 'b');
  journal.settle('a');
  journal.settle('a');
  journal.settle('never opened');
  expect(idsOf(journal)).toEqual(['b']);
  await rig.clock.advance(1000);
  rig.kill();
  expect(idsOf(await rig.start())).toEqual(['b']);
});

test('a settlement travels with the next append without a sync of its own', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'a');
  journal.settle('a');
  let syncs = 0;
  rig.disk.fault = (operation) => {
    if (operation === 'sync') syncs++;
    return null;
  };
  await fill(journal, 'b');
  expect(syncs).toBe(1);
  rig.kill();
  expect(idsOf(await rig.start())).toEqual(['b']);
});

test('settlements that met a failing disk are written when it is back', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'a');
  await fill(journal, 'b');
  journal.settle('a');
  rig.disk.fault = (operation) => (operation === 'sync' || operation === 'create' ? Object.assign(new Error('EIO'), { code: 'EIO' }) : null);
  await rig.clock.advance(1000);
  expect(journal.status().state).toBe('down');
  rig.disk.fault = () => null;
  await rig.clock.advance(1000);
  expect(journal.status().state).toBe('up');
  rig.kill();
  expect(idsOf(await rig.start())).toEqual(['b']);
});

test('segments whose entries are settled are deleted', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  for (let index = 0; index < 500; index++) {
    await fill(journal, `e${index}`);
    journal.settle(`e${index}`);
  }
  await settleDown();
  expect(rig.segments().length).toBeLessThanOrEqual(3);
  expect(journal.status().pending).toBe(0);
});

test('one entry left open for long does not keep the segments behind it', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'stuck');
  await journal.note('stuck', 'intent', { uid: 'x' });
  for (let index = 0; index < 2000; index++) {
    await fill(journal, `e${index}`);
    journal.settle(`e${index}`);
  }
  await journal.note('stuck', 'outcome', 'late');
  await settleDown();
  expect(rig.segments().length).toBeLessThanOrEqual(4);
  rig.kill();
  const again = await rig.start();
  expect(again.unsettled().map(({ id, notes }) => [id, notes.map((note) => note.kind)])).toEqual([['stuck', ['intent', 'outcome']]]);
});

test('a settled entry that comes up again after a crash still has all of its notes', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'stuck', 600);
  // The note lies a segment behind its entry, so that carrying the entry over turns their places round.
  for (let index = 0; index < 16; index++) await fill(journal, `e${index}`);
  await journal.note('stuck', 'outcome', 'booked');
  for (let index = 0; index < 16; index++) journal.settle(`e${index}`);
  for (let index = 16; index < 40; index++) {
    await fill(journal, `e${index}`);
    if (index < 30) journal.settle(`e${index}`);
  }
  await rig.clock.advance(1000);
  expect(rig.segments()).not.toContain('/j/00000001.segment');
  journal.settle('stuck');
  rig.disk.fault = (operation) => (operation === 'sync' || operation === 'create' ? Object.assign(new Error('EIO'), { code: 'EIO' }) : null);
  await rig.clock.advance(1000);
  rig.kill();
  rig.disk.fault = () => null;
  for (const { id, notes } of (await rig.start()).unsettled()) if (id === 'stuck') expect(notes.length).toBe(1);
});

test('on a disk without room for another segment, settling still makes room', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  const ids = Array.from({ length: 60 }, (_, index) => `e${index}`);
  rig.disk.capacity = 2 * 4096 + 300;
  for (const id of ids) await fill(journal, id).catch(() => undefined);
  // Requests are refused, so a balancer has to hear that, although settlements still go in.
  expect(journal.status().state).toBe('down');
  for (const id of idsOf(journal)) journal.settle(id);
  await rig.clock.advance(1000);
  await rig.clock.advance(1000);
  expect(journal.status().state).toBe('up');
  await fill(journal, 'again');
  expect(idsOf(journal)).toEqual(['again']);
});

test('entries keep their order of opening when some were carried over', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  for (let index = 0; index < 300; index++) {
    await fill(journal, `e${index}`);
    if (index % 40 !== 0) journal.settle(`e${index}`);
  }
  await rig.clock.advance(1000);
  rig.kill();
  const kept = Array.from({ length: 8 }, (_, index) => `e${index * 40}`);
  expect(idsOf(await rig.start())).toEqual(kept);
});

test('at the size bound new entries are refused, notes still go in, and draining makes room', async () => {
  const rig = new Rig();
  rig.bytesMax = 8 * 4096;
  const journal = await rig.start();
  const opened: string[] = [];
  const openUntilRefused = async (): Promise<unknown> => {
    for (;;) {
      const id = `e${opened.length}`;
      const error = await fill(journal, id).catch((fault: unknown) => fault);
      if (error !== undefined) return error;
      opened.push(id);
    }
  };
  expect(isFault(await openUntilRefused(), 'JOURNAL_FULL')).toBe(true);
  expect(journal.status()).toMatchObject({ state: 'down', reason: 'the journal has reached its size bound' });
  expect(journal.status().bytes).toBeLessThanOrEqual(rig.bytesMax);
  for (const id of opened.slice(0, 30)) await journal.note(id, 'outcome', { uid: id });
  expect(journal.status().bytes).toBeLessThanOrEqual(rig.bytesMax);
  for (const id of opened.slice(0, 60)) journal.settle(id);
  await rig.clock.advance(1000);
  await fill(journal, 'again');
  expect(journal.status().state).not.toBe('down');
  rig.kill();
  expect(idsOf(await rig.start())).toEqual([...opened.slice(60), 'again']);
});

test('the alarm at half of the bound sounds once per crossing', async () => {
  const rig = new Rig();
  rig.bytesMax = 16 * 4096;
  const journal = await rig.start();
  const alarms = () => rig.events('error').filter((event) => event === 'journal_half_full').length;
  const ids = Array.from({ length: 230 }, (_, index) => `e${index}`);
  for (const id of ids) await fill(journal, id);
  expect(alarms()).toBe(1);
  expect(journal.status().state).toBe('degraded');
  for (const id of ids) journal.settle(id);
  await rig.clock.advance(1000);
  expect(journal.status().state).toBe('up');
  for (const id of ids) await fill(journal, `${id} again`);
  expect(alarms()).toBe(2);
});

test('a quiet journal does not keep settled entries in its active segment for longer than an hour', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await journal.open({ id: 'a', order: 'call', kind: 'function', body: { said: 'private words', more: 'x'.repeat(300) } });
  await fill(journal, 'open still');
  journal.settle('a');
  await rig.clock.advance(1000);
  const privateWords = () => [...rig.disk.files.values()].some(({ content }) => content.includes('private words'));
  expect(privateWords()).toBe(true);
  await rig.clock.advance(61 * 60 * 1000);
  await rig.clock.advance(20_000);
  expect(privateWords()).toBe(false);
  expect(idsOf(journal)).toEqual(['open still']);
  rig.kill();
  expect(idsOf(await rig.start())).toEqual(['open still']);
});

test('closing syncs what was settled, leaves no empty file and gives the lock back', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'a');
  await fill(journal, 'b');
  journal.settle('a');
  await journal.close();
  const again = await rig.start();
  expect(idsOf(again)).toEqual(['b']);
  again.settle('b');
  await again.close();
  expect([...rig.disk.files.keys()]).toEqual([]);
});
