import { expect, test } from 'vitest';
import { Rig, fill, idsOf } from './rig.fixture.ts';

/** Three acknowledged entries; the end of the second and of the third record in the segment file. */
async function threeEntries(): Promise<{ path: string; file: Buffer; second: number; third: number }> {
  const rig = new Rig();
  const journal = await rig.start();
  const used = () => rig.disk.files.get(rig.segments()[0] ?? '')?.content ?? Buffer.alloc(0);
  await fill(journal, 'a', 10);
  await fill(journal, 'b', 10);
  const second = lastByte(used());
  await fill(journal, 'c', 10);
  rig.kill();
  return { path: rig.segments()[0] ?? '', file: used(), second, third: lastByte(used()) };
}

function lastByte(file: Buffer): number {
  let end = file.length;
  while (file[end - 1] === 0) end--;
  return end;
}

async function reopenWith(path: string, file: Buffer): Promise<Rig & { ids: string[] }> {
  const rig = new Rig();
  const put = await rig.disk.mount().create(path);
  await put.write(file, 0);
  const journal = await rig.start();
  const ids = idsOf(journal);
  rig.kill();
  return Object.assign(rig, { ids });
}

test('an entry comes back after a kill with its notes, body and order of opening', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  const body = { text: 'Ä "quoted" \u0000 \uD800', nested: [null, true, 1.5, { deep: [] }] };
  await journal.open({ id: 'a', order: 'call-1', kind: 'function', body });
  await journal.open({ id: 'b', order: 'call-1', kind: 'webhook', body: null });
  await journal.note('a', 'intent', { uid: 1 });
  await journal.note('a', 'outcome', 'confirmed');
  const openedAt = rig.clock.now();
  rig.kill();
  const again = await rig.start();
  expect(again.unsettled()).toEqual([
    { id: 'a', order: 'call-1', openedAt, kind: 'function', body, notes: [{ kind: 'intent', body: { uid: 1 } }, { kind: 'outcome', body: 'confirmed' }] },
    { id: 'b', order: 'call-1', openedAt, kind: 'webhook', body: null, notes: [] },
  ]);
  expect(again.find('a')?.notes.length).toBe(2);
  expect(again.find('nobody')).toBeNull();
});

test('cut at every byte of the last record, the journal still has everything before it and invents nothing', async () => {
  const { path, file, second, third } = await threeEntries();
  for (let cut = second; cut < third; cut++) {
    const rig = await reopenWith(path, file.subarray(0, cut));
    expect(rig.ids).toEqual(['a', 'b']);
    expect(rig.events('error')).toEqual([]);
  }
  expect((await reopenWith(path, file.subarray(0, third))).ids).toEqual(['a', 'b', 'c']);
});

test('with every byte of the last record spoilt in turn, the journal still has everything before it and invents nothing', async () => {
  const { path, file, second, third } = await threeEntries();
  for (let at = second; at < third; at++) {
    const spoilt = Buffer.from(file);
    spoilt.writeUInt8(spoilt.readUInt8(at) ^ 0xff, at);
    const rig = await reopenWith(path, spoilt);
    expect(rig.ids).toEqual(['a', 'b']);
    // What could be a record that rotted is not thrown away.
    expect(rig.disk.files.get(`${path}.damaged`)?.content.length).toBe(third - second);
  }
});

test('damage in the middle costs only the damaged record, is reported, and the file is kept', async () => {
  const { path, file } = await threeEntries();
  const spoilt = Buffer.from(file);
  spoilt.write('Z', 40);
  const rig = await reopenWith(path, spoilt);
  expect(rig.ids).toEqual(['b', 'c']);
  expect(rig.events('error')).toContain('journal_damaged');
  expect(rig.disk.files.get(`${path}.damaged`)?.content).toEqual(spoilt.subarray(0, lastByte(spoilt)));
  // The repaired segment is sound: the next start has no complaint and the same entries.
  const before = rig.logged.length;
  expect(idsOf(await rig.start())).toEqual(['b', 'c']);
  expect(rig.logged.length).toBe(before);
});

test('a journal opened over damage says degraded, so that a person looks', async () => {
  const { path, file } = await threeEntries();
  const rig = new Rig();
  await (await rig.disk.mount().create(path)).write(Buffer.from(file).fill(0xee, 30, 50), 0);
  expect((await rig.start()).status().state).toBe('degraded');
});

test('a note whose entry was destroyed is reported instead of being dropped in silence', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'a', 10);
  await journal.note('a', 'intent', 1);
  rig.kill();
  rig.disk.files.get(rig.segments()[0] ?? '')?.content.fill(0xee, 30, 50);
  expect(idsOf(await rig.start())).toEqual([]);
  expect(rig.events('error')).toContain('journal_orphans');
});

test('a segment that cannot be read is left alone and the others are taken', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  for (let index = 0; index < 60; index++) await fill(journal, `e${index}`, 100);
  rig.kill();
  const [first, second] = rig.segments();
  expect(second).toBeDefined();
  rig.disk.fault = (operation, path) => (operation === 'read' && path === first ? Object.assign(new Error('EIO'), { code: 'EIO' }) : null);
  const partly = idsOf(await rig.start());
  expect(partly.length).toBeGreaterThan(10);
  expect(partly.length).toBeLessThan(60);
  expect(rig.events('error')).toContain('journal_segment_unreadable');
  rig.kill();
  rig.disk.fault = () => null;
  expect(idsOf(await rig.start()).length).toBe(60);
});

test('a crash at any step of a repair loses nothing', async () => {
  const { path, file } = await threeEntries();
  const spoilt = Buffer.from(file).fill(0xee, 30, 50);
  for (let steps = 1; steps < 40; steps++) {
    const rig = new Rig();
    await (await rig.disk.mount().create(path)).write(spoilt, 0);
    let left = steps;
    rig.disk.fault = () => {
      if (--left === 0) rig.kill();
      return null;
    };
    void rig.start();
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    rig.disk.fault = () => null;
    rig.kill();
    expect(idsOf(await rig.start())).toEqual(['b', 'c']);
    expect(rig.disk.files.get(`${path}.damaged`)?.content.length).toBe(lastByte(spoilt));
  }
});
