import { access, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../../test/program.ts';
import type { Program } from '../../test/program.ts';
import { scratchDirectory, serversBelow, until } from '../../test/scratch.ts';
import { isAlive, procStat } from '../platform/process-identity.ts';

const COMMAND = fileURLToPath(new URL('../../bin/fangnetz.mjs', import.meta.url));
/** Makes this Node 24 look like another to the launcher, which then starts the one that npm brought as a second process. */
const asNode = (version: string, platform: string = process.platform): string[] => [
  '--import',
  `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'});Object.defineProperty(process,'platform',{value:'${platform}'});`,
];

function start(data: string, options: { node?: readonly string[]; port?: number } = {}): Program {
  return runProgram({ args: [...(options.node ?? []), COMMAND, 'start', '--data', data, '--port', String(options.port ?? 0)] });
}

async function postmasterPid(data: string): Promise<number> {
  return Number((await readFile(join(data, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function expectNothingLeft(data: string): Promise<void> {
  expect(await serversBelow(data)).toEqual([]);
  expect(await readdir(data)).not.toContain('lock');
}

test('starts from nothing, ends on Ctrl-C with exit code 0 and leaves no process behind', async () => {
  const data = join(await scratchDirectory(), 'data');
  const begin = performance.now();
  const server = start(data);
  await server.line(/^fangnetz ready on http:\/\/127\.0\.0\.1:\d+$/);
  const firstMs = performance.now() - begin;
  expect(firstMs).toBeLessThan(60_000);
  expect(server.lines).toContain('creating the database …');
  server.kill('SIGINT');
  expect(await server.ended).toBe(0);
  await expectNothingLeft(data);

  const again = performance.now();
  const second = start(data);
  await second.line(/^fangnetz ready/);
  // Against the first one: a machine that is busy is so for both, and only the first has a database to make.
  expect(performance.now() - again).toBeLessThan(firstMs);
  expect(second.lines).not.toContain('creating the database …');
  second.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  await expectNothingLeft(data);
});

test('asked twice, it ends at once with exit code 1, and even a database that hangs is gone soon after', async () => {
  const data = join(await scratchDirectory(), 'data');
  const server = start(data);
  await server.line(/^fangnetz ready/);
  const postmaster = await postmasterPid(data);
  const pids = await allPids();
  // Ctrl-C in a terminal reaches every process of its group; PostgreSQL is in one of its own.
  expect(processGroup(await readFile(`/proc/${postmaster}/stat`, 'utf8'))).toBe(postmaster);
  for (const pid of childrenOf(postmaster, pids)) process.kill(pid, 'SIGSTOP');
  server.kill('SIGINT');
  await server.line(/^stopping/);
  await sleep(1_100);
  server.kill('SIGINT');
  expect(await server.ended).toBe(1);
  expect(server.lines).toContain('stopping at once');
  await until(async () => (await serversBelow(data)).length === 0);
  expect(childrenOf(postmaster, await allPids())).toEqual([]);
});

test('starts over its own remains after kill -9, with the database that lived on', async () => {
  const data = join(await scratchDirectory(), 'data');
  const killed = start(data);
  await killed.line(/^fangnetz ready/);
  const pid = await postmasterPid(data);
  killed.kill('SIGKILL');
  await killed.ended;
  expect(isAlive(pid)).toBe(true);
  const next = start(data);
  await next.line(/^fangnetz ready/);
  expect(next.lines).toContain('found the database still running and took it over');
  expect(await postmasterPid(data)).toBe(pid);
  next.kill('SIGTERM');
  expect(await next.ended).toBe(0);
  await expectNothingLeft(data);
});

test('on an older Node runs on the one that npm brought, and hands signals and exit code through', async () => {
  const data = join(await scratchDirectory(), 'data');
  const launcher = start(data, { node: asNode('20.19.0') });
  await launcher.line(/^fangnetz ready/);
  expect(childrenOf(launcher.pid, await allPids())).toHaveLength(1);
  launcher.kill('SIGTERM');
  expect(await launcher.ended).toBe(0);
  await expectNothingLeft(data);

  const wrong = runProgram({ args: [...asNode('20.19.0'), COMMAND, 'start', '--port', 'x'] });
  expect(await wrong.ended).toBe(1);
});

test('ends cleanly, database included, when only its launcher is killed with -9', async () => {
  const data = join(await scratchDirectory(), 'data');
  const launcher = start(data, { node: asNode('20.19.0') });
  await launcher.line(/^fangnetz ready/);
  const [server = 0] = childrenOf(launcher.pid, await allPids());
  expect(isAlive(server)).toBe(true);
  launcher.kill('SIGKILL');
  await until(() => !isAlive(server));
  await expectNothingLeft(data);
});

test('ends at once and cleanly when it is interrupted while the database is being created', async () => {
  const data = join(await scratchDirectory(), 'data');
  const server = start(data);
  await until(async () => (await serversBelow(data)).length > 0);
  server.kill('SIGINT');
  expect(await server.ended).toBe(0);
  await until(async () => (await serversBelow(data)).length === 0);
  expect(await readdir(data)).not.toContain('lock');
  expect(await readdir(join(data, 'postgres'))).toEqual(['password']);
});

test('says so when the port is in use, before it creates anything', async () => {
  const data = join(await scratchDirectory(), 'data');
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server = start(data, { port });
  expect(await server.ended).toBe(1);
  expect(server.lines).toEqual([`Port ${port} on 127.0.0.1 is in use.`, '→ The port is in use. Stop the other program or choose another with --port. [PORT_BUSY]']);
  await expect(access(data)).rejects.toThrow('ENOENT');
});

test('two servers never share a data directory: the second one waits for the first, and for its port, to be let go', async () => {
  const data = join(await scratchDirectory(), 'data');
  const first = start(data);
  const port = Number(/\d+$/.exec(await first.line(/^fangnetz ready/))?.[0]);
  const second = start(data, { port });
  await second.line(new RegExp(`^waiting for process ${first.pid} to end$`));
  expect(second.lines.some((line) => line.startsWith('fangnetz ready'))).toBe(false);
  first.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  await second.line(/^fangnetz ready/);
  second.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  await expectNothingLeft(data);
});

test('goes on and still stops cleanly when whoever read its output is gone', async () => {
  const data = join(await scratchDirectory(), 'data');
  const server = runProgram({ file: '/bin/sh', args: ['-c', `'${process.execPath}' '${COMMAND}' start --data '${data}' --port 0 & echo pid $!; wait`] });
  const pid = Number((await server.line(/^pid /)).slice(4));
  onTestFinished(() => void (isAlive(pid) && process.kill(pid, 'SIGKILL')));
  await server.line(/^fangnetz ready/);
  server.closeOutput();
  process.kill(pid, 'SIGHUP');
  await until(() => !isAlive(pid));
  await expectNothingLeft(data);
});

test('tells in a sentence what an unfit Node lacks', async () => {
  const ancient = runProgram({ args: [...asNode('18.20.0'), COMMAND, 'start'] });
  expect(await ancient.ended).toBe(1);
  expect(ancient.lines.join('\n')).toContain('Fangnetz needs Node 20 or newer to start, this is 18.20.0.');
  const bare = runProgram({ args: [...asNode('22.1.0', 'sunos'), COMMAND, 'start'] });
  expect(await bare.ended).toBe(1);
  expect(bare.lines.join('\n')).toMatch(/Fangnetz runs on Node 24, this is 22\.1\.0, .*\n→ Run npm ci without --omit=optional/);
});

test('names every bad option with the reason, and lists only commands that exist', async () => {
  const wrong = runProgram({ args: [COMMAND, 'start', '--answer-budget-ms', 'soon'], env: { FANGNETZ_LOG_LEVEL: 'loud' } });
  expect(await wrong.ended).toBe(1);
  expect(wrong.lines.slice(0, 2).toSorted()).toEqual([
    '--answer-budget-ms has to be a whole number from 500 to 60000, not "soon"',
    'FANGNETZ_LOG_LEVEL has to be one of debug, info, warn, error, silent, not "loud"',
  ]);
  const help = runProgram({ args: [COMMAND, '--help'] });
  expect(await help.ended).toBe(0);
  const files = await readdir(fileURLToPath(new URL('.', import.meta.url)));
  const listed = help.lines.map((line) => /^ {2}(\w+)/.exec(line)?.[1]).filter((name) => name !== undefined);
  expect(listed).toContain('start');
  // `simulate` serves nobody, and lives beside the program: in sim/
  expect(listed.filter((name) => !files.includes(`${name}.ts`))).toEqual(['simulate']);
  expect(await readdir(fileURLToPath(new URL('../../sim/', import.meta.url)))).toContain('main.ts');
  const unknown = runProgram({ args: [COMMAND, 'frobnicate'] });
  expect(await unknown.ended).toBe(2);
});

async function allPids(): Promise<number[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
}

function childrenOf(parent: number, pids: readonly number[]): number[] {
  return pids.filter((pid) => procStat(pid)?.parent === parent);
}

/** Field 5 of proc_pid_stat(5). */
function processGroup(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}
