// What a person sets up for himself: the second step of signing in, and messages to his device. The push service is played: it is the
// only part that the browser of the tests does not have.
import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { must } from '../../src/platform/assert.ts';
import { deliverDue } from '../../src/notify/deliver.ts';
import { expandNotices } from '../../src/notify/expand.ts';
import { realWorld } from '../../src/platform/real-world.ts';
import { deriveKey, secretsOf } from '../../src/platform/secrets.ts';
import { startBrowser } from '../browser.ts';
import { notifyRig } from '../notify-rig.ts';
import { codeFor, NEXT_CODE_MS } from '../person.ts';
import { testDatabase } from '../pg.ts';
import { silentLog } from '../silent-log.ts';
import { barriersOn } from './axe.ts';
import { PHONE } from './desk-under-test.ts';
import { givePassword, hire } from './hire.ts';
import { salonWithCalendar } from './salon-with-calendar.ts';

const { database } = await testDatabase();
const world = realWorld(silentLog);
const secrets = secretsOf(deriveKey('00'.repeat(32)), world.random);
const salon = await salonWithCalendar({ browser: await startBrowser(), database, notify: { secrets, baseUrl: () => 'http://fangnetz.test', allowPrivate: true } });
const { desk } = salon;
const { companyId } = desk.rows;
const REFUSED = /status of 40[01]/;

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Konto und Darstellung' }).click();
  await page.getByRole('menuitem', { name: 'Abmelden' }).click();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
}

test('a second step of signing in: switched on with an app, asked for from then on, and a backup code helps once', { timeout: 120_000 }, async () => {
  const mara = await hire(database, 'Mara Leitung', { companyId, role: 'manager' });
  const page = await desk.open('/callbacks', { signedIn: 'no', expected: REFUSED });
  await givePassword(page, mara);
  await page.getByRole('button', { name: 'Konto und Darstellung' }).click();
  await page.getByRole('menuitem', { name: 'Mein Konto' }).click();
  const factor = page.getByRole('region', { name: 'Anmeldung in zwei Schritten' });
  await factor.getByRole('button', { name: 'Einschalten' }).click();
  await factor.getByLabel('Ihr Passwort zur Bestätigung').fill('geraten und falsch');
  await factor.getByRole('button', { name: 'Weiter' }).click();
  await factor.getByText('Das Passwort stimmt nicht.').waitFor();
  await factor.getByLabel('Ihr Passwort zur Bestätigung').fill(mara.password);
  await factor.getByRole('button', { name: 'Weiter' }).click();
  const secret = (await factor.locator('code').innerText()).replaceAll(' ', '');
  const code = (later = 0): string => codeFor(`otpauth://totp/x?secret=${secret}`, Date.now() + later);
  const wrong = (): string => String((Number(code()) + 1) % 1_000_000).padStart(6, '0');
  expect(await factor.getByRole('link', { name: 'App auf diesem Gerät öffnen' }).getAttribute('href')).toContain(secret);
  expect(await barriersOn(page)).toEqual([]);
  await factor.getByLabel('Code aus der App').fill(wrong());
  await factor.getByRole('button', { name: 'Einschalten' }).click();
  await factor.getByText('Dieser Code stimmt nicht.').waitFor();
  const used = code();
  await factor.getByLabel('Code aus der App').fill(used);
  await factor.getByRole('button', { name: 'Einschalten' }).click();
  const backupCode = await factor.getByRole('list', { name: 'Ersatzcodes' }).getByRole('listitem').first().innerText();
  await factor.getByRole('button', { name: 'Ich habe sie aufbewahrt' }).click();
  await factor.getByText('Ist eingeschaltet').waitFor();

  await signOut(page);
  await givePassword(page, mara);
  const field = page.getByLabel('Code', { exact: true });
  const submit = page.getByRole('button', { name: 'Anmelden', exact: true });
  await field.fill(wrong());
  await submit.click();
  await page.getByRole('alert').getByText('Dieser Code stimmt nicht.').waitFor();
  await field.fill(used);
  await submit.click();
  await page.getByRole('alert').getByText('Dieser Code wurde schon benutzt.').waitFor();
  await field.fill(code(NEXT_CODE_MS));
  await submit.click();
  await page.getByRole('navigation', { name: 'Hauptmenü' }).first().waitFor();

  await signOut(page);
  await givePassword(page, mara);
  await field.fill(backupCode);
  await submit.click();
  await page.getByRole('navigation', { name: 'Hauptmenü' }).first().waitFor();
  await signOut(page);
  await givePassword(page, mara);
  await field.fill(backupCode);
  await submit.click();
  await page.getByRole('alert').getByText('ein Ersatzcode gilt nur einmal').waitFor();
});

/** Of the browser, as it would make them. */
const keys = createECDH('prime256v1');
const publicKey = keys.generateKeys();
const AUTH = Buffer.alloc(16, 7);

/** What the push service was given, as the browser reads it (RFC 8291). */
function decrypted(message: Buffer): unknown {
  const sender = message.subarray(21, 86);
  const material = Buffer.from(hkdfSync('sha256', keys.computeSecret(sender), AUTH, Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]), 32));
  const derived = (info: string, length: number): Buffer => Buffer.from(hkdfSync('sha256', material, message.subarray(0, 16), info, length));
  const decipher = createDecipheriv('aes-128-gcm', derived('Content-Encoding: aes128gcm\0', 16), derived('Content-Encoding: nonce\0', 12));
  decipher.setAuthTag(message.subarray(-16));
  const plain = Buffer.concat([decipher.update(message.subarray(86, -16)), decipher.final()]);
  return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString());
}

const delivered: Buffer[] = [];
const pushService = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    delivered.push(Buffer.concat(parts));
    response.writeHead(201).end();
  });
});
await new Promise<void>((resolve) => pushService.listen(0, '127.0.0.1', resolve));
afterAll(() => pushService.close());
const endpoint = `http://127.0.0.1:${(pushService.address() as AddressInfo).port}/push/ben`;

const PLAYED_PUSH_SERVICE = `(() => {
  let subscription = null;
  PushManager.prototype.getSubscription = async () => subscription;
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || typeof applicationServerKey !== 'string' || applicationServerKey.length !== 87) throw new TypeError('no browser subscribes to this');
    subscription = {
      endpoint: ${JSON.stringify(endpoint)}, unsubscribe: async () => { subscription = null; return true; },
      toJSON: () => (${JSON.stringify({ endpoint, keys: { p256dh: publicKey.toString('base64url'), auth: AUTH.toString('base64url') } })}),
    };
    return subscription;
  };
})()`;

test('messages to a device: whoever gets a callback is told there, encrypted, without a name, and a tap opens the case', { timeout: 120_000 }, async () => {
  const ben = await hire(database, 'Ben Çelik', { companyId, role: 'staff', staffId: salon.ben });
  // the tests run at night as well
  await database.asMachine((tx) => tx.run(`update companies set notification_policy = '{"quietHours": null}' where id = $1`, [companyId]));
  const id = await salon.add({ customer_name: 'Petra Geheim' });
  const page = await desk.open('/manifest.webmanifest', { signedIn: 'no', permissions: ['notifications'], expected: REFUSED });
  await page.addInitScript(PLAYED_PUSH_SERVICE);
  await page.goto(`${desk.address}/callbacks`);
  await givePassword(page, ben);
  await page.evaluate('navigator.serviceWorker.ready');
  await page.getByRole('button', { name: 'Meldungen für mich' }).click();
  await page.getByRole('button', { name: 'Einschalten' }).click();
  await page.getByText('Meldungen kommen auf dieses Gerät.').waitFor();

  const owner = await desk.open(`/callbacks/${id}?tab=all`);
  await owner.getByRole('group', { name: 'Was Sie tun können' }).waitFor();
  await owner.keyboard.press('a');
  await owner.getByRole('dialog', { name: 'Wer soll sich kümmern?' }).getByRole('radio', { name: /Ben Çelik/ }).check();
  await owner.keyboard.press('Enter');
  await owner.getByText('Zuständig ist jetzt Ben Çelik').waitFor();
  const { notify } = notifyRig(database, { world, secrets, allowPrivate: true, baseUrl: () => desk.address, startAt: Date.now() });
  await expandNotices(notify);
  await deliverDue(notify, 'push');
  expect(delivered).toHaveLength(1);
  const message = decrypted(delivered[0]!);
  expect(message).toEqual({ title: 'Fangnetz', body: expect.stringMatching(/^Es gibt etwas zu tun, fällig .*\d\d:\d\d/), url: expect.stringContaining(`${desk.address}/callbacks/${id}?company=nord-`), tag: id });

  // A browser without a window has nowhere to show a notification, and keeps none: what the worker asks for is noted instead.
  const worker = must(page.context().serviceWorkers()[0], 'the page has a service worker');
  await worker.evaluate(`void (ServiceWorkerRegistration.prototype.showNotification = async (title, { body, tag, data }) => { self.shown = { title, body, tag, data }; })`);
  const debug = await page.context().newCDPSession(page);
  const registration = new Promise<string>((resolve) => debug.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => first !== undefined && resolve(first.registrationId)));
  await debug.send('ServiceWorker.enable');
  await debug.send('ServiceWorker.deliverPushMessage', { origin: desk.address, registrationId: await registration, data: JSON.stringify(message) });
  const { title, body, tag, url } = message as { title: string; body: string; tag: string; url: string };
  await expect.poll(async () => await worker.evaluate('self.shown')).toEqual({ title, body, tag, data: { url } });
  await worker.evaluate(`void self.dispatchEvent(Object.assign(new ExtendableEvent('notificationclick'), { notification: { ...self.shown, close() {} } }))`);
  await page.getByRole('heading', { name: 'Petra Geheim', level: 2 }).waitFor();
  expect(page.url()).toContain(`/callbacks/${id}`);
});

test('a phone can install it: what it says of itself is complete, and its pictures are there in the sizes that it names', async () => {
  const page = await desk.open('/callbacks', PHONE);
  await page.evaluate('navigator.serviceWorker.ready');
  const debug = await page.context().newCDPSession(page);
  const { data = '', errors } = await debug.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data) as { name: string; short_name: string; start_url: string; display: string; icons: { src: string; sizes: string; type: string; purpose?: string }[] };
  expect(manifest).toMatchObject({ name: 'Fangnetz', short_name: 'Fangnetz', start_url: '/', display: 'standalone' });
  const { installabilityErrors } = await debug.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual([]);
  for (const { src, sizes, type } of manifest.icons) {
    const reply = await fetch(desk.address + src);
    expect([reply.status, reply.headers.get('content-type')?.split(';')[0]], src).toEqual([200, type]);
    const bytes = Buffer.from(await reply.arrayBuffer());
    if (type === 'image/png') expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(sizes);
  }
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose ?? 'any'}`)).toEqual(expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']));
});
