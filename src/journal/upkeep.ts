// Deletes sealed segments of which nothing is needed, strictly oldest first: so the record that settles or denies
// an entry always outlives every copy of the entry, and nothing settled comes back for good.
//
// An entry that stays open for long would pin its segment and all behind it. Once less than half of what the
// sealed segments hold is alive, the oldest one's living records are therefore copied to the active segment and
// it is deleted. At twice the living bytes plus a segment or two that bounds the disk, and what is written twice.
import { messageOf } from '../platform/errors.ts';
import type { Fault } from '../platform/errors.ts';
import type { Log } from '../platform/world.ts';
import type { Appender } from './append.ts';
import type { LiveEntries, LiveEntry, LiveRecord } from './live-entries.ts';
import { RECORD } from './record.ts';
import type { SegmentShelf } from './segment-shelf.ts';
import type { Segment } from './segment.ts';

export interface UpkeepOptions {
  readonly shelf: SegmentShelf;
  readonly appender: Appender;
  readonly live: LiveEntries;
  readonly log: Log;
}

export class Upkeep {
  readonly #options: UpkeepOptions;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(options: UpkeepOptions) {
    this.#options = options;
  }

  /** Looks through the segments, once more at the end where it is already looking. */
  start(): void {
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    if (!this.#needed()) return;
    this.#running = this.#run();
  }

  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** At the end, when nothing may be appended any more: removes what can go, copies nothing. */
  async removeSettled(): Promise<void> {
    await this.idle();
    const { shelf, log } = this.#options;
    try {
      for (let oldest = shelf.sealed[0]; oldest?.liveBytes === 0; oldest = shelf.sealed[0]) await shelf.remove(oldest);
    } catch (error) {
      log.warn({ event: 'journal_upkeep_failed', error: messageOf(error) }, 'A settled journal segment could not be removed');
    }
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      while (await this.#step());
    } while (this.#again);
    this.#running = null;
  }

  #needed(): boolean {
    const [oldest] = this.#options.shelf.sealed;
    return oldest !== undefined && (oldest.liveBytes === 0 || this.#toCarry() !== null);
  }

  /** Whether there may be more to do. */
  async #step(): Promise<boolean> {
    const { shelf, log } = this.#options;
    const [oldest] = shelf.sealed;
    if (oldest === undefined) return false;
    try {
      if (oldest.liveBytes === 0) {
        await shelf.remove(oldest);
        return true;
      }
      const segment = this.#toCarry();
      if (segment === null) return false;
      return await this.#carry(segment);
    } catch (error) {
      // Nothing is lost by waiting: the segment stays as it is, and the next commit or tick tries again.
      log.warn({ event: 'journal_upkeep_failed', error: messageOf(error) }, 'A journal segment could not be cleared');
      return false;
    }
  }

  #toCarry(): Segment | null {
    const { sealed } = this.#options.shelf;
    // A disk that failed once in a segment may fail in it again: what lives there is written anew first.
    const failed = sealed.find((segment) => segment.failed && segment.liveBytes > 0);
    if (failed !== undefined) return failed;
    let used = 0;
    let alive = 0;
    for (const segment of sealed) {
      used += segment.usedBytes;
      alive += segment.liveBytes;
    }
    return alive > 0 && alive * 2 < used ? (sealed[0] ?? null) : null;
  }

  /** Whether there was anything to copy: a segment may also wait for settlements to be synced. */
  async #carry(segment: Segment): Promise<boolean> {
    const { live, appender } = this.#options;
    const copies: Promise<void>[] = [];
    for (const { entry, record } of live.inSegment(segment)) {
      copies.push(
        new Promise<void>((resolve, reject: (fault: Fault) => void) => {
          appender.append({
            kind: record === entry.open ? RECORD.open : RECORD.note,
            payload: record.payload,
            ordinal: record.ordinal,
            admission: 'copy',
            // Else a copy could land behind the record that settles it, and outlive that.
            leaveOut: () => {
              if (entry.settled) resolve();
              return entry.settled;
            },
            durable: (copy) => {
              this.#moved(entry, record, copy.segment);
              resolve();
            },
            failed: reject,
          });
        }),
      );
    }
    await Promise.all(copies);
    return copies.length > 0;
  }

  #moved(entry: LiveEntry, record: LiveRecord, to: Segment): void {
    this.#options.live.move(entry, record, to);
  }
}
