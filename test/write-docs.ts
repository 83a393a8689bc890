// `npm run docs`: writes the documents that come from tables in the code.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOCUMENTS } from './documents.ts';

for (const [path, text] of Object.entries(DOCUMENTS)) await writeFile(join(import.meta.dirname, '..', path), text);
