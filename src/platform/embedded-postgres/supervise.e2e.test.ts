import { rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { execute } from '../../../test/execute.ts';
import { runProgram } from '../../../test/program.ts';
import { scratchDirectory, until } from '../../../test/scratch.ts';
import { isAlive } from '../process-identity.ts';
import { findBinaries } from './binaries.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';
import { watch } from './supervise.ts';

const SOON = { graceMs: 300, retryMs: 200, retryMaxMs: 1_000 };

async function startIn(directory: string, said: string[] = []): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ directory, say: (line) => said.push(line), settings: { fsync: 'off' }, patience: SOON, start: 'later' });
  onTestFinished(() => postgres.stop());
  return postgres;
}

test('starts PostgreSQL again at the same address after it was killed', async () => {
  const said: string[] = [];
  const postgres = await startIn(join(await scratchDirectory(), 'postgres'), said);
  const { pid, url } = postgres;
  await execute(url, "CREATE TABLE noted AS SELECT 'kept' AS text");
  process.kill(pid, 'SIGKILL');
  await until(() => said.includes('PostgreSQL had ended and was started again'));
  expect(postgres.pid).not.toBe(pid);
  expect(postgres.url).toBe(url);
  expect(await execute(url, 'SELECT text FROM noted')).toEqual([{ text: 'kept' }]);
});

test('takes over the server that a person has started by hand meanwhile, at the same address', async () => {
  const said: string[] = [];
  const directory = join(await scratchDirectory(), 'postgres');
  const postgres = await startIn(directory, said);
  const { pid, url } = postgres;
  const cluster = join(directory, 'cluster');
  const { uid, gid } = await stat(cluster);
  process.kill(pid, 'SIGINT');
  await until(() => !isAlive(pid));
  const byHand = runProgram({ file: (await findBinaries()).postgres, args: ['-D', cluster], uid, gid });
  await until(() => postgres.pid === byHand.pid);
  expect(said).not.toContain('PostgreSQL had ended and was started again');
  expect(postgres.url).toBe(url);
  await execute(url, 'SELECT 1');
  await postgres.stop();
  expect(await byHand.ended).toBe(0);
});

test('leaves a frozen PostgreSQL alone', async () => {
  const postgres = await startIn(join(await scratchDirectory(), 'postgres'));
  const { pid } = postgres;
  process.kill(pid, 'SIGSTOP');
  const unwanted = async (): Promise<never> => {
    throw new Error('touched');
  };
  const watcher = watch({ pid: () => pid, adopt: unwanted, start: unwanted }, { graceMs: 0, retryMs: 0, retryMaxMs: 0 });
  expect([await watcher.look(0), await watcher.look(60_000)]).toEqual(['running', 'running']);
  expect(postgres.alive()).toBe(true);
  process.kill(pid, 'SIGCONT');
  await execute(postgres.url, 'SELECT 1');
});

test('stays down while paused and comes back when resumed', async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  const postgres = await startIn(directory);
  const { url } = postgres;
  await postgres.pause();
  expect(postgres.alive()).toBe(false);
  await expect(execute(url, 'SELECT 1')).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  expect(await findEmbeddedPostgres(directory)).toBe(null);
  await postgres.resume();
  await execute(url, 'SELECT 1');
  expect(await findEmbeddedPostgres(directory)).toBe(url);
});

test('never puts an empty database in the place of one that vanished while it ran', { timeout: 90_000 }, async () => {
  const said: string[] = [];
  const directory = join(await scratchDirectory(), 'postgres');
  const postgres = await startIn(directory, said);
  await rename(join(directory, 'cluster'), join(directory, 'away'));
  process.kill(postgres.pid, 'SIGQUIT');
  await until(() => said.some((line) => line.includes('has vanished')));
  expect(said.filter((line) => line.startsWith('creating'))).toHaveLength(1);
  await rename(join(directory, 'away'), join(directory, 'cluster'));
  await until(() => said.includes('PostgreSQL had ended and was started again'));
  await execute(postgres.url, 'SELECT 1');
});

test('lets a server begin without its database, and brings that up as soon as it can be', { timeout: 90_000 }, async () => {
  const said: string[] = [];
  const directory = join(await scratchDirectory(), 'postgres');
  await (await startIn(directory)).stop();
  const version = join(directory, 'cluster', 'PG_VERSION');
  await writeFile(version, '12\n');
  const postgres = await startIn(directory, said);
  expect(said.join('\n')).toContain('PostgreSQL does not start yet');
  expect(postgres.alive()).toBe(false);
  await writeFile(version, '18\n');
  await until(() => postgres.alive() && said.includes('PostgreSQL had ended and was started again'));
  await execute(postgres.url, 'SELECT 1');
});
