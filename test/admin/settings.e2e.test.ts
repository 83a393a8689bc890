// What somebody changes who runs the place: people, absences, single days, branches. Over a directory that hears of changes, as in the program.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openDirectory } from '../../src/companies/load-directory.ts';
import { realWorld } from '../../src/platform/real-world.ts';
import { deriveKey, secretsOf } from '../../src/platform/secrets.ts';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { silentLog } from '../silent-log.ts';
import { barriersOn } from './axe.ts';
import { deskUnderTest, DESKTOP, PHONE } from './desk-under-test.ts';

const { database } = await testDatabase();
const world = realWorld(silentLog);
const dataDir = await mkdtemp(join(tmpdir(), 'fangnetz-settings-'));
const directory = await openDirectory({ database, world, secrets: secretsOf(deriveKey('00'.repeat(32)), world.random), dataDir });
afterAll(async () => {
  await directory.close();
  await rm(dataDir, { recursive: true, force: true });
});
const desk = await deskUnderTest({
  browser: await startBrowser(), database, directory,
  furnish: async (rows) => {
    const anna = await rows.staff('anna', 'Anna Berger');
    await rows.raw('staff_absences', { id: world.ids.next(), staff_id: anna, from_day: day(3), to_day: day(4), origin: 'file', created_at: new Date().toISOString() });
    await database.asMachine((tx) => tx.run(`update companies set region = 'DE-BE' where id = $1`, [rows.companyId]));
    await directory.refresh();
    return {};
  },
});

/** A date so many days ahead. */
function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}

const PARTS = [
  { path: 'company', shows: 'Name des Betriebs' },
  { path: 'branches', shows: 'Filiale Mitte' },
  { path: 'branches&item=mitte', shows: 'Rufnummern' },
  { path: 'hours', shows: 'Montag' },
  { path: 'exceptions', shows: '1. Weihnachtstag' },
  { path: 'services', shows: 'Termintypen von Cal.com laden' },
  { path: 'staff', shows: 'Anna Berger' },
  { path: 'staff&item=anna', shows: 'Eigene Arbeitszeiten' },
  { path: 'absences', shows: 'Betriebsdatei' },
  { path: 'people', shows: 'Wer Zugang hat' },
  { path: 'deadlines', shows: 'Zuweisung' },
  { path: 'connections', shows: 'Verbindung prüfen' },
  { path: 'audit', shows: 'Was wer wann getan hat' },
] as const;

const saved = (page: Page): Promise<void> => page.getByText('Gespeichert.').waitFor();

test('no part has a barrier or is wider than its screen, light on a desk and dark on a phone', async () => {
  for (const [colorScheme, size] of [['light', DESKTOP], ['dark', PHONE]] as const) {
    const page = await desk.open('/settings', { ...size, colorScheme });
    for (const { path, shows } of PARTS) {
      await page.goto(`${desk.address}/settings?part=${path}`);
      await page.getByRole('heading', { name: 'Einstellungen', exact: true }).waitFor();
      await page.getByText(shows).first().waitFor();
      expect(await barriersOn(page), `${path} ${colorScheme}`).toEqual([]);
      expect(await page.evaluate<number>('document.querySelector("main").scrollWidth - document.querySelector("main").clientWidth'), path).toBe(0);
    }
    await page.close();
  }
}, 240_000);

test('opening hours that are changed are saved, and whoever saves later is told that they have changed', async () => {
  const [first, second] = [await desk.open('/settings?part=hours'), await desk.open('/settings?part=hours', { expected: /409/ })];
  for (const page of [first, second]) await page.getByRole('button', { name: 'Montag: Zeit hinzufügen' }).click();
  await first.getByRole('button', { name: 'Speichern' }).click();
  await saved(first);
  await second.getByRole('button', { name: 'Speichern' }).click();
  await second.getByText('Jemand anders hat die Einstellungen inzwischen geändert.').waitFor();
  expect(await second.getByLabel('Montag von').inputValue()).toBe('09:00');
});

test('what somebody types into one section outlives that another one was saved elsewhere', async () => {
  const [first, second] = [await desk.open('/settings?part=company'), await desk.open('/settings?part=deadlines', { expected: /409/ })];
  await second.getByRole('spinbutton').last().fill('7');
  await first.getByLabel('Name des Betriebs').fill('Salon Nord am Markt');
  await first.getByRole('button', { name: 'Speichern' }).click();
  await first.getByText('Gespeichert.').waitFor();
  await second.getByRole('button', { name: 'Speichern' }).click();
  await second.getByText('Prüfen Sie Ihre Angaben und speichern Sie noch einmal.').waitFor();
  expect(await second.getByRole('spinbutton').last().inputValue()).toBe('7');
  await second.getByRole('button', { name: 'Speichern' }).click();
  await second.getByText('Gespeichert.').waitFor();
});

test('somebody new gets two times a day and is entered as away; what the file says of Anna is not taken away here', async () => {
  const page = await desk.open('/settings?part=staff');
  await page.getByRole('link', { name: 'Person hinzufügen' }).click();
  await page.getByLabel('Name').fill('Mehmet Yılmaz');
  await page.getByLabel('E-Mail-Adresse').fill('mehmet@salon.example');
  await page.getByLabel('Herrenhaarschnitt').check();
  await page.getByLabel('Eigene Arbeitszeiten').check({ force: true });
  const add = page.getByRole('button', { name: 'Sonntag: Zeit hinzufügen' });
  await add.click();
  await add.click();
  await page.getByLabel('Sonntag bis').nth(1).fill('1630');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await saved(page);
  await page.getByRole('link', { name: 'Mehmet Yılmaz' }).click();
  expect(await page.getByLabel('Sonntag bis').nth(1).inputValue()).toBe('16:30');
  await page.getByRole('textbox', { name: 'Von', exact: true }).fill(day(0));
  await page.getByLabel('Bis einschließlich').fill(day(2));
  await page.getByLabel('Grund').fill('Fortbildung');
  await page.getByRole('button', { name: 'Eintragen' }).click();
  await page.getByText('Ganztägig · Fortbildung').waitFor();
  await page.getByRole('link', { name: 'Mitarbeiter' }).first().click();
  await page.getByText('abwesend bis').waitFor();
  await page.getByRole('link', { name: 'Abwesenheiten' }).click();
  await page.getByText('Nehmen Sie sie dort heraus').waitFor();
  await page.getByRole('button', { name: /^Mehmet Yılmaz, .*: Entfernen$/ }).click();
  await page.getByRole('button', { name: 'Entfernen', exact: true }).click();
  await page.getByText('Fortbildung').waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: /Anna Berger.*Entfernen/ }).count()).toBe(0);
});

test('a half day every year is one entry, beside the holidays of the Land', async () => {
  const page = await desk.open('/settings?part=exceptions');
  await page.getByText('Tag der Deutschen Einheit').waitFor();
  await page.getByLabel('Andere Zeiten').check({ force: true });
  await page.getByRole('textbox', { name: 'Von', exact: true }).fill('2027-12-24');
  await page.getByLabel('Jedes Jahr an diesen Tagen').check();
  await page.getByRole('button', { name: 'Geöffnet: Zeit hinzufügen' }).click();
  await page.getByLabel('Grund').fill('Heiligabend');
  await page.getByRole('button', { name: 'Eintragen' }).click();
  await page.getByText('Jedes Jahr: 24. Dezember').waitFor();
  await page.getByText('geöffnet 09:00–13:00, 14:00–18:00 · Heiligabend').waitFor();
});

test('what is not saved is not lost by a press on the menu', async () => {
  const page = await desk.open('/settings?part=branches&item=mitte');
  await page.getByLabel('Rufnummern').fill('030 1234567\n');
  await page.getByRole('link', { name: 'Fristen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Weiter bearbeiten' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.getByLabel('Rufnummern').inputValue()).toContain('030 1234567');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await saved(page);
  await page.getByText('+49 30 1234 567').waitFor();
  await page.getByRole('link', { name: 'Fristen' }).click();
  await page.getByRole('heading', { name: 'Fristen' }).waitFor();
});
