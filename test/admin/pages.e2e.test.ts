// Every page beside the callbacks: it opens with real data, has no barrier in either scheme and size, and nothing on it overlaps its neighbour.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { iso } from '../../src/platform/iso.ts';
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
  { path: '/help', heading: 'Handbuch', shows: 'Hier fangen Sie an.' },
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

test('what an error means and what to do about it is said where the keyboard stands, and on a tap', async () => {
  const reached = { desktop: await desk.open('/analytics'), phone: await desk.open('/analytics', PHONE) };
  const badge = (page: Page) => page.getByRole('button', { name: 'Buchung unklar' }).first();
  // what comes later pushes it from under the finger
  for (const page of Object.values(reached)) for (const part of [page.getByText('Nach Fehlerart'), page.getByRole('listitem').filter({ hasText: 'HTTP 502' })]) await part.first().waitFor();
  await badge(reached.desktop).focus();
  await badge(reached.phone).tap();
  for (const page of Object.values(reached)) await page.getByRole('tooltip').getByText('Erst im Kalender nachsehen, dann anrufen').waitFor();
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

test('whoever sees some branches only is told why there is no proof of them, and is not shown a failure', async () => {
  const page = await desk.open('/callbacks');
  await page.route(/\/api\/v1\/session/, async (route) => {
    const session = (await (await route.fetch()).json()) as { permissions: string[] };
    await route.fulfill({ json: { ...session, permissions: session.permissions.filter((one) => one !== 'ledger'), branches: [{ id: 'x', slug: 'mitte', name: 'Filiale Mitte' }] } });
  });
  let asked = 0;
  page.on('request', (request) => (asked += /\/api\/v1\/ledger/.test(request.url()) ? 1 : 0));
  await page.goto(`${desk.address}/ledger`);
  await page.getByText('Sie sehen nur diese Filialen: Filiale Mitte.').waitFor();
  expect(asked).toBe(0);
});

test('an error is known, new again, and out of sight until a day that somebody chooses; it stays so', async () => {
  const page = await desk.open('/analytics');
  const group = page.getByRole('listitem').filter({ hasText: 'HTTP 502' });
  const open = () => group.getByRole('button', { expanded: false }).first().click();
  await group.getByText('Neu', { exact: true }).waitFor();
  await open();
  await group.getByRole('button', { name: 'Ist bekannt' }).click();
  await group.getByText('Bekannt', { exact: true }).waitFor();
  await page.reload();
  await group.getByText('Bekannt', { exact: true }).waitFor();
  await open();
  await group.getByRole('button', { name: 'Wieder als neu' }).click();
  await group.getByText('Neu', { exact: true }).waitFor();
  await group.getByRole('button', { name: 'Ausblenden' }).click();
  const day = iso(Date.now() + 12 * 86_400_000).slice(0, 10);
  await page.getByLabel('Bis zu einem anderen Tag').fill(day);
  expect(await barriersOn(page)).toEqual([]);
  await page.getByLabel('Bis zu einem anderen Tag').press('Enter');
  await group.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '1 ausgeblendeten zeigen' }).click();
  await group.getByText(`Ausgeblendet bis ${new Intl.DateTimeFormat('de-DE', { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day)).replace('.', '')}`).waitFor();
  await open();
  await group.getByRole('button', { name: 'Wieder als neu' }).click();
  await group.getByText('Neu', { exact: true }).waitFor();
});

test('an error says whom it hits and how it was put, and leads to its callbacks and to no others', async () => {
  const page = await desk.open('/analytics?company=nord-1', { signedIn: 'operator', ...PHONE });
  const group = page.getByRole('listitem').filter({ hasText: 'HTTP 502' });
  await group.getByRole('button', { expanded: false }).first().click();
  await group.getByText('Der Kalender hatte eine Störung').waitFor();
  await group.getByText('Suche nach anderen Terminen').waitFor();
  await group.getByText(/Salon nord-1\s*1-mal, 1 offen/).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await group.getByRole('link', { name: '1 offen' }).click();
  await page.waitForURL(/error_group=[0-9a-f]{16}/);
  await page.getByText('Unterdrückte Nummer').first().waitFor();
  expect(await page.getByText('Ayşe Demir').count()).toBe(0);
});

test('each chart leaves the page as figures and as a picture that says what it shows', async () => {
  const page = await desk.open('/analytics');
  await page.getByRole('listitem').filter({ hasText: 'HTTP 502' }).getByRole('button', { expanded: false }).first().click();
  const saved = async (button: Locator): Promise<{ name: string; bytes: Buffer }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const charts = ['Rückrufe je Tag', 'Nach Uhrzeit', 'Nach Wochentag', 'Dieser Fehler je Tag'];
  // that of the error is drawn once its days are fetched
  await expect.poll(() => page.getByRole('button', { name: /als CSV$/ }).count()).toBe(charts.length);
  for (const chart of charts) {
    const csv = await saved(page.getByRole('button', { name: `${chart} als CSV` }));
    expect(csv.name).toMatch(/^[a-z-]+\.csv$/);
    expect(csv.bytes.toString('utf8')).toMatch(/^\uFEFF(Tag|Uhrzeit|Wochentag);[^\r]+\r\n[^\r]+;\d/);
    const png = await saved(page.getByRole('button', { name: `${chart} als Bild` }));
    // width and height stand behind the signature and the name of the first part
    expect([png.bytes.subarray(1, 4).toString(), png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)], png.name).toEqual(['PNG', 2400, 1120]);
    expect(await page.evaluate(drawnIn(png.bytes)), png.name).toEqual({ title: true, about: true, plot: true, labels: true });
  }
});

/** In which parts of the picture there is more than its ground. */
function drawnIn(png: Buffer): string {
  return `(async () => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob('${png.toString('base64')}'), (letter) => letter.charCodeAt(0))]));
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    pen.drawImage(picture, 0, 0);
    const isDrawn = (top, bottom) => new Set(new Uint32Array(pen.getImageData(0, top, picture.width, bottom - top).data.buffer)).size > 1;
    return { title: isDrawn(64, 126), about: isDrawn(138, 180), plot: isDrawn(300, 980), labels: isDrawn(1010, 1060) };
  })()`;
}

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

test('the list of calls says who called, what for and what became of it, by which it is narrowed; a call leads to its appointment', async () => {
  const { rows, parts } = desk;
  const [booked, nothing] = [await rows.call({ from_number: '+4915155512345', started_at: iso(Date.now()), duration_ms: 92_000, disconnection_reason: 'user_hangup' }), await rows.call({ started_at: iso(Date.now()) })];
  const wish = await rows.wish({ call_id: booked, fate: 'appointment', requested: { customerName: 'Paula Stein', serviceId: parts.cut } });
  const appointment = await rows.appointment({ call_id: booked, wish_id: wish, service_id: parts.cut, customer_name: 'Paula Stein' });
  await database.asMachine(async (tx) => void (await tx.run('update wishes set appointment_id = $2 where id = $1', [wish, appointment])));
  for (const size of [DESKTOP, PHONE]) {
    const page = await desk.open('/calls', size);
    await page.getByRole('row', { name: /Paula Stein.*Herrenhaarschnitt, .*Termin/ }).waitFor();
    await page.getByRole('navigation', { name: 'Ergebnis' }).getByRole('link', { name: 'Kein Wunsch' }).click();
    await page.getByText('Paula Stein').waitFor({ state: 'detached' });
    await page.locator(`a[href*="${nothing}"]`).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Paula Stein' }).click();
    await page.getByText('Anrufer hat aufgelegt').waitFor();
    await page.getByText('1:32 min').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('link', { name: 'Termin', exact: true }).click();
    await page.waitForURL(new RegExp(appointment));
  }
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
