// His number and his address where they stand in what belongs to somebody else: a note at another callback, words of another
// call. They are taken out, the rest of it stays. A name alone may be another's: that is only pointed out.
import type { Tx } from '../platform/database.ts';
import { namePattern } from './person.ts';
import { PERSONAL_COLUMNS } from './personal-columns.ts';
import type { PersonalColumn } from './personal-columns.ts';

const MARK = '[gelöscht]';
const MENTIONS_MAX = 50;

/** Columns that are a number or an address as a whole, and not a text in which one stands. */
const WHOLE = new Set(['phone_number', 'from_number', 'caller_key', 'email', 'customer_email']);

export interface Redacting {
  readonly patterns: readonly string[];
  /** Ids of rows that are his: these are cleared as a whole. */
  readonly own: readonly string[];
}

/** How many places it met. */
export async function redact(tx: Tx, companyId: string, { patterns, own }: Redacting): Promise<number> {
  let met = 0;
  for (const column of PERSONAL_COLUMNS.filter(inText)) met += await tx.run(redaction(column), [companyId, anyOf(patterns), own, MARK]);
  return met;
}

export async function countToRedact(tx: Tx, companyId: string, { patterns, own }: Redacting): Promise<number> {
  const each = PERSONAL_COLUMNS.filter(inText).map((column) => `select count(*) as n from ${column.table} where ${meets(column)}`);
  return (await tx.rows<{ n: number }>(`select sum(n)::int as n from (${each.join(' union all ')}) counted`, [companyId, anyOf(patterns), own]))[0]!.n;
}

export interface Mention {
  readonly table: string;
  readonly id: string;
}

/** Where a name of his stands in rows that are not his; the first of them, for a person to look at. */
export async function mentionsOf(tx: Tx, companyId: string, of: { readonly names: readonly string[]; readonly own: readonly string[] }): Promise<Mention[]> {
  const patterns = of.names.map(namePattern).filter((pattern) => pattern !== null);
  if (patterns.length === 0) return [];
  const found: Mention[] = [];
  for (const column of PERSONAL_COLUMNS) {
    const rows = await tx.rows<{ id: string }>(
      `select distinct ${column.key}::text as id from ${column.table} where company_id = $1 and ${column.column}::text ~* any ($2) and ${notOwn(column)} limit $4`,
      [companyId, patterns, of.own, MENTIONS_MAX],
    );
    for (const { id } of rows) if (!found.some((mention) => mention.table === column.table && mention.id === id)) found.push({ table: column.table, id });
  }
  return found.slice(0, MENTIONS_MAX);
}

function anyOf(patterns: readonly string[]): string {
  return patterns.map((pattern) => `(?:${pattern})`).join('|');
}

/** What hangs on a row of his is his. $3: ids of his rows. */
function notOwn({ table, key }: PersonalColumn): string {
  const itself = `not ${key}::text = any ($3)`;
  if (['callback_events', 'callback_attempts', 'callback_escalations'].includes(table)) return `${itself} and not callback_id::text = any ($3)`;
  return ['requests', 'call_events', 'inbound_calls'].includes(table) ? `${itself} and not coalesce(call_id::text, '') = any ($3)` : itself;
}

function inText({ column, type }: PersonalColumn): boolean {
  return type !== 'list' && !WHOLE.has(column);
}

function meets(of: PersonalColumn): string {
  return `company_id = $1 and ${of.column}::text ~* $2 and ${notOwn(of)}`;
}

function redaction(of: PersonalColumn): string {
  const cleaned = of.type === 'jsonb' ? `fangnetz_redacted(${of.column}, $2, $4)` : `regexp_replace(${of.column}, $2, $4, 'gi')`;
  return `update ${of.table} set ${of.column} = ${cleaned} where ${meets(of)}`;
}
