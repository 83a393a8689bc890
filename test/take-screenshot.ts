// `node test/take-screenshot.ts`: the pictures of docs, from a demo of its own. docs/screens has every page, light and dark, desk and
// phone; docs/handbuch has those of the handbook, taken on the walk of its test. `… handbook` or `… pages` takes only these.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';
import { GROUPS } from '../admin/src/settings/settings-search.ts';
import { startDemoSalon } from './admin/demo-salon.ts';
import type { DemoSalon } from './admin/demo-salon.ts';
import { STEPS } from './admin/handbook-steps.ts';
import { walkThrough } from './admin/handbook-walk.ts';
import { setup as buildPage } from './built-page.ts';
import { unpackedChromium } from './chromium.ts';
import { ROOT } from './sources.ts';

/** A third of a PNG; the letters stay sharp. */
const PICTURE = { type: 'webp', quality: 65, animations: 'disabled' } as const;
/** A Thursday's afternoon: at night everything would be late and nobody on duty. Always the same one, so that a new picture shows what has changed in the page. */
const MOMENT = '2026-11-19T13:20:00Z';
const SIZES = { desk: { viewport: { width: 1280, height: 800 } }, phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } } as const;
const SETTINGS = GROUPS.flatMap(({ parts }) => parts.map((part) => [`settings-${part}`, `/settings?part=${part}`] as const));
const SETUP = ['business', 'calendar', 'voice', 'test_call', 'people'].map((step) => [`setup-${step.replace('_', '-')}`, `/setup?step=${step}`] as const);

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

async function signedIn(browser: Browser, salon: DemoSalon, email: string): Promise<BrowserContext> {
  const { address, password } = salon;
  const context = await salon.openContext(browser, {});
  await context.request.post(`${address}/api/auth/sign-in/email`, { data: { email, password }, headers: { origin: address } });
  return context;
}

/** Until the jobs have given everybody something to do: what nobody has yet, and what is late at the start, is gone a few seconds later. */
async function settled(browser: Browser, salon: DemoSalon): Promise<void> {
  const context = await signedIn(browser, salon, 'anna@salon-nord.example');
  const read = async <T>(path: string): Promise<T> => (await (await context.request.get(`${salon.address}${path}`)).json()) as T;
  const isSettled = async (): Promise<boolean> =>
    (await read<{ jobs: string }>('/readyz')).jobs === 'up' && (await read<{ items?: readonly unknown[] }>('/api/v1/callbacks?status=pending')).items?.length === 0;
  for (const end = Date.now() + 180_000; !(await isSettled()); await sleep(1_000)) if (Date.now() > end) throw new Error('the salon does not come to rest');
  await context.close();
}

/** Every page of the company as its owner sees it, and what lies before and above. */
async function takePages(browser: Browser, salon: DemoSalon): Promise<void> {
  const owner = await signedIn(browser, salon, 'anna@salon-nord.example');
  const agency = await signedIn(browser, salon, 'team@sprachwerk.example');
  const first = async (path: string): Promise<string> => ((await (await owner.request.get(`${salon.address}/api/v1${path}`)).json()) as { items: readonly { id: string }[] }).items[0]?.id ?? '';
  const [critical, call, appointment, customer] = await Promise.all(['/callbacks?tab=critical', '/calls', '/appointments', '/customers'].map(first));
  const pages: Readonly<Record<string, string>> = {
    overview: '/overview', callbacks: '/callbacks', callback: `/callbacks/${critical}?tab=today`, calls: '/calls', call: `/calls/${call}`, appointments: '/appointments', appointment: `/appointments/${appointment}`,
    customers: '/customers', customer: `/customers/${customer}`, analytics: '/analytics', ledger: '/ledger', rehearsal: '/rehearsal', account: '/account', handbook: '/help', ...Object.fromEntries([...SETTINGS, ...SETUP]),
  };
  const nobody: Kept = { cookies: [], origins: [] };
  for (const [size, options] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const take = async (kept: Kept, what: Readonly<Record<string, string>>): Promise<void> => {
        const context = await salon.openContext(browser, { ...options, colorScheme, storageState: kept, serviceWorkers: 'block' });
        context.setDefaultTimeout(120_000);
        const page = await context.newPage();
        for (const [name, path] of Object.entries(what)) {
          await page.goto(`${salon.address}${path}`);
          await page.locator('main :is(h1, h2)').first().waitFor();
          await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
          await page.waitForTimeout(1_000);
          await page.screenshot({ ...PICTURE, path: join(ROOT, 'docs', 'screens', `${name}-${size}-${colorScheme}.webp`) });
        }
        await context.close();
      };
      await take(nobody, { 'sign-in': '/' });
      await take(await agency.storageState(), { companies: '/companies' });
      await take(await owner.storageState(), pages);
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
const salon = await startDemoSalon(data, MOMENT);
try {
  await settled(browser, salon);
  if (wanted !== 'handbook') await takePages(browser, salon);
  if (wanted !== 'pages') await takeHandbook(browser, salon);
} finally {
  await browser.close();
  salon.program.kill('SIGINT');
  await salon.program.ended;
  await rm(data, { recursive: true, force: true });
}
