import { expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { EVERY_DAY, salon } from '../../test/local-salon.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import { isSilent } from '../insights/company-pulse.ts';
import { iso } from '../platform/iso.ts';

const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const sued = await companyWithRows(database, 'sued');
const { app, signIns } = await adminServer({ database, companies: [{ id: nord.companyId, slug: 'nord' }, { id: sued.companyId, slug: 'sued' }] });

async function asOperator(url: string): Promise<unknown> {
  const token = signIns.issue({ kind: 'operator' });
  const { headers } = await app.inject({ url: `/sign-in?token=${token}` });
  const cookie = String([headers['set-cookie']].flat()[0]).split(';')[0]!;
  return (await app.inject({ url, headers: { cookie } })).json();
}

test('tells of each company what waits, whether its calendar fails, and that its wishes add up', async () => {
  const failed = await nord.callback(await nord.wish(), { error_type: 'api_error', priority: 'urgent', due_at: iso(NOW - HOUR), created_at: iso(NOW - 2 * HOUR) });
  expect(failed).toBeTypeOf('string');
  await sued.appointment({ intent_id: '0190c1d2-0000-7000-8000-00000000000a' });
  const { items } = (await asOperator('/api/v1/companies')) as { items: { company: { slug: string }; pulse: object }[] };
  expect(items).toMatchObject([
    { company: { slug: 'nord' }, pulse: { open: 1, overdue: 1, urgent: 1, unassigned: 1, calendar: { state: 'failing', failures_24h: 1 }, ledger: { difference: 0 } } },
    { company: { slug: 'sued' }, pulse: { open: 0, overdue: 0, calendar: { state: 'up', failures_24h: 0 }, ledger: { difference: 0 } } },
  ]);
});

test('a line is silent only where it is usually called, and only by open time', () => {
  const { company } = salon({ staff: {}, openingHours: EVERY_DAY });
  const tenOClock = Date.parse('2026-12-01T09:00:00Z');
  const at = (hours: number): number => tenOClock + hours * HOUR;
  expect(isSilent(company, { now: at(0), lastCallAt: at(-16), callsADay: 20 })).toBe(false); // last evening at six
  expect(isSilent(company, { now: at(4), lastCallAt: at(0), callsADay: 20 })).toBe(true);
  expect(isSilent(company, { now: at(4), lastCallAt: at(0), callsADay: 2 })).toBe(false);
});
