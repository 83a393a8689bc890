import { expect, test } from 'vitest';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFault } from '../platform/errors.ts';
import { Lock } from './lock.ts';
import { openJournal } from './open-journal.ts';
import { realDisk } from './real-disk.ts';
import { realProcesses } from './real-processes.ts';
import { Rig, StillClock, fill, idsOf } from './rig.fixture.ts';
import type { ProcessMark, Processes } from './processes.ts';

async function inDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-lock-'));
  try {
    await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Processes of a made-up machine: `running` maps a pid to its start. */
function machine(self: ProcessMark, running: Record<number, string> = {}): Processes {
  return { self: async () => self, startOf: async (pid) => running[pid] ?? null };
}

const me = { pid: 50, start: 'monday', host: 'salon', space: 'boot-1' };

function lockOf(directory: string, processes: Processes, clock = new StillClock()): Lock {
  return new Lock({ disk: realDisk, directory, processes, clock });
}

test('a second journal in the same directory is refused, naming the process that holds it', async () => {
  const rig = new Rig();
  const first = await rig.start();
  const error = await rig.start().catch((fault: unknown) => fault);
  expect(isFault(error, 'JOURNAL_LOCKED')).toBe(true);
  expect(String(error)).toContain('process 101');
  await fill(first, 'a');
  await first.close();
  expect(idsOf(await rig.start())).toEqual(['a']);
});

test('a lock is taken over from a dead process, and from a living one that merely got its pid', async () => {
  await inDirectory(async (directory) => {
    await lockOf(directory, machine({ ...me, pid: 7, start: 'sunday' })).acquire();
    await expect(lockOf(directory, machine(me, { 7: 'sunday' })).acquire()).rejects.toThrow('process 7 uses the journal');
    await lockOf(directory, machine(me, { 7: 'reborn' })).acquire();
    await lockOf(directory, machine({ ...me, pid: 51 }, {})).acquire();
    expect(await readdir(directory)).toEqual(['lock']);
  });
});

test('after a reboot of the same host the lock is stale although the pid cannot be looked up', async () => {
  await inDirectory(async (directory) => {
    await lockOf(directory, machine(me)).acquire();
    await lockOf(directory, machine({ ...me, space: 'boot-2' }, { 50: 'monday' })).acquire();
  });
});

test("a holder on another machine counts as dead only after it has been silent for longer than its signs of life", async () => {
  await inDirectory(async (directory) => {
    const clock = new StillClock();
    const holder = lockOf(directory, machine({ ...me, host: 'elsewhere', space: 'other' }), clock);
    await holder.acquire();
    await holder.signOfLife();
    clock.at += 60_000;
    const here = lockOf(directory, machine(me), clock);
    await expect(here.acquire()).rejects.toThrow('on elsewhere');
    await holder.signOfLife();
    clock.at += 60_000;
    await expect(here.acquire()).rejects.toThrow('on elsewhere');
    clock.at += 60_000;
    await here.acquire();
    await expect(holder.verify()).rejects.toThrow('no longer holds');
    await here.verify();
  });
});

test('of twenty starters at once over a stale lock exactly one gets it', async () => {
  await inDirectory(async (directory) => {
    await writeFile(join(directory, 'lock'), JSON.stringify({ ...me, pid: 7 }));
    const running = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [100 + index, 'now']));
    const locks = Array.from({ length: 20 }, (_, index) => lockOf(directory, machine({ ...me, pid: 100 + index, start: 'now' }, running)));
    const results = await Promise.allSettled(locks.map((lock) => lock.acquire()));
    const holding = await Promise.allSettled(locks.filter((_, index) => results[index]?.status === 'fulfilled').map((lock) => lock.verify()));
    expect(holding.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    for (const result of results) if (result.status === 'rejected') expect(isFault(result.reason, 'JOURNAL_LOCKED')).toBe(true);
  });
});

test('a lock that changed hands between the look and the taking is given back', async () => {
  await inDirectory(async (directory) => {
    const path = join(directory, 'lock');
    const quicker = JSON.stringify({ ...me, pid: 8, start: 'now' });
    await writeFile(path, JSON.stringify({ ...me, pid: 7 }));
    const disk = {
      ...realDisk,
      rename: async (from: string, to: string) => {
        await writeFile(path, quicker);
        await realDisk.rename(from, to);
      },
    };
    const lock = new Lock({ disk, directory, processes: machine(me, { 8: 'now' }), clock: new StillClock() });
    await expect(lock.acquire()).rejects.toThrow('process 8 uses the journal');
    expect(await readFile(path, 'utf8')).toBe(quicker);
  });
});

test('releasing does not take the lock of whoever took it over', async () => {
  await inDirectory(async (directory) => {
    const lock = lockOf(directory, machine(me));
    await lock.acquire();
    const path = join(directory, 'lock');
    await writeFile(path, 'another');
    await lock.release();
    expect(await readFile(path, 'utf8')).toBe('another');
  });
});

test('a lock file of foreign content does not block the start', async () => {
  await inDirectory(async (directory) => {
    await writeFile(join(directory, 'lock'), 'null');
    await lockOf(directory, machine(me)).acquire();
    expect(JSON.parse(await readFile(join(directory, 'lock'), 'utf8'))).toEqual(me);
  });
});

test('a journal whose lock was taken over starts no further segment', async () => {
  const rig = new Rig();
  const journal = await rig.start();
  await fill(journal, 'a');
  const lock = rig.disk.files.get('/j/lock');
  if (lock !== undefined) lock.content = Buffer.from('{}');
  let refused = 0;
  for (let index = 0; index < 60; index++) await fill(journal, `e${index}`).catch(() => refused++);
  expect(refused).toBeGreaterThan(30);
  expect(journal.status().reason).toContain('no longer holds');
});

test('the system tells a running process from an ended one', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const start = await realProcesses.startOf(pid);
  expect(start).not.toBeNull();
  expect(await realProcesses.startOf(pid)).toBe(start);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await realProcesses.startOf(pid)).toBeNull();
  expect((await realProcesses.self()).pid).toBe(process.pid);
});

test('directory and files are readable by their owner only, and segments are really allocated', async () => {
  await inDirectory(async (parent) => {
    const directory = join(parent, 'data', 'journal');
    const rig = new Rig();
    const journal = await openJournal({ directory, disk: realDisk, clock: rig.clock, log: rig.log });
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(directory)) expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
    const segment = await stat(join(directory, '00000001.segment'));
    expect(segment.size).toBe(8 * 1024 * 1024);
    expect(segment.blocks * 512).toBeGreaterThanOrEqual(segment.size);
    await fill(journal, 'a');
    await journal.close();
    const again = await openJournal({ directory, disk: realDisk, clock: rig.clock, log: rig.log });
    expect(idsOf(again)).toEqual(['a']);
    await again.close();
  });
});
