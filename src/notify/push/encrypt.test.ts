import { createDecipheriv, createECDH, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { areBrowserKeys, encryptPush } from './encrypt.ts';
import { vapidHeader } from './vapid.ts';

// RFC 8291, section 5 and appendix A.
const RFC = {
  text: 'When I grow up, I want to be a watermelon',
  keys: { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' },
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  message: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

test('makes of the example of RFC 8291 exactly the message that it shows', () => {
  const message = encryptPush(RFC.text, RFC.keys, { salt: bytes(RFC.salt), privateKey: bytes(RFC.privateKey) });
  expect(Buffer.from(message).toString('base64url')).toBe(RFC.message);
});

test('a browser with keys of its own can read it', () => {
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = Buffer.alloc(16, 7);
  const message = Buffer.from(encryptPush('{"title":"Rückruf"}', { p256dh: browser.getPublicKey().toString('base64url'), auth: auth.toString('base64url') }, { salt: Buffer.alloc(16, 9), privateKey: Buffer.alloc(32, 5) }));
  const sender = message.subarray(21, 86);
  const material = hkdfSync('sha256', browser.computeSecret(sender), auth, Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]), 32);
  const derived = (info: string, length: number): Buffer => Buffer.from(hkdfSync('sha256', Buffer.from(material), message.subarray(0, 16), info, length));
  const decipher = createDecipheriv('aes-128-gcm', derived('Content-Encoding: aes128gcm\0', 16), derived('Content-Encoding: nonce\0', 12));
  decipher.setAuthTag(message.subarray(-16));
  const plain = Buffer.concat([decipher.update(message.subarray(86, -16)), decipher.final()]);
  expect(plain.toString()).toBe('{"title":"Rückruf"}\u0002');
});

test('refuses what no browser could have given', () => {
  expect(areBrowserKeys(RFC.keys)).toBe(true);
  expect(areBrowserKeys({ ...RFC.keys, auth: 'AAAA' })).toBe(false);
  expect(areBrowserKeys({ ...RFC.keys, p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]).toString('base64url') })).toBe(false);
  expect(areBrowserKeys({ ...RFC.keys, p256dh: '' })).toBe(false);
});

test('the token names the push service and nobody else, for half a day, signed with the key that it carries', () => {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const keys = { publicKey: pair.getPublicKey().toString('base64url'), privateKey: pair.getPrivateKey().toString('base64url') };
  const header = vapidHeader({ keys, endpoint: 'https://push.example/send/abc?x=1', contact: 'mailto:post@salon.example', now: 1_000_000_000_000 });
  const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(header) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  expect(key).toBe(keys.publicKey);
  expect(JSON.parse(bytes(claims).toString())).toEqual({ aud: 'https://push.example', exp: 1_000_043_200, sub: 'mailto:post@salon.example' });
  const point = pair.getPublicKey();
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const publicKey = createPublicKey({ format: 'jwk', key: jwk });
  const isSigned = (data: string): boolean => verify('sha256', Buffer.from(data), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes(signature));
  expect(isSigned(`${head}.${claims}`)).toBe(true);
  expect(isSigned(`${head}.${claims}x`)).toBe(false);
});
