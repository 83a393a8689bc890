import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive, isTaken, parseProcStat, processStart } from './process-identity.ts';

test('reads a process whose name holds spaces and parentheses', () => {
  const fields = ['S', '42', ...Array.from({ length: 17 }, () => '0'), '987654', '1'];
  expect(parseProcStat(`7 (a ) (b)) ${fields.join(' ')}\n`)).toEqual({ name: 'a ) (b)', state: 'S', parent: 42, startTicks: '987654' });
  expect(parseProcStat('')).toBe(null);
});

test('the same process keeps its start, another one has another', async () => {
  const child = spawn('/bin/sleep', ['60']);
  const own = await processStart(process.pid);
  expect(own).not.toBe(null);
  expect(await processStart(process.pid)).toBe(own);
  expect(await processStart(child.pid ?? 0)).not.toBe(own);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await processStart(child.pid ?? 0)).toBe(null);
});

test('a dead process that nobody has reaped holds its pid but does not live', async () => {
  // The shell becomes `sleep` and never waits for its child, which lives long enough for that: a shell reaps one that dies before.
  const parent = spawn('/bin/sh', ['-c', '/bin/sleep 0.5 & echo $!; exec /bin/sleep 60']);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const zombie = Number(line.toString());
  while (isAlive(zombie)) await new Promise((resolve) => setImmediate(resolve));
  if (process.platform === 'linux') expect(isTaken(zombie)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
});
