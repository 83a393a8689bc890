import { expect, test } from 'vitest';
import { ApiError } from '../../api/client.ts';
import type { ApiErrorKind } from '../../api/client.ts';
import { createPressKey } from './press-key.ts';

function counted() {
  let made = 0;
  return createPressKey(() => `key ${(made += 1)}`);
}

test.each<[ApiErrorKind, string | null]>([['offline', null], ['unavailable', null], ['broken', null], ['conflict', 'IDEMPOTENCY_IN_PROGRESS']])('after %s (%s) nobody knows whether it was done: the same press keeps its key', (kind, code) => {
  const press = counted();
  press.keyFor('claim {}');
  press.ended(new ApiError(kind, code === null ? null : { status: 409, title: '', detail: '', code }));
  expect(press.keyFor('claim {}')).toBe('key 1');
});

test.each<ApiErrorKind>(['conflict', 'forbidden', 'invalid', 'busy', 'signed_out', 'not_found'])('a refusal (%s) is an answer: who presses again asks anew', (kind) => {
  const press = counted();
  press.keyFor('claim {}');
  press.ended(new ApiError(kind, { status: 409, title: '', detail: '', code: 'CLAIMED' }));
  expect(press.keyFor('claim {}')).toBe('key 2');
});

test('what was done is done, and something else is another press', () => {
  const press = counted();
  expect(press.keyFor('claim {}')).toBe('key 1');
  press.ended(null);
  expect(press.keyFor('claim {}')).toBe('key 2');
  expect(press.keyFor('release {}')).toBe('key 3');
});
