// The first ten minutes: from a server on which nothing is, by the link that it prints, to a test call that becomes an appointment. The
// real server as its own process, with Cal.com and Retell played over HTTP.
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCalComStandIn } from '../../demo/cal-com/stand-in.ts';
import { startRetellStandIn } from '../../demo/retell/stand-in.ts';
import { signed } from '../../src/calendar-events/verify.ts';
import { must } from '../../src/platform/assert.ts';
import { startBrowser } from '../browser.ts';
import { serverUnderTest } from '../e2e/server-under-test.ts';
import { testDatabase } from '../pg.ts';
import { temporaryDirectory } from '../start-server.ts';
import { barriersOn } from './axe.ts';
import { DESKTOP, PHONE } from './desk-under-test.ts';

const NUMBER = '+493023125001';
const { url: databaseUrl } = await testDatabase();
const calCom = await startCalComStandIn({ apiKey: 'cal_live_salon' });
const retell = await startRetellStandIn({ apiKey: 'key_salon' });
retell.addAgent({ id: 'agent_salon', engine: 'retell-llm', tools: [{ type: 'end_call', name: 'end_call' }] });
retell.addNumber(NUMBER, [{ agent_id: 'agent_salon', agent_version: 0, weight: 1 }]);
const server = await serverUnderTest({ data: join(await temporaryDirectory(), 'data'), databaseUrl, env: { FANGNETZ_PUBLIC_URL: 'https://fangnetz.example', FANGNETZ_PRIVATE_HOSTS: [calCom, retell].map(({ url }) => new URL(url).host).join() } });
const browser: Browser = await startBrowser();
let context: BrowserContext;
let page: Page;
/** With which Cal.com signs once it was entered there. */
let firstSecret = '';

beforeAll(async () => {
  await server.start();
  context = await browser.newContext({ ...DESKTOP, locale: 'de-DE', timezoneId: 'Europe/Berlin' });
  page = await context.newPage();
});
afterAll(async () => {
  await server.kill();
  await calCom.close();
  await retell.close();
});

const step = (name: RegExp) => page.getByRole('navigation', { name: 'Schritte der Einrichtung' }).getByRole('link', { name });
const press = async (name: string): Promise<void> => await page.getByRole('button', { name, exact: true }).click();

/** The server cannot do this the first time. */
const failsOnce = async (address: RegExp, method: 'POST' | 'PATCH'): Promise<void> => {
  let left = 1;
  await page.route(address, (route) => (route.request().method() === method && left-- > 0 ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }) : route.fallback()));
};

/** A part of the one journey: what fails is named, and what follows from it is not tried. */
async function part(what: string, walk: () => Promise<void>): Promise<void> {
  try {
    await walk();
  } catch (error) {
    throw new Error(`whoever sets up … ${what}`, { cause: error });
  }
}

test('from an empty server to a test call that becomes an appointment', async () => {
  await part('is told by its console to open the link, and there to add the first company', async () => {
    expect(server.lines().join('\n')).toContain('no company yet: the sign-in link leads through the set-up');
    const link = new URL(must(/https:\S+\/sign-in\?token=\S+/.exec(server.lines().join('\n'))?.[0], 'the server prints a link'));
    await page.goto(`${server.url}${link.pathname}${link.search}`);
    await page.getByRole('heading', { name: 'Hier gibt es noch keinen Betrieb.' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await press('Betrieb hinzufügen');
    await page.getByLabel('Name des Betriebs').fill('Salon Übermorgen');
    await press('Anlegen und einrichten');
    await page.getByRole('heading', { name: 'Salon Übermorgen einrichten' }).waitFor();
    await expect.poll(() => step(/Offen$/).count()).toBe(5);
  });

  await part('says when it is open, as one types it, and what is no time is not guessed', async () => {
    await page.getByLabel('Rufnummer, die Kunden wählen').fill('030 23125001');
    await press('Mo–Fr 9–18 Uhr');
    await page.getByLabel('Samstag').fill('nachmittags');
    await page.getByText('Schreiben Sie zum Beispiel 9–13, 14–18.').waitFor();
    expect(await page.getByRole('button', { name: 'Speichern und weiter' }).isDisabled()).toBe(true);
    await page.getByLabel('Samstag').fill('9-13, 14-16 Uhr');
    await press('Speichern und weiter');
    await page.getByRole('heading', { name: 'Kalender', exact: true }).waitFor();
    await step(/^1?Betrieb.*Erledigt/s).waitFor();
  });

  await part('finds himself at the first open step when he comes again, and may put it off', async () => {
    await page.goto(`${server.url}/?company=salon-uebermorgen`);
    await page.getByLabel('Schlüssel von Cal.com').waitFor();
    await press('Später weitermachen');
    await page.getByRole('heading', { name: 'Rückrufe' }).waitFor();
    await page.goto(`${server.url}/?company=salon-uebermorgen`);
    await page.getByRole('heading', { name: 'Rückrufe' }).waitFor();
    await page.getByRole('link', { name: /Einrichten\s*1 von 5/ }).click();
    await page.getByLabel('Schlüssel von Cal.com').waitFor();
  });

  await part('is told at once that a key is wrong, and that is not kept; with the right one he picks what can be booked', async () => {
    await page.getByText('Andere Adresse').click();
    await page.getByLabel('Adresse der Schnittstelle').fill(calCom.url);
    await page.getByLabel('Schlüssel von Cal.com').fill('cal_live_falsch');
    await press('Verbindung prüfen');
    await page.getByText(/Cal\.com lehnt ab/).waitFor();
    await page.getByLabel('Schlüssel von Cal.com').fill('cal_live_salon');
    await failsOnce(/\/api\/v1\/settings\?/, 'PATCH');
    await press('Verbindung prüfen');
    await page.getByText(/^Die Datenbank antwortet nicht/).waitFor();
    await press('Verbindung prüfen');
    await page.getByRole('heading', { name: 'Was soll am Telefon buchbar sein?' }).waitFor();
    await page.getByLabel(/^Beratung/).uncheck();
    await press('Übernehmen und prüfen');
    await page.getByText('„Herrenhaarschnitt“ wird als „Herrenhaarschnitt“ gebucht.').waitFor();
    await page.getByText(/freie Zeiten in den nächsten sieben Tagen/).waitFor();
    expect(await page.getByText('„Beratung“').count()).toBe(0);
  });

  await part('has Cal.com tell what changes there, is not told that it does while nobody knows, and sees the first message', async () => {
    await page.getByText('Noch ist keine Nachricht angekommen.').waitFor();
    calCom.setFaults([{ operation: 'make_webhook', times: 1, fault: { kind: 'drop' } }]);
    await press('Bei Cal.com eintragen');
    await page.getByText(/Ob es eingetragen ist, steht noch nicht fest/).waitFor();
    await press('Bei Cal.com eintragen');
    await page.getByText(/^Eingetragen\. Die erste Nachricht kommt/).waitFor();
    const { subscriberUrl, secret } = must(calCom.subscriptions()[0], 'a webhook at Cal.com');
    expect(subscriberUrl).toBe('https://fangnetz.example/hooks/cal.com/salon-uebermorgen');
    firstSecret = must(secret, 'a secret');
    calCom.webhooks.subscribe({ url: `${server.url}${new URL(subscriberUrl).pathname}`, secret });
    calCom.addBooking({ eventTypeId: 101, start: Date.now() + 7 * 86_400_000 });
    await calCom.webhooks.idle();
    calCom.webhooks.subscribe(null);
    calCom.reset();
    await page.reload();
    await page.getByText(/^Letzte Nachricht: heute/).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await press('Weiter');
  });

  await part('sees what would change at Retell before it does, and afterwards that nothing is left to do', async () => {
    await page.getByLabel('Kennung des Agenten').fill('agent_salon');
    await page.getByLabel('Schlüssel von Retell').fill('key_salon');
    await page.getByText('Name der Verbindung und andere Adresse').click();
    await page.getByLabel('Adresse der Schnittstelle').fill(retell.url);
    await failsOnce(/\/settings\/retell\/sync/, 'POST');
    await press('Verbinden');
    await page.getByText(/^Die Datenbank antwortet nicht/).waitFor();
    await press('Noch einmal prüfen');
    await page.getByRole('heading', { name: 'Das würde sich bei Retell ändern' }).waitFor();
    await page.getByText(/^15 neue Funktionen: .*Termin buchen/).waitFor();
    await page.getByText('Die Nummer nimmt die neue Fassung des Agenten.').waitFor();
    expect(await page.getByText('+ tool book_appointment').isVisible()).toBe(false);
    await page.getByText('Technischer Text').click();
    await page.getByText('+ tool book_appointment').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(retell.writes()).toEqual([]);
    // a key that is stored answers no call
    await step(/Telefon.*Offen/s).waitFor();
    await page.goto(`${server.url}/setup?step=done&company=salon-uebermorgen`);
    await page.getByText('Retell ist verbunden, aber beim Agenten sind die Funktionen noch nicht vollständig eingetragen.').waitFor();
    await step(/Telefon/).click();
    await press('Jetzt bei Retell eintragen');
    await page.getByText('Bei Retell ist alles eingerichtet.').waitFor();
    await step(/Telefon.*Erledigt/s).waitFor();
    expect(retell.writes().length).toBeGreaterThan(0);
    await page.getByText('Text für den Prompt des Agenten').click();
    expect(await page.getByRole('textbox', { name: 'Text für den Prompt des Agenten' }).inputValue()).toContain('Salon Übermorgen');
    await press('Weiter');
  });

  await part('plays a call, and the wish becomes an appointment before his eyes', async () => {
    await press('Testanruf beginnen');
    await page.getByLabel('Was der Anrufer sagt').fill('Ich hätte gern nächsten Dienstag um 10 Uhr einen Herrenhaarschnitt');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ja, gern' }).click();
    await page.getByText('Der Termin steht, hier und im Kalender dieses Testanrufs.').waitFor();
    await page.getByText('Es funktioniert: Aus dem Wunsch ist etwas geworden.').waitFor();
    expect(await calCom.bookings()).toEqual([]);
    await press('Weiter');
  });

  await part('makes himself an account, invites a colleague, and is told that nothing is left', async () => {
    await page.getByLabel('Ihr Name').fill('Rita Betrieb');
    await page.getByLabel('E-Mail-Adresse').first().fill('rita@sprachwerk.example');
    await page.getByLabel('Passwort', { exact: true }).fill('ein langes Passwort');
    await press('Konto anlegen');
    await page.getByText('Ab jetzt melden Sie sich mit rita@sprachwerk.example an.').waitFor();
    await page.getByLabel('E-Mail-Adresse').fill('anna@salon.example');
    await press('Einladen');
    await page.getByText('Einladung verschickt an anna@salon.example.').waitFor();
    await step(/Team.*Erledigt/s).waitFor();
    await press('Weiter');
    await page.getByRole('heading', { name: 'Alles ist eingerichtet' }).waitFor();
    await page.getByRole('link', { name: 'Zu den Rückrufen' }).click();
    await page.getByRole('heading', { name: 'Rückrufe' }).waitFor();
    expect(await page.getByRole('link', { name: /Einrichten/ }).count()).toBe(0);
  });
}, 240_000);

test('whoever enters the webhook by hand copies address and secret, and messages with the secret before are refused from then on', async () => {
  const opened = await browser.newContext({ ...DESKTOP, locale: 'de-DE', storageState: await context.storageState() });
  const settings = await opened.newPage();
  await settings.goto(`${server.url}/settings?part=connections&company=salon-uebermorgen`);
  await settings.getByText(/^Letzte Nachricht: heute/).waitFor();
  await settings.getByText('Selbst bei Cal.com eintragen').click();
  const hand = settings.locator('details').filter({ hasText: 'Selbst bei Cal.com eintragen' });
  const address = await hand.locator('code').first().innerText();
  expect(address).toBe('https://fangnetz.example/hooks/cal.com/salon-uebermorgen');
  await settings.getByRole('button', { name: 'Neues Kennwort erzeugen' }).click();
  expect(await barriersOn(settings)).toEqual([]);
  await settings.getByRole('button', { name: 'Neu erzeugen' }).click();
  await settings.getByText('Das Kennwort wird nur jetzt gezeigt.').waitFor();
  const secret = await hand.locator('code').nth(1).innerText();
  const send = async (used: string): Promise<number> => {
    const body = JSON.stringify({ triggerEvent: 'PING', createdAt: new Date().toISOString(), payload: {} });
    return (await fetch(`${server.url}${new URL(address).pathname}`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-cal-signature-256': signed(Buffer.from(body), used) } })).status;
  };
  expect([await send(firstSecret), await send(secret)]).toEqual([401, 204]);
  await opened.close();
});

test('a company without Cal.com says what it offers, and may leave a step for later', async () => {
  const opened = await browser.newContext({ ...DESKTOP, locale: 'de-DE', storageState: await context.storageState() });
  const barber = await opened.newPage();
  await barber.goto(`${server.url}/companies`);
  await barber.getByRole('button', { name: 'Betrieb hinzufügen' }).click();
  await barber.getByLabel('Name des Betriebs').fill('Barbier West');
  await barber.getByRole('button', { name: 'Anlegen und einrichten' }).click();
  await barber.getByRole('heading', { name: 'Barbier West einrichten' }).waitFor();
  await barber.getByRole('link', { name: /Kalender/ }).click();
  await barber.getByRole('button', { name: 'Ich nutze kein Cal.com' }).click();
  await barber.getByLabel('Leistung, zum Beispiel Herrenhaarschnitt').fill('Bartpflege');
  expect(await barriersOn(barber)).toEqual([]);
  await barber.getByRole('button', { name: 'Speichern', exact: true }).click();
  await barber.getByRole('link', { name: /Kalender.*Erledigt/s }).waitFor();
  await barber.getByRole('button', { name: 'Weiter', exact: true }).click();
  await barber.getByRole('button', { name: 'Ohne diesen Schritt weiter' }).click();
  await barber.getByRole('button', { name: 'Testanruf beginnen' }).waitFor();
  await opened.close();
});

test.each([['light', 'a desk', DESKTOP], ['dark', 'a phone', PHONE]] as const)('no step has a barrier, %s on %s, and none is wider than the screen', async (colorScheme, _where, size: BrowserContextOptions) => {
  const opened = await browser.newContext({ ...size, colorScheme, locale: 'de-DE', storageState: await context.storageState() });
  const looked = await opened.newPage();
  for (const name of ['business', 'calendar', 'voice', 'test_call', 'people', 'done']) {
    await looked.goto(`${server.url}/setup?step=${name}&company=salon-uebermorgen`);
    await looked.locator('main h2').first().waitFor();
    await looked.getByRole('status', { name: 'Lädt …' }).waitFor({ state: 'detached' });
    expect(await barriersOn(looked), name).toEqual([]);
    expect(await looked.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${name} is as wide as the screen`).toBe(true);
  }
  await opened.close();
}, 120_000);
