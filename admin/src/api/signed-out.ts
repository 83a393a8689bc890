// That the session has ended while the page is open, seen in any answer. For useSyncExternalStore.
const watchers = new Set<() => void>();
let ended = false;

export const signedOut = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  },
  read: (): boolean => ended,
};

export function markSignedOut(now: boolean): void {
  if (now === ended) return;
  ended = now;
  for (const watcher of watchers) watcher();
}
