// What a browser has to fetch before the inbox stands: measured on the files that were built, as they are sent.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { ROOT } from '../sources.ts';
import { deskUnderTest } from './desk-under-test.ts';

const { database } = await testDatabase();
const desk = await deskUnderTest({ browser: await startBrowser(), database });

const BUDGET = 250_000;

test('the inbox needs less than 250 kB of script and style, compressed', async () => {
  const page = await desk.open('/', { signedIn: 'company', serviceWorkers: 'block' });
  // an answer of the first load that comes late would be taken for the one after which nothing is counted
  await page.getByText('Özlem Yıldız').waitFor();
  const asked = new Set<string>();
  let listed = false;
  page.on('request', (request) => listed || asked.add(new URL(request.url()).pathname));
  // the case is fetched behind the list
  page.on('response', (response) => (listed ||= /\/api\/v1\/callbacks\?/.test(response.url())));
  await page.reload();
  await page.getByText('Özlem Yıldız').waitFor();
  const files = [...asked].filter((path) => /^\/assets\/.*\.(js|css)$/.test(path));
  const sizes = await Promise.all(files.map(async (file) => [file, gzipSync(await readFile(join(ROOT, 'admin', 'dist', file)), { level: 9 }).length] as const));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(files.length).toBeGreaterThan(3);
  expect(total, `${total}\n${sizes.map(([file, size]) => `${file} ${size}`).join('\n')}`).toBeLessThan(BUDGET);
});

test('who is signed in and the first rows are asked for once each, by the page itself, in the words in which the program asks', async () => {
  const page = await desk.open('/manifest.webmanifest', { serviceWorkers: 'block' });
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (/^\/api\/v1\/(session|callbacks)$/.test(pathname)) asked.push(pathname + search);
  });
  await page.goto(`${desk.address}/callbacks`);
  await page.getByText('Özlem Yıldız').waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  expect(asked).toEqual(['/api/v1/session', '/api/v1/callbacks?tab=due_now&sort=due_at&limit=100']);
});

test('what is hashed is sent compressed and kept for good; the page itself is asked for anew, with another nonce each time', async () => {
  const get = async (path: string) => await fetch(`${desk.address}${path}`, { headers: { accept: 'text/html', 'accept-encoding': 'br' } });
  const [first, second] = [await get('/callbacks'), await get('/callbacks')];
  const [one, two] = [await first.text(), await second.text()];
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const nonce = (html: string): string | undefined => /csp-nonce" content="([\w-]{22})"/.exec(html)?.[1];
  expect(nonce(one)).not.toBe(nonce(two));
  expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce(one)}'`);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(one)?.[1] ?? '';
  const response = await get(script);
  expect(Object.fromEntries(['cache-control', 'content-encoding'].map((name) => [name, response.headers.get(name)]))).toEqual({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'br' });
});

test('a program that asks for an address that is not there gets no page', async () => {
  for (const path of ['/api/nothing', '/hooks/nothing', '/nothing', '/assets/nothing.js', '/assets/..%2f..%2fpackage.json']) {
    expect((await fetch(`${desk.address}${path}`, { headers: { accept: 'application/json' } })).status, path).toBeGreaterThanOrEqual(403);
  }
});
