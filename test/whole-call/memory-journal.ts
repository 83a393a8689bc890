import { Fault } from '../../src/platform/errors.ts';
import type { Entry, Journal, Json } from '../../src/journal/journal.ts';
import type { EpochMs } from '../../src/platform/world.ts';

/** The journal's contract in memory: outlives its process, loses settlements that were not synced, may refuse. */
export interface MemoryJournal extends Journal {
  refuses: boolean;
  /** The process died: what was settled since the last sync comes up again. */
  crash(): void;
  /** Settlements are on the disk. */
  sync(): void;
}

type Note = { kind: string; body: Json };

export function memoryJournal(now: () => EpochMs): MemoryJournal {
  const entries = new Map<string, Entry & { readonly notes: Note[] }>();
  const settled = new Set<string>();
  const copy = (body: Json): Json => JSON.parse(JSON.stringify(body)) as Json;
  const journal: MemoryJournal = {
    refuses: false,
    open: async ({ id, order, kind, body }) => {
      if (journal.refuses) throw new Fault('JOURNAL_FULL', 'the journal refuses');
      entries.set(id, { id, order, kind, body: copy(body), openedAt: now(), notes: [] });
    },
    note: async (id, kind, body) => {
      if (journal.refuses) throw new Fault('JOURNAL_FULL', 'the journal refuses');
      const entry = journal.find(id) as (Entry & { notes: Note[] }) | null;
      if (entry === null) throw new Error('a note belongs to an entry that is open');
      entry.notes.push({ kind, body: copy(body) });
    },
    settle: (id) => void (entries.has(id) && settled.add(id)),
    unsettled: () => [...entries.values()].filter((entry) => !settled.has(entry.id)),
    find: (id) => (settled.has(id) ? null : (entries.get(id) ?? null)),
    status: () => ({ state: journal.refuses ? 'down' : 'up', reason: null, pending: journal.unsettled().length, bytes: 0, bytesMax: 1 }),
    close: async () => undefined,
    crash: () => settled.clear(),
    sync: () => {
      for (const id of settled) entries.delete(id);
      settled.clear();
    },
  };
  return journal;
}
