import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { execute } from '../../test/execute.ts';
import { emptyDatabase } from '../../test/pg.ts';
import { MIGRATIONS } from '../../test/schema-file.ts';
import { silentLog } from '../../test/silent-log.ts';
import { migrate } from './migrate.ts';
import { realClock } from './real-world.ts';

const world = { clock: realClock, log: silentLog };
const ONE = { '0001_one.sql': 'CREATE TABLE one (id int);' };
const TWO = { ...ONE, '0002_two.sql': 'CREATE TABLE two (id int);\nINSERT INTO two VALUES (1);' };

async function directoryOf(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-migrations-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(directory, name), sql);
  return directory;
}

async function run(url: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  return migrate({ url, directory: await directoryOf(files), world });
}

async function applied(url: string): Promise<string[]> {
  return (await execute<{ name: string }>(url, 'SELECT name FROM fangnetz_migrations ORDER BY number')).map(({ name }) => name);
}

test('applies what is missing, in order, once', async () => {
  const url = await emptyDatabase();
  expect(await run(url, ONE)).toEqual(['0001_one.sql']);
  expect(await run(url, TWO)).toEqual(['0002_two.sql']);
  expect(await run(url, TWO)).toEqual([]);
  expect(await execute(url, 'SELECT id FROM two')).toEqual([{ id: 1 }]);
});

test('lets two nodes start at once and applies each file once', async () => {
  const url = await emptyDatabase();
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate({ url, directory: MIGRATIONS, world })));
  const names = await applied(url);
  expect(names.length).toBeGreaterThan(3);
  expect(results.flat().sort()).toEqual(names);
});

test('refuses a released file that was changed, by its name', async () => {
  const url = await emptyDatabase();
  await run(url, TWO);
  await expect(run(url, { ...TWO, '0001_one.sql': 'CREATE TABLE one (id bigint);' })).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringContaining('0001_one.sql was changed'),
  });
});

test('does not take the line ends of a checkout on Windows for a change', async () => {
  const url = await emptyDatabase();
  await run(url, TWO);
  expect(await run(url, { ...ONE, '0002_two.sql': TWO['0002_two.sql'].replaceAll('\n', '\r\n') })).toEqual([]);
});

test('refuses a database that a newer version has migrated', async () => {
  const url = await emptyDatabase();
  await run(url, TWO);
  await expect(run(url, ONE)).rejects.toThrow('0002_two.sql is applied in the database, but unknown to this version');
});

test('refuses a file that comes before one that is applied already', async () => {
  const url = await emptyDatabase();
  await run(url, { '0002_two.sql': 'SELECT 1' });
  await expect(run(url, TWO)).rejects.toThrow('0001_one.sql comes before 0002_two.sql');
});

test('refuses two files of the same number and a name that is none', async () => {
  const url = await emptyDatabase();
  await expect(run(url, { ...ONE, '0001_uno.sql': 'SELECT 1' })).rejects.toThrow('0001_one.sql and 0001_uno.sql have the same number');
  await expect(run(url, { 'two.sql': 'SELECT 1' })).rejects.toThrow('two.sql is not named like a migration');
});

test('names the file and the line of an error, rolls this file back and keeps those before it', async () => {
  const url = await emptyDatabase();
  const bad = { ...ONE, '0002_bad.sql': 'CREATE TABLE two (id int);\n\nINSERT INTO nowhere VALUES (1);' };
  await expect(run(url, bad)).rejects.toMatchObject({ code: 'MIGRATION_FAILED', message: expect.stringMatching(/^0002_bad\.sql, line 3: relation "nowhere"/) });
  expect(await applied(url)).toEqual(['0001_one.sql']);
  expect(await execute(url, "SELECT to_regclass('two') AS two")).toEqual([{ two: null }]);
});

test('can be tried again after the connection was lost in the middle of a file', async () => {
  const url = await emptyDatabase();
  const directory = await directoryOf({ ...ONE, '0002_slow.sql': 'CREATE TABLE two (id int); SELECT pg_sleep(60);' });
  const slow = migrate({ url, directory, world });
  const failed = expect(slow).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await expect.poll(() => execute(url, "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")).toHaveLength(1);
  await failed;
  expect(await run(url, TWO)).toEqual(['0002_two.sql']);
});

test('does not run the schema.sql that lies beside the files', async () => {
  const directory = await directoryOf({ 'schema.sql': 'this is no SQL' });
  await cp(MIGRATIONS, directory, { recursive: true, force: false });
  expect((await migrate({ url: await emptyDatabase(), directory, world })).length).toBeGreaterThan(3);
});
