import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SALON_ENVIRONMENT, salonJson } from '../../test/companies/salon-file.ts';
import { emptyDatabase } from '../../test/pg.ts';

const COMMAND = join(import.meta.dirname, '../../bin/fangnetz.mjs');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function installation() {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-apply-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const databaseUrl = await emptyDatabase();
  const environment = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, FANGNETZ_DATA_DIR: join(directory, 'data'), ...SALON_ENVIRONMENT };
  const fangnetz = (args: readonly string[], extra: Record<string, string> = {}): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [COMMAND, ...args], { cwd: directory, env: { ...environment, ...extra } });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
      child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
  const write = (text: string): Promise<void> => writeFile(join(directory, 'salon.json'), text);
  return { fangnetz, write };
}

test('applies a file to an empty database, and the second time nothing', async () => {
  const { fangnetz, write } = await installation();
  await write(JSON.stringify(salonJson()));
  const first = await fangnetz(['apply', 'salon.json']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout.split('\n')).toContain('+ company salon-nord');
  expect(await fangnetz(['apply', 'salon.json'])).toEqual({ code: 0, stdout: '= nothing changed\n', stderr: '' });
});

test('refuses a bad file with line, place, reason and remedy, and changes nothing', async () => {
  const { fangnetz, write } = await installation();
  const json = salonJson();
  json.branches[0]!.openingHours.tue = [['09:00', '8:00']];
  await write(JSON.stringify(json, null, 2));
  const refused = await fangnetz(['apply', 'salon.json'], { RETELL_API_KEY: '' });
  expect(refused.code).toBe(1);
  expect(refused.stdout).toBe('');
  expect(refused.stderr).toMatch(/^salon\.json:24:13 branches\[0\]\.openingHours\.tue\[0\]\[1\]: is not a time of day — write HH:MM/m);
  expect(refused.stderr).toMatch(/voice\[0\]\.apiKey: the environment variable RETELL_API_KEY is not set — set RETELL_API_KEY and apply again/);
  expect((await fangnetz(['apikey', 'create', '--company', 'salon-nord', '--role', 'owner'])).stderr).toMatch(/no company "salon-nord"/);
});

test('prints an API key alone on standard output, lists and revokes it', async () => {
  const { fangnetz, write } = await installation();
  await write(JSON.stringify(salonJson()));
  await fangnetz(['apply', 'salon.json']);
  const made = await fangnetz(['apikey', 'create', '--company', 'salon-nord', '--role', 'manager']);
  expect(made.stdout).toMatch(/^fn_[A-Za-z0-9_-]{43}\n$/);
  const listed = await fangnetz(['apikey', 'list']);
  expect(listed.stdout).toMatch(new RegExp(`salon-nord {2}manager {2}…${made.stdout.trim().slice(-4)} {2}created .* {2}valid\n$`));
  const id = listed.stdout.slice(0, 36);
  expect(await fangnetz(['apikey', 'revoke', id])).toMatchObject({ code: 0, stdout: `revoked ${id}\n` });
  expect((await fangnetz(['apikey', 'list'])).stdout).toMatch(/revoked \d{4}-/);
  expect(await fangnetz(['apikey', 'create', '--company', 'salon-nord', '--role', 'boss'])).toMatchObject({ code: 2, stdout: '' });
});
