// `npm test` (all) and `npm run verify` (quick): runs the stages one after the other, lets each write to the terminal, and ends
// with the counts alone on a line: "N passed, N failed". A stage that is no test run (types, lint) counts as one.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failuresIn } from './vitest-report.ts';
import type { Counts, Report } from './vitest-report.ts';

interface Stage {
  readonly name: string;
  readonly command: readonly string[];
  /** Vitest, whose report is read for the counts. */
  readonly counted: boolean;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TYPES: Stage = { name: 'types', command: ['tsc', '-p', '.'], counted: false };
const ADMIN_TYPES: Stage = { name: 'types of the page', command: ['tsc', '-p', 'admin'], counted: false };
const LINT: Stage = { name: 'lint', command: ['oxlint', '--deny-warnings'], counted: false };
// One vitest run per tier: the end-to-end tests start real servers and measure time, so nothing else runs beside them.
const tier = (name: string): Stage => ({ name, command: ['vitest', 'run', '--project', name], counted: true });

const PLANS: Readonly<Record<string, readonly Stage[]>> = {
  all: [TYPES, ADMIN_TYPES, LINT, tier('pure'), tier('pg'), tier('e2e')],
  quick: [TYPES, ADMIN_TYPES, LINT, tier('pure')],
};

async function runStage(stage: Stage, reports: string): Promise<Counts & { readonly failures: readonly string[] }> {
  const report = join(reports, `${stage.name}.json`);
  const [program = '', ...args] = stage.command;
  const code = await run(program, stage.counted ? [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : args);
  if (!stage.counted) return code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [`${stage.name}: exit code ${code}`] };
  const read = await readFile(report, 'utf8').then((text) => JSON.parse(text) as Report, () => null);
  return failuresIn(read, { stage: stage.name, code, root: ROOT });
}

function run(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const bin = join(ROOT, 'node_modules', '.bin');
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
    const child = spawn(join(bin, program), args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}

const plan = PLANS[process.argv[2] ?? 'all'];
if (plan === undefined) throw new Error(`no such plan; there are ${Object.keys(PLANS).join(' and ')}`);
const reports = await mkdtemp(join(tmpdir(), 'fangnetz-reports-'));
const total = { passed: 0, failed: 0 };
const failures: string[] = [];
const times: string[] = [];
for (const stage of plan) {
  console.log(`\n── ${stage.name} ──`);
  const begin = performance.now();
  const done = await runStage(stage, reports);
  times.push(`${stage.name} ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  total.passed += done.passed;
  total.failed += done.failed;
  failures.push(...done.failures);
}
await rm(reports, { recursive: true, force: true });
console.log(`\n${times.join(' · ')}`);
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
