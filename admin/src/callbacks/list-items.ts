import { serverNow } from '../api/client.ts';
import { dayIn } from '../words/say.ts';
import type { Callback } from '../api/shapes.ts';

export type Group = 'overdue' | 'soon' | 'today' | 'tomorrow' | 'later' | 'done' | 'cameToday' | 'cameYesterday' | 'cameEarlier';
export type Item =
  | { readonly kind: 'row'; readonly key: string; readonly row: Callback; readonly position: number }
  | { readonly kind: 'group'; readonly key: string; readonly group: Group };

const MINUTE = 60_000;

/** Rows, with headings by when they are due or when they came, in that zone. A heading is never repeated, even where a clock moves on between two pages. */
export function itemsOf(rows: readonly Callback[], grouped: { readonly by: 'due' | 'created'; readonly zone: string } | null, now = serverNow()): readonly Item[] {
  const seen = new Set<Group>();
  return rows.flatMap((row, i): readonly Item[] => {
    const item: Item = { kind: 'row', key: row.id, row, position: i + 1 };
    const group = grouped === null ? null : grouped.by === 'due' ? dueGroup(row, grouped.zone, now) : createdGroup(row, grouped.zone, now);
    if (group === null || seen.has(group)) return [item];
    seen.add(group);
    return [{ kind: 'group', key: `group ${group}`, group }, item];
  });
}

function dueGroup({ due_at, completed_at }: Callback, zone: string, now: number): Group {
  if (completed_at !== null) return 'done';
  const due = Date.parse(due_at);
  if (due < now) return 'overdue';
  if (due < now + 30 * MINUTE) return 'soon';
  const days = dayIn(due, zone) - dayIn(now, zone);
  return days <= 0 ? 'today' : days === 1 ? 'tomorrow' : 'later';
}

function createdGroup({ created_at }: Callback, zone: string, now: number): Group {
  const days = dayIn(now, zone) - dayIn(Date.parse(created_at), zone);
  return days <= 0 ? 'cameToday' : days === 1 ? 'cameYesterday' : 'cameEarlier';
}
