// A company with what routes calls to it, as it is held in memory and in the snapshot.
import type { Company, Connection } from './company.ts';
import { OPERATOR_COMPANY_ID } from './company.ts';
import { DEFAULT_APPOINTMENT_POLICY } from './appointment-policy.ts';
import { storedPolicy } from './callback-policy.ts';
import type { Directory } from './directory.ts';
import type { Reach } from './entered-address.ts';
import type { EpochMs } from '../platform/world.ts';
import { must } from '../platform/assert.ts';

export interface CompanyRecord {
  readonly company: Company;
  readonly voice: readonly VoiceRecord[];
  /** `companies.updated_at`; differs whenever anything of the company differs. */
  readonly updatedAt: EpochMs;
}

export interface VoiceRecord {
  readonly connection: string;
  readonly platform: 'retell';
  /** null: stored, but not readable with this master key. */
  readonly apiKey: string | null;
  readonly agents: readonly string[];
  /** null: the platform's usual place. Absent in the snapshot of an older version. */
  readonly apiBaseUrl?: string | null;
  /** Of that address. */
  readonly reach?: Reach | undefined;
}

/** The inbox of whoever runs the installation, for a start that finds neither database nor snapshot. */
const BUILT_IN_OPERATOR: CompanyRecord = {
  company: {
    id: OPERATOR_COMPANY_ID,
    slug: 'betreiber',
    kind: 'operator',
    name: 'Betreiber-Posteingang',
    timeZone: 'Europe/Berlin',
    locale: 'de',
    region: null,
    municipality: null,
    closedOnHolidays: true,
    exceptions: [],
    notifyEmails: [],
    callbacks: storedPolicy({}),
    appointments: DEFAULT_APPOINTMENT_POLICY,
    branches: [],
    services: [],
    staff: [],
    calCom: null,
  },
  voice: [],
  updatedAt: 0,
};

/** An unchanging view of the records; ordered by slug, so that every node sees the members of a connection in the same order. */
export function directoryOf(records: Iterable<CompanyRecord>): Directory {
  const sorted = [...records].sort((a, b) => (a.company.slug < b.company.slug ? -1 : 1));
  const byId = new Map(sorted.map((record) => [record.company.id, record.company]));
  if (!byId.has(OPERATOR_COMPANY_ID)) byId.set(OPERATOR_COMPANY_ID, BUILT_IN_OPERATOR.company);
  const all = [...byId.values()];
  const bySlug = new Map(all.map((company) => [company.slug, company]));
  const connections = connectionsOf(sorted);
  return {
    connection: (name) => connections.get(name) ?? null,
    company: (id) => byId.get(id) ?? null,
    companyBySlug: (slug) => bySlug.get(slug) ?? null,
    operator: () => must(byId.get(OPERATOR_COMPANY_ID), 'the operator inbox is always there'),
    companies: () => all,
  };
}

function connectionsOf(records: readonly CompanyRecord[]): ReadonlyMap<string, Connection> {
  const connections = new Map<string, { keys: Set<string>; apiBaseUrl: string | null; reach: Reach | undefined; members: { companyId: string; agents: readonly string[] }[] }>();
  for (const { company, voice } of records) {
    for (const { connection, apiKey, agents, apiBaseUrl = null, reach } of voice) {
      const entry = connections.get(connection) ?? { keys: new Set<string>(), apiBaseUrl: null, reach: undefined, members: [] };
      connections.set(connection, entry);
      if (apiKey !== null) entry.keys.add(apiKey);
      // Of several companies the first one's; and what a file names is not taken back because somebody enters the same.
      entry.reach = entry.apiBaseUrl === null ? reach : entry.apiBaseUrl === apiBaseUrl ? (entry.reach && reach) : entry.reach;
      entry.apiBaseUrl ??= apiBaseUrl;
      entry.members.push({ companyId: company.id, agents });
    }
  }
  return new Map(
    [...connections].map(([name, { keys, apiBaseUrl, reach, members }]) => [
      name,
      { name, platform: 'retell', apiKeys: [...keys], ...(apiBaseUrl === null ? {} : { apiBaseUrl }), ...(reach === undefined ? {} : { reach }), members },
    ]),
  );
}
