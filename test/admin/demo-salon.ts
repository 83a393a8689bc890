// The demo as `npm start` opens it, with its people: what the handbook is about, and what pictures are taken of.
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { startProgram } from '../program.ts';
import type { Program } from '../program.ts';
import { shiftDate } from '../shift-date.ts';
import { ROOT } from '../sources.ts';

/** On a machine that is busy, a database that takes its time is none that is down: the page would say so in every picture. */
const PATIENT = ['--database-budget-ms', '7500'];

export interface DemoSalon {
  readonly address: string;
  /** Works once. */
  readonly signInLink: string;
  /** Of all its people. */
  readonly password: string;
  readonly program: Program;
  /** A browser profile whose clock agrees with the salon's. */
  openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext>;
}

/** `at`: an ISO instant that the salon begins at instead of now. */
export async function startDemoSalon(data: string, at?: string): Promise<DemoSalon> {
  const shiftMs = at === undefined ? 0 : Date.parse(at) - Date.now();
  const begin = at === undefined ? [join(ROOT, 'bin', 'fangnetz.mjs')] : [join(ROOT, 'test', 'admin', 'demo-at.ts'), at];
  const program = startProgram({ args: [...begin, 'start', '--demo', '--data', data, '--port', '0', '--log-level', 'error', ...(at === undefined ? [] : PATIENT)] });
  const find = async (pattern: RegExp): Promise<string> => pattern.exec(await program.line(pattern))?.[1] ?? '';
  return {
    password: await find(/password (\S+) as/), signInLink: await find(/^sign in once\D+15 minutes: (\S+)/), address: await find(/^fangnetz ready on (\S+)/), program,
    openContext: async (browser, options) => {
      const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', ...options });
      if (at !== undefined) await context.addInitScript(shiftDate, shiftMs);
      return context;
    },
  };
}
