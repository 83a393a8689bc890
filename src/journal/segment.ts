// Segment files: `00000007.segment`. Their number shows their order; it is never used twice while anything of
// an earlier use is left. They are filled with zeros when created, so that the blocks are really allocated and
// an append inside one neither meets a full disk nor has to sync the file's size.
import { join } from 'node:path';
import { assert } from '../platform/assert.ts';
import { writeFully } from './disk.ts';
import { FRAME_HEADER_BYTES } from './frame.ts';
import type { Disk, DiskFile } from './disk.ts';

const SUFFIX = '.segment';
const DAMAGED_SUFFIX = '.damaged';
const ZEROS = Buffer.alloc(1024 * 1024);

/**
 * A record's ordinal begins with the number of the segment it was first written to. Were ordinals counted on from
 * what a start finds, then a refused record (or a denial) whose cut a power failure undoes could come up later
 * with an ordinal that was given to another record meanwhile, and take that record's place.
 */
const ORDINALS_PER_SEGMENT = 2 ** 24;

export interface Segment {
  readonly number: number;
  readonly path: string;
  /** What it takes on the disk. */
  fileBytes: number;
  /** End of the last acknowledged record. */
  usedBytes: number;
  /** Bytes of records of unsettled entries. At 0 a sealed segment can go. */
  liveBytes: number;
  /** A write or sync failed here: never written again, and what lives here is copied elsewhere. */
  failed: boolean;
}

export interface WritableSegment extends Segment {
  readonly file: DiskFile;
  /** The ordinal of the next new record here. */
  nextOrdinal: number;
}

function segmentPath(directory: string, number: number): string {
  return join(directory, `${String(number).padStart(8, '0')}${SUFFIX}`);
}

export function damagedPath(segment: string): string {
  return `${segment}${DAMAGED_SUFFIX}`;
}

/**
 * Bytes at the end of a segment that only settlements may fill: on a full disk it is they that lead to segments
 * being deleted, so they must find room where nothing else does.
 */
export function settleRoom(segmentBytes: number): number {
  return Math.max(256, Math.floor(segmentBytes / 64));
}

/** The segment's number, of a damaged copy too, or null for any other file. */
export function segmentNumber(name: string): { readonly number: number; readonly damaged: boolean } | null {
  const match = /^(\d{8})\.segment(\.damaged)?$/.exec(name);
  return match === null ? null : { number: Number(match[1]), damaged: match[2] !== undefined };
}

/** Creates and preallocates; where that fails, nothing is left behind and the error is thrown. */
export async function createSegment(disk: Disk, directory: string, at: { number: number; bytes: number }): Promise<WritableSegment> {
  assert(at.number < 2 ** 24 && at.bytes < ORDINALS_PER_SEGMENT * FRAME_HEADER_BYTES, 'ordinals fit into 48 bits');
  const path = segmentPath(directory, at.number);
  const file = await disk.create(path);
  try {
    for (let offset = 0; offset < at.bytes; offset += ZEROS.length) {
      await writeFully(file, ZEROS.subarray(0, Math.min(ZEROS.length, at.bytes - offset)), offset);
    }
    await file.sync();
    await disk.syncDirectory(directory);
  } catch (error) {
    await file.close().catch(() => undefined);
    // A leftover would only be an empty segment, which the next start removes.
    await disk.remove(path).catch(() => undefined);
    throw error;
  }
  return { number: at.number, path, file, fileBytes: at.bytes, usedBytes: 0, liveBytes: 0, failed: false, nextOrdinal: at.number * ORDINALS_PER_SEGMENT };
}

/** Gives the unused end back and closes. Best effort: neither can endanger a record that was synced. */
export async function sealSegment(segment: WritableSegment): Promise<void> {
  try {
    // One zero stays in a failed one: by that the next start sees that the cut must be made durable.
    const bytes = segment.usedBytes + (segment.failed ? 1 : 0);
    await segment.file.truncate(bytes);
    segment.fileBytes = bytes;
  } catch {
    // The zeros (after a failed sync: the refused records) stay; replay knows both.
  }
  await segment.file.close().catch(() => undefined);
}
