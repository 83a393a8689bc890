// Makes a segment sound, and its bytes durable, by writing its sound records to a new file that takes its place.
// Nothing is thrown away: what could not be read is kept beside it as `.damaged`, for a person to look at. A crash
// at any point leaves the original or the new file in place.
import { frameBytes, encodeFrame } from './frame.ts';
import type { Frame } from './frame.ts';
import { damagedPath } from './segment.ts';
import { diskCode, writeNewFile } from './disk.ts';
import type { Disk } from './disk.ts';
import type { SegmentScan } from './scan.ts';

export interface Rewrite {
  readonly disk: Disk;
  readonly directory: string;
  readonly path: string;
  readonly number: number;
  readonly frames: readonly Frame[];
}

export interface Repair extends Omit<Rewrite, 'frames'> {
  readonly bytes: Buffer;
  readonly scan: SegmentScan;
}

/** Returns the length of the file that is now in place. */
export async function repairSegment(repair: Repair): Promise<number> {
  const { disk, path, scan, bytes } = repair;
  const kept = damagedPath(path);
  // A torn tail is kept by itself, a file damaged in the middle as a whole.
  const from = scan.health === 'damaged' ? 0 : scan.soundBytes;
  await removeIfThere(disk, kept);
  await writeNewFile(disk, kept, bytes.subarray(from, scan.usedBytes));
  return rewriteSegment({ ...repair, frames: scan.frames });
}

/** Returns the length of the file that is now in place. */
export async function rewriteSegment(rewrite: Rewrite): Promise<number> {
  const { disk, directory, path } = rewrite;
  const sound = soundBytes(rewrite);
  const rewritten = `${path}.rewritten`;
  await removeIfThere(disk, rewritten);
  await writeNewFile(disk, rewritten, sound);
  await disk.syncDirectory(directory);
  await disk.rename(rewritten, path);
  await disk.syncDirectory(directory);
  return sound.length;
}

function soundBytes({ frames, number }: Rewrite): Buffer {
  const sound = Buffer.alloc(frames.reduce((sum, frame) => sum + frameBytes(frame.payload), 0));
  let offset = 0;
  // All of it is being synced now, so each record counts as a commit of its own.
  for (const frame of frames) offset = encodeFrame(sound, offset, { ...frame, segment: number, batchAt: offset });
  return sound;
}

async function removeIfThere(disk: Disk, path: string): Promise<void> {
  try {
    await disk.remove(path);
  } catch (error) {
    if (diskCode(error) !== 'ENOENT') throw error;
  }
}
