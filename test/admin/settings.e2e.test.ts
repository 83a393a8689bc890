// What somebody changes who runs the place: people, absences, single days, branches. Over a directory that hears of changes, as in the program.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openDirectory } from '../../src/companies/load-directory.ts';
import { voiceKey } from '../../src/companies/company-secrets.ts';
import { deliverWebhooks } from '../../src/notify/webhooks/deliver-webhooks.ts';
import { realWorld } from '../../src/platform/real-world.ts';
import { deriveKey, secretsOf } from '../../src/platform/secrets.ts';
import { startBrowser } from '../browser.ts';
import { answered, notifyRig } from '../notify-rig.ts';
import { testDatabase } from '../pg.ts';
import { silentLog } from '../silent-log.ts';
import { barriersOfColoursOn, barriersOn } from './axe.ts';
import { deskUnderTest, DESKTOP, PHONE } from './desk-under-test.ts';

const { database } = await testDatabase();
const world = realWorld(silentLog);
const dataDir = await mkdtemp(join(tmpdir(), 'fangnetz-settings-'));
const secrets = secretsOf(deriveKey('00'.repeat(32)), world.random);
const directory = await openDirectory({ database, world, secrets, dataDir });
afterAll(async () => {
  await directory.close();
  await rm(dataDir, { recursive: true, force: true });
});
const salon = { id: '' };
const desk = await deskUnderTest({
  browser: await startBrowser(), database, directory,
  furnish: async (rows) => {
    salon.id = rows.companyId;
    const anna = await rows.staff('anna', 'Anna Berger');
    await rows.raw('staff_absences', { id: world.ids.next(), staff_id: anna, from_day: day(3), to_day: day(4), origin: 'file', created_at: new Date().toISOString() });
    await database.asMachine((tx) => tx.run(`update companies set region = 'DE-BE' where id = $1`, [rows.companyId]));
    await directory.refresh();
    return {};
  },
});

/** A date so many days ahead. */
/** As the salon counts: after its midnight the day in UTC is one that has passed. */
function day(ahead: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(Date.now() + ahead * 86_400_000);
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
  { path: 'notifications', shows: 'Mehr fällig, als zu schaffen ist' },
  { path: 'mails', shows: 'Vorschau im Postfach' },
  { path: 'webhooks', shows: 'Noch kein Webhook.' },
  { path: 'webhooks&item=_new', shows: 'Alle auswählen' },
  { path: 'retention', shows: 'Noch kein Lauf.' },
  { path: 'person', shows: 'Suchen löscht nichts.' },
  { path: 'connections', shows: 'Verbindung prüfen' },
  { path: 'audit', shows: 'Was wer wann getan hat' },
] as const;

const saved = (page: Page): Promise<void> => page.getByText('Gespeichert.').waitFor();

test('no part has a barrier or is wider than its screen, on a desk and on a phone, light and dark', async () => {
  for (const [colorScheme, other, size] of [['light', 'dark', DESKTOP], ['dark', 'light', PHONE]] as const) {
    const page = await desk.open('/settings', { ...size, colorScheme, reducedMotion: 'reduce' });
    for (const { path, shows } of PARTS) {
      await page.goto(`${desk.address}/settings?part=${path}`);
      await page.getByRole('heading', { name: 'Einstellungen', exact: true }).waitFor();
      await page.getByText(shows).first().waitFor();
      expect(await barriersOn(page), `${path} ${colorScheme}`).toEqual([]);
      expect(await page.evaluate<number>('document.querySelector("main").scrollWidth - document.querySelector("main").clientWidth'), path).toBe(0);
      await page.emulateMedia({ colorScheme: other });
      await page.locator(`html[data-mantine-color-scheme="${other}"]`).waitFor();
      expect(await barriersOfColoursOn(page), `${path} ${other}`).toEqual([]);
      await page.emulateMedia({ colorScheme });
    }
    await page.close();
  }
}, 540_000);

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
  await expect.poll(() => page.getByLabel('Sonntag bis').nth(1).inputValue()).toBe('16:30');
  await page.getByRole('textbox', { name: 'Von', exact: true }).fill(day(0));
  await page.getByLabel('Bis einschließlich').fill(day(2));
  await page.getByLabel('Grund').fill('Fortbildung');
  await page.getByRole('button', { name: 'Eintragen' }).click();
  await page.getByText('Ganztägig · Fortbildung').waitFor();
  await page.getByRole('link', { name: 'Mitarbeiter' }).first().click();
  await page.getByText('abwesend bis').waitFor();
  await page.getByRole('link', { name: 'Abwesenheiten' }).click();
  await page.getByText('Nehmen Sie sie dort heraus').waitFor();
  const remove = page.getByRole('button', { name: /^Mehmet Yılmaz, .*: Entfernen$/ });
  await remove.click();
  await page.getByRole('button', { name: 'Abbrechen' }).press('Enter');
  // whoever thinks better of it stays where he was
  await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toMatch(/^Mehmet Yılmaz, .*: Entfernen$/);
  await remove.press('Enter');
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

test('a receiver is set up: its secret is shown once, a message is tried out and seen to arrive, then it is switched off and deleted', async () => {
  const page = await desk.open('/settings?part=webhooks', { expected: /status of 400/ });
  await page.getByRole('link', { name: 'Webhook anlegen' }).click();
  await page.getByRole('textbox', { name: 'Adresse' }).fill('http://hooks.example/in');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('An diese Adresse kann nicht geschickt werden.').waitFor();
  await page.getByRole('textbox', { name: 'Adresse' }).fill('https://hooks.example/in');
  await page.getByLabel('Abgesagt').check();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText(/^whsec_/).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.getByRole('link', { name: 'Ausprobieren' }).click();
  await page.getByRole('button', { name: 'Probenachricht schicken' }).click();
  await page.getByText('Unterwegs …').waitFor();
  const { notify, requests, httpAnswers } = notifyRig(database, { startAt: Date.now() + 60_000 });
  httpAnswers.push(answered(404));
  while ((await deliverWebhooks(notify)) > 0);
  await page.getByText('Nicht angenommen: Der Empfänger antwortete mit 404.').waitFor();
  await page.getByRole('button', { name: /^Probe, .*: Noch einmal schicken$/ }).click();
  await page.getByText('Wird noch einmal geschickt.').waitFor();
  while ((await deliverWebhooks(notify)) > 0);
  await page.getByText('Angekommen: Der Empfänger antwortete mit 204.').waitFor();
  expect(requests.map(({ url, body = '' }) => [url, (JSON.parse(body) as { type: string }).type])).toEqual([['https://hooks.example/in', 'webhook.test'], ['https://hooks.example/in', 'webhook.test']]);
  await page.getByRole('listitem').filter({ hasText: 'Probe' }).getByText('angekommen').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.getByLabel('Eingeschaltet').uncheck({ force: true });
  await page.getByRole('button', { name: 'Speichern' }).click();
  await saved(page);
  await page.getByRole('button', { name: 'Löschen', exact: true }).click();
  await page.getByRole('button', { name: 'Endgültig löschen' }).click();
  await page.getByText('Noch kein Webhook.').waitFor();
});

test('a mail is shown as it comes, designed or as text, in German and English; with names only where that is chosen', async () => {
  const page = await desk.open('/settings?part=mails');
  await page.getByLabel('Anlass').selectOption('overdue');
  const mail = page.frameLocator('iframe');
  await mail.getByRole('heading', { name: /überfällig/ }).waitFor();
  expect(await mail.getByText('Petra Beispiel').count()).toBe(0);
  await page.getByLabel('Ohne Namen und Anliegen').uncheck({ force: true });
  await mail.getByText('Petra Beispiel').first().waitFor();
  await page.getByLabel('Englisch').check({ force: true });
  await mail.getByRole('heading', { name: /overdue/ }).waitFor();
  await page.getByLabel('Nur Text').check({ force: true });
  await page.locator('pre').getByText('Petra Beispiel').waitFor();
  // what the company adds: seen while it is typed, refused with its reason, saved, and taken back
  await page.getByLabel('Deutsch', { exact: true }).check({ force: true });
  const [opening, closing, text] = [page.getByLabel('Eigener erster Satz'), page.getByLabel('Eigener Schluss'), page.locator('pre')];
  await opening.fill('Bitte gleich, ');
  await page.getByRole('button', { name: '{Name}' }).click();
  await text.getByText('Bitte gleich, Anna Probe').waitFor();
  await closing.fill('Für {Kunde}');
  await page.getByText('{Kunde} wird hier nicht ersetzt. Möglich sind {Firma}, {Name}, {Filiale}, {Frist}.').waitFor();
  await closing.fill('Herzlich\nIhre Leitung');
  await text.getByText('Ihre Leitung').waitFor();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await saved(page);
  await page.reload();
  await page.getByLabel('Anlass').selectOption({ label: 'Überfällig (ergänzt)' });
  await mail.getByText('Bitte gleich, Anna Probe').waitFor();
  await page.getByRole('button', { name: 'Zurück zum Standardtext' }).click();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await mail.getByText('Bitte gleich').waitFor({ state: 'detached' });
  expect(await opening.inputValue()).toBe('');
});

test('how I am told and how everybody is told are two things', async () => {
  const page = await desk.open('/settings?part=notifications');
  const [company, mine] = [page.locator('section', { has: page.getByRole('heading', { name: 'Für den ganzen Betrieb' }) }), page.locator('section', { has: page.getByRole('heading', { name: 'Nur für mich' }) })];
  await company.getByLabel('Handynummern für den Notfall').fill('0151 23456789');
  await company.getByLabel('Ruhe von').fill('2130');
  await company.getByLabel('Liste am Morgen').selectOption('fixed');
  await company.getByLabel('Uhrzeit der Liste').fill('645');
  await company.getByLabel('Auch wenn geschlossen ist').check({ force: true });
  await company.getByRole('button', { name: 'Speichern' }).click();
  await saved(page);
  await expect.poll(() => company.getByLabel('Handynummern für den Notfall').inputValue()).toBe('+4915123456789');
  await mine.getByLabel('Bald fällig: E-Mail').uncheck();
  await mine.getByLabel('Meine Ruhezeit').selectOption('own');
  expect(await mine.getByLabel('Ruhe von').inputValue()).toBe('21:30');
  await mine.getByRole('button', { name: 'Speichern' }).click();
  await mine.getByRole('button', { name: 'Verwerfen' }).waitFor({ state: 'detached' });
  await page.reload();
  expect([await company.getByLabel('Uhrzeit der Liste').inputValue(), await company.getByLabel('Auch wenn geschlossen ist').isChecked()]).toEqual(['06:45', true]);
  expect(await mine.getByLabel('Bald fällig: E-Mail').isChecked()).toBe(false);
  await mine.getByRole('button', { name: 'Wieder wie vorgesehen' }).click();
  expect(await mine.getByLabel('Bald fällig: E-Mail').isChecked()).toBe(true);
});

test('what other rules would delete is counted before they are saved', async () => {
  const call = await desk.rows.call({ ended_at: new Date(Date.now() - 10 * 86_400_000).toISOString(), transcript: '[]', last_seen_at: new Date(Date.now() - 10 * 86_400_000).toISOString() });
  expect(call).not.toBe('');
  const page = await desk.open('/settings?part=retention');
  await page.getByText('Nichts. Alles ist jünger oder noch offen.').waitFor();
  await page.getByLabel('Gesprächstexte').fill('7');
  await page.getByRole('button', { name: 'Mit den Änderungen zählen' }).click();
  await page.getByText('noch nicht gespeichert haben').waitFor();
  await page.getByRole('definition').getByText('1', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Ab der nächsten Nacht gilt es.').waitFor();
  await page.getByText('Üblich: 30.').waitFor();
});

test('what is wanted for a complaint is held back where it is read, with its reason, and let go again there or in the settings', async () => {
  const id = world.ids.next();
  await database.asMachine((tx) => tx.run(`insert into customers (company_id, id, phone_number, name, first_seen_at, last_seen_at, updated_at) values ($1, $2, '+4915155500777', 'Karla Klage', now(), now(), now())`, [desk.rows.companyId, id]));
  const page = await desk.open(`/customers/${id}`);
  const kept = page.getByRole('region', { name: 'Aufbewahrung' });
  await kept.getByRole('button', { name: 'Von der Löschung ausnehmen' }).click();
  await expect.poll(() => page.evaluate<string>('document.activeElement.tagName')).toBe('TEXTAREA');
  await page.keyboard.type('Beschwerde vom 24. November');
  await kept.getByRole('button', { name: 'Von der Löschung ausnehmen' }).click();
  await kept.getByText(/Zurückgehalten seit/).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.goto(`${desk.address}/settings?part=retention`);
  await page.getByText('Beschwerde vom 24. November').waitFor();
  await page.getByRole('link', { name: 'Kunde', exact: true }).click();
  await kept.getByRole('button', { name: 'Freigeben' }).click();
  await kept.getByRole('group').getByRole('button', { name: 'Freigeben' }).click();
  await kept.getByText('Was zu dieser Person gehört, wird nach den Fristen gelöscht.').waitFor();
  // at a call whose number is not known it is its callback that is held
  const call = await desk.rows.call({});
  const wish = await desk.rows.wish({ call_id: call });
  await desk.rows.callback(wish, { call_id: call });
  await page.goto(`${desk.address}/calls/${call}`);
  await kept.getByText('Dieser Anruf und sein Rückruf werden nach den Fristen gelöscht.').waitFor();
});

test('a person is looked up in any spelling, handed out, and erased only with the word and without anything left in the lists', async () => {
  const page = await desk.open('/settings?part=person', { expected: /status of 400/ });
  await page.getByLabel('Rufnummer oder E-Mail-Adresse').fill('Hofmann');
  await page.getByRole('search').getByRole('button', { name: 'Suchen' }).click();
  await page.getByText('Das ist weder eine Rufnummer noch eine E-Mail-Adresse.').waitFor();
  await page.getByLabel('Rufnummer oder E-Mail-Adresse').fill('0176 / 234 567 89');
  await page.getByRole('search').getByRole('button', { name: 'Suchen' }).click();
  await page.getByRole('heading', { name: 'Brigitte Hofmann' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Datei herunterladen' }).click()]);
  expect(await readFile(await download.path(), 'utf8')).toContain('Brigitte Hofmann');
  const erase = page.getByRole('button', { name: 'Endgültig löschen' });
  expect(await erase.isDisabled()).toBe(true);
  await page.getByLabel('Zum Bestätigen').fill('LÖSCHEN');
  await erase.click();
  await page.getByRole('heading', { name: 'Gelöscht' }).waitFor();
  await page.goto(`${desk.address}/callbacks?tab=all`);
  await page.getByText('Özlem Yıldız').waitFor();
  expect(await page.getByText('Brigitte Hofmann').count()).toBe(0);
});

test('accounts and keys that cannot be read are said to be so, and are read again', async () => {
  const page = await desk.open('/callbacks', { expected: /status of 403/ });
  const unreadable = /\/api\/v1\/(people\/members|api-keys)/;
  await page.route(unreadable, (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{}' }));
  await page.goto(`${desk.address}/settings?part=people`);
  const again = page.getByRole('button', { name: 'Noch einmal versuchen' });
  await expect.poll(() => again.count()).toBe(2);
  await page.unroute(unreadable);
  await again.first().click();
  await again.last().click();
  await page.getByText('Keine Schlüssel.').waitFor();
  await expect.poll(() => again.count()).toBe(0);
  // Of several branches a key may be for some only; an owner's is for all.
  await page.route(/\/api\/v1\/directory/, async (route) => {
    const directory = (await (await route.fetch()).json()) as { branches: object[] };
    await route.fulfill({ json: { ...directory, branches: [...directory.branches, { id: world.ids.next(), slug: 'sued', name: 'Filiale Süd' }] } });
  });
  await page.reload();
  const only = page.getByRole('group', { name: 'Nur für diese Filialen' });
  await only.getByRole('checkbox', { name: 'Filiale Mitte' }).check();
  expect(await barriersOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Schlüssel anlegen' }).click();
  await page.getByText('Nur lesen Filiale Mitte · endet auf').waitFor();
  await page.getByLabel('Rolle', { exact: true }).last().selectOption('owner');
  expect(await only.count()).toBe(0);
  await page.getByRole('button', { name: /^endet auf .*: Zurückziehen$/ }).click();
  await page.getByRole('button', { name: 'Endgültig zurückziehen' }).click();
  await page.getByText('zurückgezogen').waitFor();
  await page.unroute(/\/api\/v1\/directory/);
  await page.reload();
  // a key that has ended does not come back: it is asked first
  await page.getByRole('button', { name: 'Schlüssel anlegen' }).click();
  await page.getByRole('button', { name: /^endet auf .*: Zurückziehen$/ }).click();
  await page.getByText('Programme mit diesem Schlüssel kommen sofort nicht mehr herein.').waitFor();
  expect(await page.getByText('zurückgezogen').count()).toBe(1);
  await page.getByRole('button', { name: 'Endgültig zurückziehen' }).click();
  await expect.poll(() => page.getByText('zurückgezogen').count()).toBe(2);
});

test('whoever manages nothing sees how he himself is told, and of the rest a calm note', async () => {
  const page = await desk.open('/callbacks');
  await page.route(/\/api\/v1\/session/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json() as object), role: 'staff', permissions: ['read', 'work'] } });
  });
  await page.goto(`${desk.address}/settings`);
  await page.getByRole('heading', { name: 'Nur für mich' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Einstellungen' }).getByRole('link').allInnerTexts()).toEqual(['Benachrichtigungen']);
  expect(await page.getByText('Für den ganzen Betrieb').count()).toBe(0);
  await page.goto(`${desk.address}/settings?part=staff`);
  await page.getByText('Einstellungen ändert, wer den Betrieb verwaltet.').waitFor();
  expect(await barriersOn(page)).toEqual([]);
});

// The last one: with a connection sealed by another key than the server's nothing can be saved any more.
test('where Retell cannot reach the server, the connection says what is missing instead of offering a check that is refused', async () => {
  await database.asMachine((tx) => tx.run(`insert into voice_connections (company_id, connection, platform, api_key_sealed) values ($1, 'nord', 'retell', $2)`, [salon.id, secrets.seal('key_nord', voiceKey(salon.id, 'nord'))]));
  await directory.refresh();
  const page = await desk.open('/settings?part=connections');
  await page.getByText('starten Sie ihn mit FANGNETZ_PUBLIC_URL').waitFor();
  expect(await page.getByRole('button', { name: 'Abgleich zeigen' }).count()).toBe(0);
});
