// What comes back for a PostgreSQL type. The driver's defaults are a Date in the machine's zone and bigints as
// strings; both have ended in wrong days and in '1' + 1.
import { types } from 'pg';
import type { Client } from 'pg';
import { assert } from '../assert.ts';
import type { EpochMs } from '../world.ts';

// ISO DateStyle, whatever the session's zone: 2026-11-22 11:29:31.123456+00, +05:30, +00:19:32
const TIMESTAMPTZ = /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/;

/** timestamptz as text → epoch milliseconds; microseconds are cut off. */
function parseTimestamptz(text: string): EpochMs {
  const match = TIMESTAMPTZ.exec(text);
  assert(match, `a timestamptz that is no instant: ${text}`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const ms = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (Number(match[9]) * 3600 + Number(match[10] ?? 0) * 60 + Number(match[11] ?? 0)) * 1000;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  return match[8] === '-' ? local + offset : local - offset;
}

/** int8 and numeric → number; refuses to round. */
function parseExactNumber(text: string): number {
  const number = Number(text);
  assert(Number.isFinite(number) && (text.includes('.') || Number.isSafeInteger(number)), `a number too large for JavaScript: ${text}`);
  return number;
}

function refuseTimestamp(text: string): never {
  assert(false, `timestamp without time zone is not used here: ${text}`);
}

const OID_OF_ARRAY = { timestamptz: 1185, int8: 1016, numeric: 1231, date: 1182 } as const;

const SCALARS: readonly (readonly [oid: number, parse: (text: string) => unknown])[] = [
  [types.builtins.TIMESTAMPTZ, parseTimestamptz],
  [types.builtins.TIMESTAMP, refuseTimestamp],
  [types.builtins.DATE, (text) => text],
  [types.builtins.INT8, parseExactNumber],
  [types.builtins.NUMERIC, parseExactNumber],
];

const ARRAYS: readonly (readonly [oid: number, parse: (text: string) => unknown])[] = [
  [OID_OF_ARRAY.timestamptz, parseTimestamptz],
  [OID_OF_ARRAY.int8, parseExactNumber],
  [OID_OF_ARRAY.numeric, parseExactNumber],
  [OID_OF_ARRAY.date, (text) => text],
];

export function installParsers(client: Client): void {
  for (const [oid, parse] of SCALARS) client.setTypeParser(oid, parse);
  for (const [oid, parse] of ARRAYS) client.setTypeParser(oid, (text) => parseArray(text, parse));
}

// Of one dimension, and of types whose text holds neither comma nor quote: {"2026-11-22 11:29:31+00",NULL}
function parseArray(text: string, parse: (text: string) => unknown): unknown[] {
  assert(text.startsWith('{') && !text.startsWith('{{'), `not an array of one dimension: ${text}`);
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((entry) => (entry === 'NULL' ? null : parse(entry.replaceAll('"', ''))));
}
