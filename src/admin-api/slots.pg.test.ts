import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { salon, storeSalon } from '../../test/local-salon.ts';
import { testDatabase } from '../../test/pg.ts';
import { NOW } from '../../test/read-side-rows.ts';
import { silentLog } from '../../test/silent-log.ts';
import { calendars } from '../calendar/calendars.ts';
import { realWorld } from '../platform/real-world.ts';

const { database } = await testDatabase();

async function setUp(parts: { silent?: boolean } = {}) {
  const made = salon({ staff: { Anna: null, Ben: null } });
  const { company } = made;
  await storeSalon(database, made);
  const real = realWorld(silentLog);
  const world = { ...real, clock: { ...real.clock, now: () => NOW } };
  const directory = { connection: () => null, company: () => company, companyBySlug: () => company, operator: () => company, companies: () => [company] };
  const local = calendars({ world, database, directory });
  const key = { companyId: company.id, keyId: randomUUID(), role: 'viewer' as const, hint: 'beef', staffId: null };
  const silent = { for: () => ({ ...local.for(company, company.services[0]!)!, slots: async () => ({ kind: 'unknown' as const, cause: 'no_answer' as const, detail: 'time-out' }) }) };
  const { app } = await adminServer({ database, companies: [company], keys: { fn_x: key }, calendars: parts.silent === true ? silent : local });
  onTestFinished(() => app.close());
  return { made, slots: async (query: string) => await app.inject({ url: `/api/v1/slots?${query}`, headers: { authorization: 'Bearer fn_x' } }) };
}

test('says when a service is free with whom, from now on and not before', async () => {
  const { made, slots } = await setUp();
  const answer = (await slots('service=schnitt&from=2026-12-01&to=2026-12-02&staff=Anna')).json();
  expect(answer.calendar).toBe('answered');
  // it is 10:00; the branch closes at 18:00
  expect(answer.items[0]).toEqual({ start: '2026-12-01T10:00:00+01:00', end: '2026-12-01T10:30:00+01:00', staff_id: made.staffId('Anna') });
  expect(answer.items.at(-1).start).toBe('2026-12-01T17:30:00+01:00');
});

test('a calendar that does not answer is no full calendar, and is not called one', async () => {
  const { slots } = await setUp({ silent: true });
  expect((await slots('service=schnitt')).json()).toEqual({ calendar: 'silent', items: [] });
});

test.each([['service=perm', /service/], ['service=schnitt&staff=zoe', /staff/], ['service=schnitt&from=2026-12-01&to=2027-12-01', /31 days/]])('refuses %s', async (query, why) => {
  const { slots } = await setUp();
  const refused = await slots(query);
  expect([refused.statusCode, refused.json().detail]).toEqual([400, expect.stringMatching(why)]);
});
