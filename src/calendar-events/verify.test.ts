import { expect, test } from 'vitest';
import { isSigned, signed } from './verify.ts';

const BODY = Buffer.from('{"triggerEvent":"BOOKING_CREATED","payload":{"uid":"grün"}}');
// printf '…' | openssl dgst -sha256 -hmac 'whsec'
const VECTOR = 'c6d7dd9ad040d95794788beeb751279af1c7f4cd49d11099b4b462c99dc208bc';

test('takes the hex digest that openssl computes, in either case', () => {
  expect(isSigned(BODY, VECTOR, 'whsec')).toBe(true);
  expect(isSigned(BODY, VECTOR.toUpperCase(), 'whsec')).toBe(true);
  expect(signed(BODY, 'whsec')).toBe(VECTOR);
});

test.each([
  ['another secret', BODY, VECTOR, 'whsec2'],
  ['one byte more', Buffer.concat([BODY, Buffer.from(' ')]), VECTOR, 'whsec'],
  ['no signature', BODY, undefined, 'whsec'],
  ['the words of a webhook without a secret', BODY, 'no-secret-provided', 'whsec'],
  ['those words as the secret of nobody', BODY, 'no-secret-provided', ''],
  ['a prefix', BODY, `sha256=${VECTOR}`, 'whsec'],
  ['half a digest', BODY, VECTOR.slice(0, 32), 'whsec'],
  ['a digest and more', BODY, `${VECTOR}00`, 'whsec'],
  ['the digest under the empty secret', BODY, signed(BODY, ''), ''],
])('refuses %s', (_what, body, signature, secret) => {
  expect(isSigned(body, signature, secret)).toBe(false);
});
