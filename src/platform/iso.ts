// Instants leave the program as ISO 8601 in UTC. One of the few places that may use Date, and only to format.
import { assert } from './assert.ts';
import type { EpochMs } from './world.ts';

/** Epoch milliseconds → '2026-12-01T09:30:00.123Z'. */
export function iso(at: EpochMs): string {
  assert(Number.isFinite(at), `not an instant: ${at}`);
  return new Date(at).toISOString();
}

/** Epoch milliseconds → '2026-12-01T09:30:00Z' (whole seconds, rounded down). */
export function isoSeconds(at: EpochMs): string {
  return `${iso(at).slice(0, 19)}Z`;
}
