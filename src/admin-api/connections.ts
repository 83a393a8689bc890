// „Verbindung prüfen“, and what a connection needs: event types to choose from, functions registered with the agent.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { checkCalCom, eventTypesOf } from '../calendar/check-account.ts';
import type { CheckStep } from '../calendar/check-account.ts';
import type { CalComAccount, Company, Connection } from '../companies/company.ts';
import { reachOf } from '../companies/entered-address.ts';
import { noteRegistered } from '../retell/note-registered.ts';
import { doCompanySync, linesOf, planCompanySync } from '../retell/sync-company.ts';
import type { SyncPlan } from '../retell/sync.ts';
import type { CompanySync } from '../retell/sync-company.ts';
import { companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { checkWords } from './check-words.ts';
import type { CheckConnectionBody } from './contract/settings.ts';
import { CheckConnectionBody as CheckBody, CheckedConnection, EventTypes, SyncBody, SyncResult } from './contract/settings.ts';
import { CompanyQuery } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

type Checked = z.input<typeof CheckedConnection>;

export function connectionRoutes(api: Api, options: AdminApiOptions): void {
  const { world } = options;
  api.post(
    '/settings/check-connection',
    { config: { needs: 'manage_company' }, schema: { tags: ['settings'], summary: 'Tries a connection, step by step; changes nothing', querystring: CompanyQuery, body: CheckBody, response: { 200: CheckedConnection, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      if (request.body.part === 'retell') return await checkRetell(request, await syncOf(options, request, request.body.connection));
      const steps = await checkCalCom(world, { account: accountOf(company, request.body), services: company.services, timeZone: company.timeZone });
      return checked(company, steps);
    },
  );
  api.get(
    '/settings/event-types',
    { config: { needs: 'manage_company' }, schema: { tags: ['settings'], summary: 'What services can be booked as at Cal.com', querystring: CompanyQuery, response: { 200: EventTypes, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const listed = await eventTypesOf(world, accountOf(companyOf(request), {}));
      if (listed.kind !== 'done') throw new Problem('CONNECTION_FAILED', `Cal.com: ${listed.detail}`);
      return { items: listed.value.map(({ id, title, minutes, hidden, emailRequired, requiresConfirmation }) => ({ id, title, minutes, hidden, email_required: emailRequired, requires_confirmation: requiresConfirmation })) };
    },
  );
  api.post(
    '/settings/retell/sync',
    { config: { needs: 'manage_company' }, schema: { tags: ['settings'], summary: 'Registers functions and webhooks with the agents; a dry run shows what would change', querystring: CompanyQuery, body: SyncBody, response: { 200: SyncResult, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const sync = await syncOf(options, request, request.body.connection);
      const planned = await planNoted(request, sync);
      if (planned.kind !== 'done') return { changed: false, up_to_date: false, lines: [], groups: [], problem: `Retell: ${planned.detail}` };
      const { plan } = planned.value;
      if (plan.isEmpty || request.body.dry_run) return { changed: false, up_to_date: plan.isEmpty, lines: linesOf(sync.connection, plan), groups: groupsOf(plan), problem: null };
      const lines: string[] = [];
      const done = await doCompanySync(planned.value, (line) => lines.push(line));
      if (done.kind === 'done') await noteFound(request, sync, true);
      return { changed: lines.length > 0, up_to_date: done.kind === 'done', lines, groups: [], problem: done.kind === 'done' ? null : `Retell: ${done.detail}` };
    },
  );
}

/** What is stored, with what is to be tried in its place. A key is never sent to an address that it was not stored for. */
function accountOf(company: Company, tried: Partial<z.output<typeof CheckConnectionBody>>): Pick<CalComAccount, 'baseUrl' | 'reach' | 'profile' | 'apiKey'> {
  const stored = company.calCom;
  const elsewhere = tried.base_url !== undefined && tried.base_url !== stored?.baseUrl;
  if (elsewhere && tried.api_key === undefined) throw new Problem('REQUEST_INVALID', 'api_key: a new address is tried with a key of its own; enter it together with the address');
  const baseUrl = tried.base_url ?? stored?.baseUrl ?? 'https://api.cal.com/v2';
  return {
    baseUrl, reach: elsewhere ? reachOf(baseUrl) : stored?.reach, profile: tried.profile ?? stored?.profile ?? 'hosted', apiKey: tried.api_key ?? stored?.apiKey ?? null,
  };
}

function checked(company: Company, steps: readonly CheckStep[]): Checked {
  const words = checkWords(company.locale);
  return { ok: steps.every(({ state }) => state !== 'failed'), steps: steps.map((step) => ({ name: step.name, state: step.state, ...words.calCom(step) })) };
}

async function syncOf({ world, directory, publicUrl, answerBudgetMs }: AdminApiOptions, request: FastifyRequest, name: string | undefined): Promise<CompanySync> {
  const company = companyOf(request);
  const own = await inScope(request, (tx) => tx.rows<{ connection: string }>('select connection from voice_connections where company_id = $1 order by connection', [company.id]));
  const connection = connectionOf(directory, name ?? own[0]?.connection, own);
  if (publicUrl === null || !publicUrl.startsWith('https:')) throw new Problem('CONNECTION_FAILED', 'It is not known under which https address Retell reaches this server: set FANGNETZ_PUBLIC_URL.');
  return { world, company, directory, connection, publicUrl: publicUrl.replace(/\/+$/, ''), answerBudgetMs };
}

function connectionOf(directory: AdminApiOptions['directory'], name: string | undefined, own: readonly { readonly connection: string }[]): Connection {
  const found = name === undefined || !own.some(({ connection }) => connection === name) ? null : directory.connection(name);
  if (found === null) throw new Problem('CONNECTION_FAILED', 'This company has no such connection to Retell: add it first.');
  return found;
}

function groupsOf({ agents, numbers }: SyncPlan): z.input<typeof SyncResult>['groups'] {
  const told = ({ changes, notes }: Pick<SyncPlan['numbers'][number], 'changes' | 'notes'>) => ({
    changes: changes.map(({ kind, what, name, fields }) => ({ kind, what, name, fields: [...fields] })), notes: notes.map(({ about, names }) => ({ about, names: [...names] })),
  });
  return [
    ...agents.map((plan) => ({ kind: 'agent' as const, name: plan.of.agentId, taken_up: plan.of.isOurDraft, ...told(plan) })),
    ...numbers.map((plan) => ({ kind: 'number' as const, name: plan.number, taken_up: false, ...told(plan) })),
  ];
}

/** The plan; what it shows of the agents is kept for the set-up. */
async function planNoted(request: FastifyRequest, sync: CompanySync): ReturnType<typeof planCompanySync> {
  const planned = await planCompanySync(sync);
  if (planned.kind === 'done') await noteFound(request, sync, planned.value.plan.isEmpty);
  return planned;
}

async function noteFound(request: FastifyRequest, { company, connection, publicUrl }: CompanySync, isComplete: boolean): Promise<void> {
  await inScope(request, (tx) => noteRegistered(tx, { companyId: company.id, connection: connection.name, publicUrl: isComplete ? publicUrl : null }));
}

async function checkRetell(request: FastifyRequest, sync: CompanySync): Promise<Checked> {
  const words = checkWords(sync.company.locale);
  const planned = await planNoted(request, sync);
  if (planned.kind !== 'done') return { ok: false, steps: [{ name: 'account', state: 'failed', ...words.retellFailed(planned.detail) }] };
  const { agents, numbers, isEmpty } = planned.value.plan;
  const state = (good: boolean): 'ok' | 'warning' => (good ? 'ok' : 'warning');
  return {
    ok: true,
    steps: [
      { name: 'agents', state: state(agents.length > 0), ...words.retellAgents(agents.length) },
      { name: 'numbers', state: state(numbers.length > 0), ...words.retellNumbers(numbers.length) },
      { name: 'functions', state: state(isEmpty), ...words.retellFunctions(isEmpty) },
    ],
  };
}
