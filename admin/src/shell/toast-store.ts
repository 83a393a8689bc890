// Short messages, some with a way back. Undo is an action at the server: closing the tab loses nothing.
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'problem';
  readonly undo?: () => Promise<void>;
}

const SHOWN_MS = 10_000;
const SHOWN_MAX = 3;
const watchers = new Set<() => void>();
let toasts: readonly Toast[] = [];
let last = 0;

export const toastStore = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  },
  read: (): readonly Toast[] => toasts,
};

export function toast(text: string, options: { readonly tone?: Toast['tone']; readonly undo?: () => Promise<void> } = {}): void {
  last += 1;
  const id = last;
  set([...toasts.slice(1 - SHOWN_MAX), { id, text, tone: options.tone ?? 'done', ...(options.undo === undefined ? {} : { undo: options.undo }) }]);
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}
