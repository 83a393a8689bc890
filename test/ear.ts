import type { Database } from '../src/platform/database.ts';

export interface Ear {
  /** What the channel said, one payload after the other; waits for the next one. */
  next(): Promise<string>;
  stop(): void;
}

export function ear(database: Database, channel: string): Ear {
  const heard: string[] = [];
  let wake: () => void = () => undefined;
  const stop = database.listen(channel, (payload) => {
    heard.push(payload);
    wake();
  });
  return {
    stop,
    next: async () => {
      while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return heard.shift()!;
    },
  };
}
