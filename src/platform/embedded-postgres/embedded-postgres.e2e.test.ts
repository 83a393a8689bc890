import { spawn } from 'node:child_process';
import { access, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { execute } from '../../../test/execute.ts';
import { runProgram } from '../../../test/program.ts';
import type { Program, ProgramOptions } from '../../../test/program.ts';
import { IS_ROOT, scratchDirectory, serversBelow, until } from '../../../test/scratch.ts';
import { isAlive } from '../process-identity.ts';
import { firstClosed } from './reachable.ts';

const PROGRAM = fileURLToPath(new URL('../../../test/embedded-program.ts', import.meta.url));
const NOBODY = { uid: 65_534, gid: 65_534, name: 'nobody' };

interface Started {
  readonly url: string;
  readonly pid: number;
  readonly attached: boolean;
}

function run(directory: string, options: Omit<ProgramOptions, 'args'> = {}): Program {
  return runProgram({ args: [PROGRAM, directory], ...options });
}

async function started(program: Program): Promise<Started> {
  return JSON.parse(await program.line(/^\{/)) as Started;
}

async function stopped(program: Program): Promise<void> {
  program.tell('stop');
  expect(await program.ended).toBe(0);
}

async function remember(url: string, text: string): Promise<void> {
  await execute(url, 'CREATE TABLE IF NOT EXISTS noted (text text)');
  await execute(url, `INSERT INTO noted VALUES ('${text}')`);
}

async function remembered(url: string): Promise<string[]> {
  return (await execute<{ text: string }>(url, 'SELECT text FROM noted ORDER BY text')).map((row) => row.text);
}

/** A database with one row, stopped cleanly. */
async function madeBefore(directory: string): Promise<void> {
  const program = run(directory);
  await remember((await started(program)).url, 'kept');
  await stopped(program);
}

test('creates a durable database that only its owner can open, and finds it again after a clean stop', async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  const begin = performance.now();
  const first = run(directory);
  const { url, attached } = await started(first);
  const firstMs = performance.now() - begin;
  expect(firstMs).toBeLessThan(60_000);
  expect(attached).toBe(false);
  const [settings] = await execute(url, "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('listen_addresses') AS listen, current_setting('data_checksums') AS sums, current_database() AS name");
  expect(settings).toEqual({ fsync: 'on', commit: 'on', listen: '', sums: 'on', name: 'fangnetz' });
  await expect(execute(url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  expect((await stat(join(directory, 'password'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(directory, 'socket'))).mode & 0o777).toBe(0o700);
  await remember(url, 'kept');
  await stopped(first);
  expect(await serversBelow(directory)).toEqual([]);

  const again = performance.now();
  const second = run(directory);
  expect(await remembered((await started(second)).url)).toEqual(['kept']);
  // Against the first one: a machine that is busy is so for both, and only the first has a database to make.
  expect(performance.now() - again).toBeLessThan(firstMs);
  await stopped(second);
});

test('attaches to the orphan that kill -9 of the server left behind, and stops that one in the end', async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  const killed = run(directory);
  const orphan = await started(killed);
  await remember(orphan.url, 'kept');
  killed.kill('SIGKILL');
  await killed.ended;
  expect(isAlive(orphan.pid)).toBe(true);

  const next = run(directory);
  expect(await started(next)).toEqual({ ...orphan, attached: true });
  expect(await remembered(orphan.url)).toEqual(['kept']);
  await stopped(next);
  expect(isAlive(orphan.pid)).toBe(false);
});

test('leaves nothing half-made when it is killed in the middle of initdb', async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  const killed = run(directory);
  await until(async () => (await serversBelow(directory)).length > 0);
  killed.kill('SIGKILL');
  await killed.ended;
  expect((await readdir(directory)).some((name) => name.startsWith('cluster.new-'))).toBe(true);

  const next = run(directory);
  await remember((await started(next)).url, 'works');
  expect((await readdir(directory)).toSorted()).toEqual(['cluster', 'password', 'postgres.log', 'socket']);
  await stopped(next);
});

test('starts although postmaster.pid and the socket lock name a pid that another program of the same user has now', async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  await madeBefore(directory);
  const cluster = join(directory, 'cluster');
  const { uid, gid } = await stat(cluster);
  const other = spawn('/bin/sleep', ['60'], { uid, gid, stdio: 'ignore' });
  onTestFinished(() => void other.kill('SIGKILL'));
  await writeOwned(join(cluster, 'postmaster.pid'), `${other.pid}\n${cluster}\n1700000000\n5432\n${directory}/socket\n\n  1234567         1\nready   \n`, { uid, gid });
  await writeOwned(join(directory, 'socket', '.s.PGSQL.5432.lock'), `${other.pid}\n${cluster}\n1700000000\n5432\n${directory}/socket\n`, { uid, gid });

  const program = run(directory);
  expect(await remembered((await started(program)).url)).toEqual(['kept']);
  await stopped(program);
  expect(other.exitCode).toBe(null);
});

test('starts over a dead postmaster whose busy session lives on and would corrupt the data', async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  const killed = run(directory);
  const { url, pid } = await started(killed);
  await remember(url, 'kept');
  // A session in a tight loop does not notice that its postmaster is gone.
  const busy = new Client({ connectionString: url, application_name: 'busy' });
  const broken = new Promise((resolve) => busy.once('error', resolve));
  busy.on('error', () => undefined);
  await busy.connect();
  busy.query('DO $$ BEGIN LOOP END LOOP; END $$').catch(() => undefined);
  await until(async () => (await execute(url, "SELECT 1 FROM pg_stat_activity WHERE application_name = 'busy' AND state = 'active' AND query LIKE '%LOOP%'")).length === 1);
  const [loop] = await execute<{ pid: number }>(url, "SELECT pid FROM pg_stat_activity WHERE application_name = 'busy'");
  killed.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
  await until(() => !isAlive(pid));
  expect(isAlive(loop?.pid ?? 0)).toBe(true);

  const next = run(directory);
  expect(await remembered((await started(next)).url)).toEqual(['kept']);
  expect(isAlive(loop?.pid ?? 0)).toBe(false);
  await broken;
  await stopped(next);
});

test('stops an orphan that no longer answers, and starts anew', { timeout: 60_000 }, async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  const killed = run(directory);
  const orphan = await started(killed);
  await remember(orphan.url, 'kept');
  killed.kill('SIGKILL');
  process.kill(orphan.pid, 'SIGSTOP');

  const next = run(directory);
  const fresh = await started(next);
  expect(fresh.attached).toBe(false);
  expect(fresh.pid).not.toBe(orphan.pid);
  expect(await remembered(fresh.url)).toEqual(['kept']);
  await stopped(next);
});

test('sets a new password when the file is lost, also under a running orphan, or belongs to another database', async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  const killed = run(directory);
  await remember((await started(killed)).url, 'kept');
  killed.kill('SIGKILL');
  await killed.ended;
  await rm(join(directory, 'password'));
  const second = run(directory);
  expect(await remembered((await started(second)).url)).toEqual(['kept']);
  await stopped(second);

  await writeFile(join(directory, 'password'), `${'ab'.repeat(24)}\n`);
  const third = run(directory);
  const { url } = await started(third);
  expect(await remembered(url)).toEqual(['kept']);
  expect(url).not.toContain('abababab');
  await stopped(third);
});

test('moves an incomplete cluster aside instead of failing on it or deleting it', async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  await mkdir(join(directory, 'cluster', 'base'), { recursive: true });
  await writeFile(join(directory, 'cluster', 'PG_VERSION'), '18\n');
  const program = run(directory);
  const line = await program.line(/incomplete database/);
  await started(program);
  const aside = line.slice(line.lastIndexOf(' ') + 1);
  await expect(access(join(aside, 'PG_VERSION'))).resolves.toBeUndefined();
  await stopped(program);
});

test('says what PostgreSQL said when it does not start', async () => {
  const directory = join(await scratchDirectory(), 'postgres');
  await madeBefore(directory);
  const cluster = join(directory, 'cluster');
  await writeOwned(join(cluster, 'PG_VERSION'), '12\n', await stat(cluster));
  const program = run(directory);
  expect(await program.ended).toBe(1);
  expect(program.lines.join('\n')).toContain('database files are incompatible with server');
  expect(program.lines.join('\n')).toContain('The database is of PostgreSQL 12, this program brings 18');
});

test('listens below the temporary directory when the data directory is too deep for a socket', async () => {
  const deep = join(await scratchDirectory(), 'd'.repeat(60), 'e'.repeat(60), 'postgres');
  const program = run(deep);
  const { url } = await started(program);
  await remember(url, 'kept');
  const socket = new URL(url).searchParams.get('host') ?? '';
  expect(Buffer.byteLength(socket)).toBeLessThan(90);
  expect((await stat(socket)).mode & 0o777).toBe(0o700);
  await stopped(program);
  await rm(socket, { recursive: true });
});

test('listens on loopback, with a password, where no directory can hold a socket', async () => {
  const deep = join(await scratchDirectory(), 'd'.repeat(60), 'e'.repeat(60), 'postgres');
  const env = { TMPDIR: join(deep, 'tmp') };
  const program = run(deep, { env });
  const { url } = await started(program);
  const { hostname, port } = new URL(url);
  expect(hostname).toBe('127.0.0.1');
  await remember(url, 'kept');
  await expect(execute(`postgresql://fangnetz:wrong@127.0.0.1:${port}/fangnetz`, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  program.kill('SIGKILL');
  await program.ended;
  const next = run(deep, { env });
  expect(await started(next)).toMatchObject({ attached: true, url });
  await stopped(next);
});

// The suite as an ordinary user runs every test above as one; as root it has to become one first.
if (IS_ROOT && (await firstClosed(NOBODY, PROGRAM)) === null && (await firstClosed(NOBODY, process.execPath)) === null) {
  test('runs as an ordinary user, and tells root’s later visitor nothing new', async () => {
    const scratch = await scratchDirectory();
    const directory = join(scratch, 'postgres');
    await chown(scratch, NOBODY.uid, NOBODY.gid);
    const ordinary = run(directory, NOBODY);
    await remember((await started(ordinary)).url, 'kept');
    await stopped(ordinary);
    expect((await stat(join(directory, 'cluster'))).uid).toBe(NOBODY.uid);

    // Root runs it as the account that owns the cluster.
    const asRoot = run(directory);
    expect(await remembered((await started(asRoot)).url)).toEqual(['kept']);
    await stopped(asRoot);
  });

  test('refuses a database of root’s account as an ordinary user, with the way out', async () => {
    const scratch = await scratchDirectory();
    await madeBefore(join(scratch, 'postgres'));
    const other = run(join(scratch, 'postgres'), { uid: 65_533, gid: 65_533 });
    expect(await other.ended).not.toBe(0);
    expect(other.lines.join('\n')).toMatch(/belongs to user id \d+, but this program runs as 65533/);
  });
}

async function writeOwned(file: string, text: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await chown(file, uid, gid);
  expect(await readFile(file, 'utf8')).toBe(text);
}
