// Cursors of lists: the place after the last row, as an opaque text. A place and not a page number, so that rows
// which arrive or leave meanwhile neither repeat nor hide others.
import { isUuid } from './uuid.ts';

export interface Place {
  /** Sort key of the last row, most significant first. Instants as microseconds: PostgreSQL keeps six digits, and cut ones would repeat rows. */
  readonly keys: readonly number[];
  readonly id: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** null: this was the last page. */
  readonly next: Place | null;
}

/** `sort` is bound in, because a place in one order means nothing in another. */
export function cursorOf(sort: string, place: Place): string {
  return Buffer.from(JSON.stringify([sort, ...place.keys, place.id])).toString('base64url');
}

/** null where the cursor was not made by `cursorOf` for this sort and this number of keys. */
export function placeOf(sort: string, keyCount: number, cursor: string): Place | null {
  const parts = parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Array.isArray(parts) || parts.length !== keyCount + 2 || parts[0] !== sort) return null;
  const keys = parts.slice(1, -1);
  const id: unknown = parts.at(-1);
  return keys.every((key): key is number => Number.isSafeInteger(key)) && isUuid(id) ? { keys, id } : null;
}

/** Cuts `limit + 1` rows to a page. */
export function page<Row, T>(rows: readonly Row[], limit: number, read: { item: (row: Row) => T; place: (row: Row) => Place }): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(read.item), next: rows.length > limit && last !== undefined ? read.place(last) : null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // whatever it is, it is no cursor of ours
  }
}
