// What axe finds on a page: WCAG 2.2 A and AA. Injected through the debugger, so that the page's own policy stays as it is.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * Until nothing fades in or out any more: what is half transparent has too little contrast, and what is not seen yet is not looked at. Twice in
 * a row, because what has just been put there begins to move only with a later picture; what turns for ever (a spinner) is no reason to wait.
 */
const COME_TO_REST = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const moving = () => document.getAnimations().filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
  for (let still = 0; still < 2; still += 1) {
    await frame();
    await frame();
    if (moving().length === 0) continue;
    await Promise.allSettled(moving().map((one) => one.finished));
    still = -1;
  }
})()`;

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** 'rule: element' for each place; empty where all is well. */
export async function barriersOn(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE);
  return await violationsOn(page, { type: 'tag', values: ALL });
}

/** What other colours can break, of a page that axe has looked at in the first ones. */
export async function barriersOfColoursOn(page: Page): Promise<string[]> {
  return await violationsOn(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
}

async function violationsOn(page: Page, runOnly: { readonly type: 'tag' | 'rule'; readonly values: readonly string[] }): Promise<string[]> {
  await page.evaluate(COME_TO_REST);
  const violations = await page.evaluate<readonly Violation[]>(`axe.run(document, { runOnly: ${JSON.stringify(runOnly)} }).then(({ violations }) => violations)`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.split('\n').slice(1).join(' ') ?? ''}`));
}
