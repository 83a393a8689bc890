import { expect, test } from 'vitest';
import { CLOSED, admit, afterwards } from './breaker.ts';
import type { Circuit, Sign } from './breaker.ts';

const limits = { failures: 3, pauseMs: 10_000, pauseMaxMs: 25_000, probeMs: 5000, timeoutMinMs: 1000 };

test('opens after failures in a row, not after as many with an answer between them', () => {
  expect(after(CLOSED, ['failed', 'failed', 'ok', 'failed', 'failed'], 0).kind).toBe('closed');
  expect(after(CLOSED, ['failed', 'failed', 'failed'], 0)).toEqual({ kind: 'open', untilMs: 10_000, trips: 1 });
});

test('never opens because of refusals or answers that prove nothing', () => {
  expect(after(CLOSED, Array.from({ length: 50 }, () => 'ok' as const), 0)).toEqual(CLOSED);
  expect(after(CLOSED, Array.from({ length: 50 }, () => 'neutral' as const), 0)).toEqual(CLOSED);
});

test('stops reads and bookings while open, and lets the first request after the pause go as the probe', () => {
  const open = after(CLOSED, ['failed', 'failed', 'failed'], 0);
  expect(admit(open, { read: true, nowMs: 9999 }, limits).admitted).toBe(false);
  expect(admit(open, { read: false, nowMs: 9999 }, limits).admitted).toBe(false);
  const probe = admit(open, { read: true, nowMs: 10_000 }, limits);
  expect(probe).toEqual({ admitted: true, circuit: { kind: 'half_open', trips: 1, probeUntilMs: 15_000 } });
});

test('keeps other reads waiting during the probe but lets a booking pass', () => {
  const { circuit } = admit(after(CLOSED, ['failed', 'failed', 'failed'], 0), { read: true, nowMs: 10_000 }, limits);
  expect(admit(circuit, { read: true, nowMs: 10_001 }, limits).admitted).toBe(false);
  expect(admit(circuit, { read: false, nowMs: 10_001 }, limits).admitted).toBe(true);
});

test('closes after a probe that was answered and pauses longer, up to a bound, after one that failed', () => {
  const half: Circuit = { kind: 'half_open', trips: 1, probeUntilMs: 15_000 };
  expect(after(half, ['ok'], 12_000)).toEqual(CLOSED);
  expect(after(half, ['failed'], 12_000)).toEqual({ kind: 'open', untilMs: 32_000, trips: 2 });
  expect(after({ ...half, trips: 2 }, ['failed'], 12_000)).toEqual({ kind: 'open', untilMs: 37_000, trips: 3 });
});

test('does not hang half open when a probe is lost or proves nothing', () => {
  const half: Circuit = { kind: 'half_open', trips: 1, probeUntilMs: 15_000 };
  expect(admit(half, { read: true, nowMs: 15_000 }, limits).admitted).toBe(true);
  expect(admit(after(half, ['neutral'], 12_000), { read: true, nowMs: 12_000 }, limits).admitted).toBe(true);
});

function after(circuit: Circuit, signs: readonly Sign[], nowMs: number): Circuit {
  let now = circuit;
  for (const sign of signs) now = afterwards(now, sign, { nowMs, limits });
  return now;
}
