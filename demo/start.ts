// `fangnetz start --demo`: the same server, with a salon, a calendar and a switchboard for what can go wrong.
import { main as runCommand } from '../src/cli/fangnetz.ts';
import { help, run } from '../src/cli/start.ts';
import type { BeforeServer, PreparedDemo } from '../src/cli/start.ts';
import type { Demo, ServerParts } from '../src/main.ts';
import { must } from '../src/platform/assert.ts';
import { startControl } from './control/server.ts';
import { DEMO_PEOPLE } from './installation/people.ts';
import { KEYS, prepareDemo } from './prepare.ts';
import type { Prepared } from './prepare.ts';
import { SALON } from './salon-nord/company-file.ts';

export async function main(argv: readonly string[]): Promise<number> {
  return await runCommand(argv, { start: { help, run: async (args) => await run(args, { demo: demoFor }) } });
}

async function demoFor(before: BeforeServer): Promise<PreparedDemo | null> {
  const prepared = await prepareDemo(before);
  if (prepared === null) return null;
  const { calendar, retell } = prepared;
  const privateHosts = [calendar.standIn.url, retell.standIn.url].map((url) => new URL(url).host);
  return { privateHosts, demo: async (parts) => await begin(parts, prepared), stop: async () => void (await Promise.all([calendar.close(), retell.standIn.close()])) };
}

async function begin(parts: ServerParts, { files, calendar }: Prepared): Promise<Demo> {
  const { world, address, postgres, say } = parts;
  const control = await startControl({ standIn: calendar.standIn, postgres, files, address, random: world.random });
  const company = must(parts.directory.companyBySlug(SALON), 'the demo company was there before the server started');
  const password = await files.text(KEYS.password);
  if (password !== null) say(`demo: or sign in with the password ${password} as ${DEMO_PEOPLE.map(({ email, role }) => `${email} (${role})`).join(', ')}`);
  say('demo: Salon Nord is open; in another terminal, npm run demo:call plays a call to it');
  return { companyId: company.id, stop: async () => await control.close() };
}
