import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '../../platform/world.ts';

// Format and tolerance as in retell-sdk 5.66.1 (src/lib/webhook_auth.ts): `v=<unix ms>,d=<64 hex>`,
// d = HMAC-SHA256(key, raw body + v), five minutes in both directions, inclusive.
const HEADER = /^v=(\d+),d=([0-9a-f]{64})$/i;
const TOLERANCE_MS = 5 * 60_000;

export interface SignedRequest {
  /** The bytes as they arrived. A body that was parsed and written again has another signature. */
  readonly rawBody: Buffer;
  readonly signature: string | undefined;
}

/** Whether one of the connection's keys signed exactly these bytes within the last five minutes. */
export function verifySignature(request: SignedRequest, keys: readonly string[], now: EpochMs): boolean {
  const match = HEADER.exec(request.signature ?? '');
  if (match === null) return false;
  const stamp = Number(match[1]);
  if (!Number.isSafeInteger(stamp) || Math.abs(now - stamp) > TOLERANCE_MS) return false;
  const given = Buffer.from(match[2]!, 'hex');
  return keys.some((key) => key !== '' && timingSafeEqual(given, digest(request.rawBody, stamp, key)));
}

/** The header value with which Retell would sign `rawBody`; for the demo and the tests. */
export function signBody(rawBody: Buffer, key: string, now: EpochMs): string {
  return `v=${now},d=${digest(rawBody, now, key).toString('hex')}`;
}

function digest(rawBody: Buffer, stamp: number, key: string): Buffer {
  return createHmac('sha256', key).update(rawBody).update(String(stamp)).digest();
}
