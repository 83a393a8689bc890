// npm run demo:call -- SCENARIO: plays a phone call to the running demo and checks what became of it.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/platform/errors.ts';
import { differences } from './call/judge.ts';
import { outcomeOf } from './call/outcome.ts';
import { findDemo, NoDemo } from './call/running-demo.ts';
import type { RunningDemo } from './call/running-demo.ts';
import type { Scenario } from './call/scenario.ts';
import { screen as openScreen, table } from './call/screen.ts';
import type { Screen } from './call/screen.ts';
import { showOutcome } from './call/show-outcome.ts';
import { playScenario } from './call/stage.ts';
import { SCENARIOS } from './scenarios/all.ts';

interface Verdict {
  readonly scenario: Scenario;
  readonly differences: readonly string[];
  readonly row: readonly string[];
}

const screen = openScreen(process.stdout, process.env['NO_COLOR'] !== undefined);
process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof NoDemo ? error.message : error);
  return 1;
});

async function run(argv: readonly string[]): Promise<number> {
  const parsed = read(argv);
  if (parsed === null || parsed.names.length === 0) {
    usage(screen);
    return parsed === null ? 2 : 0;
  }
  const chosen = parsed.names.includes('all') ? SCENARIOS : parsed.names.map((name) => SCENARIOS.find((scenario) => scenario.name === name) ?? name);
  const unknown = chosen.filter((scenario) => typeof scenario === 'string');
  if (unknown.length > 0) {
    console.error(`Dieses Szenario gibt es nicht: ${unknown.join(', ')}\n`);
    usage(screen);
    return 2;
  }
  const demo = await findDemo({ dataDirectory: parsed.dataDirectory, url: parsed.url });
  const verdicts: Verdict[] = [];
  for (const scenario of chosen) if (typeof scenario !== 'string') verdicts.push(await playAndJudge(demo, scenario));
  if (verdicts.length > 1) summary(verdicts);
  return verdicts.every((verdict) => verdict.differences.length === 0) ? 0 : 1;
}

function read(argv: readonly string[]): { names: readonly string[]; url: string | null; dataDirectory: string } | null {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: { url: { type: 'string' }, data: { type: 'string' } }, allowPositionals: true, strict: true });
    return { names: positionals, url: values.url?.replace(/\/+$/, '') ?? null, dataDirectory: resolve(values.data ?? (process.env['FANGNETZ_DATA_DIR'] || 'data')) };
  } catch (error) {
    console.error(`${messageOf(error)}\n`);
    return null;
  }
}

async function playAndJudge(demo: RunningDemo, scenario: Scenario): Promise<Verdict> {
  screen.title(`${scenario.name}: ${scenario.tells}`);
  await demo.switchFaults({ reset: true });
  try {
    const played = await playScenario(demo, scenario, screen);
    const outcome = await outcomeOf(demo, played, scenario.expected);
    showOutcome(screen, outcome);
    const found = differences(scenario, played, outcome);
    for (const difference of found) screen.bad(difference);
    if (found.length === 0) screen.good('wie zugesagt');
    const { callback } = outcome;
    const last = played.answers.at(-1);
    return { scenario, differences: found, row: [last?.answer.status ?? '-', outcome.wishes[0]?.fate ?? '-', callback?.error_type ?? '-', callback?.priority ?? '-', callback?.due_at ?? '-', `${Math.round(Math.max(...played.answers.map(({ ms }) => ms)))} ms`] };
  } catch (error) {
    if (error instanceof NoDemo) throw error;
    screen.bad(messageOf(error));
    return { scenario, differences: [messageOf(error)], row: ['-', '-', '-', '-', '-', '-'] };
  } finally {
    await demo.switchFaults({ reset: true });
  }
}

function summary(verdicts: readonly Verdict[]): void {
  screen.title('Übersicht');
  const head = ['', 'Szenario', 'Antwort', 'Schicksal', 'Fehlerart', 'Priorität', 'Frist (UTC)', 'längste Antwort'];
  for (const line of table([head, ...verdicts.map(({ scenario, differences, row }) => [differences.length === 0 ? '✓' : '✗', scenario.name, ...row])])) screen.line(`  ${line}`);
}

function usage(screen: Screen): void {
  screen.line('npm run demo:call -- SZENARIO … [--data VERZEICHNIS] [--url ADRESSE]');
  screen.line('Spielt einen Anruf gegen den laufenden Demo-Server (npm start) und prüft, was daraus wurde.\n');
  for (const line of table([...SCENARIOS.map(({ name, tells }) => [name, tells]), ['all', 'alle nacheinander, mit Übersicht']])) screen.line(`  ${line}`);
}
