// How long a page and this process, which is its server, stood in line for a core: that is what a busy machine adds to every time that is
// taken. Linux keeps account of it; elsewhere nothing is known of it, and nothing is taken off.
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

/** From now on; asked, it answers in ms. Of the main threads: page and server work one after the other. */
export async function standingInLine(browser: Browser): Promise<() => Promise<number>> {
  const before = await waits(browser);
  return async () => [...(await waits(browser))].reduce((sum, [pid, ms]) => sum + Math.max(0, ms - (before.get(pid) ?? 0)), 0);
}

async function waits(browser: Browser): Promise<ReadonlyMap<number, number>> {
  const debug = await browser.newBrowserCDPSession();
  const { processInfo } = await debug.send('SystemInfo.getProcessInfo');
  await debug.detach();
  const pids = [process.pid, ...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)];
  return new Map(await Promise.all(pids.map(async (pid) => [pid, await waitOf(pid)] as const)));
}

/** The second figure of schedstat, in nanoseconds. */
async function waitOf(pid: number): Promise<number> {
  const [, waited = '0'] = (await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '')).split(' ');
  return Number(waited) / 1e6;
}
