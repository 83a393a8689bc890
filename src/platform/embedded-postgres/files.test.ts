import { appendFile, lstat, mkdir, mkdtemp, open, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findBinaries, restoreSymlinks } from './binaries.ts';
import { boundLog } from './bound-log.ts';
import { readPassword, writePassword } from './password.ts';
import { replaceFile } from './replace-file.ts';

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'fn-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test('makes the library links that npm ci --ignore-scripts leaves out, and keeps those that exist', async () => {
  const native = join(await scratch(), 'native');
  await mkdir(join(native, 'lib'), { recursive: true });
  await writeFile(join(native, 'lib', 'libx.so.60.2'), '');
  await symlink('elsewhere', join(native, 'lib', 'libx.so'));
  const links = ['libx.so', 'libx.so.60'].map((name) => ({ source: 'native/lib/libx.so.60.2', target: `native/lib/${name}` }));
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  await restoreSymlinks(native);
  expect(await readlink(join(native, 'lib', 'libx.so.60'))).toBe('libx.so.60.2');
  expect(await readlink(join(native, 'lib', 'libx.so'))).toBe('elsewhere');
});

test('names the way out where there is no embedded PostgreSQL', async () => {
  await expect(findBinaries('sunos-sparc')).rejects.toMatchObject({ code: 'POSTGRES_START_FAILED', next: expect.stringContaining('DATABASE_URL') });
});

test('bounds the log without taking the file from the server that has it open', async () => {
  const file = join(await scratch(), 'postgres.log');
  const server = await open(file, 'a');
  onTestFinished(() => server.close());
  await server.write('x'.repeat(100));
  await boundLog(file, 100);
  expect((await stat(file)).size).toBe(100);
  await server.write('y');
  await boundLog(file, 100);
  await server.write('after');
  expect(await readFile(file, 'utf8')).toBe('after');
  expect((await stat(`${file}.1`)).size).toBe(101);
  await boundLog(join(await scratch(), 'none'), 100);
});

test('a link planted in another account’s directory is replaced, never followed', async () => {
  const directory = await scratch();
  const precious = join(directory, 'precious');
  await writeFile(precious, 'untouched');
  await symlink(precious, join(directory, 'fangnetz.conf'));
  await replaceFile(join(directory, 'fangnetz.conf'), 'new', { mode: 0o600 });
  expect(await readFile(precious, 'utf8')).toBe('untouched');
  expect((await lstat(join(directory, 'fangnetz.conf'))).mode & 0o777).toBe(0o600);
});

test('an emptied or edited password file counts as lost', async () => {
  const file = join(await scratch(), 'password');
  expect(await readPassword(file)).toBe(null);
  await writePassword(file, 'ab'.repeat(24));
  expect(await readPassword(file)).toBe('ab'.repeat(24));
  await appendFile(file, 'x');
  expect(await readPassword(file)).toBe(null);
  await writeFile(file, '');
  expect(await readPassword(file)).toBe(null);
});
