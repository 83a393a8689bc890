import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { execute } from '../../test/execute.ts';

const { url } = await testDatabase();
const template = async (said: string): Promise<string> => (await execute<{ t: string }>(url, `select fangnetz_error_template(jsonb_build_object('original_error', $said$${said}$said$::text), null) as t`))[0]!.t;

test.each([
  ['HTTP 500 from https://api.cal.com/v2/bookings?x=1: Internal server error', 'HTTP 500 from <url> Internal server error'],
  ['HTTP 502: no answer after 8031 ms', 'HTTP 502: no answer after <n> ms'],
  ['status: 429, retry after 12', 'status: 429, retry after <n>'],
  ['duplicate key value violates unique constraint "appointments_pkey"', 'duplicate key value violates unique constraint "appointments_pkey"'],
  ['P2002: Unique constraint failed on idempotencyKey 8f14e45fceea167a5a36dedd4bea2543', 'P2002: Unique constraint failed on idempotencyKey <id>'],
  ['booking 01980000-0000-7000-8000-000000000001 not found', 'booking <id> not found'],
  ['no slot on 2026-12-01T10:00:00.000+01:00 for "Ada Beispiel"', 'no slot on <time> for <text>'],
  ['Ada.Beispiel+x@example.org, +49 151 12345678, 10:30', '<mail>, <id>, <n>'],
  ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED <id>'],
  ['Mitarbeiter „Anna Berger“ ist   belegt', 'Mitarbeiter <text> ist belegt'],
  ["Cannot read properties of undefined (reading 'uid')", "Cannot read properties of undefined (reading 'uid')"],
  ['bJhE83kd02QpaXx9 was moved', '<id> was moved'],
])('%s', async (said, expected) => {
  expect(await template(said)).toBe(expected);
});

test('the same failure of another customer at another time has the same template', async () => {
  const of = (name: string, uid: string, at: string, ms: number) => `Booking ${uid} of "${name}" at ${at} failed after ${ms} ms: HTTP 503 Service Unavailable`;
  expect(await template(of('Ada Beispiel', 'x7Kd92mmQ1', '2026-12-01', 812))).toBe(await template(of('Karl Muster', 'pp30Lq8812', '2027-01-31T09:00:00Z', 9_001)));
  expect(await template(of('Ada', 'x7Kd92mmQ1', '2026-12-01', 812))).not.toBe((await template(of('Ada', 'x7Kd92mmQ1', '2026-12-01', 812))).replace('503', '500'));
});
