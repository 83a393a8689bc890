import { expect, test } from 'vitest';
import { isFault } from '../platform/errors.ts';
import { diskError } from './memory-disk.fixture.ts';
import { Rig, fill, idsOf, settleDown } from './rig.fixture.ts';

test('calls made together share one write and one sync', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  const seen: string[] = [];
  rig.disk.fault = (operation) => {
    seen.push(operation);
    return null;
  };
  await Promise.all(Array.from({ length: 20 }, (_, index) => fill(journal, `e${index}`, 20)));
  expect(seen).toEqual(['write', 'sync']);
});

test('nothing is acknowledged, or listed, before the sync that covers it', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  let syncs = 0;
  rig.disk.fault = (operation) => {
    if (operation === 'sync') syncs++;
    return null;
  };
  const opening = fill(journal, 'a').then(() => syncs);
  expect(idsOf(journal)).toEqual([]);
  expect(await opening).toBe(1);
  expect(idsOf(journal)).toEqual(['a']);
});

test('a disk that writes seven bytes at a time still gets whole records', async () => {
  const rig = new Rig();
  rig.disk.writeBytesMax = 7;
  const journal = await rig.start();
  await Promise.all([fill(journal, 'a'), fill(journal, 'b')]);
  rig.kill();
  expect(idsOf(await rig.start())).toEqual(['a', 'b']);
});

test('after a failed sync the segment is never written again and the next append goes to a new one', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'before');
  const [first] = rig.segments();
  rig.disk.fault = (operation) => (operation === 'sync' ? diskError('EIO') : null);
  const refused = await fill(journal, 'refused').catch((error: unknown) => error);
  expect(isFault(refused, 'JOURNAL_UNWRITABLE')).toBe(true);
  expect(idsOf(journal)).toEqual(['before']);
  const touched: string[] = [];
  rig.disk.fault = (operation, path) => {
    if (operation === 'write' || operation === 'sync') touched.push(path);
    return null;
  };
  await fill(journal, 'after');
  expect(touched.length).toBeGreaterThan(0);
  expect(touched).not.toContain(first);
  expect(idsOf(journal)).toEqual(['before', 'after']);
});

test('an entry whose sync failed does not come back, although its bytes are in the file', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'before');
  // The cut that would remove the refused bytes fails too.
  rig.disk.fault = (operation) => (operation === 'sync' || operation === 'truncate' ? diskError('EIO') : null);
  await expect(Promise.all([fill(journal, 'refused'), fill(journal, 'refused too')])).rejects.toThrow('EIO');
  rig.disk.fault = () => null;
  await fill(journal, 'after');
  await settleDown();
  rig.kill();
  expect(idsOf(await rig.start())).toEqual(['before', 'after']);
});

test('what lives in a segment that failed is written anew, and the state is degraded until it is', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'before');
  const [first] = rig.segments();
  rig.disk.fault = (operation, path) => (operation === 'sync' && path === first ? diskError('EIO') : null);
  await expect(fill(journal, 'refused')).rejects.toThrow('EIO');
  await fill(journal, 'after');
  await settleDown();
  expect(rig.segments()).not.toContain(first);
  expect(journal.status().state).toBe('up');
  rig.kill();
  expect(idsOf(await rig.start())).toEqual(['before', 'after']);
});

test('on a full disk appends are refused, and go on by themselves once there is room', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'first');
  rig.disk.capacity = 4096 + 100;
  let refused = 0;
  for (let index = 0; index < 40; index++) await fill(journal, `e${index}`).catch(() => refused++);
  expect(refused).toBeGreaterThan(10);
  expect(idsOf(journal).length).toBe(41 - refused);
  expect(rig.events('error')).toContain('journal_unwritable');
  rig.disk.capacity = Infinity;
  await rig.clock.advance(300);
  await fill(journal, 'last');
  expect(journal.status().state).toBe('up');
  rig.kill();
  expect(idsOf(await rig.start()).at(-1)).toBe('last');
});

test('a disk that refuses new segments is not filled again for every append', async () => {
  const rig = new Rig();
  rig.disk.capacity = 100;
  const journal = await rig.start();
  let writes = 0;
  rig.disk.fault = (operation) => {
    if (operation === 'create') writes++;
    return null;
  };
  for (let index = 0; index < 20; index++) await expect(fill(journal, `e${index}`)).rejects.toThrow('ENOSPC');
  expect(writes).toBe(0);
  expect(journal.status()).toMatchObject({ state: 'down', pending: 0 });
  expect(journal.status().reason).toContain('ENOSPC');
});

test('a journal that was down comes up although nobody appends, since nobody is sent to a node that is not ready', async () => {
  const rig = new Rig();
  rig.disk.capacity = 100;
  const journal = await rig.start();
  await rig.clock.advance(1000);
  expect(journal.status().state).toBe('down');
  rig.disk.capacity = Infinity;
  await rig.clock.advance(1000);
  expect(journal.status().state).toBe('up');
});

test('a read-only disk opens with what is on it, refuses appends, and recovers when it is writable again', async () => {
  const rig = new Rig();
  await fill(await rig.start(), 'kept');
  rig.kill();
  const reading = new Set(['read', 'list']);
  rig.disk.fault = (operation) => (reading.has(operation) ? null : diskError('EROFS'));
  const journal = await rig.start();
  expect(idsOf(journal)).toEqual(['kept']);
  expect(journal.status().state).toBe('down');
  const refused = await fill(journal, 'refused').catch((error: unknown) => error);
  expect(isFault(refused, 'JOURNAL_UNWRITABLE')).toBe(true);
  journal.settle('kept');
  rig.disk.fault = () => null;
  await rig.clock.advance(1000);
  await fill(journal, 'new');
  rig.kill();
  expect(idsOf(await rig.start())).toEqual(['new']);
});

test('a record over the limit is refused alone, and the journal stays up', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  const refused = await fill(journal, 'big', 5000).catch((error: unknown) => error);
  expect(isFault(refused, 'JOURNAL_UNWRITABLE')).toBe(true);
  await fill(journal, 'small');
  expect(journal.status()).toMatchObject({ state: 'up', pending: 1 });
});

test('an id that is open cannot be opened twice, not even while the first is on its way', async () => {
  const journal = await new Rig().start();
  const first = fill(journal, 'a');
  await expect(fill(journal, 'a')).rejects.toThrow('opened once');
  await first;
  await expect(fill(journal, 'a')).rejects.toThrow('opened once');
  await expect(journal.note('b', 'x', 1)).rejects.toThrow('a note belongs');
});
