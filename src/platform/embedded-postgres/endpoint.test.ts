import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { chooseEndpoint, fitsSocket, urlOf } from './endpoint.ts';

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'fn-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test('a socket path of 103 bytes fits, one more does not, counted in bytes', () => {
  const room = 103 - '/.s.PGSQL.5432'.length;
  expect(fitsSocket(`/${'x'.repeat(room - 1)}`)).toBe(true);
  expect(fitsSocket(`/${'x'.repeat(room)}`)).toBe(false);
  expect(fitsSocket(`/${'ü'.repeat(room - 1)}`)).toBe(false);
});

test('falls back to the temporary directory, and to TCP where that belongs to somebody else', async () => {
  const directory = await scratch();
  const place = { preferred: join(directory, 'x'.repeat(100)), clusterDirectory: '/c', account: null, temporary: directory };
  const short = await chooseEndpoint(place);
  expect(short).toMatchObject({ kind: 'socket' });
  const taken = short.kind === 'socket' ? short.directory : '';
  expect(taken.startsWith(directory)).toBe(true);
  await rm(taken, { recursive: true });
  await writeFile(taken, 'somebody else made a file of that name');
  expect(await chooseEndpoint(place)).toMatchObject({ kind: 'tcp', host: '127.0.0.1' });
});

test('TCP keeps the port of before while it is free, and takes another when it is not', async () => {
  const temporary = join(await scratch(), 'x'.repeat(100));
  const place = { preferred: temporary, clusterDirectory: '/c', account: null, temporary };
  const { port } = await chooseEndpoint(place);
  expect(await chooseEndpoint({ ...place, wishedPort: port })).toMatchObject({ port });
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  expect((await chooseEndpoint({ ...place, wishedPort: port })).port).not.toBe(port);
});

test('the URL of a socket is understood by pg, spaces and umlauts in the path included', () => {
  const url = urlOf({ kind: 'socket', directory: '/home/jürgen/mein salon/socket', port: 5432 }, { user: 'fangnetz', password: 'ab12', database: 'fangnetz' });
  const { host, port, user, password, database } = new Client({ connectionString: url });
  expect({ host, port, user, password, database }).toEqual({ host: '/home/jürgen/mein salon/socket', port: 5432, user: 'fangnetz', password: 'ab12', database: 'fangnetz' });
});
