// Where in a database something stands: every row of every table as text, whatever table or column was added since.
import { execute } from './execute.ts';

export interface Place {
  readonly table: string;
  /** The row, for whoever reads the failure. */
  readonly row: string;
}

/** As the owner, who sees the rows of every company. `patterns` are expressions of PostgreSQL, of which any hits, whatever the case. */
export async function rowsWith(url: string, patterns: readonly string[]): Promise<Place[]> {
  const tables = await execute<{ name: string }>(url, `select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  if (tables.length < 20) throw new Error(`only ${tables.length} tables were found to look through`);
  const quoted = patterns.map((pattern) => `'${pattern.replaceAll("'", "''")}'`).join(', ');
  const each = tables.map(({ name }) => `select '${name}' as table, to_jsonb(t)::text as row from ${name} t where to_jsonb(t)::text ~* any (array[${quoted}])`);
  return await execute<Place>(url, each.join(' union all '));
}
