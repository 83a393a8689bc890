// The journal over segment files: what callers see of it. Why it is built this way: upkeep.ts, frame.ts.
//
// A record whose sync failed was refused to its caller, yet may be on the disk. The next commit that succeeds
// (tried within a second) carries a record denying it, and the segment is cut before it at once where the disk allows. If the process dies
// before either is durable, the entry may come up again: something that a caller really asked for, never something
// invented, and draining it is harmless because draining is idempotent.
import { assert, must } from '../platform/assert.ts';
import { Fault, messageOf } from '../platform/errors.ts';
import type { Clock, Log } from '../platform/world.ts';
import { Appender } from './append.ts';
import type { AppendedRecord, Admission } from './append.ts';
import type { Disk } from './disk.ts';
import { FRAME_HEADER_BYTES, PAYLOAD_BYTES_MAX } from './frame.ts';
import type { Entry, Journal, JournalStatus, Json, NewEntry } from './journal.ts';
import { LiveEntries, entryOf } from './live-entries.ts';
import type { LiveRecord } from './live-entries.ts';
import { SIGN_OF_LIFE_MS } from './lock.ts';
import type { Lock } from './lock.ts';
import { Pulse } from './pulse.ts';
import { RECORD, notePayload, openPayload } from './record.ts';
import type { Replay } from './replay.ts';
import { SegmentShelf } from './segment-shelf.ts';
import { SettleQueue } from './settle.ts';
import { Upkeep } from './upkeep.ts';

const SETTLE_SYNC_MS = 1000;
/** Settled entries, which hold callers' data, do not lie in a quiet journal's active segment for longer. */
const ACTIVE_AGE_MS = 60 * 60 * 1000;

export interface FileJournalOptions {
  readonly disk: Disk;
  readonly directory: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly segmentBytes: number;
  readonly bytesMax: number;
  readonly lock: Lock;
  readonly holdLock: () => Promise<void>;
  readonly found: Replay;
}

export class FileJournal implements Journal {
  readonly #options: FileJournalOptions;
  readonly #live = new LiveEntries();
  readonly #opening = new Set<string>();
  readonly #shelf: SegmentShelf;
  readonly #appender: Appender;
  readonly #settles: SettleQueue;
  readonly #upkeep: Upkeep;
  /** Runs while settlements wait or the journal is down. */
  readonly #soon: Pulse;
  /** Runs always. */
  readonly #slowly: Pulse;
  #closed = false;

  constructor(options: FileJournalOptions) {
    const { clock, log, found, segmentBytes } = options;
    this.#options = options;
    this.#settles = new SettleQueue(segmentBytes, this.#live);
    this.#shelf = new SegmentShelf({ ...options, nextNumber: found.nextNumber, sealed: found.segments });
    this.#appender = new Appender({
      shelf: this.#shelf,
      log,
      riders: () => this.#settles.take(),
      committed: () => this.#upkeep.start(),
    });
    this.#upkeep = new Upkeep({ shelf: this.#shelf, appender: this.#appender, live: this.#live, log });
    this.#soon = new Pulse(clock, SETTLE_SYNC_MS, () => this.#catchUp());
    this.#slowly = new Pulse(clock, SIGN_OF_LIFE_MS, () => this.#lookAfter());
    for (const entry of found.entries) if (this.#live.get(entry.id) === null) this.#live.add(entry);
  }

  /** Makes the first segment ready, so that `status` is true from the start. */
  async start(): Promise<void> {
    await this.#appender.probe();
    this.#upkeep.start();
    this.#slowly.arm();
    if (this.#shelf.down !== null) this.#soon.arm();
  }

  async open(entry: NewEntry): Promise<void> {
    this.#assertUsable();
    const { id, order, kind } = entry;
    assert(this.#live.get(id) === null && !this.#opening.has(id), 'an entry is opened once');
    const openedAt = this.#options.clock.now();
    const payload = openPayload({ id, order, openedAt, kind, body: entry.body });
    this.#opening.add(id);
    try {
      await this.#append({ kind: RECORD.open, payload, admission: 'open' }, (open) => {
        this.#live.add({ id, order, openedAt, kind, open, notes: [] });
      });
    } finally {
      this.#opening.delete(id);
    }
  }

  async note(id: string, kind: string, body: Json): Promise<void> {
    this.#assertUsable();
    const entry = must(this.#live.get(id), 'a note belongs to an entry that is open');
    const payload = notePayload({ entry: entry.open.ordinal, kind, body });
    await this.#append({ kind: RECORD.note, payload, admission: 'note' }, (note) => this.#live.addNote(entry, note));
  }

  settle(id: string): void {
    const entry = this.#live.get(id);
    if (entry === null || this.#closed) return;
    this.#settles.add(entry);
    this.#soon.arm();
  }

  unsettled(): readonly Entry[] {
    return Array.from(this.#live.all(), entryOf);
  }

  find(id: string): Entry | null {
    const entry = this.#live.get(id);
    return entry === null ? null : entryOf(entry);
  }

  status(): JournalStatus {
    const { bytesMax, found } = this.#options;
    const { down, bytes } = this.#shelf;
    const degraded = this.#shelf.degraded ?? (found.damaged > 0 ? `${found.damaged} segments were damaged when the journal was opened` : null);
    const state = down !== null ? 'down' : degraded !== null ? 'degraded' : 'up';
    return { state, reason: down ?? degraded, pending: this.#live.count, bytes, bytesMax };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([this.#soon.stop(), this.#slowly.stop()]);
    this.#shelf.retryNow();
    this.#flush();
    await this.#appender.idle();
    await this.#upkeep.idle();
    await this.#appender.idle();
    if (this.#settles.count > 0) this.#options.log.warn({ event: 'journal_settle_lost', count: this.#settles.count }, 'Settled entries will come up again, since the journal could not be written');
    await this.#shelf.close();
    await this.#upkeep.removeSettled();
    await this.#options.lock.release();
  }

  #append(item: { kind: number; payload: Buffer; admission: Admission }, take: (record: LiveRecord) => void): Promise<void> {
    const bytesMax = Math.min(PAYLOAD_BYTES_MAX, this.#options.segmentBytes - this.#shelf.settleRoom - FRAME_HEADER_BYTES);
    if (item.payload.length > bytesMax) {
      const message = `a record of ${item.payload.length} bytes is larger than the journal's ${bytesMax}`;
      return Promise.reject(new Fault('JOURNAL_UNWRITABLE', message, { next: 'Bound the size of what is accepted; nothing is wrong with the disk.' }));
    }
    return new Promise((resolve, reject) => {
      this.#appender.append({
        ...item,
        durable: ({ ordinal, segment, bytes }: AppendedRecord) => {
          take({ ordinal, segment, bytes, payload: item.payload });
          resolve();
        },
        failed: (fault) => {
          // While it is down nobody may call any more (a balancer looks at the status): it has to come up by itself.
          // And what was refused is to be denied soon.
          this.#soon.arm();
          reject(fault);
        },
      });
    });
  }

  async #catchUp(): Promise<boolean> {
    this.#flush();
    await this.#appender.idle();
    if (this.#unwritable) await this.#appender.probe();
    this.#upkeep.start();
    return this.#settles.count > 0 || this.#appender.owesDenial || this.#unwritable;
  }

  #flush(): void {
    const items = this.#settles.take();
    if (items.length === 0 && this.#appender.owesDenial) items.push(this.#settles.takeNone());
    for (const item of items) this.#appender.append(item);
  }

  get #unwritable(): boolean {
    return this.#shelf.active === null || (this.#shelf.down !== null && this.#shelf.failing);
  }

  async #lookAfter(): Promise<boolean> {
    const { clock, lock, log } = this.#options;
    const { active, activeSinceAt } = this.#shelf;
    if (active !== null && active.liveBytes < active.usedBytes && clock.now() - activeSinceAt >= ACTIVE_AGE_MS) this.#appender.sealWhenIdle();
    this.#upkeep.start();
    try {
      await lock.signOfLife();
    } catch (error) {
      log.warn({ event: 'journal_lock_untouched', error: messageOf(error) }, "The journal's lock could not be refreshed");
    }
    return true;
  }

  #assertUsable(): void {
    assert(!this.#closed, 'the journal is used before it is closed');
  }
}
