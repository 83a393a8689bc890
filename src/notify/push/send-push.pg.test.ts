import { createECDH, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { answered, notifyRig, tellingSalon } from '../../../test/notify-rig.ts';
import { testDatabase } from '../../../test/pg.ts';
import { NOW } from '../../../test/read-side-rows.ts';
import { deliverDue } from '../deliver.ts';
import { expandNotices } from '../expand.ts';
import { pushKeys } from './push-keys.ts';
import { subscribe } from './subscriptions.ts';

const { database } = await testDatabase();

async function pushed(endpoints: readonly string[]) {
  const salon = await tellingSalon(database);
  await salon.set('update staff set email = null where company_id = $1', [salon.companyId]);
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const keys = { p256dh: browser.getPublicKey().toString('base64url'), auth: Buffer.alloc(16, 7).toString('base64url') };
  await database.inCompany(salon.companyId, async (tx) => {
    for (const endpoint of endpoints) await subscribe(tx, { companyId: salon.companyId, person: `staff:${salon.anna}`, at: NOW }, { endpoint, ...keys });
  });
  const rig = notifyRig(database);
  const send = async (): Promise<void> => {
    await salon.tell({ kind: 'warning', to: { kind: 'staff', id: salon.anna }, callbackId: await salon.open() });
    await expandNotices(rig.notify);
    await deliverDue(rig.notify, 'push');
  };
  return { ...salon, ...rig, browser: keys, send, known: async () => (await salon.read<{ endpoint: string }>('select endpoint from push_subscriptions where company_id = $1 order by 1')).map(({ endpoint }) => endpoint) };
}

test('goes to every browser of the person, on the internet only, and says nothing that can be read on the way', async () => {
  const { send, requests, deliveries } = await pushed(['https://push.example/one', 'https://push.example/two']);
  await send();
  expect(requests.map(({ url }) => url).sort()).toEqual(['https://push.example/one', 'https://push.example/two']);
  for (const request of requests) {
    expect(request).toMatchObject({ method: 'POST', reach: 'public', headers: { 'content-encoding': 'aes128gcm', ttl: '43200' } });
    expect(request.headers['authorization']).toMatch(/^vapid t=/);
    expect(Buffer.from(request.bytes ?? []).toString('latin1')).not.toMatch(/Petra|title|Fangnetz/);
  }
  expect(await deliveries()).toMatchObject([{ channel: 'push', state: 'sent', address: null }]);
});

test('a browser that is gone (410) is forgotten, and the other one is enough', async () => {
  const { send, httpAnswers, known, deliveries } = await pushed(['https://push.example/one', 'https://push.example/two']);
  httpAnswers.push(answered(410), answered(201));
  await send();
  expect(await known()).toHaveLength(1);
  expect(await deliveries()).toMatchObject([{ state: 'sent' }]);
});

test('an operator who works for a company without belonging to it is told on his browser like everybody else', async () => {
  const { companyId, tell, open, requests, deliveries, notify, browser } = await pushed([]);
  const operator = randomUUID();
  await database.inCompany(companyId, (tx) => subscribe(tx, { companyId, person: `user:${operator}`, at: NOW }, { endpoint: 'https://push.example/operator', ...browser }));
  await tell({ kind: 'claim_returned', to: { kind: 'actor', id: `user:${operator}` }, callbackId: await open() });
  await expandNotices(notify);
  await deliverDue(notify, 'push');
  expect(requests.map(({ url }) => url)).toEqual(['https://push.example/operator']);
  expect(await deliveries()).toMatchObject([{ state: 'sent' }]);
});

test('when the last browser is gone, what was to be told climbs to the owner', async () => {
  const { send, httpAnswers, known, deliveries, notify, bell, owner } = await pushed(['https://push.example/one']);
  httpAnswers.push(answered(404));
  await send();
  expect(await known()).toEqual([]);
  expect(await deliveries()).toMatchObject([{ state: 'failed', last_error: 'no browser of this person is subscribed any more' }]);
  await expandNotices(notify);
  expect((await bell()).map(({ person }) => person)).toContain(`staff:${owner}`);
});

test('a push service that is away is tried again, and its browser stays known', async () => {
  const { send, httpAnswers, known, deliveries } = await pushed(['https://push.example/one']);
  httpAnswers.push(answered(503));
  await send();
  expect(await known()).toHaveLength(1);
  expect(await deliveries()).toMatchObject([{ state: 'due', tries: 1, last_error: 'the push service answered 503' }]);
});

test('the key pair is made once, also by four nodes at once, and kept sealed', async () => {
  const { notify, read } = await pushed([]);
  const made = await Promise.all(Array.from({ length: 4 }, async () => await pushKeys(notify)));
  expect(new Set(made.map(({ publicKey, privateKey }) => `${publicKey} ${privateKey}`)).size).toBe(1);
  const [stored] = await read<{ private_sealed: string }>('select private_sealed from push_keys where $1::uuid is not null');
  expect(stored?.private_sealed).not.toContain(made[0]!.privateKey);
});

test('a browser at the desk belongs to whoever subscribed there last', async () => {
  const salon = await pushed(['https://push.example/desk']);
  const [before] = await salon.read<{ p256dh: string; auth: string }>('select p256dh, auth from push_subscriptions where company_id = $1');
  await database.inCompany(salon.companyId, async (tx) => await subscribe(tx, { companyId: salon.companyId, person: `staff:${salon.manager}`, at: NOW }, { endpoint: 'https://push.example/desk', ...before! }));
  await salon.send();
  expect(salon.requests).toEqual([]);
});
