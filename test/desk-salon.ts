// A salon whose desk is worked over HTTP: two branches, four people, a key for each of them, a clock that can be moved.
import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { KeyHolder } from '../src/admin-api/access.ts';
import type { Branch, Company, StaffMember } from '../src/companies/company.ts';
import type { Database } from '../src/platform/database.ts';
import { adminServer } from './admin-server.ts';
import type { AdminServer } from './admin-server.ts';
import { companyWithRows, NOW } from './read-side-rows.ts';
import type { Rows } from './read-side-rows.ts';

export interface DeskSalon extends AdminServer, Asks {
  readonly rows: Rows;
  /** By slug: anna, ben (staff), mara (manager), chef (owner). */
  readonly staff: Readonly<Record<string, string>>;
  readonly branches: Readonly<Record<string, string>>;
  readonly service: string;
  now: number;
  /** An open callback of its own wish. */
  callback(columns?: Parameters<Rows['callback']>[1]): Promise<string>;
  /** Another server over the same database, with the same keys. */
  secondNode(): Promise<AdminServer & Asks>;
}

interface Asks {
  post(url: string, body?: object, as?: Asking): Promise<LightMyRequestResponse>;
  get(url: string, as?: Pick<Asking, 'by'>): Promise<LightMyRequestResponse>;
}

export interface Asking {
  /** Whose key: anna, ben, mara, chef, viewer, or fremd (the owner of another company). */
  readonly by?: string;
  readonly key?: string;
}

const DAY = [['09:00', '13:00'], ['14:00', '18:00']] as const;
const WEEK = { mon: [], tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [['09:00', '14:00']], sun: [] } as const;

export async function deskSalon(database: Database, slug: string): Promise<DeskSalon> {
  const rows = await companyWithRows(database, slug);
  const other = await companyWithRows(database, `${slug}-fremd`);
  const branches = { mitte: await rows.branch('mitte', 'Mitte'), west: await rows.branch('west', 'West') };
  const service = await rows.service('farbe', 'Farbe');
  const people = await Promise.all((['anna', 'ben', 'mara', 'chef'] as const).map(async (name) => [name, await rows.staff(name, NAMES[name])] as const));
  const staff: Record<string, string> = Object.fromEntries(people);
  const key = (companyId: string, role: KeyHolder['role'], staffId: string | null): KeyHolder => ({ companyId, keyId: randomUUID(), role, hint: 'beef', staffId, branchIds: [] });
  const company = {
    id: rows.companyId, slug,
    branches: Object.entries(branches).map(([name, id]) => branch(id, name)),
    services: [{ id: service, slug: 'farbe', name: 'Farbe', aliases: [], minutes: 30, calendar: { provider: 'local' } }],
    staff: people.map(([name, id]) => member(id, name, [branches.mitte])),
  } satisfies Partial<Company>;
  const keys = {
    ...Object.fromEntries(people.map(([name, id]) => [`fn_${name}`, key(rows.companyId, ROLES[name], id)])),
    fn_viewer: key(rows.companyId, 'viewer', null),
    fn_fremd: key(other.companyId, 'owner', null),
  };
  const salon = { now: NOW };
  const options = { database, companies: [company, { id: other.companyId, slug: `${slug}-fremd` }], keys, now: () => salon.now };
  const node = async (): Promise<AdminServer & Asks> => asks(await adminServer(options));
  return Object.assign(salon, await node(), {
    secondNode: node,
    rows, staff, branches, service,
    callback: async (columns: Parameters<Rows['callback']>[1] = {}) => await rows.callback(await rows.wish({ intent: 'callback' }), { branch_id: branches.mitte, ...columns }),
  });
}

function asks(server: AdminServer): AdminServer & Asks {
  return {
    ...server,
    post: async (url, body, { by = 'anna', key } = {}) =>
      await server.app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { authorization: `Bearer fn_${by}`, ...(key === undefined ? {} : { 'idempotency-key': key }) }, ...(body === undefined ? {} : { payload: body }) }),
    get: async (url, { by = 'anna' } = {}) => await server.app.inject({ method: 'GET', url: `/api/v1${url}`, headers: { authorization: `Bearer fn_${by}` } }),
  };
}

const NAMES = { anna: 'Anna Berger', ben: 'Ben Adler', mara: 'Mara Lenz', chef: 'Eva Chef' } as const;
const ROLES = { anna: 'staff', ben: 'staff', mara: 'manager', chef: 'owner' } as const;

function branch(id: string, slug: string): Branch {
  return { id, slug, name: slug, phoneNumbers: [], openingHours: WEEK, region: null, municipality: null };
}

function member(id: string, slug: keyof typeof NAMES, branchIds: readonly string[]): StaffMember {
  return { id, slug, name: NAMES[slug], email: null, role: ROLES[slug], branchIds, serviceIds: [], workingHours: null, absences: [] };
}
