// `fangnetz privacy` as an operator runs it beside a database of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SALON_ENVIRONMENT, salonJson } from '../../test/companies/salon-file.ts';
import { execute } from '../../test/execute.ts';
import { emptyDatabase } from '../../test/pg.ts';

const COMMAND = join(import.meta.dirname, '../../bin/fangnetz.mjs');

test('hands out what is stored of a person, shows what an erasure would take, and erases after the typed word only', { timeout: 120_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-privacy-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const databaseUrl = await emptyDatabase();
  const environment = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, FANGNETZ_DATA_DIR: join(directory, 'data'), ...SALON_ENVIRONMENT };
  const fangnetz = (...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [COMMAND, ...args], { cwd: directory, env: environment });
      const out = { stdout: '', stderr: '' };
      for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (part: Buffer) => (out[stream] += part.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...out }));
    });
  await writeFile(join(directory, 'salon.json'), JSON.stringify(salonJson()));
  expect((await fangnetz('apply', 'salon.json')).code).toBe(0);
  await execute(databaseUrl, `
    insert into wishes (company_id, id, intent, fate, requested, receipt, opened_at, settled_at, updated_at)
      select id, gen_random_uuid(), 'callback', 'open_callback', '{"customerName": "Ada Beispiel"}', gen_random_uuid(), now(), now(), now() from companies where slug = 'salon-nord';
    insert into callbacks (company_id, id, receipt, wish_id, status, priority, created_from, customer_name, phone_number, notes, due_at, due_because, metadata, created_at, updated_at)
      select company_id, gen_random_uuid(), gen_random_uuid(), id, 'pending', 'normal', 'customer_request', 'Ada Beispiel', '+4915112345678', 'Allergie', now(), '24 h', '{}', now(), now() from wishes`);

  const of = ['--company', 'salon-nord', '--phone', '0151 12345678'];
  const told = await fangnetz('privacy', 'export', ...of);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(told.stdout)).toMatchObject({ format: 'fangnetz-disclosure-1', names: ['Ada Beispiel'], callbacks: [{ notes: 'Allergie' }] });
  expect((await fangnetz('privacy', 'export', ...of, '--out', 'auskunft.json')).code).toBe(0);
  expect(JSON.parse(await readFile(join(directory, 'auskunft.json'), 'utf8'))).toMatchObject({ names: ['Ada Beispiel'] });

  const shown = await fangnetz('privacy', 'erase', ...of);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/wishes: 1\ncallbacks: 1\n[^]*known as: Ada Beispiel\nNothing was erased\. Add --confirm LÖSCHEN/);
  expect(await fangnetz('privacy', 'erase', ...of, '--confirm', 'ja')).toMatchObject({ code: 1, stderr: '--confirm has to be LÖSCHEN or DELETE.\n' });
  const erased = await fangnetz('privacy', 'erase', ...of, '--confirm', 'LÖSCHEN');
  expect(erased.stdout).toMatch(/callbacks_cancelled: 1\n[^]*Erased; run [0-9a-f-]{36}\.\n$/);
  expect(await fangnetz('privacy', 'erase', ...of, '--confirm', 'LÖSCHEN')).toMatchObject({ code: 1, stderr: 'Nothing is stored under this number or address.\n' });
  const audited = await fangnetz('audit', '--company', 'salon-nord', '--json');
  expect(audited.code).toBe(0);
  expect(JSON.parse(audited.stdout)).toMatchObject({ difference: 0, fates: { erased: 1 }, audit_chain: { ok: true } });
  expect((await fangnetz('privacy', 'erase', '--company', 'salon-nord')).code).toBe(2);
});
