import { createECDH, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { answered, notifyRig, tellingSalon } from '../../test/notify-rig.ts';
import { testDatabase } from '../../test/pg.ts';
import { NOW } from '../../test/read-side-rows.ts';
import { deliverDue } from '../notify/deliver.ts';
import { expandNotices } from '../notify/expand.ts';
import { KINDS } from '../notify/channels.ts';
import { deliverWebhooks } from '../notify/webhooks/deliver-webhooks.ts';
import { enqueueWebhooks } from '../outbox/webhook-events.ts';
import { NoticeKind } from './contract/notify.ts';

const { database } = await testDatabase();

interface Body {
  readonly [name: string]: unknown;
  readonly items: readonly { readonly id: string; readonly at: string }[];
  readonly next_cursor: string | null;
}

async function desk() {
  const [salon, other] = [await tellingSalon(database), await tellingSalon(database)];
  const key = (companyId: string, role: 'owner' | 'manager' | 'staff', staffId: string | null) => ({ keyId: randomUUID(), companyId, role, staffId, hint: 'abcd' });
  const { app } = await adminServer({
    database, companies: [{ id: salon.companyId, slug: 'nord' }, { id: other.companyId, slug: 'sued' }],
    keys: { fn_anna: key(salon.companyId, 'staff', salon.anna), fn_mara: key(salon.companyId, 'manager', salon.manager), fn_olga: key(salon.companyId, 'owner', salon.owner), fn_fremd: key(other.companyId, 'owner', other.owner) },
  });
  const ask = async (who: string, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const response = await app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer fn_${who}` }, ...(payload === undefined ? {} : { payload }) });
    return { status: response.statusCode, body: response.json<Body>() };
  };
  // What other tests left lying must not be sent in this one.
  const before = notifyRig(database);
  while ((await expandNotices(before.notify)) + (await deliverDue(before.notify, 'mail')) > 0);
  const rig = notifyRig(database);
  return { ...salon, ...rig, app, ask, expand: async () => await expandNotices(rig.notify) };
}

test('the bell shows mine, with the name that no mail would carry, and nobody else’s', async () => {
  const { ask, tell, open, anna, expand } = await desk();
  const callbackId = await open();
  await tell({ kind: 'warning', to: { kind: 'staff', id: anna }, callbackId });
  await expand();
  const { body } = await ask('anna', 'GET', '/notifications');
  expect(body).toMatchObject({ unread: 1, next_cursor: null, items: [{ kind: 'warning', callback_id: callbackId, read_at: null, title: 'Der Rückruf für Petra Schmidt ist bald fällig: Mi., 2. Dezember, 10:00 Uhr' }] });
  for (const who of ['mara', 'olga', 'fremd']) expect((await ask(who, 'GET', '/notifications')).body).toMatchObject({ unread: 0, items: [] });
  // somebody else's cannot be marked either
  await ask('mara', 'POST', '/notifications/read', { ids: [body.items[0]!.id] });
  expect((await ask('anna', 'GET', '/notifications')).body['unread']).toBe(1);
});

test('pages on where it stopped, and what came while I read stays unread', async () => {
  const { ask, tell, anna, expand } = await desk();
  for (let i = 0; i < 5; i++) await tell({ kind: 'mention', to: { kind: 'staff', id: anna }, callbackId: null, at: NOW - i * 1000 });
  await expand();
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: { body: Body } = await ask('anna', 'GET', `/notifications?limit=2&cursor=${cursor}`);
    seen.push(...body.items.map(({ at }) => at));
    cursor = body.next_cursor;
  }
  expect(seen).toHaveLength(5);
  expect(seen).toEqual(seen.toSorted().toReversed());
  expect((await ask('anna', 'POST', '/notifications/read', { until: new Date(NOW - 1500).toISOString() })).body).toEqual({ unread: 2 });
  expect((await ask('anna', 'GET', '/notifications?unread=true')).body['items']).toHaveLength(2);
  expect((await ask('anna', 'POST', '/notifications/read', {})).body).toEqual({ unread: 0 });
});

test('what I prefer is what happens: no mail for an assignment, no quiet hours, English', async () => {
  const { ask, tell, open, anna, expand, notify, mails } = await desk();
  const wanted = { channels: { assigned: ['in_app'] }, quiet: { off: true }, digest: false, locale: 'en' };
  expect((await ask('anna', 'PUT', '/notifications/preferences', wanted)).body).toMatchObject({ preferences: wanted, effective: { assigned: ['in_app'], mention: ['in_app', 'mail', 'push'], digest: [] }, usual: { assigned: ['in_app', 'mail', 'push'], digest: ['mail'] }, company: { neutral: true, quiet_hours: ['20:00', '07:00'], escalation_phones: [] } });
  expect((await ask('anna', 'GET', '/notifications/preferences')).body['preferences']).toEqual(wanted);
  expect((await ask('mara', 'GET', '/notifications/preferences')).body['preferences']).toEqual({ channels: {}, quiet: null, digest: true, locale: null });
  await tell({ kind: 'assigned', to: { kind: 'staff', id: anna }, callbackId: await open() });
  await tell({ kind: 'mention', to: { kind: 'staff', id: anna }, callbackId: null });
  await expand();
  await deliverDue(notify, 'mail');
  expect(mails.map(({ raw }) => Buffer.from(raw).toString().match(/^Subject: (.*)\r$/m)?.[1])).toEqual(['You are mentioned in a note']);
  expect((await ask('anna', 'PUT', '/notifications/preferences', { channels: { assigned: ['fax'] } })).status).toBe(400);
  expect((await ask('anna', 'PUT', '/notifications/preferences', { quiet: { from: '25:00', until: '07:00' } })).status).toBe(400);
});

test('quiet hours of my own hold back what leaves the program, and not the bell', async () => {
  const { ask, tell, open, anna, expand, notify, mails, clock } = await desk();
  const quiet = { from: '09:30', until: '11:00' };
  expect((await ask('anna', 'PUT', '/notifications/preferences', { quiet })).body['preferences']).toMatchObject({ quiet });
  await tell({ kind: 'assigned', to: { kind: 'staff', id: anna }, callbackId: await open() });
  await expand();
  await deliverDue(notify, 'mail');
  expect([mails.length, (await ask('anna', 'GET', '/notifications')).body['unread']]).toEqual([0, 1]);
  clock.advance(61 * 60_000);
  await deliverDue(notify, 'mail');
  expect(mails).toHaveLength(1);
});

test('the company’s own settings are for owners and managers, change what is named, and are written down', async () => {
  const { ask, read } = await desk();
  expect((await ask('anna', 'PUT', '/notifications/company', { neutral: false })).status).toBe(403);
  expect((await ask('mara', 'PUT', '/notifications/company', { neutral: false, escalation_phones: ['0151 12345678'] })).body).toEqual({ neutral: false, quiet_hours: ['20:00', '07:00'], escalation_phones: ['+4915112345678'], digest: { at: null, closed_days: false } });
  expect((await ask('olga', 'PUT', '/notifications/company', { quiet_hours: null })).body).toEqual({ neutral: false, quiet_hours: null, escalation_phones: ['+4915112345678'], digest: { at: null, closed_days: false } });
  expect((await ask('mara', 'PUT', '/notifications/company', { escalation_phones: ['keine'] })).status).toBe(400);
  for (const digest of [{ at: null, closed_days: true }, { at: '24:00', closed_days: false }, { at: '7 Uhr', closed_days: false }]) expect((await ask('mara', 'PUT', '/notifications/company', { digest })).status).toBe(400);
  expect((await ask('mara', 'PUT', '/notifications/company', { digest: { at: '07:30', closed_days: true } })).body).toMatchObject({ quiet_hours: null, digest: { at: '07:30', closed_days: true } });
  expect(await read('select action, detail from audit_log where company_id = $1 order by seq')).toEqual([
    { action: 'company.notifications', detail: { changed: ['neutral', 'escalation_phones'] } }, { action: 'company.notifications', detail: { changed: ['quiet_hours'] } },
    { action: 'company.notifications', detail: { changed: ['digest'] } },
  ]);
});

test('what the company adds to its mails is changed by kind and language, refused with its place, and written down without its words', async () => {
  const { ask, read } = await desk();
  const put = async (who: string, texts: object) => await ask(who, 'PUT', '/mails/texts', { texts });
  for (const one of [await put('anna', {}), await ask('anna', 'GET', '/mails/texts')]) expect(one.status).toBe(403);
  const { body } = await put('mara', { assigned: { de: { opening: ' Guten Tag {Name} ', closing: 'Herzlich\r\nOlga' }, en: { opening: 'Hello' } }, all: { de: { closing: 'Gruß' } } });
  expect(body).toMatchObject({ texts: { assigned: { de: { opening: 'Guten Tag {Name}', closing: 'Herzlich\nOlga' }, en: { opening: 'Hello' } }, all: { de: { closing: 'Gruß' } } }, placeholders: { digest: { de: ['{Firma}', '{Name}'], en: ['{company}', '{name}'] } }, limits: { opening: 240, closing: 600 } });
  expect((await put('olga', { assigned: { de: { opening: null, closing: '' } } })).body['texts']).toEqual({ assigned: { en: { opening: 'Hello' } }, all: { de: { closing: 'Gruß' } } });
  await put('olga', { all: { de: { closing: 'Gruß' } } });
  expect(await put('olga', { all: { de: { closing: 'Anders' } }, digest: { de: { opening: 'Bis {Frist}' } } })).toMatchObject({
    status: 422, body: { code: 'SETTINGS_REFUSED', problems: [{ place: 'mailTexts.digest.de.opening', code: 'unknown_placeholder', given: '{Frist}', reason: expect.any(String), remedy: 'write one of {Firma}, {Name}, or leave the braces out' }] },
  });
  expect((await put('olga', { password_reset: { de: { opening: 'x' } } })).status).toBe(400);
  expect((await ask('mara', 'GET', '/mails/texts')).body['texts']).toEqual({ assigned: { en: { opening: 'Hello' } }, all: { de: { closing: 'Gruß' } } });
  expect((await ask('fremd', 'GET', '/mails/texts')).body['texts']).toEqual({});
  expect(await read('select action, detail from audit_log where company_id = $1 order by seq')).toEqual([
    { action: 'company.mail_texts', detail: { changed: ['all.de', 'assigned.de', 'assigned.en'] } }, { action: 'company.mail_texts', detail: { changed: ['assigned.de'] } },
  ]);
});

test('a draft is shown before it is saved, without what could not be; saved texts are shown without being asked for', async () => {
  const { ask } = await desk();
  const shown = async (query: string) => (await ask('mara', 'GET', `/mails/assigned/preview?${query}`)).body;
  await ask('mara', 'PUT', '/mails/texts', { texts: { assigned: { de: { opening: 'Gespeichert {Name}' } } } });
  expect(await shown('')).toMatchObject({ text: expect.stringContaining('Gespeichert Anna Probe'), problems: [] });
  const draft = await shown(`draft=true&opening=${encodeURIComponent('Für {Kunde}')}&closing=${encodeURIComponent('Gruß\n{Firma}')}`);
  expect(draft).toMatchObject({ subject: (await shown(''))['subject'], problems: [{ place: 'mailTexts.assigned.de.opening', code: 'unknown_placeholder' }] });
  expect(draft['text']).not.toMatch(/Gespeichert|Kunde\}/);
  expect(draft['text']).toMatch(/Gruß\nSalon/);
  expect((await shown('draft=true'))['text']).not.toContain('Gespeichert');
});

test('what could not be delivered is seen by managers, and by nobody below', async () => {
  const { ask, tell, anna, expand, notify, mailAnswers } = await desk();
  mailAnswers.push({ kind: 'refused', message: '550 no such user' });
  await tell({ kind: 'mention', to: { kind: 'staff', id: anna }, callbackId: null });
  await expand();
  await deliverDue(notify, 'mail');
  expect((await ask('mara', 'GET', '/notifications/deliveries?state=failed')).body['items']).toMatchObject([{ kind: 'mention', channel: 'mail', address: 'anna@salon.example', staff: 'Anna Berger', state: 'failed', last_error: '550 no such user' }]);
  expect((await ask('anna', 'GET', '/notifications/deliveries')).status).toBe(403);
  expect((await ask('fremd', 'GET', '/notifications/deliveries')).body['items']).toEqual([]);
});

test('a browser subscribes with keys of its own to a push service on the internet, and nowhere else', async () => {
  const { ask, read } = await desk();
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const keys = { p256dh: browser.getPublicKey().toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') };
  const { body } = await ask('anna', 'GET', '/push/key');
  expect(Buffer.from(String(body['public_key']), 'base64url')).toHaveLength(65);
  expect((await ask('anna', 'POST', '/push/subscriptions', { endpoint: 'https://push.example/a', expirationTime: null, keys })).body).toEqual(body);
  for (const endpoint of ['http://push.example/a', 'https://10.0.0.7/a', 'https://localhost/a']) expect((await ask('anna', 'POST', '/push/subscriptions', { endpoint, keys })).status, endpoint).toBe(400);
  expect((await ask('anna', 'POST', '/push/subscriptions', { endpoint: 'https://push.example/b', keys: { ...keys, p256dh: 'AAAA' } })).status).toBe(400);
  const known = async () => await read('select endpoint from push_subscriptions where company_id = $1');
  expect(await known()).toEqual([{ endpoint: 'https://push.example/a' }]);
  expect((await ask('anna', 'DELETE', '/push/subscriptions', { endpoint: 'https://push.example/a' })).status).toBe(200);
  expect(await known()).toEqual([]);
});

test('a webhook shows its secret once, and is changed by owners and managers of its company only', async () => {
  const { ask, read } = await desk();
  const made = await ask('mara', 'POST', '/webhooks', { url: 'https://hooks.example/in', events: ['callback.created', 'callback.created'] });
  expect(made).toMatchObject({ status: 201, body: { url: 'https://hooks.example/in', events: ['callback.created'], active: true, include_person: false, dead: 0, secret: expect.stringMatching(/^whsec_/) } });
  const id = String(made.body['id']);
  const [{ secret_sealed: sealed }] = (await read<{ secret_sealed: string }>('select secret_sealed from webhooks where company_id = $1')) as [{ secret_sealed: string }];
  expect(sealed).not.toContain(String(made.body['secret']));
  expect((await ask('olga', 'GET', '/webhooks')).body).toEqual({ items: [{ ...made.body, secret: undefined }] });
  expect((await ask('olga', 'PATCH', `/webhooks/${id}`, { active: false })).body).toMatchObject({ active: false, url: 'https://hooks.example/in' });
  expect((await ask('anna', 'GET', '/webhooks')).status).toBe(403);
  for (const [method, url, body] of [['PATCH', `/webhooks/${id}`, { active: true }], ['DELETE', `/webhooks/${id}`], ['GET', `/webhooks/${id}/deliveries`], ['POST', `/webhooks/${id}/replay`]] as const) {
    expect((await ask('fremd', method, url, body)).status, `${method} ${url}`).toBe(404);
  }
  for (const url of ['http://hooks.example/', 'https://192.168.0.1/', 'https://user:word@hooks.example/', 'ftp://hooks.example/', 'nonsense']) {
    expect((await ask('mara', 'POST', '/webhooks', { url, events: ['callback.created'] })).status, url).toBe(400);
  }
  expect((await ask('mara', 'DELETE', `/webhooks/${id}`)).status).toBe(200);
  expect((await ask('mara', 'GET', '/webhooks')).body).toEqual({ items: [] });
});

test('a receiver is tried out with a signed message that is sent once: what it answered stands in its deliveries', async () => {
  const { ask, notify, requests, httpAnswers } = await desk();
  const { body } = await ask('mara', 'POST', '/webhooks', { url: 'https://hooks.example/in', events: ['callback.created'] });
  const id = String(body['id']);
  const tried = async (): Promise<unknown> => {
    const { body: { delivery_id: delivery } } = await ask('mara', 'POST', `/webhooks/${id}/test`);
    while ((await deliverWebhooks(notify)) > 0);
    return (await ask('mara', 'GET', `/webhooks/${id}/deliveries`)).body.items.find((one) => one.id === delivery);
  };
  httpAnswers.push(answered(500));
  expect(await tried()).toMatchObject({ event: 'webhook.test', callback_id: null, state: 'dead', tries: 1, last_status: 500, last_error: 'answered 500' });
  expect(await tried()).toMatchObject({ event: 'webhook.test', state: 'sent', last_status: 204 });
  expect(JSON.parse(requests.at(-1)!.body!)).toMatchObject({ type: 'webhook.test', data: { test: true, webhook_id: id } });
  expect(requests.at(-1)!.headers['webhook-signature']).toMatch(/^v1,/);
  expect((await ask('fremd', 'POST', `/webhooks/${id}/test`)).status).toBe(404);
  expect((await ask('anna', 'POST', `/webhooks/${id}/test`)).status).toBe(403);
});

test('what really happened is listed under the id that the receiver sees, and sent again under it', async () => {
  const { ask, open, companyId, notify, requests } = await desk();
  const { body } = await ask('mara', 'POST', '/webhooks', { url: 'https://hooks.example/in', events: ['callback.created'] });
  const id = String(body['id']);
  for (let i = 0; i < 5; i++) {
    const happening = { event: 'callback.created', eventId: randomUUID(), callbackId: await open(), at: NOW, actor: 'machine' } as const;
    await database.inCompany(companyId, async (tx) => await enqueueWebhooks(tx, companyId, happening));
  }
  while ((await deliverWebhooks(notify)) > 0);
  const { status, body: { items } } = await ask('mara', 'GET', `/webhooks/${id}/deliveries`);
  expect([status, items.map((one) => one.id).toSorted()]).toEqual([200, requests.map(({ headers }) => headers['webhook-id']).toSorted()]);
  expect((await ask('mara', 'POST', `/webhooks/${id}/deliveries/${items[0]!.id}/replay`)).body).toEqual({ replayed: 1 });
});

test('dead letters are listed and replayed, one or all', async () => {
  const { ask, set, companyId } = await desk();
  const { body } = await ask('mara', 'POST', '/webhooks', { url: 'https://hooks.example/in', events: ['callback.created'] });
  const id = String(body['id']);
  for (let i = 0; i < 3; i++) {
    await set(`insert into webhook_deliveries (company_id, id, webhook_id, event, at, data, state, tries, ended_at, last_error) values ($1, $2, $3, 'callback.created', $4, '{}', 'dead', 20, now(), 'answered 500')`, [companyId, randomUUID(), id, new Date(NOW - i).toISOString()]);
  }
  const dead = await ask('mara', 'GET', `/webhooks/${id}/deliveries?state=dead&limit=2`);
  expect(dead.body).toMatchObject({ items: [{ state: 'dead', tries: 20, last_error: 'answered 500' }, {}], next_cursor: expect.any(String) });
  expect((await ask('mara', 'GET', '/webhooks')).body['items'][0]).toMatchObject({ dead: 3 });
  expect((await ask('mara', 'POST', `/webhooks/${id}/deliveries/${dead.body.items[0]!.id}/replay`)).body).toEqual({ replayed: 1 });
  expect((await ask('mara', 'POST', `/webhooks/${id}/replay`)).body).toEqual({ replayed: 2 });
  expect((await ask('mara', 'POST', `/webhooks/${id}/replay`)).body).toEqual({ replayed: 0 });
});

test.each([...NoticeKind.options, 'invitation', 'password_reset', 'two_factor_changed'])('the mail %s can be looked at in both languages, and neutral it names nobody', async (kind) => {
  const { ask } = await desk();
  for (const locale of ['de', 'en']) {
    const neutral = (await ask('anna', 'GET', `/mails/${kind}/preview?locale=${locale}`)).body;
    const plain = (await ask('anna', 'GET', `/mails/${kind}/preview?locale=${locale}&neutral=false`)).body;
    for (const mail of [neutral, plain]) {
      expect(mail).toMatchObject({ subject: expect.stringMatching(/\S/), preview: expect.stringMatching(/\S/), text: expect.stringContaining('Fangnetz'), html: expect.stringContaining(`<html lang="${locale}">`) });
      expect(JSON.stringify(mail)).not.toMatch(/undefined|null|\[object/);
    }
    expect(JSON.stringify(neutral)).not.toMatch(/Petra|Beispiel|Muster|4930|Haarschnitt|Haircut/);
  }
});

test('a mail is shown in a frame of ours and nobody else’s, and nothing in it can run or lead away', async () => {
  const { app } = await desk();
  const { headers, body } = await app.inject({ url: '/api/v1/mails/overdue/preview.html?locale=en', headers: { authorization: 'Bearer fn_mara' } });
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'SAMEORIGIN', 'content-security-policy': expect.stringMatching(/^default-src 'none'.*frame-ancestors 'self'; sandbox$/) });
  expect(body).toMatch(/^<!doctype html>\n<html lang="en"><head><base target="_blank">/);
});

test('the contract knows exactly the kinds that there are', () => {
  expect(NoticeKind.options.toSorted()).toEqual(Object.keys(KINDS).toSorted());
});
