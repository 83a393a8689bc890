import { describe, expect, test } from 'vitest';
import { iso } from '../../src/platform/iso.ts';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { HOUR } from '../read-side-rows.ts';
import { deskUnderTest, PHONE } from './desk-under-test.ts';
import type { Page } from 'playwright-core';

const { database } = await testDatabase();
const browser = await startBrowser();
const service = { aliases: [], minutes: 30, calendar: { provider: 'local' } } as const;
const desk = await deskUnderTest({
  browser, database,
  furnish: async (_rows, { cut, colour }) => ({ services: [{ ...service, id: cut, slug: 'herrenhaarschnitt', name: 'Herrenhaarschnitt' }, { ...service, id: colour, slug: 'farbe', name: 'Farbe, Schnitt und Pflege' }] }),
});

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const names = async (page: Page): Promise<string[]> => await page.getByRole('list', { name: 'Rückrufe' }).locator('[class*="_name_"]').allInnerTexts();

/** As the program does it: the row changes, and the database tells everybody who watches. */
async function change(id: string, columns: string): Promise<void> {
  await database.asMachine(async (tx) => {
    await tx.run(`update callbacks set ${columns}, version = version + 1 where company_id = $1 and id = $2`, [desk.rows.companyId, id]);
    await tx.run(`select pg_notify('fangnetz_changes', json_build_object('company_id', $1::text, 'kind', 'callback', 'id', $2::text)::text)`, [desk.rows.companyId, id]);
  });
}

describe('the list', () => {
  test('says in one row when, who, what he wanted, what went wrong in colour, icon and word, and how often it was tried', async () => {
    const page = await desk.open('/callbacks?tab=all');
    const unclear = row(page, 'Özlem Yıldız');
    await unclear.waitFor();
    // before its width is known it stands in several lines
    await expect.poll(() => unclear.innerText()).toMatch(/seit 2\d min[\s\S]*Özlem Yıldız[\s\S]*Herrenhaarschnitt, (heute|morgen) \d\d:\d\d[\s\S]*Buchung unklar[\s\S]*frei/);
    expect(await unclear.locator('[data-error="partial_booking"] svg').count()).toBe(1);
    expect(await row(page, 'Ayşe Demir').innerText()).toContain('2 Versuche');
    expect(await row(page, 'Brigitte Hofmann').innerText()).toContain('Kundenwunsch');
    // no name and no number: said, not left empty
    await row(page, 'Unterdrückte Nummer').first().waitFor();
  });

  test('opens with what is due now, under headings by when', async () => {
    const page = await desk.open('/callbacks');
    await row(page, 'Özlem Yıldız').waitFor();
    await expect.poll(() => page.getByRole('list', { name: 'Rückrufe' }).innerText()).toMatch(/^Überfällig[\s\S]*In der nächsten halben Stunde/);
    expect(await row(page, 'Brigitte Hofmann').count()).toBe(0);
  });

  test('narrows by error type with counts, keeps it in the address, and after a reload; services and people have counts too', async () => {
    const page = await desk.open('/callbacks?tab=all');
    await page.getByRole('button', { name: 'Fehlerart' }).click();
    const option = page.getByRole('checkbox', { name: /Kalenderfehler/ });
    // the choices are there before they are counted
    await expect.poll(() => option.innerText()).toMatch(/^Kalenderfehler\n[\s\S]*Anrufen[\s\S]*\n1$/);
    await option.click();
    await page.getByRole('checkbox', { name: /Nichts frei/ }).click();
    await page.waitForURL(/error_type=api_error,no_availability/);
    await page.keyboard.press('Escape');
    await page.reload();
    await row(page, 'Lüttichau').waitFor();
    expect(await page.getByRole('list', { name: 'Rückrufe' }).getByRole('link').count()).toBe(2);
    await page.getByRole('button', { name: 'Filter aufheben' }).click();
    await row(page, 'Özlem Yıldız').waitFor();
    for (const [filter, value] of [['Leistung', /^Ohne Leistung\s*1$/], ['Zuständig', /^Niemand\s*6$/]] as const) {
      await page.getByRole('button', { name: filter, exact: true }).click();
      await expect.poll(() => page.getByRole('group', { name: filter }).innerText()).toMatch(new RegExp(value.source, 'm'));
      await page.keyboard.press('Escape');
    }
    // nobody here has categories
    expect(await page.getByRole('button', { name: 'Kategorie' }).count()).toBe(0);
  });

  test('finds a number however it is spelled, and says what to do where nothing fits', async () => {
    const page = await desk.open('/callbacks?tab=all');
    await page.getByPlaceholder('Name, Nummer, Notiz').fill('030 / 987 654 32');
    await expect.poll(async () => await names(page)).toEqual(['Max von Lüttichau-Hohenstein']);
    await page.getByPlaceholder('Name, Nummer, Notiz').fill('gibt es nicht');
    await page.getByText('Nichts passt zu diesen Filtern.').waitFor();
  });

  test('a search that is typed with pauses stays under the keys, and the blank that a phone puts behind a word takes off no tick', async () => {
    const page = await desk.open('/callbacks?tab=all');
    await page.clock.install();
    await page.reload();
    await row(page, 'Özlem Yıldız').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Öz');
    await page.waitForURL(/q=/);
    await page.keyboard.type('lem ');
    // another search takes off what is ticked, and the list looks the same before and after it
    await page.waitForURL((url) => url.searchParams.get('q') === 'Özlem');
    expect(await page.getByPlaceholder('Name, Nummer, Notiz').inputValue()).toBe('Özlem ');
    await expect.poll(async () => await names(page)).toEqual(['Özlem Yıldız']);
    await row(page, 'Özlem Yıldız').getByRole('checkbox').check();
    await page.clock.fastForward(1_000);
    await page.clock.runFor(1_000);
    expect(await row(page, 'Özlem Yıldız').getByRole('checkbox').isChecked()).toBe(true);
    // taken off from outside, it does not come back
    await page.getByRole('button', { name: 'Filter aufheben' }).last().click();
    await page.clock.runFor(1_000);
    expect(await page.getByPlaceholder('Name, Nummer, Notiz').inputValue()).toBe('');
    expect(page.url()).not.toContain('q=');
  });

  test('counts by service and by whoever has it, keeps a span of days that goes along, and takes off one filter at a time, by hand and by key', async () => {
    const page = await desk.open('/callbacks?tab=all');
    await page.getByRole('button', { name: 'Leistung' }).click();
    await expect.poll(() => page.getByRole('checkbox', { name: /^Farbe, Schnitt und Pflege/ }).innerText()).toMatch(/Pflege\s*1$/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/service=farbe/);
    await page.keyboard.press('Escape');
    await expect.poll(async () => await names(page)).toEqual(['Max von Lüttichau-Hohenstein']);
    await page.getByRole('button', { name: 'Zeitraum' }).click();
    await page.getByRole('checkbox', { name: 'Letzte 7 Tage' }).click();
    await page.waitForURL(/within=last_7_days/);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Filter „Leistung“ aufheben' }).click();
    await page.waitForURL((url) => !url.search.includes('service='));
    await row(page, 'Özlem Yıldız').waitFor();
    await page.getByRole('button', { name: 'Zeitraum: Letzte 7 Tage' }).press('Backspace');
    await page.waitForURL((url) => !url.search.includes('within='));
    await page.getByRole('button', { name: 'Reihenfolge: Neueste zuerst' }).click();
    await page.getByRole('radio', { name: 'Nach Frist' }).click();
    await page.waitForURL(/sort=due_at/);
    await expect.poll(async () => (await names(page)).at(0)).toBe('Jürgen Groß');
  });

  test('keeps views at the server, carries over those of this browser once, shares one with the company, and Ctrl+K finds it', async () => {
    const page = await desk.open('/callbacks?tab=all&error_type=exception');
    await page.evaluate(`localStorage.setItem('fangnetz-views', '[{"name": "Von früher", "search": {"tab": "all", "q": "Hofmann"}}]')`);
    await page.reload();
    await page.getByRole('button', { name: 'Ansichten' }).click();
    await page.getByRole('button', { name: /^Von früher/ }).waitFor();
    await expect.poll(() => page.evaluate<string | null>(`localStorage.getItem('fangnetz-views')`)).toBeNull();
    await page.getByPlaceholder('Name der Ansicht').fill('Abstürze');
    await page.getByRole('button', { name: 'Merken' }).click();
    await page.getByRole('button', { name: 'Ansicht „Abstürze“ ändern' }).click();
    await page.getByRole('textbox', { name: 'Name der Ansicht' }).fill('Alle Abstürze');
    await page.getByRole('checkbox', { name: 'Für alle im Betrieb' }).check();
    await page.getByRole('button', { name: 'Speichern' }).click();
    // with how much open work is in it
    await expect.poll(async () => await page.getByRole('button', { name: /^Alle Abstürze/ }).innerText()).toMatch(/^Alle Abstürze\s*1$/);

    // somebody else, in a browser that never saw it
    const other = await desk.open('/callbacks');
    await row(other, 'Özlem Yıldız').waitFor();
    await other.keyboard.press('Control+k');
    await other.getByRole('combobox', { name: 'Suchen und springen' }).fill('abstürze');
    await other.getByRole('option', { name: 'Alle Abstürze' }).click();
    await other.waitForURL(/error_type=exception/);
    await expect.poll(async () => await names(other)).toEqual(['Ayşe Demir']);
    await other.getByRole('button', { name: 'Ansichten: Alle Abstürze' }).click();
    await other.getByRole('button', { name: /^Von früher/ }).click();
    await expect.poll(async () => await names(other)).toEqual(['Brigitte Hofmann']);
    await other.getByRole('button', { name: 'Ansicht „Alle Abstürze“ ändern' }).click();
    await other.getByRole('button', { name: 'Entfernen' }).click();
    await other.getByText('Ansicht „Alle Abstürze“ entfernt.').waitFor();
    await other.getByRole('button', { name: /^Alle Abstürze/ }).waitFor({ state: 'detached' });
    await other.keyboard.press('Escape');
    await other.getByRole('button', { name: 'Rückgängig' }).click();
    await other.getByRole('button', { name: 'Ansichten: Von früher' }).click();
    await other.getByRole('button', { name: /^Alle Abstürze/ }).waitFor();
  });
});

describe('by keyboard', () => {
  test('J and K move, Enter opens, J turns to the next case, Esc goes back to where one was', async () => {
    const page = await desk.open('/callbacks?tab=all&sort=due_at');
    await row(page, 'Özlem Yıldız').waitFor();
    const [, second = '', third = ''] = await names(page);
    const focused = async (): Promise<string> => await page.evaluate<string>('document.activeElement.textContent');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect.poll(focused).toContain(second);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: second, level: 2 }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: third, level: 2 }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(/callbacks\?/);
    await expect.poll(focused).toContain(third);
  });

  test('Ctrl+K finds a caller and opens his case; ? shows the keys; / goes to the search', async () => {
    const page = await desk.open('/callbacks');
    await row(page, 'Özlem Yıldız').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Suchen und springen' }).fill('hofmann');
    await page.getByRole('option', { name: /Brigitte Hofmann/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Brigitte Hofmann', level: 2 }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Tasten' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await expect.poll(() => page.evaluate<string>('document.activeElement.getAttribute("placeholder")')).toBe('Name, Nummer, Notiz');
    await page.keyboard.type('jk?');
    expect(await page.getByPlaceholder('Name, Nummer, Notiz').inputValue()).toBe('jk?');
  });
});

describe('live', () => {
  test('what is new is counted and comes when asked for; until then nothing moves', async () => {
    const page = await desk.open('/callbacks?tab=all&sort=due_at');
    await row(page, 'Özlem Yıldız').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const before = await names(page);
    const id = await desk.rows.callback(await desk.rows.wish(), { customer_name: 'Neu Angekommen', phone_number: '+493011111111', due_at: iso(Date.now() - 10 * HOUR) });
    await change(id, 'updated_at = now()');
    await page.getByRole('button', { name: '1 neuer' }).waitFor();
    expect(await names(page)).toEqual(before);
    await page.getByRole('button', { name: '1 neuer' }).click();
    await expect.poll(async () => await names(page)).toEqual(['Neu Angekommen', ...before]);
    await database.asMachine((tx) => tx.run('delete from callbacks where id = $1', [id]));
  });

  test('a row that changed says so where it stands, without being asked', async () => {
    const page = await desk.open('/callbacks?tab=all&sort=due_at');
    await row(page, 'Ayşe Demir').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const before = await names(page);
    await change(desk.ids.broken, 'attempts_count = 3');
    await row(page, 'Ayşe Demir').getByText('3 Versuche').waitFor({ state: 'attached' });
    expect(await names(page)).toEqual(before);
    await change(desk.ids.broken, 'attempts_count = 2');
  });

  test('two tabs of one browser listen once, and both hear', async () => {
    const first = await desk.open('/callbacks?tab=all');
    await first.getByText('Live', { exact: true }).waitFor();
    const second = await first.context().newPage();
    const streams: string[] = [];
    second.on('request', (request) => request.url().includes('/events') && streams.push(request.url()));
    await second.goto(`${desk.address}/callbacks?tab=all`);
    await second.getByText('Live', { exact: true }).waitFor();
    expect(streams).toEqual([]);
    await change(desk.ids.full, 'attempts_count = 7');
    for (const page of [first, second]) await row(page, 'Lüttichau').getByText('7 Versuche').waitFor({ state: 'attached' });
    await first.close();
    await change(desk.ids.full, 'attempts_count = 0');
    // the second tab takes over, and asks again for what happened in between
    await row(second, 'Lüttichau').getByText('7 Versuche').waitFor({ state: 'detached' });
    expect(streams.length).toBe(1);
  });
});

describe('when something is away', () => {
  test('a database that does not answer is named, with what that means and what to do', async () => {
    const page = await desk.open('/callbacks');
    await page.route('**/readyz', async (route) => await route.fulfill({ json: { journal: 'up', database: 'down', jobs: 'up', details: {} } }));
    await page.reload();
    await page.getByRole('alert').getByText('Anrufe werden weiter angenommen').waitFor();
  });

  test('without a network the last state stays to be read, and it says so', async () => {
    const page = await desk.open('/callbacks', { expected: /ERR_INTERNET_DISCONNECTED|Failed to load resource/ });
    await row(page, 'Özlem Yıldız').waitFor();
    await page.context().setOffline(true);
    await page.getByText('Keine Verbindung zum Server.').waitFor({ timeout: 30_000 });
    await row(page, 'Özlem Yıldız').waitFor();
  });

  test('a list that cannot be read offers to try again, and then reads it', async () => {
    const page = await desk.open('/callbacks', { expected: /500|Failed to load resource/ });
    await page.route('**/api/v1/callbacks?**', async (route) => await route.fulfill({ status: 500, json: { status: 500, code: 'INTERNAL', title: '', detail: '' } }));
    await page.reload();
    const again = page.getByRole('button', { name: 'Noch einmal versuchen' });
    await again.waitFor();
    await page.unroute('**/api/v1/callbacks?**');
    await again.click();
    await row(page, 'Özlem Yıldız').waitFor();
  });
});

test('many at once: what would change is counted first, and only then done', async () => {
  const page = await desk.open('/callbacks?tab=all&sort=due_at');
  await row(page, 'Brigitte Hofmann').waitFor();
  for (const name of ['Brigitte Hofmann', 'Jürgen Groß']) await row(page, name).getByRole('checkbox').check({ force: true });
  const bar = page.getByRole('region', { name: '2 ausgewählt' });
  await bar.getByRole('button', { name: 'Dringlichkeit' }).click();
  await page.getByRole('menuitem', { name: 'Hoch' }).click();
  // one of them is closed
  await bar.getByText('1 Rückruf wird geändert. 1 bleibt, wie er ist.').waitFor();
  await bar.getByRole('button', { name: 'Ausführen' }).click();
  await page.getByText('1 Rückruf geändert.').waitFor();
  await row(page, 'Brigitte Hofmann').getByRole('img', { name: 'Hoch' }).waitFor();
});

describe('the case', () => {
  test('says first what he wanted and was told, then what went wrong in plain words; the technical text is one click away', async () => {
    const page = await desk.open(`/callbacks/${desk.ids.unclear}`);
    const shown = page.getByRole('article', { name: 'Özlem Yıldız' });
    await shown.getByText(/Rückruf zugesagt bis/).waitFor();
    expect(await shown.getByRole('link', { name: '+49 30 1234 5678' }).first().getAttribute('href')).toBe('tel:+493012345678');
    await shown.getByText('Erst im Kalender nachsehen').waitFor();
    expect(await shown.getByText('connection terminated').isVisible()).toBe(false);
    await shown.getByText('Technischer Text').click();
    await shown.getByText('connection terminated').waitFor();
    await shown.getByText('um halb drei einen Herrenhaarschnitt').waitFor();
    // what the assistant did stands where it did it
    const lines = await shown.getByRole('region', { name: 'Gespräch' }).getByRole('listitem').allInnerTexts();
    expect(lines.findIndex((line) => line.includes('Termin buchen'))).toBe(2);
  });

  test('where the browser has no clipboard, as at an address without TLS, a number that was not copied is said to be so', async () => {
    const page = await desk.open(`/callbacks/${desk.ids.unclear}`);
    await page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: undefined })`);
    await page.getByRole('button', { name: 'Nummer kopieren' }).click();
    await page.getByText(/^Kopieren ging nicht/).waitFor();
  });

  test('on a phone there is one pane at a time, and a way back', async () => {
    const page = await desk.open('/callbacks?tab=all', PHONE);
    await row(page, 'Ayşe Demir').getByRole('link').click();
    await page.getByRole('article', { name: 'Ayşe Demir' }).waitFor();
    expect(await page.getByRole('list', { name: 'Rückrufe' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Zur Liste' }).click();
    await row(page, 'Ayşe Demir').waitFor();
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  test('a case that is not there says so, and the list stays', async () => {
    const page = await desk.open('/callbacks/01932c07-7a50-7000-8000-000000000001?tab=all', { expected: /404/ });
    await page.getByText('Diese Seite gibt es nicht.').waitFor();
    await row(page, 'Özlem Yıldız').waitFor();
  });
});
