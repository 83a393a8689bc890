// Group commit: whatever is waiting is written with one write and one fdatasync, and each promise settles after
// the sync that covers it. One loop does all writing, so that a segment has one writer.
import { Fault, isFault, messageOf } from '../platform/errors.ts';
import { diskCode, writeFully } from './disk.ts';
import { encodeFrame, frameBytes } from './frame.ts';
import { RECORD, abortPayload } from './record.ts';
import type { OrdinalRange } from './record.ts';
import type { Segment, WritableSegment } from './segment.ts';
import type { SegmentShelf } from './segment-shelf.ts';
import type { Log } from '../platform/world.ts';

/** Who may still be written when the journal is nearly full: `open` stops first, `copy` and `settle` never do. */
export type Admission = 'open' | 'note' | 'copy' | 'settle';

export interface AppendedRecord {
  readonly ordinal: number;
  readonly segment: Segment;
  readonly bytes: number;
}

export interface AppendItem {
  readonly kind: number;
  readonly payload: Buffer;
  readonly admission: Admission;
  /** Of a record that is copied; a new record gets its ordinal when it is written. */
  readonly ordinal?: number;
  /** Asked just before writing: true where nobody needs the record any more. Nothing else is called then. */
  readonly leaveOut?: () => boolean;
  /** Called synchronously after the sync, before any segment can be sealed or removed. */
  readonly durable: (record: AppendedRecord) => void;
  readonly failed: (fault: Fault) => void;
}

const BATCH_BYTES_MAX = 1024 * 1024;
/** Only a disk that fails syncs for an hour reaches it; the record with all of them has to fit somewhere. */
const DENIALS_MAX = 10_000;

export interface AppenderOptions {
  readonly shelf: SegmentShelf;
  readonly log: Log;
  /** What is lazily waiting (settled entries) and travels with the next commit. */
  readonly riders: () => readonly AppendItem[];
  /** After a commit, so that segments can be looked through for what can go. */
  readonly committed: () => void;
}

export class Appender {
  readonly #options: AppenderOptions;
  #queue: AppendItem[] = [];
  #running: Promise<void> | null = null;
  #aborted: OrdinalRange[] = [];

  constructor(options: AppenderOptions) {
    this.#options = options;
  }

  append(item: AppendItem): void {
    this.#queue.push(item);
    this.#running ??= this.#run();
  }

  /** Seals the active segment unless something is being written; then it is for another time. */
  sealWhenIdle(): void {
    this.#running ??= this.#alone(this.#options.shelf.sealActive());
  }

  /** Tries for a segment with room unless something is being written, which tries as well. */
  async probe(): Promise<void> {
    this.#running ??= this.#alone(this.#options.shelf.ready());
    await this.#running;
  }

  /** The shelf is changed by the loop or by this, never by both. */
  async #alone(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      // The shelf has logged why, and says so in its status.
      if (!isFault(error)) throw error;
    }
    this.#running = this.#queue.length > 0 ? this.#run() : null;
    this.#options.committed();
  }

  /** Whether records that were refused could still come up again, since no commit has succeeded that denies them. */
  get owesDenial(): boolean {
    return this.#aborted.length > 0;
  }

  /** Resolves when nothing is waiting. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    // One turn, so that calls made in the same tick share the first commit.
    await Promise.resolve();
    try {
      while (this.#queue.length > 0) await this.#commit();
    } finally {
      this.#running = null;
    }
  }

  async #commit(): Promise<void> {
    const { shelf } = this.#options;
    const first = this.#queue[0] as AppendItem;
    if (!shelf.admits(first.admission, frameBytes(first.payload))) {
      this.#queue.shift();
      first.failed(shelf.fullFault());
      return;
    }
    let segment: WritableSegment;
    try {
      segment = await shelf.withRoom(first.admission, frameBytes(first.payload));
    } catch (error) {
      const fault = error instanceof Fault ? error : new Fault('JOURNAL_UNWRITABLE', `no journal segment can be written: ${messageOf(error)}`, { cause: error });
      this.#refuseQueue(fault);
      return;
    }
    await this.#write(segment);
    this.#options.committed();
  }

  async #write(segment: WritableSegment): Promise<void> {
    const batch = this.#batch(segment);
    if (batch.items.length === 0) return;
    const batchAt = segment.usedBytes;
    const bytes = Buffer.allocUnsafe(batch.bytes);
    const firstOrdinal = segment.nextOrdinal;
    const ordinals: number[] = [];
    let end = 0;
    for (const item of batch.items) {
      const ordinal = item.ordinal ?? segment.nextOrdinal++;
      ordinals.push(ordinal);
      end = encodeFrame(bytes, end, { segment: segment.number, ordinal, kind: item.kind, payload: item.payload, batchAt });
    }
    try {
      await writeFully(segment.file, bytes, batchAt);
      await segment.file.sync();
    } catch (error) {
      await this.#fail(segment, { items: batch.items, ordinals: [firstOrdinal, segment.nextOrdinal - 1], error });
      return;
    }
    segment.usedBytes = batchAt + bytes.length;
    batch.items.forEach((item, index) => {
      item.durable({ ordinal: ordinals[index] as number, segment, bytes: frameBytes(item.payload) });
    });
  }

  /** Refuses what waits, but for settlements that the last bytes of the active segment can take. */
  #refuseQueue(fault: Fault): void {
    const { shelf } = this.#options;
    for (const item of this.#queue.splice(0)) {
      if (item.admission === 'settle' && shelf.hasRoom('settle', frameBytes(item.payload))) this.#queue.push(item);
      else item.failed(fault);
    }
  }

  /** Takes what fits: first the denial of refused records, then the riders, then the queue in its order. */
  #batch(segment: WritableSegment): { readonly items: readonly AppendItem[]; readonly bytes: number } {
    const { shelf, riders } = this.#options;
    const left = segment.fileBytes - segment.usedBytes;
    const items: AppendItem[] = [];
    let bytes = 0;
    const first = this.#queue[0] as AppendItem;
    // The first of the queue is what room was made for.
    const reserved = frameBytes(first.payload) + (first.admission === 'settle' ? 0 : shelf.settleRoom);
    const denial = this.#aborted.length > 0 ? this.#denial() : null;
    for (const item of denial === null ? riders() : [denial, ...riders()]) {
      const size = frameBytes(item.payload);
      if (bytes + size + reserved <= left) {
        items.push(item);
        bytes += size;
      } else if (item !== denial) this.#queue.push(item);
    }
    while (this.#queue.length > 0) {
      const item = this.#queue[0] as AppendItem;
      const size = frameBytes(item.payload);
      const bounded = items.length === 0 || bytes + size <= BATCH_BYTES_MAX;
      if (!bounded || !shelf.hasRoom(item.admission, bytes + size) || !shelf.admits(item.admission, size)) break;
      this.#queue.shift();
      if (item.leaveOut?.() === true) continue;
      items.push(item);
      bytes += size;
    }
    return { items, bytes };
  }

  #denial(): AppendItem {
    const ranges = this.#aborted;
    return {
      kind: RECORD.abort,
      payload: abortPayload(ranges),
      admission: 'settle',
      durable: () => {
        this.#aborted = this.#aborted.filter((range) => !ranges.includes(range));
      },
      failed: () => undefined,
    };
  }

  async #fail(segment: WritableSegment, batch: { items: readonly AppendItem[]; ordinals: OrdinalRange; error: unknown }): Promise<void> {
    const { shelf, log } = this.#options;
    log.error(
      { event: 'journal_segment_failed', segment: segment.number, code: diskCode(batch.error), error: messageOf(batch.error), refused: batch.items.length },
      'A journal segment could not be written; it is sealed and a new one is tried',
    );
    const [first, last] = batch.ordinals;
    if (first <= last) this.#aborted = merged([...this.#aborted, batch.ordinals]).slice(-DENIALS_MAX);
    await shelf.retireFailed(batch.error);
    const fault = new Fault('JOURNAL_UNWRITABLE', `the journal could not be synced: ${messageOf(batch.error)}`, { cause: batch.error });
    for (const item of batch.items) item.failed(fault);
  }
}

/** Neighbouring ranges become one, so that a long outage does not grow a long list. */
function merged(ranges: readonly OrdinalRange[]): OrdinalRange[] {
  const result: OrdinalRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last !== undefined && last[1] + 1 === range[0]) result[result.length - 1] = [last[0], range[1]];
    else result.push(range);
  }
  return result;
}
