// The command line: finds the command's own file, which is loaded only when it is asked for.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isFault } from '../platform/errors.ts';

export interface Command {
  /** The exit code: 0 done, 1 failed or refused, 2 asked wrongly. */
  run(args: readonly string[]): Promise<number>;
  /** Printed by `fangnetz <command> --help`. */
  readonly help?: string;
}

interface Entry {
  readonly name: string;
  readonly usage: string;
  readonly does: string;
  /** Of a command that lies beside the program and is only there where its folder is; the launcher knows it. */
  readonly beside?: string;
}

const COMMANDS: readonly Entry[] = [
  { name: 'start', usage: 'start [--port N] [--data DIR] [--no-demo]', does: 'run the server, with its own database' },
  { name: 'apply', usage: 'apply FILE.json', does: 'create or update a company from a file' },
  { name: 'apikey', usage: 'apikey create --company SLUG --role ROLE', does: 'make an admin API key' },
  { name: 'audit', usage: 'audit [--company SLUG] [--from ISO] [--to ISO] [--anchor FILE] [--json]', does: 'prove that every wish has a fate, and that the audit log is whole' },
  { name: 'privacy', usage: 'privacy export|erase --company SLUG --phone N|--email A', does: 'hand out or erase what is stored of a person' },
  { name: 'doctor', usage: 'doctor', does: 'check database, journal, clock, Cal.com and Retell' },
  { name: 'retell', usage: 'retell sync|prompt|reconcile --company SLUG', does: 'register functions and webhooks with the agent; compare calls' },
  { name: 'simulate', usage: 'simulate [--seeds N] [--seed S]', does: 'play a week of a salon in seconds, the same for each seed', beside: '../../sim/main.ts' },
  { name: 'backup', usage: 'backup DIR', does: 'copy database and journal consistently' },
  { name: 'restore', usage: 'restore DIR', does: 'bring a backup back' },
];

/** `replaced`: commands that come from outside src, by name; the demo's `start`. */
export async function main(argv: readonly string[], replaced: Readonly<Record<string, Command>> = {}): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  const entry = COMMANDS.find((command) => command.name === name);
  if (entry === undefined || !isThere(entry)) {
    console.error(`There is no command ${JSON.stringify(name)}.\n\n${overview()}`);
    return 2;
  }
  const command = replaced[entry.name] ?? ((await import(fileOf(entry))) as Command);
  if (asksForHelp(args)) {
    console.log([`fangnetz ${entry.usage}`, `  ${entry.does}`, ...(command.help === undefined ? [] : ['', command.help])].join('\n'));
    return 0;
  }
  return command.run(args).catch((error: unknown) => {
    if (!isFault(error)) throw error;
    console.error(`${error.message}\n→ ${error.next} [${error.code}]`);
    return 1;
  });
}

function overview(): string {
  const there = COMMANDS.filter(isThere);
  const width = Math.max(...there.map((entry) => entry.usage.length));
  return ['Usage: fangnetz COMMAND', '', ...there.map((entry) => `  ${entry.usage.padEnd(width)}  ${entry.does}`), '', 'fangnetz COMMAND --help tells more.'].join('\n');
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
}

function isThere(entry: Entry): boolean {
  return existsSync(fileURLToPath(entry.beside === undefined ? fileOf(entry) : new URL(entry.beside, import.meta.url)));
}

function fileOf(entry: Entry): string {
  return new URL(`./${entry.name}.ts`, import.meta.url).href;
}
