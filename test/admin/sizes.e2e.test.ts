// From a small phone to a big screen, and with letters twice as large: nothing is cut off, and nothing has to be pushed aside to be read.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { GROUPS } from '../../admin/src/settings/settings-search.ts';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { deskUnderTest } from './desk-under-test.ts';

const { database } = await testDatabase();
const desk = await deskUnderTest({ browser: await startBrowser(), database });

const PAGES = [
  '/callbacks?tab=all', `/callbacks/${desk.ids.unclear}?tab=all`, '/overview', '/ledger?fate=open_callback', '/analytics', '/calls', '/appointments', '/customers', '/rehearsal', '/account', '/companies', '/help', '/setup',
  ...GROUPS.flatMap(({ parts }) => parts.map((part) => `/settings?part=${part}`)),
];

/**
 * What reaches over the right edge and is in no box that scrolls by itself: '' where nothing does. A box that scrolls downwards is a page or
 * a pane, and no excuse: what may scroll downwards scrolls sideways as well, without anybody having meant it.
 */
const OVER_THE_EDGE = `(() => {
  const isPane = (at) => at.id === 'content' || (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight + 1);
  const scrolls = (node) => { for (let at = node.parentElement; at !== null; at = at.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX) && at.clientWidth < at.scrollWidth && !isPane(at)) return true; return false; };
  const over = [...document.querySelectorAll('body *')].filter((node) => { const { right, width, height } = node.getBoundingClientRect(); return width > 1 && height > 1 && right > innerWidth + 1 && !scrolls(node); });
  const wide = document.documentElement.scrollWidth > innerWidth || document.getElementById('content')?.scrollWidth > document.getElementById('content')?.clientWidth;
  return wide || over.length > 0 ? over.slice(-3).map((node) => node.outerHTML.slice(0, 120)).join(' | ') || 'scrolls sideways' : '';
})()`;

/** Charts and panes measure themselves anew after a change of size, some frames later on a busy machine; what stays over the edge is a defect. */
const FITS = `(${OVER_THE_EDGE}) === ''`;

async function settled(page: Page, path: string): Promise<void> {
  await page.goto(desk.address + path);
  await page.locator('main :is(h1, h2)').first().waitFor({ state: 'attached' });
  await expect.poll(async () => await page.getByRole('status', { name: 'Lädt …' }).count()).toBe(0);
}

test('at 320 pixels, with the page or only its letters at 200 %, and on a screen of 3840, no page scrolls sideways', { timeout: 180_000 }, async () => {
  const page = await desk.open('/callbacks?tab=all');
  const debug = await page.context().newCDPSession(page);
  // as in the settings of the browser, which media queries in rem follow
  const letters = async (standard: number) => await debug.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } });
  const found: string[] = [];
  for (const path of PAGES) {
    await settled(page, path);
    for (const [name, width, height, size] of [['320 px', 320, 640, 16], ['200 %', 640, 400, 16], ['letters 200 %', 1280, 800, 32], ['3840 px', 3840, 2160, 16]] as const) {
      await page.setViewportSize({ width, height });
      await letters(size);
      if (size === 32) await page.waitForFunction(`getComputedStyle(document.documentElement).fontSize === '32px'`);
      const over = await page.waitForFunction(FITS, undefined, { timeout: 5_000 }).then(() => '', async () => await page.evaluate<string>(OVER_THE_EDGE));
      if (over !== '') found.push(`${path} at ${name}: ${over}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  expect(found).toEqual([]);
});

test('on a screen of 3840 pixels letters grow, lines stay short enough to be read, and the list is still beside its case', async () => {
  const page = await desk.open('/manifest.webmanifest', { viewport: { width: 3840, height: 2160 } });
  await settled(page, `/callbacks/${desk.ids.unclear}?tab=all`);
  await page.getByRole('region', { name: 'Was passiert ist' }).waitFor();
  const measured = await page.evaluate<{ letters: number; widest: number; list: number }>(`(() => {
    const letters = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const lines = [...document.querySelectorAll('article p')].map((line) => line.getBoundingClientRect().width);
    return { letters, widest: Math.max(...lines) / letters, list: document.querySelector('section[aria-label="Rückrufe"]').getBoundingClientRect().width / letters };
  })()`);
  expect(measured.letters).toBeGreaterThan(20);
  // in rem; a hundred characters are some fifty
  expect(measured.widest).toBeLessThan(75);
  expect(measured.list).toBeGreaterThan(25);
});
