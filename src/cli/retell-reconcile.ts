// `fangnetz retell reconcile`: the comparison that the server makes every quarter of an hour, now and for as long as asked.
import { reconcileRetell, type Reconciled } from '../aftercare/reconcile-retell.ts';
import type { Company, Connection } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { liveCalls } from '../intake/live-calls.ts';
import { takeFetchedCall } from '../intake/take-fetched-call.ts';
import { Fault } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import type { CommandMeans } from './with-company-database.ts';

const HOUR_MS = 3_600_000;
const HOURS_MAX = 24 * 366;
const BUDGET_MS = 30 * 60_000;

export interface Asked {
  readonly company: Company;
  readonly directory: Directory;
  readonly connections: readonly Connection[];
  /** As written; null: 48. */
  readonly hours: string | null;
}

export async function reconcile(means: CommandMeans, { company, directory, connections, hours }: Asked): Promise<number> {
  const spanMs = hoursOf(hours) * HOUR_MS;
  const { world, database } = means;
  const intake = { world, database, directory, live: liveCalls(), journal: null };
  let complete = true;
  for (const connection of connections) {
    const scope = { connection, cause: 'command' as const, spanMs, budgetMs: BUDGET_MS, isDue: () => true };
    const reconciled = await reconcileRetell({ world, database, directory, signal: new AbortController().signal, takeCall: async (of, event) => await takeFetchedCall(intake, of, event) }, scope);
    if (reconciled === null) continue;
    for (const line of linesOf(company, reconciled)) console.log(line);
    complete &&= reconciled.problem === null && (reconciled.tallies.get(company.id)?.failed ?? 0) === 0;
  }
  if (connections.length === 0) console.log(`${company.slug} has no connection to Retell.`);
  return complete ? 0 : 1;
}

function linesOf(company: Company, { run, tallies, found, problem }: Reconciled): string[] {
  const tally = tallies.get(company.id);
  const own = found.filter(({ companyId }) => companyId === company.id);
  const ofOthers = found.length - own.length;
  return [
    `connection ${run.connection}, ${iso(run.from)} to ${iso(run.to)}`,
    ...(tally === undefined ? [] : [
      `  ${tally.listed} calls at Retell: ${tally.missing} unknown here, ${tally.incomplete} without their end or analysis, ${tally.left_alone} still running or just over`,
      `  ${tally.fetched} fetched, ${tally.settled} taken, ${tally.failed} failed`,
    ]),
    ...own.map(({ retellCallId, startedAt, verdict, outcome, why }) => `  ${outcome === 'settled' ? '✓' : '✗'} ${retellCallId}${startedAt === null ? '' : `, ${iso(startedAt)}`}: ${verdict}${why === null ? '' : `; ${why}`}`),
    ...(own.some(({ outcome }) => outcome === 'settled') ? ['  The server makes callbacks of what these calls left open, within seconds while it runs.'] : []),
    ...(ofOthers === 0 ? [] : [`  beside, ${ofOthers} calls of other companies on this connection`]),
    ...(problem === null ? [] : [`  not to the end: ${problem}`]),
  ];
}

function hoursOf(text: string | null): number {
  const hours = text === null ? 48 : Number(text);
  if (Number.isInteger(hours) && hours >= 1 && hours <= HOURS_MAX) return hours;
  throw new Fault('CONFIG_INVALID', `--hours has to be a whole number from 1 to ${HOURS_MAX}, not ${JSON.stringify(text)}.`, { next: 'Leave it out for the last 48 hours.' });
}
