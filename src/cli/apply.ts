import { readFile } from 'node:fs/promises';
import { applyCompanyFile } from '../companies/apply.ts';
import { readCompanyFile } from '../companies/company-file.ts';
import type { FileError } from '../companies/company-file.ts';
import { messageOf } from '../platform/errors.ts';
import { commandArgs, PLACE_HELP } from './command-args.ts';
import { withCompanyDatabase } from './with-company-database.ts';

export const help = `Creates the company of the file or makes the stored one equal to it. "env:NAME" in it reads a secret from the environment.
Applying the same file again changes nothing; a bad file changes nothing either, and exits with 1.

${PLACE_HELP}`;

export async function run(args: readonly string[]): Promise<number> {
  const { config, operands } = commandArgs(args, [], process.env);
  const [path, ...more] = operands;
  if (path === undefined || more.length > 0) {
    console.error('Name exactly one file: fangnetz apply FILE.json');
    return 2;
  }
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    console.error(`${path} cannot be read: ${messageOf(error)}`);
    return 1;
  }
  const result = readCompanyFile(text, process.env);
  if (!result.ok) return refuse(path, result.errors);
  const applied = await withCompanyDatabase(config, (means) => applyCompanyFile(means, result.file));
  if (applied.kind === 'refused') return refuse(path, applied.problems.map(result.locate));
  for (const line of applied.changes) console.log(line);
  return 0;
}

function refuse(path: string, errors: readonly FileError[]): number {
  for (const error of errors) {
    const place = `${path}:${error.line}:${error.column}`;
    console.error(`${place} ${error.path === '' ? '' : `${error.path}: `}${error.reason} — ${error.remedy}`);
  }
  console.error(`${errors.length} ${errors.length === 1 ? 'error' : 'errors'}; nothing was changed.`);
  return 1;
}
