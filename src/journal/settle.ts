// Settled entries wait here for the next commit, or for about a second, whichever is earlier: nothing is promised
// by a settlement, so none of them is worth a sync of its own.
import { RECORD, settlePayload } from './record.ts';
import { settleRoom } from './segment.ts';
import type { AppendItem } from './append.ts';
import type { LiveEntries, LiveEntry } from './live-entries.ts';

/** An ordinal has at most 15 digits. */
const BYTES_PER_ORDINAL = 16;
const ORDINALS_MAX = 4000;

export class SettleQueue {
  #waiting: LiveEntry[] = [];
  #flying = 0;
  readonly #live: LiveEntries;
  readonly #perRecord: number;

  constructor(segmentBytes: number, live: LiveEntries) {
    this.#live = live;
    this.#perRecord = Math.max(1, Math.min(ORDINALS_MAX, Math.floor(settleRoom(segmentBytes) / 2 / BYTES_PER_ORDINAL)));
  }

  /** Settlements that are not yet on the disk. */
  get count(): number {
    return this.#waiting.length + this.#flying;
  }

  add(entry: LiveEntry): void {
    this.#live.settle(entry);
    this.#waiting.push(entry);
  }

  /** A commit of nothing, for what else travels with a commit. */
  takeNone(): AppendItem {
    return this.#item([]);
  }

  /** Hands over everything that waits; what cannot be written waits again. */
  take(): AppendItem[] {
    const items: AppendItem[] = [];
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let from = 0; from < waiting.length; from += this.#perRecord) items.push(this.#item(waiting.slice(from, from + this.#perRecord)));
    return items;
  }

  #item(entries: readonly LiveEntry[]): AppendItem {
    this.#flying += entries.length;
    return {
      kind: RECORD.settle,
      payload: settlePayload(entries.map((entry) => entry.open.ordinal)),
      admission: 'settle',
      durable: () => {
        this.#flying -= entries.length;
        for (const entry of entries) this.#live.release(entry);
      },
      failed: () => {
        this.#flying -= entries.length;
        // Not push(...entries): an outage can leave more of them than a call takes arguments.
        this.#waiting = this.#waiting.concat(entries);
      },
    };
  }
}
