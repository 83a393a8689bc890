// How a push service knows that it is us (VAPID, RFC 8292): a token signed with the key that the browser subscribed to.
import { createPrivateKey, sign } from 'node:crypto';
import type { EpochMs } from '../../platform/world.ts';

export interface PushKeys {
  /** Uncompressed point of P-256, base64url: what a browser subscribes with. */
  readonly publicKey: string;
  /** The scalar, base64url. */
  readonly privateKey: string;
}

const VALID_MS = 12 * 3_600_000;

/** The Authorization header for one push service. `contact`: whom its operators may write to. */
export function vapidHeader({ keys, endpoint, contact, now }: { keys: PushKeys; endpoint: string; contact: string; now: EpochMs }): string {
  const header = encoded({ typ: 'JWT', alg: 'ES256' });
  const claims = encoded({ aud: new URL(endpoint).origin, exp: Math.floor((now + VALID_MS) / 1000), sub: contact });
  const point = Buffer.from(keys.publicKey, 'base64url');
  const key = createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', d: keys.privateKey, x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
  });
  const signature = sign('sha256', Buffer.from(`${header}.${claims}`), { key, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${header}.${claims}.${signature.toString('base64url')}, k=${keys.publicKey}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
