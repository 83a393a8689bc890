import { readCompanies, readVersions } from '../companies/read-companies.ts';
import { directoryOf } from '../companies/company-record.ts';
import { readPrivacyPolicy, type Retention } from '../companies/privacy-policy.ts';
import type { Company, Connection } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { Fault } from '../platform/errors.ts';
import type { Outcome } from '../retell/exchange.ts';
import { FUNCTIONS } from '../retell/functions.ts';
import { noteRegistered } from '../retell/note-registered.ts';
import { promptFragment } from '../retell/prompt.ts';
import { doCompanySync, linesOf, planCompanySync, type CompanySync } from '../retell/sync-company.ts';
import { storageNotes } from '../retell/storage-notes.ts';
import { commandArgs, PLACE_HELP, type CommandArgs } from './command-args.ts';
import { reconcile } from './retell-reconcile.ts';
import { withCompanyDatabase, type CommandMeans } from './with-company-database.ts';

export const help = `fangnetz retell sync --company SLUG [--dry-run] [--public-url URL]   registers functions and webhooks with the company's agents
fangnetz retell prompt [--company SLUG]                             prints what an agent has to be told, in German
fangnetz retell reconcile --company SLUG [--hours 48]               takes the calls that Retell knows and Fangnetz does not

sync makes a new version of each agent from the one that answers the phone, writes the functions into it, publishes it and lets
the company's numbers take it. Other tools, and a webhook of somebody else, stay; --dry-run only shows what would change.
--public-url (or FANGNETZ_PUBLIC_URL) is the https address under which Retell reaches this server.

${PLACE_HELP}`;

export async function run(args: readonly string[]): Promise<number> {
  const dryRun = args.includes('--dry-run');
  const given = commandArgs(args.filter((arg) => arg !== '--dry-run'), ['company', 'public-url', 'hours'], process.env);
  const [action, ...rest] = given.operands;
  if (rest.length === 0 && action === 'prompt') return await prompt(given);
  if (rest.length === 0 && given.flag('company') !== null && (action === 'sync' || action === 'reconcile')) {
    return action === 'sync' ? await sync(given, dryRun) : await withConnections(given, async (means, of) => await reconcile(means, { ...of, hours: given.flag('hours') }));
  }
  console.error(help);
  return 2;
}

async function prompt(given: CommandArgs): Promise<number> {
  const functions = new Set(FUNCTIONS.map(({ name }) => name));
  if (given.flag('company') === null) {
    console.log(promptFragment({ companyName: null, functions }));
    return 0;
  }
  return await withConnections(given, async (_means, { company }) => {
    console.log(promptFragment({ companyName: company.name, functions }));
    return 0;
  });
}

interface Connected {
  readonly company: Company;
  readonly directory: Directory;
  readonly connections: readonly Connection[];
}

async function withConnections(given: CommandArgs, work: (means: CommandMeans, of: Connected) => Promise<number>): Promise<number> {
  return await withCompanyDatabase(given.config, async (means) => {
    const slug = given.flag('company') ?? '';
    const { records, directory } = await means.database.asMachine(async (tx) => {
      const versions = await readVersions(tx);
      const records = await readCompanies(tx, [...versions.keys()], { secrets: means.secrets, log: means.world.log });
      return { records, directory: directoryOf(records) };
    }, { budgetMs: 30_000 });
    const record = records.find(({ company }) => company.slug === slug && company.kind === 'company');
    if (record === undefined) {
      console.error(`There is no company "${slug}". Create it with: fangnetz apply FILE.json`);
      return 1;
    }
    const connections = record.voice.flatMap(({ connection: name }) => directory.connection(name) ?? []);
    return await work(means, { company: record.company, directory, connections });
  });
}

async function sync(given: CommandArgs, dryRun: boolean): Promise<number> {
  const publicUrl = httpsUrl(given);
  return await withConnections(given, async (means, { company, directory, connections }) => {
    if (connections.length === 0) {
      console.error(`${company.slug} has no connection to Retell: add "voice" to its file and apply it.`);
      return 1;
    }
    const { retention } = await means.database.inCompany(company.id, async (tx) => await readPrivacyPolicy(tx, company.id));
    for (const connection of connections) {
      const note = async (isComplete: boolean): Promise<void> => await means.database.inCompany(company.id, async (tx) => await noteRegistered(tx, { companyId: company.id, connection: connection.name, publicUrl: isComplete ? publicUrl : null }));
      const failed = await syncConnection({ world: means.world, company, directory, connection, publicUrl, answerBudgetMs: given.config.answerBudgetMs }, { dryRun, retention, note });
      if (failed !== null) {
        console.error(failed);
        return 1;
      }
    }
    return 0;
  });
}

interface Syncing {
  readonly dryRun: boolean;
  readonly retention: Retention;
  /** Keeps for the set-up whether the agents have everything. */
  readonly note: (isComplete: boolean) => Promise<void>;
}

async function syncConnection(of: CompanySync, { dryRun, retention, note }: Syncing): Promise<string | null> {
  const planned = await planCompanySync(of);
  if (planned.kind !== 'done') return failure(of.connection, planned);
  const { plan } = planned.value;
  for (const line of linesOf(of.connection, plan)) console.log(line);
  for (const { agent, agentId } of plan.agents.map((planned) => planned.of)) for (const note of storageNotes(agent, retention)) console.log(`  · ${agentId}: ${note}`);
  await note(plan.isEmpty);
  if (plan.isEmpty || dryRun) {
    console.log(plan.isEmpty ? '= nothing to change' : 'dry run: nothing was changed');
    return null;
  }
  const done = await doCompanySync(planned.value, (line) => console.log(`✓ ${line}`));
  if (done.kind !== 'done') return failure(of.connection, done);
  await note(true);
  return null;
}

function failure(connection: Connection, outcome: Exclude<Outcome<unknown>, { kind: 'done' }>): string {
  if (outcome.kind === 'unknown') return `Retell did not answer clearly (${connection.name}): ${outcome.detail}\n→ Run the same command again; it looks first and goes on where this one stopped.`;
  const next = outcome.status === 401 ? 'Put the right API key into the company file and apply it.' : 'Mend the cause and run the same command again.';
  return `Retell, connection ${connection.name}: ${outcome.detail}\n→ ${next}`;
}

function httpsUrl(given: CommandArgs): string {
  const url = (given.flag('public-url') ?? given.config.publicUrl ?? '').replace(/\/+$/, '');
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return url;
  throw new Fault('CONFIG_INVALID', url === '' ? 'It is not known how Retell reaches this server.' : `Retell has to reach this server by https, not under ${JSON.stringify(url)}.`, {
    next: 'Set FANGNETZ_PUBLIC_URL, or give --public-url https://…',
  });
}
