import { describe, expect, test } from 'vitest';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { barriersOn } from './axe.ts';
import { deskUnderTest, DESKTOP, PHONE } from './desk-under-test.ts';

const { database } = await testDatabase();
const desk = await deskUnderTest({ browser: await startBrowser(), database });

describe('whoever is not signed in', () => {
  test('is asked to, in German, at the address he wanted, and comes back to it', async () => {
    const page = await desk.open('/callbacks?tab=all', { signedIn: 'no', expected: /401/ });
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(page.url()).toContain('/callbacks?tab=all');
    expect(await barriersOn(page)).toEqual([]);
  });

  test('is told what a sign-in link looks like when he pastes something else', async () => {
    const page = await desk.open('/', { signedIn: 'no', expected: /401/ });
    await page.getByLabel('Link oder Schlüssel').fill('Herrenhaarschnitt');
    await page.getByRole('button', { name: 'Mit Link anmelden' }).click();
    await page.getByText('Das ist kein Anmeldelink.').waitFor();
  });
});

describe('what a mail links to', () => {
  test('an invitation that is none any more says so', async () => {
    const page = await desk.open('/invitation?token=nothing', { signedIn: 'no', expected: /40[014]/ });
    await page.getByRole('heading', { name: 'Diese Einladung gilt nicht mehr.' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  test('a forgotten password is asked for without telling whether there is such an account', async () => {
    const page = await desk.open('/reset-password', { signedIn: 'no' });
    await page.getByLabel('E-Mail-Adresse').fill('niemand@salon.example');
    await page.getByRole('button', { name: 'Link schicken' }).click();
    await page.getByText('Falls es zu dieser Adresse ein Konto gibt').waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });
});

test('a wrong password is told in words', async () => {
  const page = await desk.open('/', { signedIn: 'no', expected: /401/ });
  await page.getByLabel('E-Mail-Adresse').fill('niemand@salon.example');
  await page.getByLabel('Passwort', { exact: true }).fill('geraten und falsch');
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByText('E-Mail-Adresse oder Passwort stimmt nicht.').waitFor();
});

test.each([
  ['/settings?part=keys', 'Allgemeines'],
  ['/setup?step=paperwork', /einrichten/],
  ['/callbacks?tab=yesterday&from=gestern&sort=loudest', 'Rückrufe'],
])('an old link whose words nobody understands any more opens the page all the same: %s', async (path, heading) => {
  const page = await desk.open(path);
  await page.getByRole('heading', { name: heading }).first().waitFor();
  expect(await page.getByText('Diese Ansicht ist abgestürzt.').count()).toBe(0);
});

test('the bell opens what I was told', async () => {
  const page = await desk.open('/callbacks');
  await page.getByRole('button', { name: 'Meldungen für mich' }).click();
  await page.getByText('Noch keine Meldungen.').waitFor();
  expect(await barriersOn(page)).toEqual([]);
});

test('the page opens without a network, and says that there is none', async () => {
  const page = await desk.open('/callbacks', { expected: /ERR_INTERNET_DISCONNECTED|Failed to load|not kept/ });
  await page.evaluate('navigator.serviceWorker.ready');
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('Keine Verbindung zum Server.').waitFor();
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).waitFor();
});

describe.each([['desktop', DESKTOP], ['phone', PHONE]] as const)('on a %s', (_size, size) => {
  test.each(['light', 'dark'] as const)('no page has a barrier in the %s scheme', async (colorScheme) => {
    const page = await desk.open('/callbacks?tab=all', { ...size, colorScheme });
    await page.getByText('Özlem Yıldız').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('link', { name: /Özlem Yıldız/ }).click();
    await page.getByText('Was passiert ist').or(page.getByText('Nächster Schritt:')).first().waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });
});

test('nothing is fetched from elsewhere, and no policy is broken', async () => {
  const page = await desk.open('/');
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await page.reload();
  await page.getByText('Özlem Yıldız').waitFor();
  expect([...hosts]).toEqual([new URL(desk.address).host]);
});

test('English is complete, stays chosen, and German comes back', async () => {
  const page = await desk.open('/callbacks?tab=all');
  await page.getByRole('button', { name: 'Konto und Darstellung' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Callbacks' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Callbacks' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  // before the list is there, there is little to be found
  await page.getByText('Özlem Yıldız').waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(/\b(Rückrufe|Fällig|Buchung unklar|heute|seit|Filiale|Suchen)\b/);
});
