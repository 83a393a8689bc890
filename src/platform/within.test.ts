import { expect, test } from 'vitest';
import { within } from './within.ts';
import type { Clock } from './world.ts';

function handClock(): Clock & { strike: () => void; asleep: () => boolean } {
  let wake: () => void = () => undefined;
  let asleep = false;
  return {
    now: () => 0,
    monotonic: () => 0,
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        asleep = true;
        wake = resolve;
        signal?.addEventListener('abort', () => {
          asleep = false;
          reject(signal.reason);
        });
      }),
    strike: () => wake(),
    asleep: () => asleep,
  };
}

test('settles like the promise and lets the alarm go', async () => {
  const clock = handClock();
  expect(await within(clock, 100, Promise.resolve('in time'), () => new Error('late'))).toBe('in time');
  await expect(within(clock, 100, Promise.reject(new Error('refused')), () => new Error('late'))).rejects.toThrow('refused');
  expect(clock.asleep()).toBe(false);
});

test('rejects when the time is over, and does not mind how the promise ends later', async () => {
  const clock = handClock();
  const slow = Promise.withResolvers<string>();
  const result = within(clock, 100, slow.promise, () => new Error('late'));
  clock.strike();
  await expect(result).rejects.toThrow('late');
  slow.reject(new Error('nobody listens any more'));
});
