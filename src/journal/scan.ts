// Reads one segment's bytes: the sound records, where they end, and whether what follows is a clean end, a torn
// tail, or damage in the middle behind which sound records lie.
import { FRAME_MAGIC, decodeFrame, frameBytes } from './frame.ts';
import type { Frame } from './frame.ts';

/**
 * `clean`: zeros or nothing after the last record. `torn`: unreadable bytes that can only be the last,
 * unacknowledged group commit. `damaged`: something acknowledged may have been destroyed.
 * (A bit that rots in the very last commit of a segment looks like a torn tail; nothing can tell them apart.)
 */
export type SegmentHealth = 'clean' | 'torn' | 'damaged';

export interface SegmentScan {
  readonly frames: readonly Frame[];
  readonly health: SegmentHealth;
  /** End of the run of sound records from the start of the file. */
  readonly soundBytes: number;
  /** End of the last byte that is not zero: what a copy of an unsound file has to keep. */
  readonly usedBytes: number;
  /** Bytes between sound records that could not be read. */
  readonly unreadableBytes: number;
}

export function scanSegment(bytes: Buffer, segment: number): SegmentScan {
  const frames: Frame[] = [];
  let offset = 0;
  let soundBytes: number | null = null;
  let unreadableBytes = 0;
  for (;;) {
    const frame = decodeFrame(bytes, { segment, offset });
    if (frame !== null) {
      frames.push(frame);
      offset += frameBytes(frame.payload);
      continue;
    }
    soundBytes ??= offset;
    const next = nextFrame(bytes, { segment, offset });
    if (next === null) break;
    unreadableBytes += next - offset;
    offset = next;
  }
  const usedBytes = Math.max(endOfContent(bytes), offset);
  unreadableBytes += usedBytes - offset;
  return { frames, health: judge({ frames, soundBytes, unreadableBytes }), soundBytes, usedBytes, unreadableBytes };
}

function judge(found: { frames: readonly Frame[]; soundBytes: number; unreadableBytes: number }): SegmentHealth {
  if (found.unreadableBytes === 0) return 'clean';
  // A commit that began behind the first bad place proves that the bad place had been synced and acknowledged.
  return found.frames.some((frame) => frame.batchAt > found.soundBytes) ? 'damaged' : 'torn';
}

function nextFrame(bytes: Buffer, place: { segment: number; offset: number }): number | null {
  let at = bytes.indexOf(FRAME_MAGIC, place.offset + 1);
  while (at !== -1) {
    if (decodeFrame(bytes, { segment: place.segment, offset: at }) !== null) return at;
    at = bytes.indexOf(FRAME_MAGIC, at + 1);
  }
  return null;
}

const ZEROS = Buffer.alloc(4096);

function endOfContent(bytes: Buffer): number {
  let end = bytes.length;
  while (end >= ZEROS.length && ZEROS.compare(bytes, end - ZEROS.length, end) === 0) end -= ZEROS.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return end;
}
