// The unsettled entries in memory, and how many bytes of each segment they keep alive. Payloads stay encoded
// (outside of the JavaScript heap), because hundreds of thousands may pile up while the database is down.
import { readNote, readOpen } from './record.ts';
import type { Entry, Json } from './journal.ts';
import type { Segment } from './segment.ts';

/** Where a record lies now; carrying it over changes that. */
export interface LiveRecord {
  readonly ordinal: number;
  readonly payload: Buffer;
  readonly bytes: number;
  segment: Segment;
}

export interface LiveEntry {
  readonly id: string;
  readonly order: string;
  readonly openedAt: number;
  readonly kind: string;
  readonly open: LiveRecord;
  /** Replaced, never changed, so that an Entry handed out keeps what it saw. */
  notes: readonly LiveRecord[];
  settled: boolean;
  /** Its settlement is on the disk; it keeps no segment any more. */
  released: boolean;
}

export type NewLiveEntry = Omit<LiveEntry, 'settled' | 'released'>;

export class LiveEntries {
  readonly #byId = new Map<string, LiveEntry>();

  get count(): number {
    return this.#byId.size;
  }

  get(id: string): LiveEntry | null {
    return this.#byId.get(id) ?? null;
  }

  all(): Iterable<LiveEntry> {
    return this.#byId.values();
  }

  add(entry: NewLiveEntry): void {
    this.#byId.set(entry.id, { ...entry, settled: false, released: false });
    for (const record of [entry.open, ...entry.notes]) record.segment.liveBytes += record.bytes;
  }

  addNote(entry: LiveEntry, note: LiveRecord): void {
    if (entry.released) return;
    entry.notes = [...entry.notes, note];
    note.segment.liveBytes += note.bytes;
  }

  move(entry: LiveEntry, record: LiveRecord, to: Segment): void {
    if (!entry.released) {
      record.segment.liveBytes -= record.bytes;
      to.liveBytes += record.bytes;
    }
    record.segment = to;
  }

  settle(entry: LiveEntry): void {
    entry.settled = true;
    this.#byId.delete(entry.id);
  }

  /**
   * Once the settlement is on the disk, and not before: else a segment with an entry's notes could go while its
   * `open`, carried over to a later one, comes up again after a crash and knows nothing of what was done.
   */
  release(entry: LiveEntry): void {
    entry.released = true;
    for (const record of [entry.open, ...entry.notes]) record.segment.liveBytes -= record.bytes;
  }

  /** The records of unsettled entries that lie in this segment. */
  *inSegment(segment: Segment): Iterable<{ readonly entry: LiveEntry; readonly record: LiveRecord }> {
    for (const entry of this.#byId.values()) {
      for (const record of [entry.open, ...entry.notes]) if (record.segment === segment) yield { entry, record };
    }
  }
}

/** Reads body and notes when they are asked for, and once only. */
export function entryOf(live: LiveEntry): Entry {
  const records = live.notes;
  let body: { readonly value: Json } | null = null;
  let notes: Entry['notes'] | null = null;
  return {
    id: live.id,
    order: live.order,
    openedAt: live.openedAt,
    kind: live.kind,
    get body() {
      body ??= { value: readOpen(live.open.payload).body };
      return body.value;
    },
    get notes() {
      notes ??= records.map((record) => {
        const { kind, body } = readNote(record.payload);
        return { kind, body };
      });
      return notes;
    },
  };
}
