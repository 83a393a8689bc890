import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isFault } from '../platform/errors.ts';
import { realClock } from '../platform/real-world.ts';
import type { Journal } from './journal.ts';
import { openJournal } from './open-journal.ts';
import { realDisk } from './real-disk.ts';
import { Rig } from './rig.fixture.ts';
import { bodyOf } from './writer-body.fixture.ts';

const WRITER = join(import.meta.dirname, 'writer.fixture.ts');
const ROUNDS = 25;
/** A writer on a busy machine is slower, and is killed no sooner. */
const OPENED_AT_LEAST = 100;

interface Heard {
  readonly sent: Set<string>;
  readonly opened: Set<string>;
  readonly noted: Set<string>;
  readonly settling: Set<string>;
}

async function hear(path: string, heard: Heard): Promise<number> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  for (const line of lines) {
    const [word, id] = line.split(' ');
    if (id !== undefined) heard[word as keyof Heard].add(id);
  }
  return lines.length;
}

/** Starts a writer, lets it acknowledge at least that many and run on for a while, and kills it. */
async function runAndKill(at: { directory: string; log: string; prefix: string; runMs: number }, meanwhile: (pid: number) => Promise<void>): Promise<void> {
  const writer = spawn(process.execPath, [WRITER, at.directory, at.log, at.prefix], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = once(writer, 'exit');
  const hasOpened = async (count: number): Promise<void> => {
    while ((await readFile(at.log, 'utf8').catch(() => '')).split('opened').length <= count) {
      expect(writer.exitCode).toBeNull();
      await realClock.sleep(5);
    }
  };
  await hasOpened(1);
  await meanwhile(writer.pid ?? 0);
  await realClock.sleep(at.runMs);
  await hasOpened(OPENED_AT_LEAST + 1);
  writer.kill('SIGKILL');
  expect((await ended)[1]).toBe('SIGKILL');
}

function open(directory: string, rig: Rig): Promise<Journal> {
  return openJournal({ directory, disk: realDisk, clock: realClock, log: rig.log, segmentBytes: 65_536, bytesMax: 64 * 1024 * 1024 });
}

function compare(journal: Journal, heard: Heard): void {
  const listed = journal.unsettled();
  const ids = new Set(listed.map(({ id }) => id));
  expect([...heard.opened].filter((id) => !heard.settling.has(id) && !ids.has(id))).toEqual([]);
  expect([...ids].filter((id) => !heard.sent.has(id))).toEqual([]);
  for (const entry of listed) {
    expect(entry.body).toBe(bodyOf(entry.id));
    if (heard.noted.has(entry.id)) expect(entry.notes.length).toBe(1);
    for (const note of entry.notes) expect(note).toEqual({ kind: 'outcome', body: bodyOf(`${entry.id}!`) });
  }
}

test('twenty-five times killed with -9 while writing, the journal misses nothing it acknowledged and invents nothing', { timeout: 120_000 }, async () => {
  const parent = await mkdtemp(join(tmpdir(), 'fangnetz-kill-'));
  const directory = join(parent, 'journal');
  const rig = new Rig();
  const heard: Heard = { sent: new Set(), opened: new Set(), noted: new Set(), settling: new Set() };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const log = join(parent, `log-${round}`);
      await runAndKill({ directory, log, prefix: `r${round}`, runMs: (round * 37) % 150 }, async (pid) => {
        const error = await open(directory, rig).catch((fault: unknown) => fault);
        expect(isFault(error, 'JOURNAL_LOCKED')).toBe(true);
        expect(String(error)).toContain(`process ${pid} `);
      });
      await hear(log, heard);
      // Every other time the next writer itself is the one that replays.
      if (round % 2 === 1) {
        const journal = await open(directory, rig);
        compare(journal, heard);
        await journal.close();
      }
    }
    const journal = await open(directory, rig);
    compare(journal, heard);
    expect(heard.opened.size).toBeGreaterThan(ROUNDS * OPENED_AT_LEAST);
    expect(journal.status().pending).toBeGreaterThan(ROUNDS);
    expect(rig.events('error')).toEqual([]);
    for (const { id } of journal.unsettled()) journal.settle(id);
    await journal.close();
    expect((await readdir(directory)).filter((name) => !name.endsWith('.damaged'))).toEqual([]);
  } finally {
    await rm(parent, { recursive: true });
  }
});
