import { useCallback, useState } from 'react';
import type { Callback } from '../api/shapes.ts';
import { useKeys } from '../shell/use-keys.ts';

interface Inbox {
  readonly rows: readonly Callback[];
  readonly openId: string | undefined;
  readonly open: (id: string) => void;
  readonly close: () => void;
  readonly toggle: (id: string) => void;
}

/** Where the keyboard stands in the list. With a case open, J and K turn its pages. */
export function useInboxKeys({ rows, openId, open, close, toggle }: Inbox): { readonly at: string | null; readonly focus: (id: string) => void } {
  const [here, setHere] = useState<string | null>(null);
  const at = openId ?? here;
  const move = (step: 1 | -1): void => {
    const index = rows.findIndex(({ id }) => id === at);
    const row = rows[index === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, index + step))];
    if (row === undefined) return;
    setHere(row.id);
    if (openId !== undefined) open(row.id);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: openId === undefined ? () => move(1) : undefined,
    ArrowUp: openId === undefined ? () => move(-1) : undefined,
    Enter: openId === undefined && at !== null ? () => open(at) : undefined,
    Escape: openId === undefined ? undefined : () => {
      setHere(openId);
      close();
    },
    x: at === null ? undefined : () => toggle(at),
    '/': () => document.querySelector<HTMLInputElement>('[data-inbox-search]')?.focus(),
  });
  return { at, focus: useCallback((id: string) => setHere(id), []) };
}
