import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from './errors.ts';

export interface MigrationFile {
  readonly number: number;
  /** NNNN_name.sql */
  readonly name: string;
  readonly sql: string;
  /** Hex, over the text with \n line ends: a checkout on Windows must not look like a changed migration. */
  readonly sha256: string;
}

/** The committed result of all migrations, which lies beside them. */
export const SCHEMA_NAME = 'schema.sql';

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** The migrations of a directory in their order. Throws Fault MIGRATION_FAILED on a name that is none and on a number used twice. */
export async function readMigrations(directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql') && name !== SCHEMA_NAME).sort();
  const files = await Promise.all(names.map((name) => readMigration(directory, name)));
  files.forEach((file, index) => {
    const before = files[index - 1];
    if (before?.number === file.number) throw new Fault('MIGRATION_FAILED', `${before.name} and ${file.name} have the same number`);
  });
  return files;
}

async function readMigration(directory: string, name: string): Promise<MigrationFile> {
  const match = NAME.exec(name);
  if (match === null) throw new Fault('MIGRATION_FAILED', `${name} is not named like a migration (0001_what_it_does.sql)`);
  const sql = (await readFile(join(directory, name), 'utf8')).replaceAll('\r\n', '\n');
  return { number: Number(match[1]), name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
}
