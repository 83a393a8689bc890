// A real Chromium from npm, started once per test file.
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { unpackedChromium } from './chromium.ts';

export async function startBrowser(): Promise<Browser> {
  const { executable, env } = await unpackedChromium();
  // Meant for a function that runs once and dies: in a single process the first closed page takes the browser along.
  const args = chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote');
  const browser = await playwright.launch({ executablePath: executable, env: { ...process.env, ...env }, args, headless: true });
  afterAll(() => browser.close());
  return browser;
}
