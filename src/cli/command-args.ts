// Arguments of a command that is not `start`: its own flags and operands beside the options that say where the data is.
import { parseArgs } from 'node:util';
import { parseConfig } from '../platform/config.ts';
import type { Config } from '../platform/config.ts';
import { Fault, messageOf } from '../platform/errors.ts';

export interface CommandArgs {
  readonly config: Config;
  readonly operands: readonly string[];
  /** Value of one of the command's own flags, or null. */
  flag(name: string): string | null;
}

export const PLACE_HELP = '--data DIR and --database-url URL say where the data is, as for start; so does the environment.';

const PLACE_FLAGS = ['data', 'database-url'];

/** `ownFlags` all take a value. Throws Fault CONFIG_INVALID. */
export function commandArgs(args: readonly string[], ownFlags: readonly string[], environment: NodeJS.ProcessEnv): CommandArgs {
  const options = Object.fromEntries([...PLACE_FLAGS, ...ownFlags].map((name) => [name, { type: 'string' as const }]));
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Fault('CONFIG_INVALID', messageOf(error), { next: 'See the same command with --help.' });
  }
  const values = parsed.values as Readonly<Record<string, string | undefined>>;
  const place = PLACE_FLAGS.flatMap((name) => (values[name] === undefined ? [] : [`--${name}=${values[name]}`]));
  return { config: parseConfig(place, environment), operands: parsed.positionals, flag: (name) => values[name] ?? null };
}
