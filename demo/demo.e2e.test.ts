// The demo as somebody meets it who has just cloned the project: npm start, then npm run demo:call.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../test/program.ts';
import type { Program } from '../test/program.ts';
import { scratchDirectory } from '../test/scratch.ts';
import type { ControlAddress } from './control/server.ts';
import type { DemoState } from './installation/files.ts';
import { salonNord } from './salon-nord/company-file.ts';
import { SCENARIOS } from './scenarios/all.ts';
import { SAMPLE_CALLS } from './seed/sample-calls.ts';

const COMMAND = fileURLToPath(new URL('../bin/fangnetz.mjs', import.meta.url));
const CALL = fileURLToPath(new URL('./call.ts', import.meta.url));

interface Callback {
  readonly status: string;
  readonly error_type: string | null;
  readonly created_from: string;
  readonly created_at: string;
  readonly resolution: string | null;
}

const npmStart = (data: string, ...more: string[]): Program => runProgram({ args: [COMMAND, 'start', '--demo', '--data', data, '--port', '0', '--log-level', 'error', ...more] });
const demoCall = (data: string, ...args: string[]): Program => runProgram({ args: [CALL, ...args, '--data', data] });

async function fileOf<T>(data: string, name: string): Promise<T> {
  return JSON.parse(await readFile(join(data, 'demo', name), 'utf8')) as T;
}

async function read<T>(data: string, path: string): Promise<T> {
  const [{ server }, key] = await Promise.all([fileOf<ControlAddress>(data, 'control.json'), readFile(join(data, 'demo', 'api.key'), 'utf8')]);
  const reply = await fetch(`${server}/api/v1${path}`, { headers: { authorization: `Bearer ${key.trim()}` } });
  expect(reply.status).toBe(200);
  return (await reply.json()) as T;
}

const wishesOf = async (data: string) => await read<{ wishes: number; difference: number; unexplained: string[] }>(data, '/ledger');

async function end(program: Program): Promise<void> {
  program.kill('SIGINT');
  expect(await program.ended, program.lines.join('\n')).toBe(0);
}

test('a fresh clone opens on days of calls, every scenario keeps its promise, and a second start goes on where the first ended', { timeout: 180_000 }, async () => {
  const data = join(await scratchDirectory(), 'data');
  const server = npmStart(data);
  await server.line(/^fangnetz ready/);
  expect(server.lines.filter((line) => line.startsWith('sample call'))).toEqual([]);
  await expectSamples(data);
  await expectGuarded(data);

  const calls = demoCall(data, 'all');
  expect(await calls.ended, calls.lines.join('\n')).toBe(0);
  expect(calls.lines.filter((line) => line.startsWith('  ✓  '))).toHaveLength(SCENARIOS.length);
  const before = await wishesOf(data);
  expect(before).toMatchObject({ wishes: SAMPLE_CALLS.length + SCENARIOS.length, difference: 0, unexplained: [] });
  await end(server);
  expect(await readdir(join(data, 'demo'))).not.toContain('control.json');
  const booked = (await fileOf<unknown[]>(data, 'cal-com.json')).length;
  const { calComPort } = await fileOf<DemoState>(data, 'state.json');

  // Somebody else has the calendar's port by now.
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(calComPort ?? 0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const second = npmStart(data);
  await second.line(/^fangnetz ready/);
  expect(second.lines.join('\n')).not.toContain('playing');
  expect(await wishesOf(data)).toEqual(before);
  const again = demoCall(data, 'happy');
  expect(await again.ended, again.lines.join('\n')).toBe(0);
  expect(await fileOf<unknown[]>(data, 'cal-com.json')).toHaveLength(booked + 1);
  expect((await fileOf<DemoState>(data, 'state.json')).calComPort).not.toBe(calComPort);
  await end(second);
});

async function expectSamples(data: string): Promise<void> {
  const { items } = await read<{ items: Callback[] }>(data, '/callbacks?limit=200');
  const kinds = (key: 'error_type' | 'created_from') => new Set(items.map((callback) => callback[key]));
  expect(kinds('error_type')).toEqual(new Set(['partial_booking', 'api_error', 'exception', 'no_availability', null]));
  expect(kinds('created_from')).toEqual(new Set(['failsafe_callback', 'customer_request', 'anonymous_caller', 'call_problem', 'reconciliation']));
  expect(items.some((callback) => callback.status === 'completed' && callback.resolution === 'settled_in_call')).toBe(true);
  const ages = items.map((callback) => Date.now() - Date.parse(callback.created_at));
  expect(Math.min(...ages)).toBeGreaterThan(5 * 60_000);
  expect(Math.max(...ages)).toBeGreaterThan(3 * 24 * 3_600_000);
  expect(await wishesOf(data)).toMatchObject({ wishes: SAMPLE_CALLS.length, difference: 0, unexplained: [] });
}

/** Whatever else runs on this machine, a web page included, finds no switch that works without the token. */
async function expectGuarded(data: string): Promise<void> {
  const { control } = await fileOf<ControlAddress>(data, 'control.json');
  expect((await fetch(`${control}/_demo/faults`, { method: 'POST', body: '{"database":{"downForSeconds":60}}' })).status).toBe(401);
  for (const name of ['retell.key', 'api.key', 'control.json']) expect((await stat(join(data, 'demo', name))).mode & 0o077).toBe(0);
}

test('leaves an installation with a company of its own alone, even one of the same name', async () => {
  const data = join(await scratchDirectory(), 'data');
  const without = npmStart(data, '--no-demo');
  await without.line(/^fangnetz ready/);
  const silent = demoCall(data, 'happy');
  expect(await silent.ended).toBe(1);
  expect(silent.lines).toEqual([`In ${data} läuft kein Demo-Server. Starten Sie ihn in einem anderen Terminal mit: npm start`]);
  const file = join(data, '..', 'salon.json');
  await writeFile(file, salonNord({ calComUrl: 'https://cal.example/v2', calComKey: 'cal_real', retellKey: 'key_real', retellUrl: 'http://127.0.0.1:1' }));
  const applied = runProgram({ args: [COMMAND, 'apply', file, '--data', data] });
  expect(await applied.ended, applied.lines.join('\n')).toBe(0);
  await end(without);

  const server = npmStart(data);
  await server.line(/^fangnetz ready/);
  expect(server.lines).toContain('companies are configured here: started without the demo');
  expect(await readdir(data)).not.toContain('demo');
  await end(server);
  const unchanged = runProgram({ args: [COMMAND, 'apply', file, '--data', data] });
  expect(await unchanged.ended).toBe(0);
  expect(unchanged.lines).toContain('= nothing changed');
});
