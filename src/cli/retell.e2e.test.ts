// The commands as an owner runs them, against a stand-in of Retell's API and a PostgreSQL of their own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startRetellStandIn } from '../../demo/retell/stand-in.ts';
import { SALON_ENVIRONMENT, salonJson } from '../../test/companies/salon-file.ts';
import { emptyDatabase } from '../../test/pg.ts';
import { FUNCTIONS } from '../retell/functions.ts';

const COMMAND = join(import.meta.dirname, '../../bin/fangnetz.mjs');
const URL_OF_OURS = ['--public-url', 'https://fangnetz.example/'];

async function installation() {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-retell-'));
  onTestFinished(async () => await rm(directory, { recursive: true, force: true }));
  const standIn = await startRetellStandIn({ apiKey: 'key_retell_1' });
  onTestFinished(async () => await standIn.close());
  standIn.addAgent({ id: 'agent_5f2e9c', engine: 'retell-llm', tools: [{ type: 'end_call', name: 'end_call' }] });
  standIn.addNumber('+493012345678', [{ agent_id: 'agent_5f2e9c', agent_version: 0, weight: 1 }]);
  const environment = { PATH: process.env['PATH'], DATABASE_URL: await emptyDatabase(), FANGNETZ_DATA_DIR: join(directory, 'data'), ...SALON_ENVIRONMENT };
  const fangnetz = async (...args: string[]) =>
    await new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
      const child = spawn(process.execPath, [COMMAND, ...args], { cwd: directory, env: environment });
      const out = { stdout: '', stderr: '' };
      for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (part: Buffer) => (out[stream] += part.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...out }));
    });
  const json = salonJson();
  Object.assign(json.voice[0]!, { apiBaseUrl: standIn.url });
  await writeFile(join(directory, 'salon.json'), JSON.stringify(json));
  expect((await fangnetz('apply', 'salon.json')).code).toBe(0);
  return { fangnetz, standIn };
}

test('sync shows what it would do, does it, and finds nothing left to do', { timeout: 120_000 }, async () => {
  const { fangnetz, standIn } = await installation();
  const sync = async (...more: string[]) => await fangnetz('retell', 'sync', '--company', 'salon-nord', ...more);
  const dry = await sync(...URL_OF_OURS, '--dry-run');
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  expect(dry.stdout).toContain('    + tool book_appointment\n');
  expect(dry.stdout).toContain('other tools are kept: end_call (end_call)');
  expect(dry.stdout).toContain('  ~ +493012345678: version of agent_5f2e9c 0 → 1\n');
  expect(dry.stdout).toContain('  · agent_5f2e9c: Retell stores everything, for ever\n  · agent_5f2e9c: ! Retell keeps transcripts longer than this company (30 days)');
  expect(dry.stdout).toMatch(/dry run: nothing was changed\n$/);
  expect(standIn.writes()).toEqual([]);
  const done = await sync(...URL_OF_OURS);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(done.stdout).toContain('✓ agent_5f2e9c: version 1 is published\n✓ number +493012345678 is updated\n');
  expect((standIn.state.engines.get('llm_agent_5f2e9c')!.at(-1)!['general_tools'] as object[]).length).toBe(FUNCTIONS.length + 1);
  const again = await sync(...URL_OF_OURS);
  expect(again.stdout).toMatch(/= nothing to change\n$/);
});

test('sync says what is missing: the address, https, the company, a good key', { timeout: 120_000 }, async () => {
  const { fangnetz, standIn } = await installation();
  const sync = async (...more: string[]) => await fangnetz('retell', 'sync', ...more);
  expect(await sync('--company', 'salon-nord')).toMatchObject({ code: 1, stderr: expect.stringMatching(/not known how Retell reaches[^]*FANGNETZ_PUBLIC_URL[^]*CONFIG_INVALID/) as string });
  expect(await sync('--company', 'salon-nord', '--public-url', 'http://fangnetz.example')).toMatchObject({ code: 1, stderr: expect.stringContaining('by https') as string });
  expect(await sync('--company', 'salon-west', ...URL_OF_OURS)).toMatchObject({ code: 1, stderr: expect.stringContaining('no company "salon-west"') as string });
  expect(await sync()).toMatchObject({ code: 2 });
  standIn.setFaults([{ on: /./, fault: { kind: 'status', status: 401 } }]);
  const refused = await sync('--company', 'salon-nord', ...URL_OF_OURS);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('right API key') as string });
  expect(refused.stderr).not.toContain('key_retell_1');
});

test('reconcile tells what it found, once', { timeout: 120_000 }, async () => {
  const { fangnetz, standIn } = await installation();
  // Begun after the company came here, over for longer than the platform takes to send its events.
  const at = Date.now();
  standIn.addCall({
    call_id: 'call_lost', agent_id: 'agent_5f2e9c', call_status: 'ended', call_type: 'phone_call', direction: 'inbound', from_number: '+4915112345678', to_number: '+493012345678',
    start_timestamp: at, end_timestamp: at - 4 * 60_000, disconnection_reason: 'user_hangup', transcript: 'User: Einen Termin bitte.\n',
  });
  const first = await fangnetz('retell', 'reconcile', '--company', 'salon-nord', '--hours', '24');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain('1 calls at Retell: 1 unknown here');
  expect(first.stdout).toMatch(/✓ call_lost, \S+: missing\n/);
  const second = await fangnetz('retell', 'reconcile', '--company', 'salon-nord');
  expect(second.stdout).toContain('1 calls at Retell: 0 unknown here, 0 without');
  standIn.setFaults([{ on: /list-calls/, fault: { kind: 'status', status: 403 } }]);
  expect(await fangnetz('retell', 'reconcile', '--company', 'salon-nord')).toMatchObject({ code: 1, stdout: expect.stringContaining('not to the end: HTTP 403') as string });
  expect(await fangnetz('retell', 'reconcile', '--company', 'salon-nord', '--hours', '0')).toMatchObject({ code: 1, stderr: expect.stringContaining('--hours') as string });
});

test('prompt prints a text to be pasted, and needs neither company nor database', { timeout: 60_000 }, async () => {
  const { fangnetz } = await installation();
  const prompt = await fangnetz('retell', 'prompt', '--company', 'salon-nord');
  expect(prompt).toMatchObject({ code: 0, stderr: '' });
  expect(prompt.stdout).toMatch(/^## Termine und Rückrufe bei Salon Nord\n\n1\. /);
  expect((await fangnetz('retell', 'prompt')).stdout).toMatch(/^## Termine und Rückrufe\n/);
});
