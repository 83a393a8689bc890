// `node test/take-screenshot.ts SIGN-IN-LINK`: the picture of the readmes, from a running demo.
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { unpackedChromium } from './chromium.ts';

const [link] = process.argv.slice(2);
if (link === undefined) throw new Error('the sign-in link that the server printed is needed');
const { executable, env } = await unpackedChromium();
const args = chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote');
const browser = await playwright.launch({ executablePath: executable, env: { ...process.env, ...env }, args, headless: true });
const page = await browser.newPage({ viewport: { width: 1180, height: 630 }, locale: 'de-DE', timezoneId: 'Europe/Berlin', deviceScaleFactor: 1 });
await page.goto(link);
await page.getByRole('list', { name: 'Rückrufe' }).waitFor();
await page.screenshot({ path: join(import.meta.dirname, '..', 'docs', 'screens', 'callbacks.png') });
await browser.close();
