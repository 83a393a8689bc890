import { expect, test } from 'vitest';
import { ApiError } from '../api/client.ts';
import type { ApiErrorKind } from '../api/client.ts';
import type { BookingOutcome } from '../api/shapes.ts';
import { retryOneByOne } from './retry-run.ts';
import type { RetryResult } from './retry-run.ts';

type Answer = Partial<BookingOutcome> | ApiError;
const refused = (kind: ApiErrorKind, code = 'X'): ApiError => new ApiError(kind, { status: 409, title: '', detail: '', code });

async function run(answers: readonly Answer[], stopAfter = Infinity) {
  const told: [string, RetryResult | null][] = [];
  let [at, most] = [0, 0];
  let tried = 0;
  const ended = await retryOneByOne({
    ids: answers.map((_, i) => String(i)),
    retry: async (id) => {
      at += 1;
      tried += 1;
      most = Math.max(most, at);
      await Promise.resolve();
      at -= 1;
      const answer = answers[Number(id)]!;
      if (answer instanceof ApiError) throw answer;
      return { adopted: false, ...answer } as BookingOutcome;
    },
    tell: (...one) => void told.push(one),
    isStopped: () => tried >= stopAfter,
  });
  return { ended, most, results: told.filter(([, result]) => result !== null).map(([, result]) => result), told };
}

test('they are tried one after the other, each said to be under way before it is over', async () => {
  const { ended, most, told } = await run([{ outcome: 'booked' }, { outcome: 'booked', adopted: true }, { outcome: 'slot_taken' }]);
  expect([ended, most]).toEqual(['done', 1]);
  expect(told).toEqual([['0', null], ['0', 'booked'], ['1', null], ['1', 'adopted'], ['2', null], ['2', 'slot_taken']]);
});

test('whoever stops it stops it before the next one', async () => {
  expect(await run([{ outcome: 'booked' }, { outcome: 'booked' }, { outcome: 'booked' }], 2)).toMatchObject({ ended: 'stopped', results: ['booked', 'booked'] });
});

test('three failures in a row end it, unless it was over anyway; one that works in between does not', async () => {
  const [bad, good] = [{ outcome: 'failed' as const }, { outcome: 'booked' as const }];
  expect(await run([bad, { outcome: 'unconfirmed' }, bad, good])).toMatchObject({ ended: 'failing', results: ['failed', 'unconfirmed', 'failed'] });
  expect((await run([bad, bad, good, bad, bad, good])).ended).toBe('done');
  expect((await run([bad, bad, bad])).ended).toBe('done');
});

test.each<[ApiErrorKind, string, RetryResult]>([['conflict', 'CLAIMED', 'claimed'], ['conflict', 'STATE_CONFLICT', 'closed'], ['conflict', 'IDEMPOTENCY_IN_PROGRESS', 'busy'], ['not_found', 'X', 'gone'], ['invalid', 'X', 'incomplete']])('%s (%s) is %s, and the next one is tried', async (kind, code, result) => {
  expect(await run([refused(kind, code), { outcome: 'booked' }])).toMatchObject({ ended: 'done', results: [result, 'booked'] });
});

test.each<ApiErrorKind>(['offline', 'unavailable', 'broken', 'busy', 'signed_out', 'forbidden'])('where our own server does not take it (%s) it ends at once', async (kind) => {
  expect(await run([refused(kind), { outcome: 'booked' }])).toMatchObject({ ended: 'unreachable', results: ['unreachable'] });
});
