import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { adminServer } from '../../../test/admin-server.ts';
import type { AdminServerOptions } from '../../../test/admin-server.ts';
import { startBrowser } from '../../../test/browser.ts';
import { testDatabase } from '../../../test/pg.ts';
import { companyWithRows, HOUR } from '../../../test/read-side-rows.ts';
import type { Rows } from '../../../test/read-side-rows.ts';
import type { Value } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';

const browser = await startBrowser();
const FAINT_TEXTS = await readFile(join(import.meta.dirname, '../../../test/faint-texts.js'), 'utf8');
const now = Date.now();
let companies = 0;

const TRANSCRIPT = JSON.stringify([
  { role: 'agent', content: 'Salon Nord, guten Tag!' },
  { role: 'user', content: 'Hallo, ich hätte gern am Dienstag um halb drei einen Herrenhaarschnitt.' },
]);

/** One callback of each kind, the most pressing last. */
async function fillDesk(rows: Rows): Promise<Record<string, string>> {
  const branch = await rows.branch('mitte', 'Filiale Mitte');
  const cut = await rows.service('herrenhaarschnitt', 'Herrenhaarschnitt');
  const colour = await rows.service('farbe', 'Farbe, Schnitt und Pflege');
  const call = await rows.call({ transcript: TRANSCRIPT, retell_call_id: 'call_8f2a91' });
  const add = async (columns: Record<string, Value>): Promise<string> => {
    const createdAt = iso(now - HOUR);
    return rows.callback(await rows.wish({ opened_at: createdAt }), { branch_id: branch, created_at: createdAt, ...columns });
  };
  const asked = await add({
    customer_name: 'Brigitte Hofmann', phone_number: '+4917623456789', due_at: iso(now + 23 * HOUR), created_from: 'customer_request', notes: 'Möchte wissen, ob der Gutschein vom letzten Jahr noch gilt.',
    preferred_time_window: '"nach 17 Uhr"', metadata: {},
  });
  const full = await add({
    customer_name: 'Max von Lüttichau-Hohenstein', phone_number: '+493098765432', service_id: colour, due_at: iso(now + 20 * HOUR), error_type: 'no_availability',
    metadata: { requested_date: 'am liebsten Samstag' },
  });
  const broken = await add({
    customer_name: 'Ayşe Demir', phone_number: '+4915112345678', service_id: cut, due_at: iso(now + 3 * HOUR + 1000), error_type: 'exception', priority: 'high', metadata: { exception_message: 'Unexpected token < in JSON', error_during: 'booking_exception' },
  });
  const failed = await add({
    phone_raw: 'anonymous', service_id: cut, due_at: iso(now + 42 * 60_000 + 30_000), error_type: 'api_error', priority: 'high', status: 'assigned', metadata: { requested_date: '2026-12-01', requested_time: 'halb drei', error_during: 'alternative_search', original_error: 'HTTP 502' },
  });
  const unclear = await add({
    customer_name: 'Özlem Yıldız', phone_number: '+493012345678', service_id: cut, call_id: call, due_at: iso(now - 25 * 60_000), error_type: 'partial_booking', priority: 'urgent',
    error_message: 'The booking stands at the calendar; saving it failed.',
    metadata: { requested_time: '2026-12-01T14:30:00+01:00', calcom_booking_id: '4711', appointment_error: 'connection terminated', retell_call_id: 'call_8f2a91' },
  });
  await rows.event(unclear, { at: iso(now - HOUR) });
  for (let i = 0; i < 3; i += 1) await rows.appointment({ wish_id: await rows.wish({ fate: 'appointment', opened_at: iso(now - 1000) }) });
  await rows.wish({ fate: 'closed', reason: 'done', settled_by: 'anna', opened_at: iso(now - 1000) });
  return { asked, full, broken, failed, unclear };
}

interface Desk {
  readonly rows: Rows;
  readonly ids: Record<string, string>;
  open(options?: BrowserContextOptions & { readonly signedIn?: 'company' | 'operator' | 'no' }): Promise<Page>;
}

const { database } = await testDatabase();

async function desk(options: Partial<AdminServerOptions> & { readonly empty?: boolean } = {}): Promise<Desk> {
  const { empty = false, ...server } = options;
  companies += 1;
  const slug = `nord-${companies}`;
  const rows = await companyWithRows(database, slug);
  const ids = empty ? {} : await fillDesk(rows);
  const all = [{ id: rows.companyId, slug }, { id: randomUUID(), slug: `sued-${companies}` }];
  const { app, signIns } = await adminServer({ database, companies: all, now: () => Date.now(), ...server });
  await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    rows, ids,
    open: async ({ signedIn = 'company', ...context } = {}) => {
      const opened = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-DE', ...context });
      onTestFinished(() => opened.close());
      const page = await opened.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && !message.text().includes('401') && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      onTestFinished(() => expect(complaints).toEqual([]));
      const token = signedIn === 'no' ? '' : signIns.issue(signedIn === 'company' ? { kind: 'company', companyId: rows.companyId } : { kind: 'operator' });
      await page.goto(token === '' ? address : `${address}/sign-in?token=${token}`);
      await page.waitForSelector('[aria-busy="false"]');
      return page;
    },
  };
}

async function picture(page: Page, name: string): Promise<void> {
  const directory = process.env['FANGNETZ_SCREENSHOTS'];
  if (directory !== undefined) await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true });
}

const names = (page: Page): Promise<string[]> => page.locator('.row .who').allTextContents();

test('the list says who, what, why and until when, the most pressing first', async () => {
  const { ids, open } = await desk();
  const page = await open();
  expect(new URL(page.url()).pathname).toBe('/');
  expect(await names(page)).toEqual(['Özlem Yıldız', 'Name nicht bekannt', 'Ayşe Demir', 'Max von Lüttichau-Hohenstein', 'Brigitte Hofmann']);
  const first = page.locator('.row').first();
  expect(await first.getAttribute('data-id')).toBe(ids['unclear']);
  expect(await first.locator('.due span').textContent()).toBe('seit 25 min überfällig');
  expect(await first.locator('.tag.red').textContent()).toBe('Buchung unklar');
  expect(await first.locator('.tag.urgent').textContent()).toBe('Dringend');
  expect(await first.locator('.wish').textContent()).toMatch(/^Herrenhaarschnitt · .*14:30$/);
  expect(await first.locator('a.call').getAttribute('href')).toBe('tel:+493012345678');
  const second = page.locator('.row').nth(1);
  expect(await second.locator('.due span').textContent()).toBe('noch 42 min');
  expect(await second.locator('.call').textContent()).toBe('Keine Nummer bekannt');
  expect(await page.locator('#proof p').first().textContent()).toBe('Diese Woche 9 Wünsche = 3 Termine + 5 offen + 1 erledigt · Differenz 0');
  expect(await page.locator('#outage').isVisible()).toBe(false);
});

test('the details speak plainly, keep the technical text apart, and open by keyboard', async () => {
  const page = await (await desk()).open();
  const first = page.locator('.row').first();
  await first.locator('summary').focus();
  await page.keyboard.press('Enter');
  await first.locator('.said').waitFor();
  const text = (await first.locator('details').innerText()).replaceAll(/\s+/g, ' ');
  expect(text).toContain('Vielleicht steht die Buchung schon im Kalender. Erst dort nachsehen, dann anrufen.');
  expect(text).toContain('Kunde: Hallo, ich hätte gern am Dienstag um halb drei');
  expect(text).toContain('Rückruf angelegt');
  expect(await first.locator('.technical').textContent()).toContain('connection terminated');
  await picture(page, 'details-light-desktop');
});

test('a filter narrows the list, shows its counts, and survives a reload', async () => {
  const page = await (await desk()).open();
  await page.getByRole('button', { name: 'Kalenderfehler 1' }).click();
  await expect.poll(() => page.locator('.row').count()).toBe(1);
  expect(await names(page)).toEqual(['Name nicht bekannt']);
  await page.reload();
  await page.waitForSelector('[aria-busy="false"]');
  expect(await names(page)).toEqual(['Name nicht bekannt']);
  await page.getByRole('button', { name: 'Alle 5' }).click();
  await expect.poll(() => page.locator('.row').count()).toBe(5);
  await page.getByLabel('Quelle').selectOption('customer_request');
  await expect.poll(() => page.locator('.row').count()).toBe(1);
  expect(await names(page)).toEqual(['Brigitte Hofmann']);
  await page.getByRole('button', { name: /Überfällig 1/ }).click();
  await expect.poll(() => names(page)).toEqual(['Özlem Yıldız']);
});

test('a new callback is announced and moves nothing until it is asked for', async () => {
  const { rows, open } = await desk();
  const page = await open();
  await page.waitForSelector('.live.on');
  const before = await names(page);
  const id = await rows.callback(await rows.wish({ opened_at: iso(now) }), { customer_name: 'Neu Eingetroffen', due_at: iso(now - HOUR), metadata: {} });
  const change = JSON.stringify({ company_id: rows.companyId, kind: 'callback', id });
  await page.waitForTimeout(200); // the LISTEN connection of a server that has just started
  await database.asMachine((tx) => tx.run('select pg_notify($1, $2)', ['fangnetz_changes', change]));
  await page.getByRole('button', { name: '1 neuer Rückruf' }).waitFor();
  expect(await names(page)).toEqual(before);
  expect(await page.locator('#announce').textContent()).toBe('Ein neuer Rückruf');
  await picture(page, 'fresh-light-desktop');
  await page.getByRole('button', { name: '1 neuer Rückruf' }).click();
  await expect.poll(() => page.locator('.row').count()).toBe(6);
  expect((await names(page))[0]).toBe('Neu Eingetroffen');
});

test('a callback that somebody settles stays where it is, marked, until the list is drawn anew', async () => {
  const { rows, ids, open } = await desk();
  const page = await open();
  await page.waitForSelector('.live.on');
  await database.asMachine((tx) => tx.run(`update callbacks set status = 'completed', resolution = 'done', completed_at = $2 where id = $1`, [ids['unclear']!, iso(now)]));
  await page.waitForTimeout(200);
  await database.asMachine((tx) => tx.run('select pg_notify($1, $2)', ['fangnetz_changes', JSON.stringify({ company_id: rows.companyId, kind: 'callback', id: ids['unclear'] })]));
  await page.locator(`.row.gone[data-id="${ids['unclear']}"]`).waitFor();
  expect((await names(page)).length).toBe(5);
  expect(await page.locator('.row.gone .due span').textContent()).toBe('Erledigt');
});

test('what a caller said is shown as text, never run', async () => {
  const { rows, open } = await desk({ empty: true });
  const nasty = '<img src=x onerror="document.title=\'run\'">';
  await rows.callback(await rows.wish(), { customer_name: nasty, notes: nasty, metadata: { requested_date: nasty } });
  const page = await open();
  expect(await names(page)).toEqual([nasty]);
  expect(await page.title()).not.toBe('run');
  expect(await page.locator('.row img').count()).toBe(0);
});

describe('says what is the matter', () => {
  test('when nothing is open, with the proof', async () => {
    const { rows, open } = await desk({ empty: true });
    await rows.appointment({ wish_id: await rows.wish({ fate: 'appointment', opened_at: iso(now - 1000) }) });
    const page = await open();
    expect(await page.locator('.state').innerText()).toContain('Kein Rückruf ist offen');
    expect(await page.locator('#proof').innerText()).toContain('1 Wunsch = 1 Termin + 0 offen + 0 erledigt · Differenz 0');
    await picture(page, 'empty-light-desktop');
  });

  test('when a wish is lost, in red and with its id', async () => {
    const { rows, open } = await desk({ empty: true });
    const lost = await rows.wish({ fate: 'appointment', opened_at: iso(now - 1000) });
    const page = await open();
    expect(await page.locator('#proof.broken').innerText()).toContain(lost);
    expect(await page.locator('#proof').innerText()).toContain('Differenz 1');
    await picture(page, 'lost-light-desktop');
  });

  test('when nobody has signed in', async () => {
    const page = await (await desk()).open({ signedIn: 'no' });
    expect(await page.locator('.state').innerText()).toContain('Bitte anmelden');
    await picture(page, 'sign-in-light-desktop');
  });

  test('when the database is down, while calls are still accepted', async () => {
    const page = await (await desk({ jobs: () => ({ state: 'degraded', reason: 'Erinnerungen verspäten sich.' }) })).open();
    await page.locator('#outage').waitFor();
    expect(await page.locator('#outage').innerText()).toContain('Erinnerungen verspäten sich.');
    await page.route('**/readyz', (route) => route.fulfill({ json: { journal: 'up', database: 'down', jobs: 'up', details: {} } }));
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.getByText('Die Datenbank antwortet nicht').waitFor();
    expect((await names(page)).length).toBe(5);
    expect(await page.locator('#proof').isVisible()).toBe(false); // a difference that nobody can look at is not 0
    await picture(page, 'outage-light-desktop');
  });

  test('when the operator has to choose a company', async () => {
    const { rows, open } = await desk();
    const page = await open({ signedIn: 'operator' });
    expect(await page.locator('.state').innerText()).toContain('Welcher Betrieb?');
    await page.getByRole('link', { name: /Salon nord/ }).click();
    await page.waitForSelector('.row');
    expect((await names(page)).length).toBe(5);
    expect(await page.getByLabel('Betrieb').inputValue()).toMatch(/^nord-/);
    expect(rows.companyId).toBeTruthy();
  });
});

describe.each([['light', 1280], ['light', 390], ['dark', 1280], ['dark', 390], ['light', 320]] as const)('in %s at %i px', (colorScheme, width) => {
  test('every text can be read, nothing is cut off, and every control is large enough for a thumb', async () => {
    const page = await (await desk()).open({ colorScheme, viewport: { width, height: 844 } });
    await picture(page, `list-${colorScheme}-${width}`);
    await page.locator('summary').first().click();
    await page.locator('.said').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
    const small = await page.locator('button:visible, a.call:visible, select:visible, summary:visible').evaluateAll((controls) =>
      controls.map((control) => ({ text: control.textContent, height: control.getBoundingClientRect().height })).filter(({ height }) => height < 32));
    expect(small).toEqual([]);
  });
});
