// `node test/take-screenshot.ts SIGN-IN-LINK`: the pictures in docs/screens, from a running demo: every page, light and dark, desk and phone.
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { unpackedChromium } from './chromium.ts';

const [link] = process.argv.slice(2);
if (link === undefined) throw new Error('the sign-in link that the server printed is needed');
const { origin } = new URL(link);
const { executable, env } = await unpackedChromium();
const args = chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote');
const browser = await playwright.launch({ executablePath: executable, env: { ...process.env, ...env }, args, headless: true });
const context = { locale: 'de-DE', timezoneId: 'Europe/Berlin', serviceWorkers: 'block' } as const;

const first = await browser.newContext(context);
await first.request.get(link, { maxRedirects: 0 });
const { items } = (await (await first.request.get(`${origin}/api/v1/callbacks?tab=critical`)).json()) as { items: readonly { id: string }[] };
const storageState = await first.storageState();

const PAGES: Readonly<Record<string, string>> = {
  overview: '/overview', callbacks: '/callbacks', callback: `/callbacks/${items[0]?.id ?? ''}?tab=today`, calls: '/calls', appointments: '/appointments', customers: '/customers', ledger: '/ledger', rehearsal: '/rehearsal', analytics: '/analytics', settings: '/settings',
};
const SIZES = { desk: { viewport: { width: 1440, height: 900 } }, phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } } as const;

for (const [size, options] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const opened = await browser.newContext({ ...context, ...options, colorScheme, storageState });
    const page = await opened.newPage();
    for (const [name, path] of Object.entries(PAGES)) {
      await page.goto(`${origin}${path}`);
      await page.locator('main :is(h1, h2)').first().waitFor();
      await page.waitForLoadState('load');
      await page.waitForTimeout(1_500);
      await page.screenshot({ path: join(import.meta.dirname, '..', 'docs', 'screens', `${name}-${size}-${colorScheme}.png`) });
    }
    await opened.close();
  }
}
await browser.close();
