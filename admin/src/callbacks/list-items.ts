import { serverNow } from '../api/client.ts';
import type { Callback } from '../api/shapes.ts';

export type Group = 'overdue' | 'soon' | 'today' | 'tomorrow' | 'later' | 'done';
export type Item =
  | { readonly kind: 'row'; readonly key: string; readonly row: Callback; readonly position: number }
  | { readonly kind: 'group'; readonly key: string; readonly group: Group };

const MINUTE = 60_000;

/** Rows with headings by when they are due. A heading is never repeated, even where a clock moves on between two pages. */
export function itemsOf(rows: readonly Callback[], grouped: boolean, now = serverNow()): readonly Item[] {
  const seen = new Set<Group>();
  return rows.flatMap((row, i): readonly Item[] => {
    const item: Item = { kind: 'row', key: row.id, row, position: i + 1 };
    const group = groupOf(row, now);
    if (!grouped || seen.has(group)) return [item];
    seen.add(group);
    return [{ kind: 'group', key: `group ${group}`, group }, item];
  });
}

function groupOf({ due_at, completed_at }: Callback, now: number): Group {
  if (completed_at !== null) return 'done';
  const due = Date.parse(due_at);
  if (due < now) return 'overdue';
  if (due < now + 30 * MINUTE) return 'soon';
  const midnight = new Date(now).setHours(24, 0, 0, 0);
  if (due < midnight) return 'today';
  return due < midnight + 24 * 60 * MINUTE ? 'tomorrow' : 'later';
}
