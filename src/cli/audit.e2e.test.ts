// `fangnetz audit` as an operator runs it, also against somebody who owns the database.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SALON_ENVIRONMENT, salonJson } from '../../test/companies/salon-file.ts';
import { execute } from '../../test/execute.ts';
import { emptyDatabase } from '../../test/pg.ts';

const COMMAND = join(import.meta.dirname, '../../bin/fangnetz.mjs');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A company whose file was applied three times, with a change each: three entries of its audit log. */
async function installation() {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-audit-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const databaseUrl = await emptyDatabase();
  const environment = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, FANGNETZ_DATA_DIR: join(directory, 'data'), ...SALON_ENVIRONMENT };
  const fangnetz = (...args: string[]): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [COMMAND, ...args], { cwd: directory, env: environment });
      const out = { stdout: '', stderr: '' };
      for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (part: Buffer) => (out[stream] += part.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...out }));
    });
  for (const name of ['Salon Nord', 'Salon Nordwest', 'Salon Nordost']) {
    const json = salonJson();
    json.company.name = name;
    await writeFile(join(directory, 'salon.json'), JSON.stringify(json));
    expect((await fangnetz('apply', 'salon.json')).code).toBe(0);
  }
  return { fangnetz, directory, tamper: (statement: string) => execute(databaseUrl, `set session_replication_role = replica; ${statement}`) };
}

test('finds an audit log whole, keeps its end in a file, and tells what was done to it since', { timeout: 120_000 }, async () => {
  const { fangnetz, directory, tamper } = await installation();
  const whole = await fangnetz('audit', '--anchor', 'anchors.txt');
  expect(whole).toMatchObject({ code: 0, stderr: '' });
  expect(whole.stdout).toMatch(/^betreiber: 0 wishes = [^\n]*, difference 0\n {2}audit log: 0 entries, unbroken\n/);
  expect(whole.stdout).toMatch(/^salon-nord: 0 wishes = .*difference 0\n {2}audit log: 3 entries, unbroken, ends at 3 [0-9a-f]{64}\n$/m);
  const kept = await readFile(join(directory, 'anchors.txt'), 'utf8');
  expect(kept).toMatch(/^salon-nord 3 [0-9a-f]{64}$/m);

  const cut = `delete from audit_log where seq = 3; update audit_heads set seq = 2, hash = (select hash from audit_log where seq = 2) where seq = 3`;
  await tamper(cut);
  expect((await fangnetz('audit', '--company', 'salon-nord')).code).toBe(0);
  const noticed = await fangnetz('audit', '--company', 'salon-nord', '--anchor', 'anchors.txt');
  expect(noticed.code).toBe(1);
  expect(noticed.stdout).toContain('audit log: BROKEN at entry 3: the log ends at 2, but the kept anchor is of entry 3 (truncated_tail)');
  expect(await readFile(join(directory, 'anchors.txt'), 'utf8')).toBe(kept);

  await tamper(`update audit_log set actor = 'user:somebody' where seq = 1`);
  const broken = await fangnetz('audit', '--company', 'salon-nord', '--json');
  expect(broken.code).toBe(1);
  expect(JSON.parse(broken.stdout)).toMatchObject({
    company: 'salon-nord', difference: 0,
    audit_chain: { ok: false, problem: { kind: 'changed', seq: 1, reason: 'entry 1 is not what it was when it was entered' } },
  });
});

test('an anchor file that cannot be read is no anchor file: nothing counts as checked', { timeout: 120_000 }, async () => {
  const { fangnetz, directory } = await installation();
  await writeFile(join(directory, 'anchors.txt'), 'salon-nord 3 abc\n');
  const refused = await fangnetz('audit', '--anchor', 'anchors.txt');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('a line that is no anchor: salon-nord 3 abc');
});
