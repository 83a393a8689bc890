import fc from 'fast-check';
// The platform's own helper; the oracle for what its servers send.
import { sign, symmetric } from 'retell-sdk/lib/webhook_auth';
import { expect, test } from 'vitest';
import { signBody, verifySignature } from './verify-signature.ts';

const KEY = 'key_0123456789abcdef0123456789ab';
const STAMP = 1_790_000_000_000;
const BODY = Buffer.from('{"event":"call_ended","call":{"call_id":"call_test","transcript":"Grüß Gott, Müller – 24 €"}}');
const SIGNATURE = 'v=1790000000000,d=7831a940a5adc35628fa84ff221093b3a3431796391d3f788d6c4e76f771b289';
const FIVE_MINUTES = 300_000;

const verified = (signature: string | undefined, given: { body?: Buffer; keys?: string[]; now?: number } = {}) =>
  verifySignature({ rawBody: given.body ?? BODY, signature }, given.keys ?? [KEY], given.now ?? STAMP);

test('accepts what retell-sdk signed: umlauts, and an empty body', () => {
  expect(verified(SIGNATURE)).toBe(true);
  expect(verified('v=1790000000000,d=64d516df807580fcb8b2cc5633bce6def157bc44c67c31ccc761605a3e00cf87', { body: Buffer.alloc(0) })).toBe(true);
  expect(signBody(BODY, KEY, STAMP)).toBe(SIGNATURE);
});

test('agrees with retell-sdk in both directions, whatever the body and the key', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1, unit: 'grapheme' }), fc.integer({ min: 0, max: 2 ** 50 }), async (body, key, stamp) => {
      const rawBody = Buffer.from(body);
      expect(await symmetric.verify(body, key, signBody(rawBody, key, stamp), { timestamp: stamp })).toBe(true);
      expect(verified(await symmetric.sign(body, key, stamp), { body: rawBody, keys: [key], now: stamp })).toBe(true);
    }),
  );
  expect(await sign('x', KEY)).toMatch(/^v=\d+,d=[0-9a-f]{64}$/);
});

test('judges broken headers as retell-sdk does', async () => {
  const digest = SIGNATURE.slice(SIGNATURE.indexOf('d='));
  const headers = [
    '', ' ', SIGNATURE, ` ${SIGNATURE}`, `${SIGNATURE} `, `${SIGNATURE}\n`, `${SIGNATURE},x=1`, SIGNATURE.toUpperCase(), digest, `v=${STAMP}`, `v=,${digest}`, `v=-1,${digest}`,
    `v=1790000000000.0,${digest}`, `v=1.79e12,${digest}`, `v=0x1,${digest}`, `v=99999999999999999999,${digest}`, `v=0001790000000000,${digest}`, `v=00000000000001790000000000,${digest}`,
    SIGNATURE.slice(0, -1), `${SIGNATURE}0`, `v=${STAMP},d=${'g'.repeat(64)}`, `v=${STAMP},d=`, `d=${digest},v=${STAMP}`, `v=${STAMP}, ${digest}`, `v=${STAMP};${digest}`,
  ];
  for (const header of headers) {
    expect(verified(header), JSON.stringify(header)).toBe(await symmetric.verify(BODY.toString(), KEY, header, { timestamp: STAMP }));
  }
  expect(verified(undefined)).toBe(false);
});

test.each([-FIVE_MINUTES - 1, -FIVE_MINUTES, 0, FIVE_MINUTES, FIVE_MINUTES + 1])('five minutes in both directions, inclusive: %d ms', (offset) => {
  expect(verified(SIGNATURE, { now: STAMP + offset })).toBe(Math.abs(offset) <= FIVE_MINUTES);
});

test('accepts upper-case digits of the digest', () => {
  expect(verified(`v=${STAMP},d=${SIGNATURE.slice(-64).toUpperCase()}`)).toBe(true);
});

test('any one of several keys will do; none, an empty or another one will not', () => {
  expect(verified(SIGNATURE, { keys: ['key_old', KEY] })).toBe(true);
  expect(verified(SIGNATURE, { keys: ['key_old'] })).toBe(false);
  expect(verified(SIGNATURE, { keys: [] })).toBe(false);
  expect(verified(signBody(BODY, '', STAMP), { keys: [''] })).toBe(false);
});

test('one changed bit of body, digest or stamp is refused', () => {
  const changed = Buffer.from(BODY);
  changed[5] = changed[5]! ^ 1;
  expect(verified(SIGNATURE, { body: changed })).toBe(false);
  expect(verified(SIGNATURE.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')))).toBe(false);
  expect(verified(SIGNATURE.replace('v=1790000000000', 'v=1790000000001'))).toBe(false);
  // The same value in other bytes has another signature.
  expect(verified(signBody(Buffer.from('{"a":1.0}'), KEY, STAMP), { body: Buffer.from('{"a":1}') })).toBe(false);
});
