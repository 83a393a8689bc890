// npm run scenarios [-- FILE…]: plays the scenario files (all of scenarios/ unless some are named) against a real server
// of its own, and prints what the caller heard and what became of the wish. Exits with 1 if one is not as written.
import { basename, relative } from 'node:path';
import { table } from '../../demo/call/screen.ts';
import { openWorld } from '../e2e/world-under-test.ts';
import { ownScenarios, scenarioIn } from './read-folder.ts';
import { ScenarioRefused } from './scenario-file.ts';
import type { Scenario } from './scenario-file.ts';
import { playAll } from './stage.ts';
import type { Verdict } from './stage.ts';

const HEARD_MAX = 72;
const TITLE_MAX = 52;

process.exitCode = await run(process.argv.slice(2));

async function run(named: readonly string[]): Promise<number> {
  const scenarios = await read(named.length > 0 ? named : await ownScenarios());
  if (scenarios === null) return 1;
  console.log(`${scenarios.length} scenarios, each a call to a real server; this takes about two seconds each …`);
  const begin = performance.now();
  const { world, close } = await openWorld();
  try {
    const verdicts = await Promise.all(playAll(world, scenarios).values());
    for (const line of table([['', 'No.', 'scenario', 'the caller heard last', 'what became of the wish'], ...verdicts.map(row)])) console.log(line);
    const failed = verdicts.filter(({ differences }) => differences.length > 0);
    for (const { scenario, differences } of failed) console.log(`\n✗ ${scenario.title}\n${differences.map((difference) => `  ${difference}`).join('\n')}`);
    console.log(`\n${verdicts.length - failed.length} as written, ${failed.length} not, in ${((performance.now() - begin) / 1_000).toFixed(0)} s`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    await close();
  }
}

async function read(paths: readonly string[]): Promise<Scenario[] | null> {
  const scenarios: Scenario[] = [];
  let refused = false;
  for (const path of paths) {
    try {
      scenarios.push(await scenarioIn(path, relative(process.cwd(), path)));
    } catch (error) {
      if (!(error instanceof ScenarioRefused) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      refused = true;
      console.error(String((error as Error).message));
    }
  }
  return refused ? null : scenarios;
}

function row({ scenario, heardLast, outcome, differences }: Verdict): string[] {
  const became = outcome?.wishes.toReversed().map(({ intent, fate, id, reason }) => {
    const callback = outcome.callbacks.find((one) => one.wish_id === id && fate === 'open_callback');
    const more = callback === undefined ? reason : [callback.priority, callback.error_type].filter((part) => part !== null).join(', ');
    return `${intent} → ${fate}${more === null ? '' : ` (${more})`}`;
  });
  const number = /^\d+/.exec(basename(scenario.file))?.[0] ?? '';
  return [differences.length === 0 ? '✓' : '✗', number, shortened(scenario.title, TITLE_MAX), heardLast === null ? '–' : shortened(heardLast, HEARD_MAX), became?.join('; ') ?? '–'];
}

function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}
