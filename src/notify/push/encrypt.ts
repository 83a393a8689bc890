// A push message for one browser (RFC 8291 over RFC 8188, aes128gcm, one record): the push service carries it and cannot
// read it. Checked against the example of RFC 8291, appendix A. Written out because it is sixty lines over node:crypto,
// and because salt and key have to come from the World.
import { createCipheriv, createECDH, hkdfSync } from 'node:crypto';

export interface BrowserKeys {
  /** Uncompressed point of P-256, base64url. */
  readonly p256dh: string;
  /** 16 bytes, base64url. */
  readonly auth: string;
}

const RECORD_SIZE = 4096;
const TAG_BYTES = 16;

/** `salt` 16 bytes, `privateKey` 32 bytes: fresh ones for every message. Throws where a key is none. */
export function encryptPush(text: string, keys: BrowserKeys, fresh: { readonly salt: Uint8Array; readonly privateKey: Uint8Array }): Uint8Array {
  const theirs = Buffer.from(keys.p256dh, 'base64url');
  const own = createECDH('prime256v1');
  own.setPrivateKey(fresh.privateKey);
  const ours = own.getPublicKey();
  const secret = own.computeSecret(theirs);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const material = Buffer.from(hkdfSync('sha256', secret, Buffer.from(keys.auth, 'base64url'), info, 32));
  const key = Buffer.from(hkdfSync('sha256', material, fresh.salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', material, fresh.salt, 'Content-Encoding: nonce\0', 12));
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // 2: the last record, and nothing behind it
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.update(Buffer.of(2)), cipher.final(), cipher.getAuthTag()]);
  if (body.length > RECORD_SIZE - TAG_BYTES) throw new RangeError('a push message has no room for this');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD_SIZE);
  return Buffer.concat([fresh.salt, size, Buffer.of(ours.length), ours, body]);
}

/** Whether a browser could have given these. */
export function areBrowserKeys({ p256dh, auth }: BrowserKeys): boolean {
  const point = Buffer.from(p256dh, 'base64url');
  if (point.length !== 65 || point[0] !== 4 || Buffer.from(auth, 'base64url').length !== 16) return false;
  try {
    const probe = createECDH('prime256v1');
    probe.setPrivateKey(Buffer.alloc(32, 1));
    probe.computeSecret(point);
    return true;
  } catch {
    return false; // not a point of the curve
  }
}
