// The salon of the browser tests with people and with a Cal.com behind it that fails on request, over real HTTP.
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { eventType, host } from '../../demo/cal-com/event-type.ts';
import { startCalComStandIn } from '../../demo/cal-com/stand-in.ts';
import type { CalComStandIn } from '../../demo/cal-com/stand-in.ts';
import { calendars } from '../../src/calendar/calendars.ts';
import { must } from '../../src/platform/assert.ts';
import type { Company, StaffMember } from '../../src/companies/company.ts';
import type { Database, Value } from '../../src/platform/database.ts';
import { iso } from '../../src/platform/iso.ts';
import { realWorld } from '../../src/platform/real-world.ts';
import { EVERY_DAY } from '../local-salon.ts';
import type { AdminServerOptions } from '../admin-server.ts';
import type { Rows } from '../read-side-rows.ts';
import { silentLog } from '../silent-log.ts';
import { deskUnderTest } from './desk-under-test.ts';
import type { DeskUnderTest, Parts } from './desk-under-test.ts';

const API_KEY = 'cal_live_x';
const ANNAS_KEY = 'fn_anna';

export interface SalonWithCalendar {
  readonly desk: DeskUnderTest;
  readonly calCom: CalComStandIn;
  readonly anna: string;
  readonly ben: string;
  /** A callback of its own for a test, the most pressing first. */
  add(columns?: Readonly<Record<string, Value>>, wish?: Readonly<Record<string, Value>>): Promise<string>;
  /** Of that callback, as it is stored. */
  state(id: string): Promise<State>;
  /** Anna does something at another screen. */
  annaDoes(path: string, body?: object): Promise<Response>;
}

interface State {
  readonly status: string;
  readonly resolution: string | null;
  readonly attempts_count: number;
  readonly assigned_to: string | null;
}

let callers = 0;

interface Means extends Partial<AdminServerOptions> {
  readonly browser: Browser;
  readonly database: Database;
}

export async function salonWithCalendar({ browser, database, ...server }: Means): Promise<SalonWithCalendar> {
  const calCom = await startCalComStandIn({ apiKey: API_KEY, eventTypes: [101, 102].map((id) => eventType({ id, hosts: [host({ hours: EVERY_DAY })] })) });
  afterAll(() => calCom.close());
  const keys: Record<string, { companyId: string; keyId: string; role: 'staff'; hint: string; staffId: string }> = {};
  let made: Company | null = null;
  const staffIds: string[] = [];
  const directory = { connection: () => null, company: () => made, companyBySlug: () => made, operator: () => made!, companies: () => [] };
  const desk = await deskUnderTest({
    browser, database, keys, calendars: calendars({ world: realWorld(silentLog), database, directory }), ...server,
    furnish: async (rows, parts) => {
      const furnished = await furnish(rows, parts, calCom.url);
      keys[ANNAS_KEY] = { companyId: rows.companyId, keyId: randomUUID(), role: 'staff', hint: 'anna', staffId: furnished.staff[0]!.id };
      made = furnished as Company;
      staffIds.push(...furnished.staff.map(({ id }) => id));
      return furnished;
    },
  });
  const { rows, parts, address } = desk;
  return {
    desk, calCom,
    anna: keys[ANNAS_KEY]!.staffId,
    ben: staffIds[1]!,
    add: async (columns = {}, wish = {}) => {
      callers += 1;
      const createdAt = iso(Date.now() - 60 * 60_000);
      return await rows.callback(await rows.wish({ opened_at: createdAt, ...wish }), {
        branch_id: parts.branch, service_id: parts.cut, customer_name: `Kunde Nr. ${callers}`, phone_number: `+49301555${String(callers).padStart(4, '0')}`,
        created_at: createdAt, due_at: iso(Date.now() + 60 * 60_000), ...columns,
      });
    },
    state: async (id) => must(await database.inCompany(rows.companyId, (tx) => tx.maybe<State>('select status, resolution, attempts_count, assigned_to from callbacks where id = $1', [id])), 'a callback of this test'),
    annaDoes: async (path, body = {}) => await fetch(`${address}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${ANNAS_KEY}`, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  };
}

async function furnish(rows: Rows, { branch, cut, colour }: Parts, baseUrl: string): Promise<Pick<Company, 'staff' | 'services' | 'branches' | 'calCom'>> {
  const member = async (slug: string, name: string): Promise<StaffMember> => ({
    id: await rows.staff(slug, name), slug, name, email: null, role: 'staff', branchIds: [branch], serviceIds: [cut, colour], workingHours: null, absences: [],
  });
  const service = (id: string, name: string, eventTypeId: number) => ({ id, slug: name.toLowerCase(), name, aliases: [], minutes: 30, calendar: { provider: 'cal.com' as const, eventTypeId } });
  return {
    branches: [{ id: branch, slug: 'mitte', name: 'Filiale Mitte', phoneNumbers: ['+493055500'], openingHours: EVERY_DAY, region: null, municipality: null }],
    services: [service(cut, 'Herrenhaarschnitt', 101), service(colour, 'Farbe', 102)],
    staff: [await member('anna', 'Anna Berger'), await member('ben', 'Ben Çelik')],
    calCom: { baseUrl, profile: 'hosted', apiKey: API_KEY, webhookSecret: null },
  };
}
