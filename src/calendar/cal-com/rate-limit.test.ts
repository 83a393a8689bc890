import { expect, test } from 'vitest';
import { rateLimitWaitMs } from './rate-limit.ts';

const NOW = Date.parse('2026-11-30T07:00:00Z');

test.each([
  ['Retry-After in seconds wins over the reset', { 'retry-after': '3', 'x-ratelimit-reset-default': '43' }, 3000],
  ['Retry-After as a date', { 'retry-after': 'Mon, 30 Nov 2026 07:00:20 GMT' }, 20_000],
  ['Retry-After in the past is no wait', { 'retry-after': 'Mon, 30 Nov 2026 06:59:00 GMT' }, 0],
  ['the reset is seconds left', { 'x-ratelimit-reset-default': '43' }, 43_000],
  ['a reset above 1e9 is an epoch', { 'x-ratelimit-reset-default': String(NOW / 1000 + 12) }, 12_000],
  ['the longest of several resets, whatever their suffix', { 'x-ratelimit-reset-default': '5', 'x-ratelimit-reset-burst': '9' }, 9000],
  ['an unreadable Retry-After falls back to the reset', { 'retry-after': 'soon', 'x-ratelimit-reset-default': '7' }, 7000],
  ['a minute where nothing is said', {}, 60_000],
  ['a minute where what is said is nonsense', { 'x-ratelimit-reset-default': '-1' }, 60_000],
])('waits: %s', (_what, headers, expected) => {
  expect(rateLimitWaitMs(headers, NOW)).toBe(expected);
});
