// The segments of one journal: the active one, a spare prepared ahead (so that no caller waits for eight
// megabytes of zeros), the sealed ones, and the size bound over all of them.
import { Fault, messageOf } from '../platform/errors.ts';
import { diskCode } from './disk.ts';
import { createSegment, sealSegment, settleRoom } from './segment.ts';
import type { Admission } from './append.ts';
import type { Disk } from './disk.ts';
import type { Segment, WritableSegment } from './segment.ts';
import type { Clock, Log } from '../platform/world.ts';

/** Segments kept back from `open`, so that notes on entries that exist still find room at the bound. */
const RESERVE_SEGMENTS = 2;
/** At most this often is a new segment tried on a disk that refused one: a try on a full disk writes megabytes. */
const RETRY_MS = 250;
const SPARE_RETRY_MS = 5000;

export interface ShelfOptions {
  readonly disk: Disk;
  readonly directory: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly segmentBytes: number;
  readonly bytesMax: number;
  readonly nextNumber: number;
  readonly sealed: readonly Segment[];
  /** Throws unless this process holds the lock; asked before each new segment. */
  readonly holdLock: () => Promise<void>;
}

export class SegmentShelf {
  readonly #options: ShelfOptions;
  readonly #sealed: Segment[];
  #sealedBytes: number;
  #active: WritableSegment | null = null;
  #activeSinceAt = 0;
  #spare: WritableSegment | null = null;
  #preparing: Promise<void> | null = null;
  #spareFailure: string | null = null;
  #spareRetryAt = 0;
  #nextNumber: number;
  #failure: { readonly reason: string; readonly cause: unknown; readonly retryAt: number } | null = null;
  #full = false;
  #alarmed = false;

  constructor(options: ShelfOptions) {
    this.#options = options;
    this.#sealed = [...options.sealed];
    this.#sealedBytes = this.#sealed.reduce((sum, segment) => sum + segment.fileBytes, 0);
    this.#nextNumber = options.nextNumber;
  }

  get sealed(): readonly Segment[] {
    return this.#sealed;
  }

  get active(): WritableSegment | null {
    return this.#active;
  }

  get activeSinceAt(): number {
    return this.#activeSinceAt;
  }

  get bytes(): number {
    return this.#sealedBytes + (this.#active?.fileBytes ?? 0) + (this.#spare?.fileBytes ?? 0);
  }

  /** Why nothing can be appended, or null. */
  get down(): string | null {
    if (this.#failure !== null && !this.hasRoom('open', this.#ordinaryBytes)) return this.#failure.reason;
    return this.#full ? 'the journal has reached its size bound' : null;
  }

  /** The last try for a new segment failed. */
  get failing(): boolean {
    return this.#failure !== null;
  }

  /** Why the journal needs attention although it takes appends, or null. */
  get degraded(): string | null {
    if (this.#failure !== null) return this.#failure.reason;
    const failed = this.#sealed.find((segment) => segment.failed);
    if (failed !== undefined) return `segment ${failed.number} could not be written and was replaced`;
    if (this.#spareFailure !== null) return `the next segment cannot be prepared: ${this.#spareFailure}`;
    return this.#nearBound() ? `more than half of the journal's size bound is used` : null;
  }

  /** What an ordinary request may need: with less left and no new segment to be had, the journal is down. */
  get #ordinaryBytes(): number {
    return Math.min(64 * 1024, Math.floor(this.#options.segmentBytes / 16));
  }

  /** Makes room for an ordinary request, with a new segment where that is needed; throws where there is none. */
  async ready(): Promise<void> {
    await this.withRoom('open', this.#ordinaryBytes);
  }

  /** The next append tries the disk, however recently it refused. */
  retryNow(): void {
    if (this.#failure !== null) this.#failure = { ...this.#failure, retryAt: -Infinity };
  }

  /** At the end of each segment, for settlements only. */
  get settleRoom(): number {
    return settleRoom(this.#options.segmentBytes);
  }

  /** Whether so many bytes go into the active segment. */
  hasRoom(admission: Admission, bytes: number): boolean {
    const active = this.#active;
    if (active === null) return false;
    return active.usedBytes + bytes <= active.fileBytes - (admission === 'settle' ? 0 : this.settleRoom);
  }

  /** Whether the size bound lets a record of this size be written. */
  admits(admission: Admission, bytes: number): boolean {
    if (admission === 'copy' || admission === 'settle') return true;
    const { bytesMax, segmentBytes } = this.#options;
    const limit = admission === 'open' ? bytesMax - RESERVE_SEGMENTS * segmentBytes : bytesMax;
    const needed = this.hasRoom(admission, bytes) ? 0 : segmentBytes;
    const admitted = this.#sealedBytes + (this.#active?.fileBytes ?? 0) + needed <= limit;
    if (admission === 'open') this.#full = !admitted;
    return admitted;
  }

  fullFault(): Fault {
    return new Fault('JOURNAL_FULL', `the journal holds ${this.bytes} of ${this.#options.bytesMax} bytes`);
  }

  /** The active segment, or the next one where it has no room. Throws Fault JOURNAL_UNWRITABLE where none can be made. */
  async withRoom(admission: Admission, bytes: number): Promise<WritableSegment> {
    const active = this.#active;
    if (active !== null && this.hasRoom(admission, bytes)) {
      if (active.usedBytes > active.fileBytes / 2) this.#prepareSpare();
      return active;
    }
    const next = await this.#takeNext();
    // Only now, so that smaller records still find the old one where no new one can be made.
    await this.sealActive();
    this.#active = next;
    this.#activeSinceAt = this.#options.clock.now();
    this.#checkAlarm();
    return next;
  }

  /** Ends the active segment; the next append starts another. */
  async sealActive(): Promise<void> {
    const active = this.#active;
    if (active === null) return;
    this.#active = null;
    // Booked before the first await: liveBytes of its entries must never be in a segment that nobody lists.
    this.#pushSealed(active);
    const before = active.fileBytes;
    await sealSegment(active);
    this.#sealedBytes += active.fileBytes - before;
  }

  /** Takes a segment whose write or sync failed out of use for good. */
  async retireFailed(cause: unknown): Promise<void> {
    const active = this.#active;
    if (active === null) return;
    active.failed = true;
    // A new segment that took nothing: the next would hardly fare better at once.
    if (active.usedBytes === 0) this.#refused(cause);
    await this.sealActive();
  }

  /** Deletes a sealed segment of which nothing is needed. The name's removal is durable when it resolves. */
  async remove(segment: Segment): Promise<void> {
    const { disk, directory } = this.#options;
    await disk.remove(segment.path).catch((error: unknown) => {
      // A try before this one may have removed it and then failed to sync the directory.
      if (diskCode(error) !== 'ENOENT') throw error;
    });
    await disk.syncDirectory(directory);
    this.#sealed.splice(this.#sealed.indexOf(segment), 1);
    this.#sealedBytes -= segment.fileBytes;
    this.#full = false;
    this.#checkAlarm();
  }

  /** Ends all use; a spare is removed. */
  async close(): Promise<void> {
    await this.#preparing;
    await this.sealActive();
    const spare = this.#spare;
    this.#spare = null;
    if (spare === null) return;
    await sealSegment(spare);
    await this.#options.disk.remove(spare.path).catch(() => undefined);
  }

  async #takeNext(): Promise<WritableSegment> {
    await this.#preparing;
    const { clock, log } = this.#options;
    const spare = this.#spare;
    if (spare !== null) {
      this.#spare = null;
      return spare;
    }
    if (this.#failure !== null && clock.monotonic() < this.#failure.retryAt) throw this.#unwritable(this.#failure.cause);
    try {
      const segment = await this.#create();
      if (this.#failure !== null) log.info({ event: 'journal_writable' }, 'The journal can be written again');
      this.#failure = null;
      this.#spareFailure = null;
      return segment;
    } catch (error) {
      if (this.#failure === null) {
        log.error({ event: 'journal_unwritable', code: diskCode(error), error: messageOf(error) }, 'No journal segment can be created');
      }
      this.#refused(error);
      throw this.#unwritable(error);
    }
  }

  async #create(): Promise<WritableSegment> {
    const { disk, directory, segmentBytes, holdLock } = this.#options;
    await holdLock();
    // Each try takes a new number: what a failed one left behind is not met again.
    return createSegment(disk, directory, { number: this.#nextNumber++, bytes: segmentBytes });
  }

  #refused(cause: unknown): void {
    const retryAt = this.#options.clock.monotonic() + RETRY_MS;
    this.#failure = { reason: `no segment can be written: ${messageOf(cause)}`, cause, retryAt };
  }

  #unwritable(cause: unknown): Fault {
    return new Fault('JOURNAL_UNWRITABLE', `no journal segment can be written: ${messageOf(cause)}`, { cause });
  }

  #prepareSpare(): void {
    const { clock, bytesMax, segmentBytes, log } = this.#options;
    if (this.#spare !== null || this.#preparing !== null || clock.monotonic() < this.#spareRetryAt) return;
    if (this.bytes + segmentBytes > bytesMax) return;
    this.#preparing = this.#create()
      .then(
        (segment) => {
          this.#spare = segment;
          this.#spareFailure = null;
        },
        (error: unknown) => {
          if (this.#spareFailure === null) log.error({ event: 'journal_spare_failed', code: diskCode(error), error: messageOf(error) }, 'The next journal segment cannot be prepared');
          this.#spareFailure = messageOf(error);
          this.#spareRetryAt = clock.monotonic() + SPARE_RETRY_MS;
        },
      )
      .finally(() => {
        this.#preparing = null;
      });
  }

  #pushSealed(segment: Segment): void {
    this.#sealed.push(segment);
    this.#sealedBytes += segment.fileBytes;
  }

  #nearBound(): boolean {
    return this.bytes * 2 > this.#options.bytesMax;
  }

  #checkAlarm(): void {
    const near = this.#nearBound();
    if (near && !this.#alarmed) {
      this.#options.log.error(
        { event: 'journal_half_full', bytes: this.bytes, bytes_max: this.#options.bytesMax },
        'The journal has passed half of its size bound; it drains when the database is back',
      );
    }
    this.#alarmed = near;
  }
}
