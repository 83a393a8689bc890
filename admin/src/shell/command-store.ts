// Commands that the page in view adds to the palette: what can be done with the open case.
import { useEffect } from 'react';
import type { Entry } from './palette.tsx';

const watchers = new Set<() => void>();
let offered: readonly Entry[] = [];

export const commandStore = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  },
  read: (): readonly Entry[] => offered,
};

/** As long as it is shown. `commands` has to stay the same value while it means the same. */
export function useOfferedCommands(commands: readonly Entry[]): void {
  useEffect(() => {
    set(commands);
    return () => set([]);
  }, [commands]);
}

function set(next: readonly Entry[]): void {
  offered = next;
  for (const watcher of watchers) watcher();
}
