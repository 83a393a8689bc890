// Under each heading of docs/handbuch.md, what it tells the reader to do.
import type { Page } from 'playwright-core';
import { must } from '../../src/platform/assert.ts';
import type { Callback, Walk } from './handbook-walk.ts';

export type Step = (walk: Walk) => Promise<void>;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).filter({ visible: true }).first();
/** The square with the word in it. */
const choice = (page: Page, name: string) => page.getByRole('dialog').getByRole('radio', { name, exact: true });
const sheet = (page: Page, name: string) => page.getByRole('dialog', { name });

/** A callback, opened by somebody who can work on it. */
async function opened(walk: Walk, page: Page, callback: Callback | undefined): Promise<string> {
  const { id } = must(callback, 'the demo has such a callback');
  await walk.goto(page, `/callbacks/${id}?tab=all`);
  await page.getByRole('group', { name: 'Was Sie tun können' }).filter({ visible: true }).first().waitFor();
  return id;
}

/** The calendar could not be read, so nothing was sent to it: booking it again cannot meet the first attempt. Its caller had not said his name by then. */
const notBooked = (callbacks: readonly Callback[]): Callback | undefined => callbacks.find((one) => one.error_type === 'api_error' && one.appointment_id === null && one.customer_name === null);

export const STEPS: Readonly<Record<string, Step>> = {
  Anmelden: async (walk) => {
    const page = await walk.outside();
    await button(page, 'Anmelden').waitFor();
    await walk.look(page, 'anmelden');
    await walk.signIn(page, 'lena');
  },

  'Die Liste': async (walk) => {
    const page = await walk.as('lena', '/callbacks');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('list', { name: 'Rückrufe' }).waitFor();
    await button(page, /^Alle\s*\d+/).waitFor();
    await walk.look(page, 'liste');
    await walk.goto(page, '/callbacks?tab=all');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('list', { name: 'Rückrufe' }).waitFor();
    await page.evaluate(`fetch('/api/v1/callbacks', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ customer_name: 'Heike Sommer', phone_number: '+4917639925190', priority: 'normal', notes: 'Hat im Laden gefragt' }) })`);
    await button(page, '1 neuer').waitFor();
    await walk.look(page);
    await button(page, '1 neuer').click();
    await button(page, '1 neuer').waitFor({ state: 'detached' });
  },

  'Die vier Zeichen': async (walk) => {
    const page = await walk.as('lena', '/callbacks?tab=all');
    for (const [filter, choice] of [['Fehlerart', 'Buchung unklar'], ['Herkunft', 'Kundenwunsch']] as const) {
      await button(page, filter).click();
      await page.getByRole('checkbox', { name: choice }).waitFor();
      await walk.look(page);
      await page.keyboard.press('Escape');
    }
    await opened(walk, page, (await walk.open(page)).find((one) => one.error_type === 'api_error' && one.customer_name !== null));
    await page.getByText('Nächster Schritt:').waitFor();
    await walk.look(page, 'rueckruf');
  },

  'Einen Rückruf machen': async (walk) => {
    const page = await walk.as('lena', '/callbacks?tab=all');
    const id = await opened(walk, page, (await walk.open(page)).find((one) => one.created_from === 'customer_request'));
    await walk.look(page);
    await button(page, 'Anrufen').click();
    await sheet(page, 'Wie ging der Anruf aus?').waitFor();
    await walk.look(page);
    await choice(page, 'Erreicht').click();
    await choice(page, 'Frage beantwortet').click();
    await walk.look(page, 'ergebnis');
    await button(page, 'Speichern und weiter').click();
    await page.waitForURL((url) => !url.pathname.includes(id));
  },

  'Niemand nimmt ab': async (walk) => {
    const page = await walk.as('lena', '/callbacks?tab=all');
    const id = await opened(walk, page, (await walk.open(page)).find((one) => one.error_type === 'no_availability'));
    await button(page, 'Anrufen').click();
    await choice(page, 'Mailbox').click();
    await page.getByText(/auf der Mailbox/i).waitFor();
    await walk.look(page);
    await choice(page, 'Nicht abgenommen').click();
    await page.getByText(/Sucht einen guten Zeitpunkt/).waitFor({ state: 'detached' });
    await walk.look(page, 'niemand');
    await button(page, 'Speichern und weiter').click();
    await page.waitForURL((url) => !url.pathname.includes(id));
    await walk.look(page);
  },

  'Jetzt passt es nicht': async (walk) => {
    const page = await walk.as('lena', '/callbacks?tab=all');
    const id = await opened(walk, page, (await walk.open(page))[0]);
    await button(page, 'Mehr').click();
    await page.getByRole('menuitem', { name: 'Zuweisen' }).waitFor();
    await walk.look(page);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await button(page, 'Zurückstellen').click();
    const choices = sheet(page, 'Bis wann zurückstellen?').locator('label');
    await choices.nth(1).waitFor();
    await choices.nth(0).click();
    await walk.look(page);
    await choices.nth((await choices.count()) - 2).click();
    await walk.look(page);
    await button(page, 'Speichern und weiter').click();
    await page.waitForURL((url) => !url.pathname.includes(id));
  },

  'Den Termin doch noch buchen': async (walk) => {
    const page = await walk.as('lena', '/callbacks?tab=all');
    await opened(walk, page, notBooked(await walk.open(page)));
    await button(page, 'Erneut buchen').click();
    const retry = sheet(page, 'Erneut buchen');
    await retry.getByText('Erst wird im Kalender nachgesehen.').waitFor();
    if (!(await retry.getByLabel('Name', { exact: true }).isVisible())) await retry.getByText('Kunde und Kontakt').click();
    await retry.getByLabel('Name', { exact: true }).fill('Petra Lang');
    await walk.look(page, 'erneut-buchen');
    await retry.getByRole('button', { name: 'Nachsehen und buchen' }).click();
    const booked = retry.getByText('Der Termin ist gebucht.');
    const other = retry.getByRole('group', { name: 'Frei wären:' }).getByRole('button').first();
    await booked.or(other).first().waitFor({ timeout: 40_000 });
    if (!(await booked.isVisible())) await other.click();
    await booked.waitFor();
    await walk.look(page);
    await byHand(walk, page);
  },

  Vertippt: async (walk) => {
    const page = await walk.as('lena', '/callbacks?tab=all');
    const id = await opened(walk, page, (await walk.open(page)).find((one) => one.error_type === 'exception'));
    await button(page, 'Erledigen').click();
    await choice(page, 'Anders gelöst').click();
    await button(page, 'Speichern und weiter').click();
    await page.waitForURL((url) => !url.pathname.includes(id));
    await button(page, 'Rückgängig').waitFor();
    await page.getByRole('group', { name: 'Was Sie tun können' }).waitFor();
    await walk.look(page, 'rueckgaengig');
    await button(page, 'Rückgängig').click();
    await page.waitForURL((url) => url.pathname.includes(id));
    await button(page, 'Anrufen').waitFor();
    const done = must((await walk.all(page)).find((one) => one.status === 'completed'), 'something was done');
    await walk.goto(page, `/callbacks/${done.id}?tab=all`);
    await button(page, 'Wieder öffnen').waitFor();
    await walk.look(page);
  },

  'Zu zweit': async (walk) => {
    const page = await walk.as('lena', '/callbacks?tab=all');
    const id = await opened(walk, page, (await walk.open(page)).find((one) => one.error_type === 'exception'));
    await button(page, 'Anrufen').click();
    await page.getByText('Sie sind dran bis').waitFor();
    await walk.look(page);
    const other = await walk.as('anna', `/callbacks/${id}?tab=all`);
    await other.getByText('Bitte nicht gleichzeitig anrufen.').filter({ visible: true }).first().waitFor();
    await walk.look(other, 'zu-zweit');
  },

  'Auf dem Handy': async (walk) => {
    const page = await walk.as('mehmet', '/callbacks?tab=all', 'phone');
    await opened(walk, page, (await walk.open(page)).find((one) => one.error_type !== null));
    await page.getByText('Nächster Schritt:').waitFor();
    await walk.look(page, 'handy');
    await button(page, 'Zur Liste').click();
    await page.getByRole('list', { name: 'Rückrufe' }).waitFor();
  },

  Meldungen: async (walk) => {
    const page = await walk.as('lena', '/callbacks', 'pushed');
    await page.evaluate('navigator.serviceWorker.ready');
    await page.reload();
    await button(page, /Meldungen für mich|neue Meldung/).click();
    await button(page, 'Einschalten').waitFor();
    await walk.look(page);
  },

  Tasten: async (walk) => {
    const page = await walk.as('lena', '/callbacks?tab=all');
    await opened(walk, page, (await walk.open(page))[0]);
    await page.keyboard.press('?');
    await sheet(page, 'Tasten').getByText('Dieser Rückruf').waitFor();
    await walk.look(page);
    await page.getByRole('link', { name: 'Handbuch' }).click();
    await page.getByRole('heading', { name: 'Handbuch', level: 1 }).waitFor();
  },

  'Oben steht ein Balken': async (walk) => {
    for (const state of [{ journal: 'down' }, { jobs: 'down' }, { database: 'down' }]) {
      const page = await walk.as('lena', '/callbacks?tab=today');
      await page.route('**/readyz', async (route) => await route.fulfill({ json: { journal: 'up', database: 'up', jobs: 'up', details: {}, ...state } }));
      await page.reload();
      await page.getByRole('alert').waitFor();
      await page.getByRole('list', { name: 'Rückrufe' }).waitFor();
      await walk.look(page, 'database' in state ? 'balken' : undefined);
      await page.close();
    }
    const page = await walk.as('lena', '/callbacks?tab=today');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.route('**/readyz', async (route) => await route.abort());
    await page.evaluate(`dispatchEvent(new Event('offline'))`);
    await page.getByText('Keine Verbindung zum Server.').waitFor();
    await walk.look(page);
  },

  'Für die Chefin': async (walk) => {
    const page = await walk.as('anna', '/overview');
    await page.getByText('Läuft alles?').waitFor();
    for (const words of ['Kein Kundenwunsch ist verloren gegangen.', 'Reicht das Team?', 'Neue Rückrufe']) await page.getByText(words).waitFor();
    await page.getByText('Nichts ist überfällig.').or(page.getByRole('link', { name: /anrufen$/ })).first().waitFor();
    await walk.look(page, 'uebersicht');
    await page.getByRole('link', { name: 'Beweis ansehen' }).click();
    await page.getByRole('button', { name: 'Monatsnachweis drucken' }).waitFor();
    await page.getByText('Differenz').first().waitFor();
    await walk.look(page, 'beweis');
    await walk.goto(page, '/analytics');
    await page.getByRole('heading', { name: 'Auswertung' }).waitFor();
    await walk.look(page);
  },

  'Etwas einstellen': async (walk) => {
    const page = await walk.as('anna', '/settings?part=people');
    await button(page, 'Einladen').waitFor();
    await walk.look(page);
    await button(page, 'Konto und Darstellung').click();
    await page.getByRole('menuitem', { name: 'Abmelden' }).waitFor();
    await walk.look(page);
    await walk.goto(page, '/rehearsal');
    await page.getByRole('heading', { name: 'Testanruf' }).waitFor();
    const phone = await walk.as('mehmet', '/callbacks', 'phone');
    await button(phone, 'Mehr').click();
    await phone.getByRole('menuitem', { name: 'Abmelden' }).waitFor();
    await walk.look(phone);
  },
};

async function byHand(walk: Walk, page: Page): Promise<void> {
  await opened(walk, page, (await walk.open(page)).find((one) => one.error_type === 'no_availability'));
  await page.keyboard.press('t');
  const manual = sheet(page, 'Termin eintragen');
  const free = manual.getByRole('group', { name: 'Freie Zeiten' });
  await free.getByRole('button', { pressed: false }).nth(1).click();
  await free.getByRole('button', { name: /^\d\d:\d\d$/ }).first().click();
  await walk.look(page, 'termin');
  await manual.getByRole('switch', { name: /Rückruf danach offen lassen/ }).check();
  await manual.getByRole('button', { name: 'Eintragen', exact: true }).click();
  await manual.getByText('Der Rückruf bleibt offen, bis der Kunde Bescheid weiß.').waitFor();
}
