// The page of whoever looks after many companies.
import { describe, expect, test } from 'vitest';
import { iso } from '../../src/platform/iso.ts';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { companyWithRows } from '../read-side-rows.ts';
import { barriersOn } from './axe.ts';
import { deskUnderTest, DESKTOP, PHONE } from './desk-under-test.ts';

const { database } = await testDatabase();
const desk = await deskUnderTest({ browser: await startBrowser(), database, others: 498 });

test('of five hundred companies the one that burns stands on top, those out of sight are not drawn, and a click leads into it', async () => {
  const page = await desk.open('/', { signedIn: 'operator' });
  await page.getByRole('heading', { name: /^Betriebe 500$/ }).waitFor();
  const rows = page.getByRole('row');
  await page.getByRole('table', { name: 'Betriebe' }).waitFor();
  // before its width is known a row shows less
  const first = async (): Promise<string> => await rows.nth(1).innerText();
  await expect.poll(async () => (await first()).split(/\s*\n\s*/)).toEqual(expect.arrayContaining(['Salon nord-1', '1']));
  await expect.poll(first).toContain('Kalender gestört');
  expect(await rows.count()).toBeLessThan(60);
  expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('501');
  await page.getByRole('link', { name: 'Salon nord-1' }).click();
  await page.waitForURL(/company=nord-1/);
  await page.getByText('Özlem Yıldız').waitFor();
  await page.getByRole('button', { name: /Betrieb wechseln/ }).click();
  await page.getByRole('menuitem', { name: 'Alle Betriebe' }).click();
  await page.getByRole('link', { name: 'Zu Salon nord-1' }).waitFor();
});

test('by keyboard: search, then Enter on the only one that is left', async () => {
  const page = await desk.open('/companies', { signedIn: 'operator' });
  await page.getByRole('table').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('kunde-77');
  await page.getByRole('link', { name: 'Salon kunde-77' }).waitFor();
  // those that the first letters name are there until the last one is typed
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await page.waitForURL(/q=kunde-77/);
  await page.getByRole('link', { name: 'Salon kunde-77' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/company=kunde-77/);
});

test('a total shows only those that it counts, and figures move by themselves while the order waits for the pointer', async () => {
  const page = await desk.open('/companies?order=open', { signedIn: 'operator' });
  await page.clock.install();
  await page.reload();
  await page.getByRole('button', { name: /Überfällig$/ }).click();
  await page.waitForURL(/only=overdue/);
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await page.getByRole('row').nth(1).hover();
  const { id, slug } = desk.further[76]!;
  const worse = await companyWithRows(database, slug, id);
  for (const rows of [desk.rows, ...Array.from({ length: 7 }, () => worse)]) await rows.callback(await rows.wish(), { due_at: iso(Date.now() - 60_000), customer_name: 'Noch jemand', phone_number: '+493011122233' });
  await page.clock.fastForward(16_000);
  await page.getByRole('button', { name: /^9\s*Überfällig$/ }).waitFor();
  const order = async (): Promise<string[]> => await page.getByRole('rowheader').getByRole('link').allInnerTexts();
  expect(await order()).toEqual(['Salon nord-1', 'Salon kunde-77']);
  await page.mouse.move(0, 0);
  await expect.poll(order).toEqual(['Salon kunde-77', 'Salon nord-1']);
});

test('a session that ends above the companies is said, and not passed over with the figures of before', async () => {
  const page = await desk.open('/companies', { signedIn: 'operator', expected: /status of 401/ });
  await page.clock.install();
  await page.reload();
  await page.getByRole('link', { name: 'Salon nord-1' }).waitFor();
  await page.route('**/api/v1/companies*', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' }));
  await page.clock.fastForward(16_000);
  await page.getByText('Ihre Sitzung ist abgelaufen.').waitFor();
  await page.getByRole('button', { name: 'Wieder anmelden' }).click();
  await page.getByRole('dialog', { name: 'Wieder anmelden' }).getByLabel('Passwort').waitFor();
});

test('whoever has one company sees no page above it in his menu', async () => {
  const page = await desk.open('/callbacks');
  await page.getByText('Özlem Yıldız').waitFor();
  expect(await page.getByRole('button', { name: /Betrieb wechseln/ }).count()).toBe(0);
});

describe.each([['desktop', DESKTOP], ['phone', PHONE]] as const)('on a %s', (_size, size) => {
  test.each(['light', 'dark'] as const)('it has no barrier in the %s scheme, nor has the way to add a company', async (colorScheme) => {
    const page = await desk.open('/companies', { ...size, colorScheme, signedIn: 'operator' });
    await page.getByRole('link', { name: 'Salon nord-1' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Betrieb hinzufügen' }).click();
    await page.getByLabel('Name des Betriebs').fill('Friseur Größenwahn');
    expect(await page.getByLabel('Kürzel').inputValue()).toBe('friseur-groessenwahn');
    expect(await barriersOn(page)).toEqual([]);
  });
});
