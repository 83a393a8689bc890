// The journal's interface. Everything that a caller may have been promised is here before anything else
// happens, and stays until PostgreSQL has the outcome.
import type { EpochMs } from '../platform/world.ts';

/** A JSON value; what is appended is written with JSON.stringify and read back the same. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One accepted request with everything that was noted of it, until it is settled. */
export interface Entry {
  /** The receipt: a UUID chosen by the caller of `open`. */
  readonly id: string;
  /** Entries of the same order are drained one after the other, in the order in which they were opened. */
  readonly order: string;
  readonly openedAt: EpochMs;
  readonly kind: string;
  readonly body: Json;
  /** Later records of this entry, oldest first: intents and outcomes. */
  readonly notes: readonly { readonly kind: string; readonly body: Json }[];
}

export interface NewEntry {
  readonly id: string;
  readonly order: string;
  readonly kind: string;
  readonly body: Json;
}

export type JournalState = 'up' | 'degraded' | 'down';

export interface JournalStatus {
  /** `degraded`: near its size bound, or a failed segment was replaced. `down`: new entries are refused (unwritable or full). */
  readonly state: JournalState;
  readonly reason: string | null;
  /** Unsettled entries. */
  readonly pending: number;
  readonly bytes: number;
  readonly bytesMax: number;
}

export interface Journal {
  /** Resolves once the entry is on the disk (fdatasync). Rejects with Fault JOURNAL_UNWRITABLE or JOURNAL_FULL; then nothing was promised. */
  open(entry: NewEntry): Promise<void>;
  /** Appends to an open entry; durable when it resolves. Rejects like `open`. */
  note(id: string, kind: string, body: Json): Promise<void>;
  /** Marks the entry as done. Synced lazily: after a crash a settled entry may come up again, so draining is idempotent. Never rejects. */
  settle(id: string): void;
  /** The unsettled entries, oldest first. */
  unsettled(): readonly Entry[];
  /** One unsettled entry, or null. */
  find(id: string): Entry | null;
  status(): JournalStatus;
  /** Syncs what is lazily pending and releases the lock. */
  close(): Promise<void>;
}
