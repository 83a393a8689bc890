import { isoSeconds } from '../../platform/iso.ts';
import type { EpochMs, HttpReply } from '../../platform/world.ts';

const FALLBACK_WAIT_MS = 60_000;
// `X-RateLimit-Reset-*` is seconds left according to the code and an epoch according to a mirror of the docs;
// no wait lasts thirty years (reference/calcom.md section 1.3).
const EPOCH_SECONDS_MIN = 1e9;

/** How long a 429 asks us to wait: Retry-After, else the longest X-RateLimit-Reset-*, else 60 s. */
export function rateLimitWaitMs(headers: HttpReply['headers'], nowAt: EpochMs): number {
  const after = headers['retry-after'];
  const asked = after === undefined ? null : (secondsMs(after, nowAt) ?? dateMs(after, nowAt));
  if (asked !== null) return asked;
  const resets = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-ratelimit-reset'))
    .map(([, value]) => secondsMs(value, nowAt))
    .filter((ms) => ms !== null);
  return resets.length === 0 ? FALLBACK_WAIT_MS : Math.max(...resets);
}

function secondsMs(value: string, nowAt: EpochMs): number | null {
  if (!/^\d+(\.\d+)?$/.test(value.trim())) return null;
  const seconds = Number(value);
  return seconds > EPOCH_SECONDS_MIN ? Math.max(0, seconds * 1000 - nowAt) : seconds * 1000;
}

function dateMs(value: string, nowAt: EpochMs): number | null {
  const at = Date.parse(value);
  return Number.isFinite(at) ? Math.max(0, at - nowAt) : null;
}

/** For a detail: `wait until 2026-12-01T09:00:00Z`. */
export function waitText(waitMs: number, nowAt: EpochMs): string {
  return `wait ${Math.ceil(waitMs / 1000)} s, until ${isoSeconds(nowAt + waitMs)}`;
}
