// What lies over the page: one thing at a time.
export type Overlay = 'palette' | 'help';

const watchers = new Set<() => void>();
let shown: Overlay | null = null;

export function openOverlay(overlay: Overlay): void {
  set(overlay);
}

export function closeOverlay(): void {
  set(null);
}

export const overlay = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  },
  read: (): Overlay | null => shown,
};

function set(next: Overlay | null): void {
  shown = next;
  for (const watcher of watchers) watcher();
}
