// `fangnetz simulate`: weeks of a salon in seconds, each the same whenever its seed is given again.
import { parseArgs } from 'node:util';
import { main as runCommand } from '../src/cli/fangnetz.ts';
import { throwawayServer } from './throwaway-database.ts';
import type { ThrowawayServer } from './throwaway-database.ts';
import { playWeek } from './week/run.ts';
import { summaryOf } from './week/summary.ts';

const HELP = [
  'Plays a week of a salon with three people on a simulated clock: 120 calls, a public holiday, an illness, a colleague',
  'who forgets. Everything but the callers, the calendar and the people is the program itself, over a PostgreSQL of its own',
  'in a temporary directory. Each line is an event; at the end a judge says whether it all came when it should have.',
  '',
  '  --seed S    the week to play, from 1 on (default 1)',
  '  --seeds N   that week and the N - 1 after it; only their summaries are printed',
].join('\n');

export async function main(argv: readonly string[]): Promise<number> {
  return await runCommand(argv, { simulate: { help: HELP, run: simulate } });
}

async function simulate(args: readonly string[]): Promise<number> {
  const asked = askedFor(args);
  if (typeof asked === 'string') {
    console.error(`${asked}\n\n${HELP}`);
    return 2;
  }
  const server = await throwawayServer();
  // What is interrupted leaves no server behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().finally(() => process.exit(130)));
  try {
    let right = true;
    for (let seed = asked.seed; seed < asked.seed + asked.seeds; seed += 1) right = (await playOne(server, { seed, aloud: asked.seeds === 1 })) && right;
    return right ? 0 : 1;
  } finally {
    await server.stop();
  }
}

async function playOne(server: ThrowawayServer, { seed, aloud }: { readonly seed: number; readonly aloud: boolean }): Promise<boolean> {
  const startedAt = performance.now();
  const week = await playWeek(await server.database(`week_${seed}`), { seed, ...(aloud ? { say: console.log } : {}) });
  for (const line of summaryOf(week)) console.log(line);
  console.log(`\n  gespielt in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return week.judged.wrong.length === 0 && week.ledgers.every(({ difference }) => difference === 0);
}

function askedFor(args: readonly string[]): { readonly seed: number; readonly seeds: number } | string {
  try {
    const { values } = parseArgs({ args: [...args], options: { seed: { type: 'string', default: '1' }, seeds: { type: 'string', default: '1' } } });
    const [seed, seeds] = [Number(values.seed), Number(values.seeds)];
    if (!Number.isSafeInteger(seed) || seed < 0) return '--seed is a whole number, 0 or more.';
    if (!Number.isSafeInteger(seeds) || seeds < 1 || seeds > 1_000) return '--seeds is a whole number from 1 to 1000.';
    return { seed, seeds };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
