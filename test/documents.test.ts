// The documents say what the code says: tables are equal both ways, and what is named exists.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readCompanyFile } from '../src/companies/company-file.ts';
import { OPTIONS } from '../src/platform/config.ts';
import { DOCUMENTS } from './documents.ts';
import { allFiles, ROOT } from './sources.ts';

const pages = allFiles().filter(({ path }) => path.endsWith('.md'));
const page = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test.each(Object.entries(DOCUMENTS))('%s is what `npm run docs` writes', (path, text) => {
  expect(page(path)).toBe(text);
});

test('every path that a document names in code type exists', () => {
  const OURS = /^(src|test|docs|migrations|bin|demo|sim|bench|admin|\.ci)\/[\w./-]*$/;
  const named = pages.flatMap(({ path, text }) => Array.from(text.matchAll(/`([^`\n]+)`/g), (match) => ({ path, name: match[1] ?? '' })).filter(({ name }) => OURS.test(name)));
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ name }) => !existsSync(join(ROOT, name))).map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
});

test('every link from one document to another file arrives', () => {
  const links = pages.flatMap(({ path, text }) => Array.from(text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g), (match) => ({ path, to: match[1] ?? '' })));
  expect(links.length).toBeGreaterThan(8);
  expect(links.filter(({ path, to }) => !existsSync(join(ROOT, dirname(path), to))).map(({ path, to }) => `${path} → ${to}`)).toEqual([]);
});

test.each(['package.json', 'admin/package.json'])('every file that a script of %s runs is there', (path) => {
  const { scripts } = JSON.parse(page(path)) as { scripts: Readonly<Record<string, string>> };
  const files = Object.values(scripts).flatMap((script) => Array.from(script.matchAll(/\bnode ([\w./-]+\.\w+)/g), ([, file]) => file ?? ''));
  expect(files.filter((file) => !existsSync(join(ROOT, dirname(path), file)))).toEqual([]);
});

test.each(['README.md', 'README.de.md'])('%s names every option, and stays short', (path) => {
  const names = Object.values(OPTIONS).flatMap(({ env }) => (env === null ? [] : [env]));
  expect(names.filter((name) => !page(path).includes(`\`${name}\``))).toEqual([]);
  expect(page(path).split('\n').length).toBeLessThanOrEqual(150);
});

test('the example of a company file is one, and shows everything that a file may say', () => {
  const text = page('docs/company-example.json');
  const read = readCompanyFile(text, { CALCOM_API_KEY: 'cal_live_x', CALCOM_WEBHOOK_SECRET: 'whsec_x', RETELL_API_KEY: 'key_x' });
  expect(read).toMatchObject({ ok: true });
  const shown = new Set(keysOf(JSON.parse(text)));
  // reading fills in every key that has a default
  expect(read.ok ? keysOf(read.file).filter((key) => !shown.has(key)) : []).toEqual([]);
});

/** Paths of all keys; what is in a list counts for all of it. */
function keysOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => keysOf(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [`${path}.${key}`, ...keysOf(inner, `${path}.${key}`)]);
}
