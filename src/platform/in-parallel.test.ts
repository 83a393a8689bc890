import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';

const soon = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

test('keeps the order, whoever is done first, and never has more at a time than it may', async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([5, 1, 4, 0, 3, 2], 3, async (n) => {
    most = Math.max(most, ++running);
    for (let i = 0; i < n; i++) await soon();
    running -= 1;
    return n * 10;
  });
  expect([results, most]).toEqual([[50, 10, 40, 0, 30, 20], 3]);
});

test('begins nothing more once one has failed, and says why', async () => {
  const begun: number[] = [];
  const work = inParallel([1, 2, 3, 4, 5], 2, async (n) => {
    begun.push(n);
    await soon();
    if (n === 2) throw new Error('two');
  });
  await expect(work).rejects.toThrow('two');
  await soon();
  expect(begun.length).toBeLessThan(5);
});

test('of nothing is nothing', async () => expect(await inParallel([], 4, async () => 1)).toEqual([]));
