import { join } from 'node:path';
import { SCHEMA_NAME } from '../src/platform/migration-files.ts';

export const MIGRATIONS = join(import.meta.dirname, '../migrations');
/** What the migrations add up to; written by write-schema.ts. */
export const SCHEMA_FILE = join(MIGRATIONS, SCHEMA_NAME);
