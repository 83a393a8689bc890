// Every page beside the callbacks: it opens with real data, has no barrier in either scheme and size, and nothing on it overlaps its neighbour.
import { describe, expect, test } from 'vitest';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { barriersOn } from './axe.ts';
import { deskUnderTest, DESKTOP, PHONE } from './desk-under-test.ts';

const { database } = await testDatabase();
const desk = await deskUnderTest({ browser: await startBrowser(), database });

const PAGES = [
  { path: '/overview', heading: 'Übersicht', shows: 'Überfällige Rückrufe' },
  { path: '/ledger?fate=open_callback', heading: 'Beweis', shows: 'Wünsche: Offener Rückruf' },
  { path: '/analytics', heading: 'Auswertung', shows: 'Nach Fehlerart' },
  { path: '/calls', heading: 'Anrufe', shows: 'Unterdrückte Nummer' },
  { path: '/appointments', heading: 'Termine', shows: 'Noch keine Termine.' },
  { path: '/customers', heading: 'Kunden', shows: 'Özlem Yıldız' },
  { path: '/settings', heading: 'Einstellungen', shows: 'Name des Betriebs' },
  { path: '/rehearsal', heading: 'Testanruf', shows: 'Was soll schiefgehen?' },
] as const;

describe.each([['desktop', DESKTOP], ['phone', PHONE]] as const)('on a %s', (_size, size) => {
  test.each(['light', 'dark'] as const)('no page has a barrier in the %s scheme', async (colorScheme) => {
    const page = await desk.open('/overview', { ...size, colorScheme });
    for (const { path, heading, shows } of PAGES) {
      await page.goto(desk.address + path);
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
      await page.getByText(shows).first().waitFor();
      expect(await barriersOn(page), path).toEqual([]);
    }
  }, 180_000);
});

test('a figure of the overview leads to exactly the callbacks that it counts', async () => {
  const page = await desk.open('/overview');
  await page.getByRole('link', { name: /^1\s*Überfällig$/ }).click();
  await page.waitForURL(/tab=overdue/);
  await page.getByText('Özlem Yıldız').waitFor();
});

test('a figure of the proof leads to the very wishes behind it', async () => {
  const page = await desk.open('/ledger');
  await page.getByRole('link', { name: 'Offener Rückruf' }).click();
  await page.getByRole('region', { name: 'Wünsche: Offener Rückruf' }).first().getByRole('cell', { name: 'Termin buchen' }).first().waitFor();
});

test('an error is known, hidden for a week, new again: each with one click, and it stays so', async () => {
  const page = await desk.open('/analytics');
  const group = page.getByRole('listitem').filter({ hasText: 'HTTP 502' });
  await group.getByText('Neu', { exact: true }).waitFor();
  await group.getByRole('button', { name: 'Ist bekannt' }).click();
  await group.getByText('Bekannt', { exact: true }).waitFor();
  await page.reload();
  await group.getByText('Bekannt', { exact: true }).waitFor();
  await group.getByRole('button', { name: 'Wieder als neu' }).click();
  await group.getByText('Neu', { exact: true }).waitFor();
  await group.getByRole('button', { name: 'Eine Woche ausblenden' }).click();
  await group.getByText(/Ausgeblendet bis \p{L}/u).waitFor();
  expect(await barriersOn(page)).toEqual([]);
});

test('what could not be fetched is said to be so, and is no empty place', async () => {
  const page = await desk.open('/overview', { expected: /status of 403/ });
  await page.route(/callbacks\?overdue|customers\//, (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{}' }));
  await page.reload();
  await page.locator('section', { has: page.getByRole('heading', { name: 'Überfällige Rückrufe' }) }).getByRole('button', { name: 'Noch einmal versuchen' }).waitFor();
  await page.goto(`${desk.address}/callbacks/${desk.ids.unclear}?tab=all`);
  await page.getByRole('complementary', { name: 'Anrufer' }).getByRole('button', { name: 'Noch einmal versuchen' }).waitFor();
});

test('a figure that nobody knows is not called good', async () => {
  const page = await desk.open('/overview', { expected: /ERR_FAILED/ });
  await page.route('**/readyz', (route) => route.abort());
  await page.reload();
  const health = page.locator('section', { has: page.getByRole('heading', { name: 'Läuft alles?' }) });
  await health.getByText('Nicht bekannt').first().waitFor();
  expect(await health.getByText('Nicht bekannt').count()).toBe(3);
});

test('a note on a customer leaves alone what a colleague has written down meanwhile', async () => {
  const open = async () => {
    const page = await desk.open('/customers');
    await page.getByRole('link', { name: 'Özlem Yıldız' }).click();
    await page.getByRole('heading', { name: 'Özlem Yıldız' }).waitFor();
    return page;
  };
  const [first, second] = [await open(), await open()];
  await first.getByRole('checkbox', { name: /anrufen/i }).check();
  await first.getByRole('button', { name: 'Speichern' }).click();
  await first.getByText('Gespeichert.').waitFor();
  await second.getByLabel('Notiz').fill('Kommt gern am Vormittag');
  await second.getByRole('button', { name: 'Speichern' }).click();
  await second.getByText('Gespeichert.').waitFor();
  await first.reload();
  await first.getByLabel('Notiz').waitFor();
  await expect.poll(() => first.getByLabel('Notiz').inputValue()).toBe('Kommt gern am Vormittag');
  expect(await first.getByRole('checkbox', { name: /anrufen/i }).isChecked()).toBe(true);
});
