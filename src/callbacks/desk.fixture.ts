// A salon with rows, a clock that is set by hand, and the machine's sweeps over it.
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, NOW } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Actor } from '../companies/actor.ts';
import { DEFAULT_APPOINTMENT_POLICY } from '../companies/appointment-policy.ts';
import { DEFAULT_CALLBACK_POLICY } from '../companies/callback-policy.ts';
import type { CallbackPolicy, Company, OpeningHours, StaffMember } from '../companies/company.ts';
import { directoryOf } from '../companies/company-record.ts';
import type { Database, IdentityDatabase } from '../platform/database.ts';
import { realWorld } from '../platform/real-world.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Desk } from './change-callback.ts';
import type { SweepParts } from './sweep-due.ts';

export const MACHINE: Actor = { kind: 'machine', by: 'test' };
const DAY = [['09:00', '18:00']] as const;
export const WEEKDAYS_9_TO_18: OpeningHours = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [], sun: [] };

export interface DeskSalon {
  readonly rows: Rows;
  readonly database: Database & IdentityDatabase;
  readonly branchId: string;
  readonly company: () => Company;
  /** What the company is from now on. */
  change(changes: Partial<Pick<Company, 'staff' | 'branches'>> & { readonly callbacks?: Partial<CallbackPolicy> }): void;
  member(slug: string, is?: Partial<StaffMember>): Promise<StaffMember>;
  now(): EpochMs;
  setNow(at: EpochMs): void;
  desk(actor: Actor): Desk;
  /** Of one node; another call is another node. */
  parts(): SweepParts & { readonly failures: string[] };
  open(columns?: Parameters<Rows['callback']>[1]): Promise<string>;
  kindsOf(callbackId: string): Promise<string[]>;
}

export async function deskSalon(slug: string): Promise<DeskSalon> {
  const { database } = await testDatabase();
  const rows = await companyWithRows(database, slug);
  const branchId = await rows.branch('mitte', 'Mitte');
  let now = NOW;
  let company: Company = {
    id: rows.companyId, slug, kind: 'company', name: 'Salon', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions: [], notifyEmails: [],
    callbacks: DEFAULT_CALLBACK_POLICY, appointments: DEFAULT_APPOINTMENT_POLICY, services: [], staff: [], calCom: null,
    branches: [{ id: branchId, slug: 'mitte', name: 'Mitte', phoneNumbers: [], openingHours: WEEKDAYS_9_TO_18, region: null, municipality: null }],
  };
  const real = realWorld(silentLog);
  const world: World = { ...real, clock: { ...real.clock, now: () => now } };
  return {
    rows, database, branchId,
    company: () => company,
    change: ({ callbacks = {}, ...changes }) => {
      company = { ...company, ...changes, callbacks: { ...company.callbacks, ...callbacks } };
    },
    member: async (name, is = {}) => ({ id: await rows.staff(name, name), slug: name, name, email: null, role: 'staff', branchIds: [branchId], serviceIds: [], workingHours: null, absences: [], ...is }),
    now: () => now,
    setNow: (at) => (now = at),
    desk: (actor) => ({ company, actor, now, ids: world.ids }),
    parts: () => {
      const failures: string[] = [];
      const directory = { ...directoryOf([]), company: (id: string) => (id === company.id ? company : null), companies: () => [company] };
      return { world, database, directory, failures, metrics: { sweepFailed: (job) => void failures.push(job) } };
    },
    open: async (columns = {}) => await rows.callback(await rows.wish({ intent: 'callback' }), { branch_id: branchId, watch_at: new Date(NOW).toISOString(), ...columns }),
    kindsOf: async (id) => {
      const events = await database.inCompany(rows.companyId, (tx) => tx.rows<{ kind: string }>('select kind from callback_events where company_id = $1 and callback_id = $2 order by at, id', [rows.companyId, id]));
      return events.map(({ kind }) => kind);
    },
  };
}
