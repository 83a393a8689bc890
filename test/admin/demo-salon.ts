// The demo as `npm start` opens it, with its people: what the handbook is about, and what pictures are taken of.
import { join } from 'node:path';
import { startProgram } from '../program.ts';
import type { Program } from '../program.ts';
import { ROOT } from '../sources.ts';

export interface DemoSalon {
  readonly address: string;
  /** Works once. */
  readonly signInLink: string;
  /** Of all its people. */
  readonly password: string;
  readonly program: Program;
}

export async function startDemoSalon(data: string): Promise<DemoSalon> {
  const program = startProgram({ args: [join(ROOT, 'bin', 'fangnetz.mjs'), 'start', '--demo', '--data', data, '--port', '0', '--log-level', 'error'] });
  const find = async (pattern: RegExp): Promise<string> => pattern.exec(await program.line(pattern))?.[1] ?? '';
  return { password: await find(/password (\S+) as/), signInLink: await find(/^sign in once\D+15 minutes: (\S+)/), address: await find(/^fangnetz ready on (\S+)/), program };
}
