import { expect, test } from 'vitest';
import { watch } from './supervise.ts';

/** No process has this pid: Linux and macOS end far below. */
const DEAD = 2 ** 30;

function fake(): { watched: Parameters<typeof watch>[0]; state: { pid: number | null; byOthers: boolean; fails: boolean; starts: number } } {
  const state = { pid: DEAD as number | null, byOthers: false, fails: true, starts: 0 };
  const watched = {
    pid: () => state.pid,
    adopt: async () => state.byOthers,
    start: async () => {
      state.starts += 1;
      if (state.fails) throw new Error('no');
      state.pid = process.pid;
    },
  };
  return { watched, state };
}

test('does not race whoever restarts it: nothing happens in the first ten seconds', async () => {
  const { watched, state } = fake();
  const watcher = watch(watched);
  expect([await watcher.look(1_000), await watcher.look(10_999)]).toEqual(['waiting', 'waiting']);
  expect(state.starts).toBe(0);
  state.fails = false;
  expect(await watcher.look(11_000)).toBe('started');
  expect(await watcher.look(12_000)).toBe('running');
});

test('takes over at once what somebody else has started', async () => {
  const { watched, state } = fake();
  const watcher = watch(watched);
  await watcher.look(0);
  state.byOthers = true;
  expect(await watcher.look(20_000)).toBe('adopted');
  expect(state.starts).toBe(0);
});

test('tries less and less often while it fails, at least once a minute', async () => {
  const { watched, state } = fake();
  const watcher = watch(watched);
  const triedAt: number[] = [];
  for (let now = 0; now < 400_000; now += 1_000) {
    const before = state.starts;
    await watcher.look(now);
    if (state.starts > before) triedAt.push(now);
  }
  expect(triedAt).toEqual([10_000, 15_000, 25_000, 45_000, 85_000, 145_000, 205_000, 265_000, 325_000, 385_000]);
});

test('is patient again after it has run: the next death begins at ten seconds', async () => {
  const { watched, state } = fake();
  const watcher = watch(watched);
  await watcher.look(0);
  await watcher.look(10_000);
  state.fails = false;
  expect(await watcher.look(15_000)).toBe('started');
  expect(await watcher.look(16_000)).toBe('running');
  state.pid = DEAD;
  expect([await watcher.look(17_000), await watcher.look(26_999), await watcher.look(27_000)]).toEqual(['waiting', 'waiting', 'started']);
});
