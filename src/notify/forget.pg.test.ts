import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { notifyRig, tellingSalon } from '../../test/notify-rig.ts';
import { testDatabase } from '../../test/pg.ts';
import { NOW } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';
import { deliverDue } from './deliver.ts';
import { expandNotices } from './expand.ts';
import { forgetOldNotices } from './forget.ts';

const { database } = await testDatabase();
const DAY = 24 * 3_600_000;

test('after a quarter what was told is gone with all that hung on it; what is still on its way, and what is younger, stays', async () => {
  const salon = await tellingSalon(database);
  const { notify, mailAnswers } = notifyRig(database);
  const tell = async (key: string, at: number): Promise<void> => await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId: null, dedupeKey: key, at });
  await tell('old', NOW - 91 * DAY);
  await expandNotices(notify);
  await deliverDue(notify, 'mail');
  await tell('young', NOW - 89 * DAY);
  await expandNotices(notify);
  await deliverDue(notify, 'mail');
  await tell('old and due', NOW - 91 * DAY);
  mailAnswers.push({ kind: 'failed', message: '421' });
  await expandNotices(notify);
  await deliverDue(notify, 'mail');
  await tell('old and waiting', NOW - 91 * DAY);
  expect(await forgetOldNotices(notify)).toBe(1);
  expect(await salon.read('select dedupe_key from notices where company_id = $1 order by 1')).toEqual([{ dedupe_key: 'old and due' }, { dedupe_key: 'old and waiting' }, { dedupe_key: 'young' }]);
  expect(await salon.deliveries()).toHaveLength(2);
  expect(await salon.bell()).toHaveLength(2);
  expect(await forgetOldNotices(notify)).toBe(0);
});

test('webhook messages that arrived go after a month, dead ones after a quarter', async () => {
  const salon = await tellingSalon(database);
  const webhook = randomUUID();
  await salon.set(`insert into webhooks (company_id, id, url, secret_sealed, events, created_at, updated_at) values ($1, $2, 'https://h.example', 'x', '{callback.created}', now(), now())`, [salon.companyId, webhook]);
  for (const [state, days] of [['sent', 31], ['sent', 29], ['dead', 31], ['dead', 91], ['due', 91]] as const) {
    await salon.set(`insert into webhook_deliveries (company_id, id, webhook_id, event, at, data, state, due_at) values ($1, $2, $3, $4, $5, '{}', $6, $7)`,
      [salon.companyId, randomUUID(), webhook, `${state} ${days}`, iso(NOW - days * DAY), state, state === 'due' ? iso(NOW) : null]);
  }
  expect(await forgetOldNotices(notifyRig(database).notify)).toBe(2);
  expect(await salon.read('select event from webhook_deliveries where company_id = $1 order by 1')).toEqual([{ event: 'dead 31' }, { event: 'due 91' }, { event: 'sent 29' }]);
});
