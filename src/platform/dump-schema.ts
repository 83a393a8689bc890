// The schema of a database as text that a person can read and a diff can show: what pg_dump --schema-only would
// say, which the embedded PostgreSQL does not bring. The same for every PostgreSQL from 15 on.
import { SCHEMA_QUERIES } from './schema-queries.ts';

/** Runs one query and returns its rows; as the owner, without row-level security in the way. */
export type Ask = (query: string) => Promise<readonly object[]>;

interface Column {
  readonly name: string;
  readonly definition: string;
}

interface Part {
  readonly table: string;
  readonly text: string;
}

const HEADER = '-- Written by test/write-schema.ts from the migrations. Do not edit: change the schema with a new migration.';

export async function dumpSchema(ask: Ask): Promise<string> {
  const read = async <R>(query: string): Promise<readonly R[]> => (await ask(query)) as readonly R[];
  const texts = async (query: string): Promise<string[]> => (await read<{ text: string }>(query)).map(({ text }) => text);
  const [extensions, types, sequences, functions, views] = [
    await texts(SCHEMA_QUERIES.extensions),
    await texts(SCHEMA_QUERIES.types),
    await texts(SCHEMA_QUERIES.sequences),
    await texts(SCHEMA_QUERIES.functions),
    await texts(SCHEMA_QUERIES.views),
  ];
  const columns = await read<Column & { table: string }>(SCHEMA_QUERIES.columns);
  const constraints = await read<Part>(SCHEMA_QUERIES.constraints);
  const others = [
    await read<Part>(SCHEMA_QUERIES.indexes),
    await read<Part>(SCHEMA_QUERIES.rowSecurity),
    await read<Part>(SCHEMA_QUERIES.policies),
    await read<Part>(SCHEMA_QUERIES.triggers),
    await read<Part>(SCHEMA_QUERIES.tableGrants),
    await read<Part>(SCHEMA_QUERIES.comments),
  ];
  const tables = (await read<{ table: string; kind: string }>(SCHEMA_QUERIES.tables)).map(({ table, kind }) => {
    const of = <P extends { table: string }>(parts: readonly P[]): readonly P[] => parts.filter((part) => part.table === table);
    const body = [
      ...of(columns).map(({ name, definition }) => `  ${name} ${definition}`),
      ...of(constraints).map(({ text }) => `  ${text}`),
    ];
    const after = others.flatMap((parts) => of(parts).map(({ text }) => `${text};`));
    return [`CREATE TABLE ${table} (\n${body.join(',\n')}\n)${kind};`, ...after].join('\n');
  });
  const grants = await texts(SCHEMA_QUERIES.otherGrants);
  const sections = [HEADER, ...[extensions, types, sequences].map(statements), ...functions.map((text) => `${text};`), ...tables, ...views, statements(grants)];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function statements(texts: readonly string[]): string {
  return texts.map((text) => `${text};`).join('\n');
}
