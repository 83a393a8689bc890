// node sim/week.ts [--seed N]: a week of a salon with three people in seconds, as a log to read.
import { parseArgs } from 'node:util';
import { playWeek } from './week/run.ts';
import { summaryOf } from './week/summary.ts';
import { throwawayServer } from './throwaway-database.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, quiet: { type: 'boolean', default: false } } });
const server = await throwawayServer();
try {
  const startedAt = performance.now();
  const week = await playWeek(await server.database('week'), { seed: Number(values.seed), say: values.quiet ? () => undefined : console.log });
  for (const line of summaryOf(week)) console.log(line);
  console.log(`  in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  process.exitCode = week.judged.wrong.length === 0 ? 0 : 1;
} finally {
  await server.stop();
}
