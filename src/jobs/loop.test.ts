import { expect, test } from 'vitest';
import { silentLog } from '../../test/silent-log.ts';
import { steeredClock } from '../../test/steered-clock.ts';
import { realWorld } from '../platform/real-world.ts';
import { startJobs } from './loop.ts';
import type { Job } from './loop.ts';

/** Runs each job once, and asks what they say of themselves. */
async function once(jobs: readonly Job[]) {
  const clock = steeredClock({ startAt: 0, sleeps: 'wait' });
  const running = startJobs({ ...realWorld(silentLog), clock }, jobs);
  await expect.poll(() => clock.slept.length).toBe(jobs.length);
  const status = running.status();
  await running.stop();
  return status;
}

const fine: Job = { name: 'fine', everyMs: 1_000, run: async () => 0 };
const fails: Job = { name: 'fails', everyMs: 1_000, run: async () => await Promise.reject(new Error('no table')) };
const putsOff: Job = { name: 'sweep', everyMs: 1_000, run: async () => 0, trouble: () => 'callback 7: no such branch' };

test('a sweep that came to its end, but had to put a row off, is not called up', async () => {
  expect(await once([fine, putsOff])).toEqual({ state: 'degraded', reason: 'sweep: callback 7: no such branch' });
  expect(await once([fine, { ...putsOff, trouble: () => null }])).toEqual({ state: 'up', reason: null });
});

test('down is only where every job fails; a row that was put off is no failure of the job', async () => {
  expect(await once([fails, putsOff])).toMatchObject({ state: 'degraded', reason: 'fails: no table; sweep: callback 7: no such branch' });
  expect(await once([fails])).toEqual({ state: 'down', reason: 'fails: no table' });
});

test('a job of every ten minutes that failed is run again within seconds, and less and less often while it keeps failing', async () => {
  const clock = steeredClock({ startAt: 0, sleeps: 'wait' });
  let works = false;
  const running = startJobs({ ...realWorld(silentLog), clock }, [{ name: 'seldom', everyMs: 600_000, run: async () => (works ? 0 : await Promise.reject(new Error('no connection'))) }]);
  for (const [count, ms] of [5_000, 10_000, 20_000].entries()) {
    await expect.poll(() => clock.slept.length).toBe(count + 1);
    expect([running.status().state, clock.slept.at(-1)]).toEqual(['down', ms]);
    works = count === 2;
    clock.advance(ms);
  }
  await expect.poll(() => clock.slept.length).toBe(4);
  expect([running.status().state, clock.slept.at(-1)]).toEqual(['up', 600_000]);
  await running.stop();
});
