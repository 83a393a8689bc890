// How many entries a second the journal takes on this disk, each acknowledged after its sync; and how long a replay
// takes. `node bench/journal.ts [directory]`; the directory decides which disk is measured.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../src/journal/open-journal.ts';
import { realDisk } from '../src/journal/real-disk.ts';
import type { Journal } from '../src/journal/journal.ts';
import { realClock } from '../src/platform/real-world.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const SECONDS = 4;
// About what a function request of a voice platform weighs.
const body = { name: 'book_appointment', args: { datum: '2026-12-01', uhrzeit: '14:30', dienstleistung: 'Herrenhaarschnitt' }, call: 'x'.repeat(700) };

function open(directory: string): Promise<Journal> {
  return openJournal({ directory, disk: realDisk, clock: realClock, log: silent });
}

function percentile(sorted: readonly number[], share: number): string {
  return (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
}

async function appends(parent: string, concurrency: number): Promise<void> {
  const directory = join(parent, `appends-${concurrency}`);
  const journal = await open(directory);
  const until = performance.now() + SECONDS * 1000;
  const times: number[] = [];
  let next = 0;
  const client = async () => {
    while (performance.now() < until) {
      const id = `entry-${next++}`;
      const startedAt = performance.now();
      await journal.open({ id, order: 'call', kind: 'function', body });
      times.push(performance.now() - startedAt);
      journal.settle(id);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  times.sort((a, b) => a - b);
  const line = `p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms, max ${percentile(times, 0.99999)} ms`;
  process.stdout.write(`${String(concurrency).padStart(3)} at once: ${Math.round(times.length / SECONDS)} entries/s, ${line}, ${journal.status().state}\n`);
  await journal.close();
}

async function replays(parent: string, entries: number): Promise<void> {
  const directory = join(parent, 'replay');
  const journal = await open(directory);
  await Promise.all(Array.from({ length: entries }, (_, index) => journal.open({ id: `entry-${index}`, order: `call-${index % 100}`, kind: 'function', body })));
  const { bytes } = journal.status();
  await journal.close();
  const startedAt = performance.now();
  const again = await open(directory);
  const tookMs = performance.now() - startedAt;
  process.stdout.write(`replay of ${(bytes / 1e6).toFixed(0)} MB, ${again.status().pending} unsettled entries: ${tookMs.toFixed(0)} ms\n`);
  const listedAt = performance.now();
  const weight = again.unsettled().reduce((sum, entry) => sum + JSON.stringify(entry.body).length, 0);
  process.stdout.write(`listing and reading them: ${(performance.now() - listedAt).toFixed(0)} ms (${(weight / 1e6).toFixed(0)} MB)\n`);
  await again.close();
}

const parent = await mkdtemp(join(process.argv[2] ?? tmpdir(), 'fangnetz-journal-'));
try {
  for (const concurrency of [1, 16, 64, 256]) await appends(parent, concurrency);
  await replays(parent, 120_000);
} finally {
  await rm(parent, { recursive: true });
}
