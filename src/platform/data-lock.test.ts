import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockData, lockFile } from './data-lock.ts';

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'fn-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** The lock as we would write it, with parts of it changed. */
async function leaveLock(directory: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const lock = await lockData({ directory });
  const own = JSON.parse(await readFile(lock.file, 'utf8')) as Record<string, unknown>;
  await lock.release();
  await writeFile(lockFile(directory), JSON.stringify({ ...own, ...changes }));
}

/** A socket whose process was killed. */
async function leaveSocket(file: string): Promise<void> {
  const script = `require('node:net').createServer().listen(${JSON.stringify(file)}, () => process.kill(process.pid, 'SIGKILL'))`;
  await once(spawn(process.execPath, ['-e', script]), 'exit');
}

test('a second one is refused while the first one lives, and names it', async () => {
  const directory = await scratch();
  const lock = await lockData({ directory });
  await expect(lockData({ directory, waitMs: 0 })).rejects.toMatchObject({ code: 'JOURNAL_LOCKED', message: expect.stringContaining(`process ${process.pid}`) });
  await lock.release();
  const next = await lockData({ directory, waitMs: 0 });
  await next.release();
  expect(await readdir(directory)).toEqual([]);
});

test('waits for a predecessor that is just ending', async () => {
  const directory = await scratch();
  const first = await lockData({ directory });
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const second = lockData({ directory, say: () => resolve() });
  await asked;
  await first.release();
  await (await second).release();
});

test('takes over from a killed process, also when its pid is another one’s by now', async () => {
  const directory = await scratch();
  await leaveLock(directory, { pid: 2 ** 30 });
  await (await lockData({ directory, waitMs: 0 })).release();
  await leaveLock(directory, { start: 'an earlier process of our pid' });
  await (await lockData({ directory, waitMs: 0 })).release();
});

test('takes over a torn lock', async () => {
  const directory = await scratch();
  for (const text of ['', '{', 'null', '{"pid":1}']) {
    await writeFile(lockFile(directory), text);
    await (await lockData({ directory, waitMs: 0 })).release();
  }
});

test('knows at once whether another container, whose pid means nothing here, still lives', async () => {
  const directory = await scratch();
  const lock = await lockData({ directory });
  const own = JSON.parse(await readFile(lock.file, 'utf8')) as Record<string, unknown>;
  const foreign = JSON.stringify({ ...own, realm: 'another container', pid: 2 ** 30 });
  await writeFile(lock.file, foreign);
  await expect(lockData({ directory, waitMs: 0 })).rejects.toMatchObject({ code: 'JOURNAL_LOCKED' });
  await lock.release();
  expect(await readFile(lock.file, 'utf8')).toBe(foreign);

  await leaveSocket(`${lock.file}.${String(own['token'])}`);
  await (await lockData({ directory, waitMs: 0 })).release();
  expect(await readdir(directory)).toEqual([]);
});

test('where sockets cannot tell, respects another container as long as it touches its lock', async () => {
  const directory = await scratch();
  await leaveLock(directory, { realm: 'another container', pid: 2 ** 30 });
  await expect(lockData({ directory, waitMs: 0 })).rejects.toMatchObject({ code: 'JOURNAL_LOCKED' });
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lockFile(directory), longAgo, longAgo);
  await (await lockData({ directory, waitMs: 0 })).release();
});

test('does not trust the clock of another machine: an old time stamp alone does not take its lock away', async () => {
  const directory = await scratch();
  await leaveLock(directory, { boot: 'another machine', host: 'elsewhere', pid: 2 ** 30 });
  await utimes(lockFile(directory), new Date(0), new Date(0));
  await expect(lockData({ directory, waitMs: 0 })).rejects.toMatchObject({ message: expect.stringContaining('on elsewhere') });
});

test('of many that find a dead one’s lock exactly one gets it', async () => {
  const directory = await scratch();
  for (let round = 0; round < 20; round += 1) {
    await leaveLock(directory, { pid: 2 ** 30 });
    const got = await Promise.allSettled(Array.from({ length: 8 }, () => lockData({ directory, waitMs: 0 })));
    const locks = got.filter((result) => result.status === 'fulfilled');
    expect(locks).toHaveLength(1);
    for (const lock of locks) await lock.value.release();
  }
  expect(await readdir(directory)).toEqual([]);
});

test('a contender that was killed while it took over blocks nobody', async () => {
  const directory = await scratch();
  await leaveLock(directory, { pid: 2 ** 30 });
  await mkdir(`${lockFile(directory)}.takeover`);
  await utimes(`${lockFile(directory)}.takeover`, new Date(0), new Date(0));
  await (await lockData({ directory, waitMs: 0 })).release();
  expect(await readdir(directory)).toEqual([]);
});

test('a release does not remove the lock of whoever took over meanwhile', async () => {
  const directory = await scratch();
  const lock = await lockData({ directory });
  await writeFile(lock.file, 'a successor’s');
  await lock.release();
  expect(await readFile(lock.file, 'utf8')).toBe('a successor’s');
});

test('stops waiting when the program is asked to end', async () => {
  const directory = await scratch();
  const first = await lockData({ directory });
  const ending = new AbortController();
  const second = lockData({ directory, signal: ending.signal, say: () => ending.abort(new Error('SIGINT')) });
  await expect(second).rejects.toThrow('SIGINT');
  await first.release();
});
