// What has to be registered at Retell for one company on one connection, told in lines that a person can read, and done.
import type { Company, Connection } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import type { World } from '../platform/world.ts';
import { retellClient, type RetellClient } from './client.ts';
import type { Outcome } from './exchange.ts';
import { FUNCTIONS, toolOf } from './functions.ts';
import { hookUrl, type Wanted } from './plan-sync.ts';
import { doSync, planSync, type SyncPlan } from './sync.ts';

/** Retell's patience has to be longer than our answer takes, or it would ask again while we are answering. */
const ANSWER_MARGIN_MS = 4_000;
const SYNC_BUDGET_MS = 120_000;

export interface CompanySync {
  readonly world: World;
  readonly company: Company;
  readonly directory: Directory;
  readonly connection: Connection;
  /** https, without a slash at its end. */
  readonly publicUrl: string;
  readonly answerBudgetMs: number;
}

export interface PlannedSync {
  readonly client: RetellClient;
  readonly wanted: Wanted;
  readonly plan: SyncPlan;
}

/** Reads only. */
export async function planCompanySync(sync: CompanySync): Promise<Outcome<PlannedSync>> {
  const { world, company, directory, connection, publicUrl } = sync;
  const timeoutMs = sync.answerBudgetMs + ANSWER_MARGIN_MS;
  const url = hookUrl({ publicUrl, connection: connection.name }, 'functions');
  const wanted: Wanted = { connection: connection.name, publicUrl, tools: FUNCTIONS.map((definition) => toolOf(definition, { url, timeoutMs })) };
  const client = retellClient(connection, { world, budgetMs: SYNC_BUDGET_MS });
  const numbersOf = (companyId: string): readonly string[] => directory.company(companyId)?.branches.flatMap((branch) => branch.phoneNumbers) ?? [];
  const territory = {
    agents: connection.members.find(({ companyId }) => companyId === company.id)?.agents ?? [],
    ownNumbers: numbersOf(company.id),
    foreignNumbers: connection.members.filter(({ companyId }) => companyId !== company.id).flatMap(({ companyId }) => numbersOf(companyId)),
  };
  const planned = await planSync(client, wanted, territory);
  return planned.kind === 'done' ? { kind: 'done', value: { client, wanted, plan: planned.value } } : planned;
}

export async function doCompanySync(planned: PlannedSync, say: (line: string) => void): Promise<Outcome<null>> {
  return await doSync({ client: planned.client, wanted: planned.wanted, say }, planned.plan);
}

export function linesOf(connection: Connection, { agents, numbers }: SyncPlan): string[] {
  return [
    `connection ${connection.name}`,
    ...agents.flatMap(({ of, changes, notes }) => [
      `  agent ${of.agentId}, version ${of.agent.version}${of.isOurDraft ? ', begun by an earlier run' : ''}`,
      ...changes.map(({ line }) => `    ${line}`),
      ...notes.map(({ line }) => `    · ${line}`),
    ]),
    ...numbers.flatMap(({ changes, notes }) => [...changes.map(({ line }) => `  ${line}`), ...notes.map(({ line }) => `  · ${line}`)]),
    ...(numbers.length === 0 ? ['  · no number of this company is at Retell: set the inbound webhook where the number is'] : []),
  ];
}
