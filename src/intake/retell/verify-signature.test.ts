import { Retell } from 'retell-sdk';
import { expect, test } from 'vitest';
import { signBody, verifySignature } from './verify-signature.ts';

const KEY = 'key_of_the_salon';
const NOW = 1_764_000_000_000;
// Umlauts and an emoji: the signature is over bytes, and these take more than one each.
const BODY = '{"name":"book_appointment","args":{"name":"Jürgen Groß","notes":"💇"},"call":{"call_id":"c1"}}';
const rawBody = Buffer.from(BODY);
const signed = signBody(rawBody, KEY, NOW);

test('accepts what Retell’s own library signs, and signs what that accepts', async () => {
  const now = Date.now();
  expect(verifySignature({ rawBody, signature: await Retell.sign(BODY, KEY) }, [KEY], now)).toBe(true);
  expect(await Retell.verify(BODY, KEY, signBody(rawBody, KEY, now))).toBe(true);
});

test('while a key is changed, either one will do, but never an empty one', () => {
  expect(verifySignature({ rawBody, signature: signed }, ['key_new', KEY], NOW)).toBe(true);
  expect(verifySignature({ rawBody, signature: signBody(rawBody, '', NOW) }, [''], NOW)).toBe(false);
  expect(verifySignature({ rawBody, signature: signed }, [], NOW)).toBe(false);
});

test('five minutes in both directions, and not a millisecond more', () => {
  const at = (now: number): boolean => verifySignature({ rawBody, signature: signed }, [KEY], now);
  expect([at(NOW + 300_000), at(NOW + 300_001), at(NOW - 300_000), at(NOW - 300_001)]).toEqual([true, false, true, false]);
});

test.each([
  ['another body', { rawBody: Buffer.from(BODY.replace('c1', 'c2')), signature: signed }],
  ['the same JSON written differently', { rawBody: Buffer.from(JSON.stringify(JSON.parse(BODY), null, 1)), signature: signed }],
  ['no signature', { rawBody, signature: undefined }],
  ['a signature of another time', { rawBody, signature: signed.replace(`v=${NOW}`, `v=${NOW + 1}`) }],
  ['half a signature', { rawBody, signature: signed.slice(0, -2) }],
  ['a number that is none', { rawBody, signature: signed.replace(String(NOW), '9999999999999999') }],
  ['words', { rawBody, signature: 'let me in' }],
])('refuses %s', (_what, request) => {
  expect(verifySignature(request, [KEY], NOW)).toBe(false);
});
