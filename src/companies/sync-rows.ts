// Makes the rows of one table of a company equal to a list from its file: by slug, so that an id once given stays;
// what is no longer listed becomes inactive, because callbacks and appointments still refer to it.
import type { Json } from '../journal/journal.ts';
import type { Tx } from '../platform/database.ts';
import type { Ids } from '../platform/world.ts';

export type ListTable = 'branches' | 'services' | 'staff';

export interface Column {
  readonly name: string;
  /** The type a parameter is cast to; jsonb is sent as text. */
  readonly type: 'text' | 'text[]' | 'uuid[]' | 'int' | 'jsonb';
  /** What a change of it is called; null: not worth a line of its own. */
  readonly said: ((before: Json, after: Json) => string) | null;
}

export interface RowShape {
  readonly table: ListTable;
  readonly noun: string;
  readonly columns: readonly Column[];
}

export interface WantedRow {
  readonly slug: string;
  readonly values: Readonly<Record<string, Json>>;
}

export interface Synced {
  /** Ids of the listed rows. */
  readonly idBySlug: ReadonlyMap<string, string>;
  readonly changes: readonly string[];
}

type StoredRow = { readonly id: string; readonly slug: string; readonly active: boolean } & Readonly<Record<string, Json>>;

interface Means {
  readonly tx: Tx;
  readonly ids: Ids;
  readonly companyId: string;
}

export async function syncRows(means: Means, shape: RowShape, wanted: readonly WantedRow[]): Promise<Synced> {
  const columns = shape.columns.map((column) => column.name).join(', ');
  const stored = await means.tx.rows<StoredRow>(`select id, slug, active, ${columns} from ${shape.table} where company_id = $1`, [means.companyId]);
  const bySlug = new Map(stored.map((row) => [row.slug, row]));
  const idBySlug = new Map<string, string>();
  const changes: string[] = [];
  for (const row of wanted) {
    const before = bySlug.get(row.slug);
    const id = before?.id ?? means.ids.next();
    idBySlug.set(row.slug, id);
    if (before === undefined) {
      await insert(means, shape, { id, row });
      changes.push(`+ ${shape.noun} ${row.slug}`);
    } else {
      const change = difference(shape, before, row);
      if (change === null) continue;
      await update(means, shape, { id, row });
      changes.push(change);
    }
  }
  for (const row of stored.filter((row) => row.active && !idBySlug.has(row.slug))) {
    await means.tx.run(`update ${shape.table} set active = false where company_id = $1 and id = $2`, [means.companyId, row.id]);
    changes.push(`- ${shape.noun} ${row.slug}`);
  }
  return { idBySlug, changes };
}

function difference(shape: RowShape, before: StoredRow, row: WantedRow): string | null {
  const changed = shape.columns.filter((column) => canonical(before[column.name] ?? null) !== canonical(row.values[column.name] ?? null));
  if (!before.active) return `+ ${shape.noun} ${row.slug} (again)`;
  if (changed.length === 0) return null;
  const words = changed.flatMap((column) => (column.said === null ? [] : [column.said(before[column.name] ?? null, row.values[column.name] ?? null)]));
  return `~ ${shape.noun} ${row.slug}: ${words.length === 0 ? 'order' : words.join(', ')}`;
}

async function insert({ tx, companyId }: Means, shape: RowShape, { id, row }: { id: string; row: WantedRow }): Promise<void> {
  const names = shape.columns.map((column) => column.name).join(', ');
  const places = shape.columns.map((column, i) => `$${i + 4}::${column.type}`).join(', ');
  await tx.run(`insert into ${shape.table} (company_id, id, slug, ${names}) values ($1, $2, $3, ${places})`, [companyId, id, row.slug, ...parameters(shape, row)]);
}

async function update({ tx, companyId }: Means, shape: RowShape, { id, row }: { id: string; row: WantedRow }): Promise<void> {
  const sets = shape.columns.map((column, i) => `${column.name} = $${i + 3}::${column.type}`).join(', ');
  await tx.run(`update ${shape.table} set active = true, ${sets} where company_id = $1 and id = $2`, [companyId, id, ...parameters(shape, row)]);
}

function parameters(shape: RowShape, row: WantedRow): Json[] {
  return shape.columns.map((column) => {
    const value = row.values[column.name] ?? null;
    return column.type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
  });
}

/** JSON with sorted keys: jsonb gives them back in an order of its own. */
export function canonical(value: Json): string {
  return JSON.stringify(value, (_key, part: Json) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
