// A database whose next statement of a kind can be held up, or fails, in the middle of its transaction.
import type { Database, Tx } from '../src/platform/database.ts';

export interface Interruption {
  /** Resolves once the statement is about to be sent. */
  readonly reached: Promise<void>;
  goOn(): void;
}

export interface Interruptible extends Database {
  /** The next statement that contains the text waits for goOn. */
  holdAt(text: string): Interruption;
  failAt(text: string, error: Error): void;
  /** How many statements with the text were sent since; call the result to read it. */
  count(text: string): () => number;
}

export function interruptible(database: Database): Interruptible {
  const counters: { readonly text: string; n: number }[] = [];
  let next: { readonly text: string; readonly meet: () => Promise<void> } | null = null;
  const passed = async (text: string): Promise<void> => {
    for (const counter of counters) if (text.includes(counter.text)) counter.n += 1;
    if (next === null || !text.includes(next.text)) return;
    const { meet } = next;
    next = null;
    await meet();
  };
  // Whichever way a statement is sent: one that begins to ask for a row must not slip past a test.
  const watched = (tx: Tx): Tx => ({
    rows: async (text, values) => { await passed(text); return await tx.rows(text, values); },
    maybe: async (text, values) => { await passed(text); return await tx.maybe(text, values); },
    run: async (text, values) => { await passed(text); return await tx.run(text, values); },
  });
  return {
    ...database,
    inCompany: async (companyId, work, options) => await database.inCompany(companyId, async (tx) => await work(watched(tx)), options),
    holdAt: (text) => {
      const reached = Promise.withResolvers<void>();
      const goOn = Promise.withResolvers<void>();
      next = { text, meet: async () => { reached.resolve(); await goOn.promise; } };
      return { reached: reached.promise, goOn: () => goOn.resolve() };
    },
    count: (text) => {
      const counter = { text, n: 0 };
      counters.push(counter);
      return () => counter.n;
    },
    failAt: (text, error) => {
      next = { text, meet: async () => { throw error; } };
    },
  };
}
