// Opens the journal of a directory: takes the lock, replays what is there, and puts the parts together.
import { join } from 'node:path';
import { assert } from '../platform/assert.ts';
import { Fault, isFault, messageOf } from '../platform/errors.ts';
import type { Clock, Log } from '../platform/world.ts';
import { diskCode } from './disk.ts';
import type { Disk } from './disk.ts';
import { FileJournal } from './file-journal.ts';
import type { Journal } from './journal.ts';
import { Lock } from './lock.ts';
import type { Processes } from './processes.ts';
import { realProcesses } from './real-processes.ts';
import { replay } from './replay.ts';
import type { Replay } from './replay.ts';
import { segmentNumber } from './segment.ts';

const MEBIBYTE = 1024 * 1024;

export interface OpenJournalOptions {
  readonly directory: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly log: Log;
  /** Bound on the segments' size, default 512 MiB; at least eight segments. */
  readonly bytesMax?: number;
  /** Default 8 MiB. */
  readonly segmentBytes?: number;
  readonly processes?: Processes;
}

const NOTHING: Replay = { segments: [], entries: [], nextNumber: 1, damaged: 0 };

/**
 * On a full or read-only disk the journal opens all the same, with what is readable: `status().state` is `down`,
 * appends are refused, and it comes up by itself once the disk does. Throws Fault JOURNAL_LOCKED while another
 * process lives that uses the directory, and JOURNAL_UNWRITABLE where the directory is there but cannot be read.
 */
export async function openJournal(options: OpenJournalOptions): Promise<Journal> {
  const { directory, disk, clock, log } = options;
  const segmentBytes = options.segmentBytes ?? 8 * MEBIBYTE;
  const bytesMax = options.bytesMax ?? 512 * MEBIBYTE;
  assert(bytesMax >= 8 * segmentBytes, 'the size bound of the journal holds at least eight segments');
  const lock = new Lock({ disk, directory, clock, processes: options.processes ?? realProcesses });
  await prepare(options, lock);
  try {
    const found = await readAll(options);
    const holdLock = lock.held ? () => lock.verify() : () => lateLock({ disk, directory, lock, found });
    const journal = new FileJournal({ disk, directory, clock, log, segmentBytes, bytesMax, lock, holdLock, found });
    await journal.start();
    return journal;
  } catch (error) {
    await lock.release().catch(() => undefined);
    throw error;
  }
}

/** Where the disk refuses writing, the lock and even the directory have to wait; `lateLock` makes up for it. */
async function prepare(options: OpenJournalOptions, lock: Lock): Promise<void> {
  const { disk, directory, log } = options;
  try {
    await disk.makeDirectory(directory);
    await lock.acquire();
  } catch (error) {
    if (isFault(error) || diskCode(error) === null) throw error;
    log.error({ event: 'journal_unwritable', code: diskCode(error), error: messageOf(error) }, 'The journal directory cannot be created or locked');
  }
}

async function readAll(options: OpenJournalOptions): Promise<Replay> {
  try {
    return await replay(options);
  } catch (error) {
    if (diskCode(error) === null) throw error;
    if (diskCode(error) === 'ENOENT') return NOTHING;
    throw new Fault('JOURNAL_UNWRITABLE', `the journal in ${options.directory} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/** The disk refused the lock at the start. Before the first write it is taken, and what was read must still be all there is. */
async function lateLock(late: { disk: Disk; directory: string; lock: Lock; found: Replay }): Promise<void> {
  const { disk, directory, lock, found } = late;
  if (lock.held) return lock.verify();
  await disk.makeDirectory(directory);
  await lock.acquire();
  const known = new Set(found.segments.map((segment) => segment.path));
  for (const name of await disk.list(directory)) {
    const parsed = segmentNumber(name);
    if (parsed === null || parsed.damaged || known.has(join(directory, name))) continue;
    await lock.release();
    throw new Fault('JOURNAL_UNWRITABLE', `${directory} came back with entries that were not read; start again to take them up`);
  }
  return undefined;
}
