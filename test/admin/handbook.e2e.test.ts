// docs/handbuch.md, done as it says, on the demo: each word that it quotes is on the page at that step, or the handbook is wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readHandbook } from '../../admin/src/handbook/read-handbook.ts';
import type { Block, Section } from '../../admin/src/handbook/read-handbook.ts';
import { startBrowser } from '../browser.ts';
import { scratchDirectory } from '../scratch.ts';
import { ROOT } from '../sources.ts';
import { startDemoSalon } from './demo-salon.ts';
import { STEPS } from './handbook-steps.ts';
import { walkThrough } from './handbook-walk.ts';

const browser = await startBrowser();
const { sections } = readHandbook(readFileSync(join(ROOT, 'docs', 'handbuch.md'), 'utf8'));

/** What can be read on the page: its text, and the names of what has only a picture. */
const READ = `[document.body.innerText, ...[...document.querySelectorAll('[aria-label],[title],[placeholder]')].filter((one) => one.checkVisibility()).flatMap((one) => ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? ''))].join('\\n')`;

test('every heading has its steps', () => {
  expect(Object.keys(STEPS)).toEqual(sections.map(({ title }) => title));
});

test('whoever does what the handbook says finds each word that it quotes, and what it shows', { timeout: 420_000 }, async () => {
  const salon = await startDemoSalon(join(await scratchDirectory(), 'data'));
  const seen = { texts: [] as string[], pictures: [] as string[] };
  const look = async (page: Page, picture?: string): Promise<void> => {
    seen.texts.push(await page.evaluate<string>(READ));
    if (picture !== undefined) seen.pictures.push(picture);
  };
  const walk = walkThrough({ browser, salon, look });
  for (const section of sections) {
    seen.texts = [];
    seen.pictures = [];
    await STEPS[section.title]?.(walk).catch((error: unknown) => { throw new Error(`under „${section.title}“`, { cause: error }); });
    const text = seen.texts.join('\n').replaceAll(/\s+/g, ' ');
    expect(quotedIn(section).filter((words) => !saidIn(text, words)), section.title).toEqual([]);
    expect(seen.pictures, section.title).toEqual(section.blocks.flatMap((block) => (block.kind === 'picture' ? [block.name] : [])));
  }
  salon.program.kill('SIGINT');
  expect(await salon.program.ended).toBe(0);
});

function quotedIn({ blocks }: Section): string[] {
  const spans = blocks.flatMap((block: Block) => (block.kind === 'text' ? [block.spans] : block.kind === 'list' ? block.items : block.kind === 'table' ? block.rows.flat() : []));
  return spans.flat().flatMap(({ kind, text }) => (kind === 'quoted' ? [text.slice(1, -1)] : []));
}

/** As a whole word; „…“ stands for a name or a time. */
function saidIn(text: string, words: string): boolean {
  const pattern = words.split('…').map((part) => part.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s?\\S.*?');
  return new RegExp(`(?<![\\p{L}\\d])${pattern}(?![\\p{L}\\d])`, 'u').test(text);
}
