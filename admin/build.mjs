// Builds the page: Vite, compressed copies, the service worker; then puts the result in place in one step, so that a
// server that runs meanwhile never serves half of it. Plain JavaScript: `npm ci` may run it on Node 20.
// `node admin/build.mjs` builds; `--if-stale` only where admin/dist was made from other sources.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, 'dist');
const NEXT = join(HERE, '.dist-next');
const LOCK = join(HERE, '.dist-lock');
const STAMP = 'built-from.txt';
const SOURCES = ['src', 'public', 'index.html', 'worker.js', 'vite.config.ts', 'package.json', 'build.mjs', '../docs/handbuch.md', '../docs/handbuch'];

function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

/** By content: what git, npm and containers do to the times of files says nothing. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(HERE, source);
    for (const file of extname(source) === '' ? filesBelow(path) : [path]) hash.update(`${relative(HERE, file)}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

export function isStale() {
  const stamp = join(DIST, STAMP);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint();
}

export async function buildPage() {
  if (!takeLock()) return;
  try {
    // whoever builds from a test run has NODE_ENV=test, and would get React's slow half
    process.env.NODE_ENV = 'production';
    const { build } = await import('vite');
    const stamp = fingerprint();
    rmSync(NEXT, { recursive: true, force: true });
    await build({ root: HERE, configFile: join(HERE, 'vite.config.ts'), logLevel: 'warn', build: { outDir: NEXT, emptyOutDir: true } });
    writeWorker();
    for (const file of filesBelow(NEXT)) compress(file);
    writeFileSync(join(NEXT, STAMP), stamp);
    rmSync(DIST, { recursive: true, force: true });
    renameSync(NEXT, DIST);
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** Several servers that start at once build once; the lock of a build that died is taken over. */
function takeLock() {
  const holder = join(LOCK, 'pid');
  try {
    mkdirSync(LOCK);
  } catch {
    if (isAlive(existsSync(holder) ? Number(readFileSync(holder, 'utf8')) : 0)) return false;
  }
  writeFileSync(holder, String(process.pid));
  return true;
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The worker keeps what the first screen needs; its name for that set changes with each build. */
function writeWorker() {
  const page = readFileSync(join(NEXT, 'index.html'), 'utf8');
  const fonts = readdirSync(join(NEXT, 'assets')).filter((file) => file.endsWith('.woff2')).map((file) => `/assets/${file}`);
  const shell = [...Array.from(page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g), ([, file]) => file), ...fonts];
  const version = createHash('sha256').update(shell.join()).update(page).digest('hex').slice(0, 12);
  const source = readFileSync(join(HERE, 'worker.js'), 'utf8');
  writeFileSync(join(NEXT, 'worker.js'), `const VERSION = '${version}';\nconst SHELL = ${JSON.stringify(shell)};\n${source}`);
}

function compress(file) {
  // index.html gets a nonce at each request; fonts and pictures are compressed already
  if (!/\.(js|css|svg|webmanifest)$/.test(file)) return;
  const content = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const onlyIfStale = process.argv.includes('--if-stale');
  if (!onlyIfStale || isStale()) {
    const begin = performance.now();
    await buildPage();
    console.log(`admin page built in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  }
}
