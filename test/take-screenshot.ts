// `node test/take-screenshot.ts`: the pictures of docs, from a demo of its own. docs/screens has every page, light and dark, desk and
// phone; docs/handbuch has those of the handbook, taken on the walk of its test. `… handbook` or `… pages` takes only these.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { startDemoSalon } from './admin/demo-salon.ts';
import type { DemoSalon } from './admin/demo-salon.ts';
import { STEPS } from './admin/handbook-steps.ts';
import { walkThrough } from './admin/handbook-walk.ts';
import { setup as buildPage } from './built-page.ts';
import { unpackedChromium } from './chromium.ts';
import { ROOT } from './sources.ts';

/** A third of a PNG; the letters stay sharp. */
const PICTURE = { type: 'webp', quality: 75, animations: 'disabled' } as const;
const CONTEXT = { locale: 'de-DE', timezoneId: 'Europe/Berlin', serviceWorkers: 'block' } as const;
const SIZES = { desk: { viewport: { width: 1440, height: 900 } }, phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } } as const;

async function takePages(browser: Browser, { address, signInLink }: DemoSalon): Promise<void> {
  const first = await browser.newContext(CONTEXT);
  await first.request.get(signInLink, { maxRedirects: 0 });
  const { items } = (await (await first.request.get(`${address}/api/v1/callbacks?tab=critical`)).json()) as { items: readonly { id: string }[] };
  const storageState = await first.storageState();
  const pages: Readonly<Record<string, string>> = {
    overview: '/overview', callbacks: '/callbacks', callback: `/callbacks/${items[0]?.id ?? ''}?tab=today`, calls: '/calls', appointments: '/appointments', customers: '/customers', ledger: '/ledger', rehearsal: '/rehearsal', analytics: '/analytics', settings: '/settings',
  };
  for (const [size, options] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const opened = await browser.newContext({ ...CONTEXT, ...options, colorScheme, storageState });
      const page = await opened.newPage();
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${address}${path}`);
        await page.locator('main :is(h1, h2)').first().waitFor();
        await page.waitForLoadState('load');
        await page.waitForTimeout(1_500);
        await page.screenshot({ ...PICTURE, path: join(ROOT, 'docs', 'screens', `${name}-${size}-${colorScheme}.webp`) });
      }
      await opened.close();
    }
  }
}

async function takeHandbook(browser: Browser, salon: DemoSalon): Promise<void> {
  const walk = walkThrough({
    browser, salon,
    look: async (page, picture) => {
      if (picture !== undefined) await page.screenshot({ ...PICTURE, path: join(ROOT, 'docs', 'handbuch', `${picture}.webp`) });
    },
  });
  for (const [title, step] of Object.entries(STEPS)) {
    await step(walk);
    console.log(title);
  }
}

const [wanted = 'all'] = process.argv.slice(2);
await buildPage();
const data = await mkdtemp(join(tmpdir(), 'fangnetz-screens-'));
const { executable, env } = await unpackedChromium();
const browser = await playwright.launch({ executablePath: executable, env: { ...process.env, ...env }, args: chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote'), headless: true });
const salon = await startDemoSalon(data);
try {
  if (wanted !== 'handbook') await takePages(browser, salon);
  if (wanted !== 'pages') await takeHandbook(browser, salon);
} finally {
  await browser.close();
  salon.program.kill('SIGINT');
  await salon.program.ended;
  await rm(data, { recursive: true, force: true });
}
