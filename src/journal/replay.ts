// Reads every segment at start and finds what is unsettled. Records may lie there more than once (carried over, and
// a crash before the old segment went): the ordinal tells, and where they lie last counts.
import { join } from 'node:path';
import { messageOf } from '../platform/errors.ts';
import type { Log } from '../platform/world.ts';
import { frameBytes } from './frame.ts';
import type { Frame } from './frame.ts';
import type { LiveRecord, NewLiveEntry } from './live-entries.ts';
import { RECORD, readAbort, readNote, readOpen, readSettle } from './record.ts';
import type { OrdinalRange } from './record.ts';
import { repairSegment, rewriteSegment } from './repair.ts';
import { scanSegment } from './scan.ts';
import type { Entry } from './journal.ts';
import { segmentNumber } from './segment.ts';
import type { Segment } from './segment.ts';
import { diskCode } from './disk.ts';
import type { Disk } from './disk.ts';

export interface Replay {
  readonly segments: readonly Segment[];
  /** In the order in which they were opened. */
  readonly entries: readonly NewLiveEntry[];
  readonly nextNumber: number;
  /** Segments that hold, or held, something unreadable that had been acknowledged. */
  readonly damaged: number;
}

export interface ReplayOptions {
  readonly disk: Disk;
  readonly directory: string;
  readonly log: Log;
}

export async function replay(options: ReplayOptions): Promise<Replay> {
  const found = new Found();
  const segments: Segment[] = [];
  let damaged = 0;
  let lastNumber = 0;
  let last: ReadSegment | null = null;
  const names = (await options.disk.list(options.directory)).map((name) => ({ name, parsed: segmentNumber(name) }));
  for (const { name, parsed } of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (parsed === null) continue;
    lastNumber = Math.max(lastNumber, parsed.number);
    if (parsed.damaged) continue;
    const read = await readSegment(options, { name, number: parsed.number });
    if (read === null || read.damaged) damaged++;
    if (read === null) continue;
    segments.push(read.segment);
    if (read.segment.usedBytes > 0) last = read;
    for (const frame of read.frames) found.add(frame, read.segment);
  }
  // It was being written when its process ended, even if it happens to be full to the last byte.
  if (last !== null && !last.rewritten) await rewrite(options, last);
  const entries = found.entries();
  if (damaged > 0) reportOrphans(options.log, found);
  return { segments, entries, nextNumber: lastNumber + 1, damaged };
}

/** The unsettled entries as they stand, beside a journal that may be open: nothing is locked, cut or written anew. */
export async function peek(options: ReplayOptions): Promise<Entry[]> {
  const found = new Found();
  const listed = await options.disk.list(options.directory).catch((error: unknown) => {
    if (diskCode(error) === 'ENOENT') return [];
    throw error;
  });
  const names = listed.filter((name) => segmentNumber(name)?.damaged === false).sort();
  for (const name of names) {
    const number = segmentNumber(name)!.number;
    const path = join(options.directory, name);
    const bytes = await options.disk.read(path).catch(() => null);
    // Settled and deleted since it was listed.
    if (bytes === null) continue;
    const scan = scanSegment(bytes, number);
    const segment: Segment = { number, path, fileBytes: bytes.length, usedBytes: scan.usedBytes, liveBytes: 0, failed: false };
    for (const frame of scan.frames) found.add(frame, segment);
  }
  return found.entries().map(entryOf);
}

function entryOf({ id, order, openedAt, kind, open, notes }: NewLiveEntry): Entry {
  return { id, order, openedAt, kind, body: readOpen(open.payload).body, notes: notes.map((note) => ({ kind: readNote(note.payload).kind, body: readNote(note.payload).body })) };
}

interface ReadSegment {
  readonly segment: Segment;
  readonly frames: readonly Frame[];
  readonly damaged: boolean;
  readonly rewritten: boolean;
}

async function readSegment(options: ReplayOptions, file: { name: string; number: number }): Promise<ReadSegment | null> {
  const { disk, directory, log } = options;
  const path = join(directory, file.name);
  let bytes: Buffer;
  try {
    bytes = await disk.read(path);
  } catch (error) {
    log.error({ event: 'journal_segment_unreadable', file: file.name, error: messageOf(error) }, 'A journal segment cannot be read; it is left as it is');
    return null;
  }
  const scan = scanSegment(bytes, file.number);
  const segment: Segment = { number: file.number, path, fileBytes: bytes.length, usedBytes: scan.usedBytes, liveBytes: 0, failed: false };
  const read = { segment, frames: scan.frames, damaged: scan.health === 'damaged' };
  if (scan.health === 'clean') {
    return { ...read, rewritten: segment.fileBytes !== segment.usedBytes && (await rewrite(options, read)) };
  }
  report(log, { ...file, health: scan.health, unreadable: scan.unreadableBytes, records: scan.frames.length });
  const rewritten = await replaced(options, segment, () => repairSegment({ disk, directory, path, number: file.number, bytes, scan }));
  return { ...read, rewritten };
}

/**
 * A segment that was not sealed may hold records whose sync failed: readable now, but only from memory, and no later
 * sync of this file writes them (Linux marks such pages clean). From here on they count, so they are written anew.
 */
async function rewrite(options: ReplayOptions, read: { segment: Segment; frames: readonly Frame[] }): Promise<boolean> {
  const { disk, directory } = options;
  const { path, number } = read.segment;
  return replaced(options, read.segment, () => rewriteSegment({ disk, directory, path, number, frames: read.frames }));
}

async function replaced(options: ReplayOptions, segment: Segment, replace: () => Promise<number>): Promise<boolean> {
  try {
    segment.fileBytes = segment.usedBytes = await replace();
    return true;
  } catch (error) {
    // Read it is. Where the disk is full or read-only, its entries are copied when that is over.
    segment.failed = true;
    options.log.warn({ event: 'journal_segment_untrimmed', segment: segment.number, error: messageOf(error) }, 'A journal segment could not be written anew');
    return false;
  }
}

function report(log: Log, found: { name: string; health: 'torn' | 'damaged'; unreadable: number; records: number }): void {
  const fields = { file: found.name, unreadable_bytes: found.unreadable, records: found.records, kept: `${found.name}.damaged` };
  if (found.health === 'torn') log.warn({ event: 'journal_torn_tail', ...fields }, 'A journal segment ended in an unfinished write, which was cut off');
  else log.error({ event: 'journal_damaged', ...fields }, 'A journal segment is damaged; its sound records were taken, the file is kept aside');
}

/** Only after damage: an intact journal also holds notes of entries whose segment went, settled. */
function reportOrphans(log: Log, found: Found): void {
  const orphans = found.orphans();
  if (orphans > 0) log.error({ event: 'journal_orphans', notes: orphans }, 'Notes were found whose entry is not readable');
}

class Found {
  readonly #opens = new Map<number, LiveRecord>();
  readonly #notes = new Map<number, Map<number, LiveRecord>>();
  readonly #settled = new Set<number>();
  readonly #aborted: OrdinalRange[] = [];

  add(frame: Frame, segment: Segment): void {
    if (frame.kind === RECORD.settle) return readSettle(frame.payload).forEach((entry) => this.#settle(entry));
    if (frame.kind === RECORD.abort) {
      this.#aborted.push(...readAbort(frame.payload));
      return undefined;
    }
    // A copy, so that one small living record does not hold its whole segment in memory.
    const record = { ordinal: frame.ordinal, payload: Buffer.from(frame.payload), bytes: frameBytes(frame.payload), segment };
    if (frame.kind === RECORD.open) {
      if (!this.#settled.has(frame.ordinal)) this.#opens.set(frame.ordinal, record);
    } else if (frame.kind === RECORD.note) this.#note(record);
    return undefined;
  }

  entries(): NewLiveEntry[] {
    const opens = [...this.#opens.values()].filter((record) => this.#stands(record)).sort((a, b) => a.ordinal - b.ordinal);
    return opens.map((open) => {
      const { id, order, openedAt, kind } = readOpen(open.payload);
      const notes = [...(this.#notes.get(open.ordinal)?.values() ?? [])];
      const standing = notes.filter((record) => this.#stands(record)).sort((a, b) => a.ordinal - b.ordinal);
      return { id, order, openedAt, kind, open, notes: standing };
    });
  }

  orphans(): number {
    let count = 0;
    for (const [entry, notes] of this.#notes) {
      if (!this.#opens.has(entry)) count += [...notes.values()].filter((record) => this.#stands(record)).length;
    }
    return count;
  }

  #settle(entry: number): void {
    this.#settled.add(entry);
    this.#opens.delete(entry);
    this.#notes.delete(entry);
  }

  #note(record: LiveRecord): void {
    const { entry } = readNote(record.payload);
    if (this.#settled.has(entry)) return;
    const notes = this.#notes.get(entry) ?? new Map<number, LiveRecord>();
    this.#notes.set(entry, notes.set(record.ordinal, record));
  }

  #stands(record: LiveRecord): boolean {
    return !this.#aborted.some(([first, last]) => record.ordinal >= first && record.ordinal <= last);
  }
}
