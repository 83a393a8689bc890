// A callback is worked off: each thing that can be done with it, in a real browser, against the real server and a calendar that fails on request.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { iso } from '../../src/platform/iso.ts';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { barriersOn } from './axe.ts';
import { DESKTOP, PHONE } from './desk-under-test.ts';
import type { OpenOptions } from './desk-under-test.ts';
import { salonWithCalendar } from './salon-with-calendar.ts';

const { database } = await testDatabase();
const salon = await salonWithCalendar({ browser: await startBrowser(), database });
const { desk } = salon;

/** A browser without a telephone says so; a refusal of the server is part of some stories. */
const EXPECTED = /tel:|status of 4(04|09)|ERR_INTERNET_DISCONNECTED|ERR_FAILED/;
const DAY = 86_400_000;

async function openCase(id: string, options: OpenOptions = {}): Promise<Page> {
  const page = await desk.open(`/callbacks/${id}?tab=all&sort=created_at`, { expected: EXPECTED, ...options });
  await page.getByRole('group', { name: 'Was Sie tun können' }).waitFor();
  return page;
}

/** A day from now, at an hour at which the salon is open: 10:00 in Berlin or Eastern summer time, whichever it is. */
function tomorrowAt(clock: string, days = 1): string {
  const date = iso(Date.now() + days * DAY).slice(0, 10);
  const offset = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' }).formatToParts(Date.parse(`${date}T12:00:00Z`)).find(({ type }) => type === 'timeZoneName')!.value.slice(3);
  return iso(Date.parse(`${date}T${clock}:00${offset}`));
}

function sheet(page: Page, name: string) {
  return page.getByRole('dialog', { name });
}

describe('a call', () => {
  test('nobody picks up: R, 2, Enter, and the next case is open; what was proposed for the next attempt is stored, and Z takes it back', async () => {
    const id = await salon.add();
    const page = await openCase(id);
    await page.keyboard.press('r');
    await sheet(page, 'Wie ging der Anruf aus?').waitFor();
    await page.getByText(/Sie sind dran bis \d\d:\d\d/).waitFor();
    await page.keyboard.press('2');
    await page.getByText(/andere Tageszeit|vor der Frist/).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.includes(id));
    await page.getByText('Versuch gespeichert: Nicht abgenommen').waitFor();
    expect(await salon.state(id)).toMatchObject({ attempts_count: 1, status: 'pending' });
    await page.keyboard.press('z');
    await page.waitForURL((url) => url.pathname.includes(id));
    await expect.poll(async () => (await salon.state(id)).attempts_count).toBe(0);
    await page.getByText('· zurückgenommen').waitFor();
  });

  test('he is reached: what came of it is the second question, and the note goes with it', async () => {
    const id = await salon.add();
    const page = await openCase(id);
    await page.keyboard.press('r');
    await sheet(page, 'Wie ging der Anruf aus?').waitFor();
    await page.keyboard.press('1');
    await sheet(page, 'Was ist herausgekommen?').waitFor();
    await page.getByLabel('Notiz zum Abschluss').fill('Gutschein gilt noch');
    await page.getByRole('radio', { name: 'Frage beantwortet' }).check();
    await page.keyboard.press('Enter');
    await page.getByText('Erledigt: Frage beantwortet').waitFor();
    expect(await salon.state(id)).toMatchObject({ status: 'completed', resolution: 'answered', attempts_count: 1 });
  });

  test('what is typed while a colleague takes over is not lost, and who has it is said', async () => {
    const id = await salon.add();
    const page = await openCase(id);
    await page.keyboard.press('c');
    await page.getByLabel('Notiz zum Abschluss').fill('Kommt morgen vorbei');
    await page.getByRole('radio', { name: 'Anders gelöst' }).check();
    await salon.annaDoes(`/callbacks/${id}/cancel`, { reason: 'Testanruf' });
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'inzwischen „Verworfen“' }).waitFor();
    expect(await page.getByLabel('Notiz zum Abschluss').inputValue()).toBe('Kommt morgen vorbei');
    expect(await salon.state(id)).toMatchObject({ status: 'cancelled' });
  });

  test('a number that is withheld leads to what can be done instead', async () => {
    const id = await salon.add({ phone_number: null as never, phone_raw: 'anonymous', customer_name: 'Unbekannt' });
    const page = await openCase(id);
    await page.getByRole('button', { name: /Nummer fehlt/ }).click();
    await sheet(page, 'Hier fehlt eine Nummer').waitFor();
    await page.keyboard.press('1');
    await sheet(page, 'Termin eintragen').waitFor();
  });

  test('two who want to call the same customer: the second one does not dial, and is told who does', async () => {
    const id = await salon.add();
    const other = await openCase(id);
    // the second one has lost the live connection and does not know yet
    await other.route('**/api/v1/events*', (route) => route.abort());
    await other.reload();
    await other.getByRole('button', { name: /^Anrufen/ }).waitFor();
    const first = await openCase(id);
    await first.keyboard.press('r');
    await sheet(first, 'Wie ging der Anruf aus?').waitFor();
    await other.keyboard.press('r');
    await other.getByText(/Anmeldelink ist dran bis \d\d:\d\d\. Ihre Eingabe/).waitFor();
    expect(await sheet(other, 'Wie ging der Anruf aus?').count()).toBe(0);
    await other.getByText('Bitte nicht gleichzeitig anrufen.').waitFor();
    expect(await other.getByRole('button', { name: /^Anrufen/ }).count()).toBe(0);
  }, 90_000);

  test('who was refused while a colleague was on the telephone gets through once he has hung up', async () => {
    const id = await salon.add();
    const page = await openCase(id);
    // without the live connection the button is there both times
    await page.route('**/api/v1/events*', (route) => route.abort());
    await page.reload();
    await page.getByRole('button', { name: /^Anrufen/ }).waitFor();
    await salon.annaDoes(`/callbacks/${id}/claim`);
    await page.keyboard.press('r');
    await page.getByText(/ist dran bis \d\d:\d\d\. Ihre Eingabe/).waitFor();
    await salon.annaDoes(`/callbacks/${id}/release`);
    // any look at the case brings the button back
    await page.keyboard.press('n');
    await page.getByLabel('Notiz', { exact: true }).fill('x');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /^Anrufen/ }).waitFor();
    await page.keyboard.press('r');
    await sheet(page, 'Wie ging der Anruf aus?').waitFor();
    await page.getByText(/Sie sind dran bis \d\d:\d\d/).waitFor();
  });

  test('the call is counted once, also where closing the case fails at first', async () => {
    const id = await salon.add();
    const page = await openCase(id, { expected: /tel:|status of 503/ });
    let failures = 1;
    await page.route(`**/callbacks/${id}/complete*`, (route) => (failures-- > 0 ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }) : route.continue()));
    await page.keyboard.press('r');
    await sheet(page, 'Wie ging der Anruf aus?').waitFor();
    await page.keyboard.press('1');
    await sheet(page, 'Was ist herausgekommen?').waitFor();
    await page.getByRole('radio', { name: 'Frage beantwortet' }).check();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Die Datenbank antwortet nicht.' }).waitFor();
    // put away and opened again, it goes on where it was
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await sheet(page, 'Was ist herausgekommen?').waitFor();
    await page.getByRole('radio', { name: 'Frage beantwortet' }).check();
    await page.keyboard.press('Enter');
    await page.getByText('Erledigt: Frage beantwortet').waitFor();
    expect(await salon.state(id)).toMatchObject({ status: 'completed', attempts_count: 1 });
    // and whoever takes it back has not called
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await expect.poll(() => salon.state(id)).toMatchObject({ status: 'pending', attempts_count: 0 });
    await page.getByRole('button', { name: /^Anrufen/ }).waitFor();
  });

  test('a time that is none is not saved as another one', async () => {
    const id = await salon.add();
    const page = await openCase(id);
    await page.keyboard.press('r');
    const ended = sheet(page, 'Wie ging der Anruf aus?');
    await ended.waitFor();
    await page.keyboard.press('2');
    await ended.getByRole('button', { name: 'Andere Zeit' }).click();
    await ended.getByLabel('Uhrzeit').fill('halb drei');
    expect(await ended.getByRole('button', { name: 'Speichern und weiter' }).isDisabled()).toBe(true);
    await ended.getByLabel('Uhrzeit').fill('23:59');
    await expect.poll(() => ended.getByRole('button', { name: 'Speichern und weiter' }).isEnabled()).toBe(true);
  });

  // how soon: „two people and one caller“ (journeys.e2e.test.ts)
  test('a colleague’s claim and his note come by themselves, without a reload', async () => {
    const id = await salon.add();
    const page = await openCase(id);
    await page.getByText('Live', { exact: true }).waitFor();
    await salon.annaDoes(`/callbacks/${id}/claim`);
    await page.getByText(/Anna Berger ist dran bis/).waitFor();
    await salon.annaDoes(`/callbacks/${id}/notes`, { text: 'ich rufe gleich an' });
    await page.getByText('ich rufe gleich an').waitFor();
    await salon.annaDoes(`/callbacks/${id}/release`);
    await page.getByRole('button', { name: /^Anrufen/ }).waitFor();
  });
});

describe('the appointment', () => {
  test('tried again: what will be done is said, what was wished for is filled in, and the callback is done with it', async () => {
    const start = tomorrowAt('10:00');
    const id = await salon.add({ error_type: 'api_error', metadata: JSON.stringify({ requested_time: start }) });
    const page = await openCase(id);
    await page.keyboard.press('b');
    const retry = sheet(page, 'Erneut buchen');
    await retry.getByText('Erst wird im Kalender nachgesehen.').waitFor();
    await expect.poll(() => retry.getByLabel('Uhrzeit').inputValue()).toBe('10:00');
    await page.keyboard.press('Escape');
    await page.keyboard.press('b');
    await retry.getByRole('button', { name: 'Nachsehen und buchen' }).click();
    await retry.getByText('Der Termin ist gebucht.').waitFor();
    expect(await salon.state(id)).toMatchObject({ status: 'completed', resolution: 'appointment_booked' });
    await page.keyboard.press('Enter');
  });

  test('somebody was faster: what else is free is one click away', async () => {
    const start = tomorrowAt('11:00');
    const id = await salon.add({ error_type: 'partial_booking', metadata: JSON.stringify({ requested_time: start }) });
    salon.calCom.addBooking({ eventTypeId: 101, start: Date.parse(start), name: 'Jemand anders', email: 'anders@example.com' });
    const page = await openCase(id);
    await page.keyboard.press('b');
    await sheet(page, 'Erneut buchen').getByRole('button', { name: 'Nachsehen und buchen' }).click();
    await page.getByText('Diese Zeit ist nicht mehr zu haben.').waitFor();
    const offers = page.getByRole('group', { name: 'Frei wären:' }).getByRole('button');
    await expect.poll(() => offers.count()).toBeGreaterThan(1);
    // the button that was pressed is gone, and the keyboard still reaches the sheet
    await page.keyboard.press('1');
    await page.getByText('Der Termin ist gebucht.').waitFor();
    expect(await salon.state(id)).toMatchObject({ status: 'completed', resolution: 'appointment_booked' });
  });

  test('while it is being booked the step is shown, and a lost answer is not sent again', async () => {
    const id = await salon.add({ error_type: 'api_error', metadata: JSON.stringify({ requested_time: tomorrowAt('12:00') }) });
    const page = await openCase(id);
    await page.getByText('Live', { exact: true }).waitFor();
    salon.calCom.setFaults([{ operation: 'book', times: 1, fault: { kind: 'hang' } }]);
    await page.keyboard.press('b');
    await sheet(page, 'Erneut buchen').getByRole('button', { name: 'Nachsehen und buchen' }).click();
    await page.getByRole('list', { name: 'Fortschritt' }).locator('[aria-current="step"]', { hasText: 'Buchen' }).waitFor();
    await page.getByText('Der Kalender hat nicht eindeutig geantwortet.').waitFor({ timeout: 40_000 });
    salon.calCom.setFaults([]);
    expect(await sheet(page, 'Erneut buchen').getByRole('button', { name: 'Nachsehen und buchen' }).count()).toBe(0);
  }, 90_000);

  test('entered by hand: a free time is one click, and the callback may stay open until the customer knows', async () => {
    const id = await salon.add();
    const page = await openCase(id);
    await page.keyboard.press('t');
    const manual = sheet(page, 'Termin eintragen');
    const free = manual.getByRole('group', { name: 'Freie Zeiten' });
    await free.getByRole('button', { pressed: false }).nth(1).click();
    await free.getByRole('button', { name: '15:30' }).click();
    await expect.poll(() => manual.getByLabel('Uhrzeit').inputValue()).toBe('15:30');
    await manual.getByRole('switch', { name: /Rückruf danach offen lassen/ }).check();
    await manual.getByRole('button', { name: 'Eintragen' }).click();
    await manual.getByText('Der Rückruf bleibt offen, bis der Kunde Bescheid weiß.').waitFor();
    expect(await salon.state(id)).toMatchObject({ status: 'pending' });
  });

  test('free times that cannot be asked for are said to be so, and are asked for again', async () => {
    const page = await openCase(await salon.add(), { expected: /tel:|status of 403/ });
    let refused = 1;
    await page.route('**/api/v1/slots*', (route) => (refused-- > 0 ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{}' }) : route.continue()));
    await page.keyboard.press('t');
    const manual = sheet(page, 'Termin eintragen');
    await manual.getByText('Die freien Zeiten ließen sich nicht abfragen.').waitFor();
    await manual.getByRole('button', { name: 'Noch einmal versuchen' }).click();
    await manual.getByRole('group', { name: 'Freie Zeiten' }).getByRole('button', { pressed: false }).nth(1).waitFor();
  });

  test('while another week is asked for, nothing is called taken', async () => {
    const page = await openCase(await salon.add());
    await page.keyboard.press('t');
    const free = sheet(page, 'Termin eintragen').getByRole('group', { name: 'Freie Zeiten' });
    await free.getByRole('button', { name: '15:30' }).or(free.getByText('An diesem Tag ist nichts frei.')).first().waitFor();
    await page.route('**/api/v1/slots*', () => undefined);
    await free.getByRole('button', { name: 'Spätere Tage' }).click();
    await free.getByText('Freie Zeiten werden abgefragt …').waitFor();
    expect(await free.getByText('–', { exact: true }).count()).toBe(0);
  });

  test('entered only here: what stands in the way is named, and may be overruled', async () => {
    const start = tomorrowAt('14:00', 2);
    await desk.rows.appointment({ customer_name: 'Frau Ungelegen', phone_number: '+4930999', starts_at: start, ends_at: iso(Date.parse(start) + DAY / 48), staff_id: salon.anna });
    const id = await salon.add({ metadata: JSON.stringify({ requested_time: start }) });
    const page = await openCase(id);
    await page.keyboard.press('t');
    const manual = sheet(page, 'Termin eintragen');
    await manual.getByLabel('Bei wem').selectOption('Anna Berger');
    await manual.getByRole('switch', { name: /Nur hier eintragen/ }).check();
    await manual.getByRole('button', { name: 'Eintragen', exact: true }).click();
    await manual.getByText(/Frau Ungelegen, .*14:00 bis 14:30/).waitFor();
    await manual.getByRole('button', { name: 'Trotzdem eintragen' }).click();
    await manual.getByText('Der Termin ist hier eingetragen.').waitFor();
    expect(await salon.state(id)).toMatchObject({ status: 'completed', resolution: 'appointment_booked' });
  });
});

test('the same error of many callbacks: their bookings are tried one by one after it was said what will be done, stopped, gone on with, and summed up', async () => {
  const error = { error_type: 'api_error', metadata: JSON.stringify({ error_during: 'booking_exception', original_error: 'upstream connect error 7713' }) };
  const wanting = (clock: string, columns: Record<string, string>, due: number) => salon.add({ ...error, due_at: iso(Date.now() + due * 60_000), ...columns }, { requested: JSON.stringify({ startAt: Date.parse(tomorrowAt(clock, 5)) }) });
  const books = await wanting('15:00', { customer_name: 'Ada Frei' }, 10);
  const stands = await wanting('16:00', { customer_name: 'Bo Steht', customer_email: 'bo@example.com' }, 20);
  const taken = await wanting('15:00', { customer_name: 'Cy Zuspät' }, 30);
  await salon.add({ ...error, customer_name: 'Di Ohnezeit' });
  salon.calCom.addBooking({ eventTypeId: 101, start: Date.parse(tomorrowAt('16:00', 5)), name: 'Bo Steht', email: 'bo@example.com' });
  const page = await desk.open('/analytics', { expected: EXPECTED });
  const group = page.getByRole('listitem').filter({ hasText: 'upstream connect error' });
  await group.getByRole('button', { expanded: false }).first().click();
  await group.getByRole('button', { name: 'Buchungen noch einmal versuchen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Buchungen noch einmal versuchen' });
  await dialog.getByText('3 Buchungen werden versucht · bei 1 fehlt etwas.').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  // the second one is held up until somebody has pressed stop
  let [under, most] = [0, 0];
  let goOn = (): void => undefined;
  const pressed = new Promise<void>((resolve) => { goOn = resolve; });
  await page.route('**/retry-booking*', async (route) => {
    most = Math.max(most, (under += 1));
    if (route.request().url().includes(stands)) await pressed;
    // counted off before the page can have the answer, upon which it sends the next one
    const response = await route.fetch({ headers: { ...(await route.request().allHeaders()), origin: desk.address } });
    under -= 1;
    await route.fulfill({ response });
  });
  await dialog.getByRole('button', { name: '3 versuchen' }).click();
  await dialog.getByText('2 von 3').waitFor();
  await dialog.getByRole('listitem').filter({ hasText: 'Bo Steht' }).getByText('Wird versucht').waitFor();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Anhalten' }).click();
  goOn();
  await dialog.getByText('2 von 3 versucht').waitFor();
  expect(await salon.state(taken)).toMatchObject({ status: 'pending', resolution: null });
  await dialog.getByRole('button', { name: 'Weiter mit dem letzten' }).click();
  await dialog.getByText('1 gebucht · 1 stand schon im Kalender · 1 ohne Termin').waitFor();
  await dialog.getByRole('listitem').filter({ hasText: 'Cy Zuspät' }).getByText('Nicht mehr frei').waitFor();
  expect(most).toBe(1);
  expect(await barriersOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Schließen' }).last().click();
  // the customers have yet to be told
  for (const id of [books, stands, taken]) expect(await salon.state(id)).toMatchObject({ status: 'pending' });
  await group.getByRole('button', { name: 'Buchungen noch einmal versuchen' }).click();
  await dialog.getByText('1 Buchung wird versucht · 2 haben schon einen Termin · bei 1 fehlt etwas.').waitFor();
  await dialog.getByRole('button', { name: 'Schließen' }).last().click();
  await group.getByRole('link', { name: '4 offen' }).click();
  await page.getByText('Cy Zuspät').waitFor();
  await page.getByRole('button', { name: /Alle\s*4$/ }).waitFor();
  await page.getByRole('button', { name: 'Filter aufheben: derselbe Fehler' }).click();
  await page.getByText('Özlem Yıldız').waitFor();
}, 90_000);

test('the only booking that failed with an error is made: what came of it stays to be read, though nothing of it is open any more', async () => {
  const error = { error_type: 'api_error', metadata: JSON.stringify({ error_during: 'booking_exception', original_error: 'gateway out of breath 9921' }) };
  await salon.add({ ...error, customer_name: 'Eda Einzig' }, { requested: JSON.stringify({ startAt: Date.parse(tomorrowAt('13:00', 5)) }) });
  const page = await desk.open('/analytics', { expected: EXPECTED });
  const group = page.getByRole('listitem').filter({ hasText: 'gateway out of breath' });
  await group.getByRole('button', { expanded: false }).first().click();
  await group.getByRole('button', { name: 'Buchungen noch einmal versuchen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Buchungen noch einmal versuchen' });
  await dialog.getByRole('switch').click();
  await dialog.getByRole('button', { name: '1 versuchen' }).click();
  await dialog.getByText('1 gebucht').waitFor();
  await page.locator('li').filter({ hasText: 'gateway out of breath' }).getByText('nichts offen').waitFor();
  await dialog.getByText('1 gebucht').waitFor();
  await dialog.getByRole('button', { name: 'Schließen' }).last().click();
  expect(await group.getByRole('button', { name: 'Buchungen noch einmal versuchen' }).count()).toBe(0);
}, 60_000);

test('everything else by keys alone: assign, priority with its deadline, note, escalate and settle that, set aside, dismiss, reopen', async () => {
  const id = await salon.add();
  const page = await openCase(id);
  const choose = async (key: string, name: string, choice: RegExp): Promise<void> => {
    await page.keyboard.press(key);
    const shown = sheet(page, name);
    const option = shown.getByRole('radio', { name: choice });
    await option.waitFor();
    await page.keyboard.press((await option.getAttribute('data-digit'))!);
    await page.keyboard.press('Enter');
    await shown.waitFor({ state: 'detached' });
  };
  await choose('a', 'Wer soll sich kümmern?', /Anna Berger/);
  await page.getByText('Zuständig ist jetzt Anna Berger').waitFor();
  await page.keyboard.press('p');
  await sheet(page, 'Wie dringend ist es?').getByText(/Frist (bleibt )?heute|Frist (bleibt )?morgen/).first().waitFor();
  await page.keyboard.press('Escape');
  await choose('p', 'Wie dringend ist es?', /Dringend/);
  await page.keyboard.press('n');
  await sheet(page, 'Notiz für das Team').waitFor();
  await page.keyboard.type('@Ben');
  await page.getByRole('button', { name: '@Ben Çelik' }).click();
  await page.getByLabel('Notiz', { exact: true }).press('End');
  await page.keyboard.type('kennst du sie?');
  await page.keyboard.press('Control+Enter');
  await sheet(page, 'Notiz für das Team').waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Verlauf' }).getByText('@Ben Çelik kennst du sie?').waitFor();
  await choose('e', 'Eskalieren', /Beschwerde/);
  await page.getByRole('region', { name: 'Eskaliert' }).waitFor();
  await page.keyboard.press('l');
  await page.getByRole('region', { name: 'Eskaliert' }).waitFor({ state: 'detached' });
  await choose('s', 'Bis wann zurückstellen?', /Morgen/);
  await page.waitForURL((url) => !url.pathname.includes(id));
  await page.goto(`${desk.address}/callbacks/${id}?tab=all`);
  await page.getByText(/Zurückgestellt bis morgen 08:30/).first().waitFor();
  await choose('v', 'Warum nicht zurückrufen?', /Werbung/);
  await page.waitForURL((url) => !url.pathname.includes(id));
  expect(await salon.state(id)).toMatchObject({ status: 'cancelled', resolution: 'Werbung', assigned_to: salon.anna });
  await page.goto(`${desk.address}/callbacks/${id}?tab=all`);
  await page.getByRole('button', { name: /Wieder öffnen/ }).waitFor();
  await choose('w', 'Warum wieder öffnen?', /Versehentlich/);
  await expect.poll(async () => (await salon.state(id)).status).toBe('assigned');
}, 120_000);

test('what can be done with the open case is in the help and in the palette, with its key', async () => {
  const page = await openCase(await salon.add());
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Tasten' }).getByText('Dieser Rückruf').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Tasten' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Zurückst');
  await page.getByRole('option', { name: /Zurückstellen.*S/ }).waitFor();
  await page.keyboard.press('Enter');
  await sheet(page, 'Bis wann zurückstellen?').waitFor();
});

test('without a network nothing is lost: it says so, and the same press afterwards does it once', async () => {
  const id = await salon.add();
  const page = await openCase(id);
  await page.keyboard.press('n');
  await page.getByLabel('Notiz', { exact: true }).fill('im Keller ohne Netz');
  await page.context().setOffline(true);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').filter({ hasText: 'Keine Verbindung: Ob es gespeichert ist, ist nicht bekannt.' }).waitFor();
  await page.context().setOffline(false);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Notiz gespeichert').waitFor();
  await page.getByRole('region', { name: 'Verlauf' }).getByText('im Keller ohne Netz').waitFor();
  expect(await page.getByRole('region', { name: 'Verlauf' }).getByText('im Keller ohne Netz').count()).toBe(1);
});

test('a session that ends in the middle says so and costs no word: signed in again, the same press saves', async () => {
  const id = await salon.add();
  const page = await openCase(id, { expected: /tel:|status of 401/ });
  await page.keyboard.press('n');
  await page.getByLabel('Notiz', { exact: true }).fill('mitten im Satz');
  const kept = await page.context().cookies();
  await page.context().clearCookies();
  await page.keyboard.press('Control+Enter');
  const banner = page.getByRole('alert').filter({ hasText: 'Was Sie geschrieben haben, bleibt stehen.' });
  await banner.waitFor();
  await banner.getByRole('button', { name: 'Wieder anmelden' }).click();
  await page.getByRole('dialog', { name: 'Wieder anmelden' }).getByLabel('E-Mail-Adresse').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.context().addCookies(kept);
  await page.getByLabel('Notiz', { exact: true }).press('Control+Enter');
  await page.getByText('Notiz gespeichert').waitFor();
  await banner.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Verlauf' }).getByText('mitten im Satz').waitFor();
});

test('a wrong number is a decision: why, the last message to send, and what can be chosen', async () => {
  const id = await salon.add({ customer_name: 'Ada Beispiel', phone_number: '+4915112340000', customer_email: 'ada@example.com' });
  await salon.annaDoes(`/callbacks/${id}/attempts`, { outcome: 'wrong_number' });
  const page = await openCase(id);
  const decision = page.getByRole('region', { name: 'Entscheidung nötig' });
  await decision.getByText('Die Nummer stimmt nicht.').waitFor();
  await decision.getByText('Guten Tag Ada Beispiel').waitFor();
  expect(await decision.getByRole('link', { name: 'Als E-Mail' }).getAttribute('href')).toMatch(/^mailto:ada@example\.com\?subject=/);
  expect(await decision.getByRole('link', { name: 'Als SMS' }).getAttribute('href')).toMatch(/^sms:\+4915112340000\?body=/);
  expect(await decision.getByRole('button', { name: 'Noch einmal anrufen' }).count()).toBe(0);
  await decision.getByRole('button', { name: 'Verwerfen' }).click();
  await sheet(page, 'Warum nicht zurückrufen?').waitFor();
});

test('a wish that was merged is taken out again, and what may have settled itself is confirmed with one click', async () => {
  const id = await salon.add();
  const { wish_id: wishId } = (await database.inCompany(desk.rows.companyId, (tx) => tx.maybe<{ wish_id: string }>('select wish_id from callbacks where id = $1', [id])))!;
  await desk.rows.event(id, { kind: 'may_be_settled', at: iso(Date.now()), detail: JSON.stringify({ proof: { deed: 'moved', appointment_id: 'x', call_id: 'calendar' }, why: 'other_service' }) });
  await desk.rows.wish({ fate: 'merged', intent: 'question', merged_into: wishId, callback_id: id });
  const page = await openCase(id);
  await page.getByRole('region', { name: 'Zusammengeführte Wünsche' }).getByRole('button', { name: 'Herauslösen' }).waitFor();
  const hint = page.getByRole('region', { name: 'Hat sich vielleicht erledigt' });
  await hint.getByText('Der Kunde hat seinen Termin inzwischen selbst verschoben.').waitFor();
  await hint.getByRole('button', { name: 'Ja, erledigt' }).click();
  await page.waitForURL((url) => !url.pathname.includes(id));
  expect(await salon.state(id)).toMatchObject({ status: 'completed', resolution: 'solved_otherwise' });
});

describe.each([['desktop', DESKTOP], ['phone', PHONE]] as const)('on a %s', (_size, size) => {
  test.each(['light', 'dark'] as const)('neither the case nor a sheet has a barrier in the %s scheme', async (colorScheme) => {
    const id = await salon.add({ error_type: 'api_error', metadata: JSON.stringify({ requested_time: tomorrowAt('16:00', 3) }) });
    await salon.annaDoes(`/callbacks/${id}/escalate`, { reason: 'customer_complaint' });
    await salon.annaDoes(`/callbacks/${id}/attempts`, { outcome: 'not_in_service' });
    const page = await openCase(id, { ...size, colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('region', { name: 'Entscheidung nötig' }).getByText('Guten Tag').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    for (const [key, name] of [['r', 'Wie ging der Anruf aus?'], ['b', 'Erneut buchen'], ['t', 'Termin eintragen'], ['e', 'Eskalieren'], ['s', 'Bis wann zurückstellen?']] as const) {
      await page.keyboard.press(key);
      await sheet(page, name).waitFor();
      if (key === 'r') await page.keyboard.press('2');
      if (key === 't') await page.getByRole('button', { name: '16:00' }).first().waitFor();
      expect(await barriersOn(page), name).toEqual([]);
      await page.keyboard.press('Escape');
    }
  }, 120_000);
});

test('on a phone the four that are used most lie in reach of the thumb, and the sheet is over them', async () => {
  const page = await openCase(await salon.add({ error_type: 'api_error' }), PHONE);
  const bar = page.getByRole('group', { name: 'Was Sie tun können' });
  await expect.poll(() => bar.getByRole('button').allInnerTexts()).toEqual(['Anrufen', 'Erneut buchen', 'Erledigen', 'Mehr']);
  const boxes = await Promise.all((await bar.getByRole('button').all()).map((button) => button.boundingBox()));
  for (const box of boxes) expect([box!.height >= 44, box!.y > 500]).toEqual([true, true]);
  await bar.getByRole('button', { name: 'Mehr' }).click();
  await page.getByRole('menuitem', { name: 'Notiz' }).click();
  await sheet(page, 'Notiz für das Team').waitFor();
});

test('a reason that is chosen in English is stored as the company speaks, and shown in English again', async () => {
  const id = await salon.add();
  const page = await openCase(id);
  await page.getByRole('button', { name: 'Konto und Darstellung' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('group', { name: 'What you can do' }).waitFor();
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.keyboard.press('v');
  await sheet(page, 'Why not call back?').getByRole('radio', { name: 'Advertising' }).check();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.includes(id));
  expect(await salon.state(id)).toMatchObject({ status: 'cancelled', resolution: 'Werbung' });
  await page.goto(`${desk.address}/callbacks/${id}?tab=all`);
  await page.getByRole('region', { name: 'History' }).getByText('Advertising').waitFor();
  expect(await page.getByText('Werbung').count()).toBe(0);
});

test('in English no German is left, on the case and on its sheets', async () => {
  const page = await openCase(await salon.add({ error_type: 'api_error' }));
  await page.getByRole('button', { name: 'Konto und Darstellung' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('group', { name: 'What you can do' }).waitFor();
  // while the menu fades, keys are still its own
  await page.getByRole('menu').waitFor({ state: 'detached' });
  for (const [key, name] of [['c', 'What came of it?'], ['b', 'Book again'], ['t', 'Enter appointment'], ['e', 'Escalate'], ['p', 'How urgent is it?']] as const) {
    await page.keyboard.press(key);
    await sheet(page, name).waitFor();
    expect(await sheet(page, name).innerText()).not.toMatch(/\b(Termin|Frist|Rückruf|Kalender|Notiz|Speichern|Leistung|heute|morgen|und|der|die|das)\b/);
    await page.keyboard.press('Escape');
  }
});
