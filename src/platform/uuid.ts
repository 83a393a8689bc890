import { createHash } from 'node:crypto';
import { assert } from './assert.ts';
import type { EpochMs } from './world.ts';

/** UUIDv7 (RFC 9562, section 5.7) from an instant and ten random bytes. */
export function uuidV7(now: EpochMs, random: Uint8Array): string {
  assert(random.length === 10, 'uuidV7 needs ten random bytes');
  const bytes = new Uint8Array(16);
  let rest = Math.floor(now);
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random, 6);
  return format(bytes, 7);
}

/**
 * A UUID that is the same whenever the same parts are given (RFC 9562 version 8 over SHA-256). Used where two
 * nodes, or a node before and after a crash, must arrive at the same id without talking to each other.
 */
export function uuidFrom(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return format(new Uint8Array(hash.digest().subarray(0, 16)), 8);
}

function format(bytes: Uint8Array, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
