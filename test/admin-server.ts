// The reading side over real rows, for tests: two companies, a key each, a clock that stands still.
import Fastify from 'fastify';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { adminApi } from '../src/admin-api/admin-api.ts';
import type { KeyHolder } from '../src/admin-api/access.ts';
import type { AdminApiOptions } from '../src/admin-api/options.ts';
import { createSignIns } from '../src/admin-api/sign-in.ts';
import type { SignIns } from '../src/admin-api/sign-in.ts';
import { DEFAULT_APPOINTMENT_POLICY } from '../src/companies/appointment-policy.ts';
import { DEFAULT_CALLBACK_POLICY } from '../src/companies/callback-policy.ts';
import type { Company } from '../src/companies/company.ts';
import type { Directory } from '../src/companies/directory.ts';
import { openPeople } from '../src/people/open-people.ts';
import type { People } from '../src/people/people.ts';
import type { Database, IdentityDatabase } from '../src/platform/database.ts';
import { Fault } from '../src/platform/errors.ts';
import { createMetrics } from '../src/platform/metrics.ts';
import type { Metrics } from '../src/platform/metrics.ts';
import { deriveKey, openSecrets, secretsOf } from '../src/platform/secrets.ts';
import { realWorld } from '../src/platform/real-world.ts';
import type { World } from '../src/platform/world.ts';
import { NOW } from './read-side-rows.ts';
import { silentLog } from './silent-log.ts';

export interface AdminServer {
  readonly app: FastifyInstance;
  readonly signIns: SignIns;
  readonly metrics: Metrics;
}

export interface AdminServerOptions extends Partial<Omit<AdminApiOptions, 'database' | 'directory' | 'signIns' | 'metrics' | 'world'>> {
  readonly database: Database;
  readonly companies: readonly (Pick<Company, 'id' | 'slug'> & Partial<Company>)[];
  /** Key → holder. */
  readonly keys?: Readonly<Record<string, Omit<KeyHolder, 'branchIds'> & Partial<KeyHolder>>>;
  readonly now?: () => number;
  /** Where entered addresses may lead. */
  readonly privateHosts?: readonly string[];
  /** Called for every route that is registered. */
  readonly onRoute?: (route: RouteOptions) => void;
  /** Default: companies of those ids and nothing else. */
  readonly directory?: Directory;
}

export async function adminServer(options: AdminServerOptions): Promise<AdminServer> {
  const { database, companies, keys = {}, now = () => NOW, privateHosts = [], onRoute, directory = directoryOf(companies.map((given) => ({ ...company(given.id, given.slug), ...given }))), ...rest } = options;
  const real = realWorld(silentLog, { privateHosts });
  const world: World = { ...real, clock: { ...real.clock, now } };
  const signIns = createSignIns(world);
  const metrics = createMetrics();
  const app = Fastify({ logger: false });
  if (onRoute !== undefined) app.addHook('onRoute', onRoute);
  await app.register(adminApi, {
    world, database, signIns, metrics, directory,
    calendars: { for: () => null },
    testCalls: { start: unused, say: unused, end: unused, read: () => null },
    settings: { database, world, secrets: await openSecrets({ secret: 'a secret of tests', dataDir: '', random: real.random }) },
    companiesChanged: async () => undefined,
    publicUrl: null,
    answerBudgetMs: 8_000,
    journal: () => ({ state: 'up', reason: null, pending: 0, bytes: 0, bytesMax: 1 }),
    journalPending: () => [],
    unsettled: () => [],
    forgetMails: async () => 0,
    jobs: () => ({ state: 'up', reason: null }),
    verifyApiKey: async (key) => (keys[key] === undefined ? null : { branchIds: [], ...keys[key] }),
    notify: { secrets: secretsOf(deriveKey('00'.repeat(32)), world.random), baseUrl: () => 'https://fangnetz.example', allowPrivate: false },
    version: '0.1.0',
    secureCookies: false,
    people: peopleOver(database, world),
    requestsPerMinute: 100_000,
    ...rest,
  });
  return { app, signIns, metrics };
}

/** Test calls need a whole intake; whoever tries them out here has mistaken the server. */
function unused(): never {
  throw new Error('this server takes no test calls');
}

/** Accounts of the same database; over one that is only played there are none. */
export function peopleOver(database: Database & Partial<IdentityDatabase>, world: World, enqueue: People['enqueue'] = async () => undefined): People {
  const { asIdentity } = database;
  const accounts: IdentityDatabase = { asIdentity: asIdentity ?? (async () => { throw new Fault('DATABASE_UNAVAILABLE', 'no answer'); }) };
  return openPeople({ world, database, accounts, secret: 'a secret of a test, long enough', secureCookies: false, baseUrl: () => 'http://fangnetz.test', enqueue });
}

function directoryOf(companies: readonly Company[]): Directory {
  const operator = company('00000000-0000-8000-8000-000000000001', 'betreiber', 'operator');
  return {
    connection: () => null,
    company: (id) => companies.find((c) => c.id === id) ?? null,
    companyBySlug: (slug) => companies.find((c) => c.slug === slug) ?? null,
    operator: () => operator,
    companies: () => companies,
  };
}

function company(id: string, slug: string, kind: Company['kind'] = 'company'): Company {
  return {
    id, slug, kind, name: `Salon ${slug}`, timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions: [], notifyEmails: [],
    callbacks: DEFAULT_CALLBACK_POLICY, appointments: DEFAULT_APPOINTMENT_POLICY, branches: [], services: [], staff: [], calCom: null,
  };
}
