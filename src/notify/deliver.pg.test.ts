import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { expect, onTestFinished, test } from 'vitest';
import { ear } from '../../test/ear.ts';
import { notifyRig, tellingSalon } from '../../test/notify-rig.ts';
import { testDatabase } from '../../test/pg.ts';
import { HOUR, NOW } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';
import type { MailMessage } from '../platform/mail.ts';
import type { Postgres } from '../platform/postgres.ts';
import { deliverDue } from './deliver.ts';
import { expandNotices } from './expand.ts';
import type { Notifying } from './means.ts';

const { database } = await testDatabase();

async function all(notify: Notifying): Promise<void> {
  for (let worked = 1; worked > 0; ) {
    worked = await expandNotices(notify);
    for (const channel of ['mail', 'push', 'sms'] as const) worked += await deliverDue(notify, channel);
  }
}

const read = async ({ raw }: MailMessage) => await PostalMime.parse(raw);

test('an assignment reaches the one it is given to: at the bell, and by a mail that says nothing of the customer', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails } = notifyRig(database);
  const callbackId = await salon.open({ due_at: iso(NOW + 2 * HOUR) });
  await salon.tell({ kind: 'assigned', to: { kind: 'staff', id: salon.anna }, callbackId });
  await all(notify);
  expect(await salon.bell()).toEqual([{ person: `staff:${salon.anna}`, kind: 'assigned' }]);
  expect(await salon.deliveries()).toMatchObject([{ channel: 'mail', address: 'anna@salon.example', state: 'sent', tries: 1, due_at: null }]);
  expect(mails).toHaveLength(1);
  const mail = await read(mails[0]!);
  expect(mail).toMatchObject({ subject: 'Ein Rückruf liegt bei Ihnen, fällig 12:00 Uhr', to: [{ address: 'anna@salon.example' }], from: { name: 'Fangnetz', address: 'fangnetz@post.example' } });
  expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
  expect(mail.text).toContain(`https://fangnetz.example/callbacks/${callbackId}`);
  for (const part of [mail.subject, mail.text, mail.html]) expect(part).not.toMatch(/Petra|Schmidt|4930/);
});

test('a company that wants it plain gets name, number and service', async () => {
  const salon = await tellingSalon(database);
  await salon.policy({ neutral: false });
  const { notify, mails } = notifyRig(database);
  const callbackId = await salon.open({ service_id: await salon.service('schnitt', 'Schnitt <kurz> & gut'), customer_name: '<b>Petra</b>' });
  await salon.tell({ kind: 'assigned', to: { kind: 'staff', id: salon.anna }, callbackId });
  await all(notify);
  const mail = await read(mails[0]!);
  expect(mail.subject).toBe('Der Rückruf für <b>Petra</b> liegt bei Ihnen, fällig Mi., 2. Dezember, 10:00 Uhr');
  expect(mail.text).toContain('Telefon: +493012345678');
  expect(mail.text).toContain('Leistung: Schnitt <kurz> & gut');
  expect(mail.html).toContain('href="tel:+493012345678"');
  expect(mail.html).toContain('Schnitt &lt;kurz&gt; &amp; gut');
  expect(mail.html).not.toContain('<b>Petra');
});

test('what the company adds stands around the text, as text, greets by name, and gets nowhere near the subject', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails } = notifyRig(database);
  await salon.policy({ mailTexts: { all: { de: { closing: 'Herzlich\n<b>Ihre Leitung</b>' } }, assigned: { de: { opening: 'Guten Tag {Name}, bis {Frist} in {Filiale}.' } }, mention: { en: { opening: 'Hello {name}' } } } });
  await salon.tell({ kind: 'assigned', to: { kind: 'staff', id: salon.anna }, callbackId: await salon.open({ due_at: iso(NOW + 2 * HOUR) }) });
  await all(notify);
  const mail = await read(mails[0]!);
  expect(mail.subject).toBe('Ein Rückruf liegt bei Ihnen, fällig 12:00 Uhr');
  expect(mail.text).toMatch(/^Ein Rückruf liegt bei Ihnen, fällig 12:00 Uhr\n\nGuten Tag Anna Berger, bis 12:00 Uhr in Filiale Mitte\.\n\nDer Anrufer wartet/);
  expect(mail.text).toContain('\n\nHerzlich\n<b>Ihre Leitung</b>\n\n-- \n');
  expect(mail.html).toContain('Herzlich<br>&lt;b&gt;Ihre Leitung&lt;/b&gt;');
  expect(JSON.stringify(mail)).not.toMatch(/Petra|4930/);
});

test('a mail without a deadline leaves the sentence out that names one, and is sent all the same', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails } = notifyRig(database);
  await salon.policy({ mailTexts: { mention: { de: { opening: 'Bis {Frist} bitte.', closing: 'Gruß von {Firma}' } } } });
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId: null });
  await all(notify);
  const { text } = await read(mails[0]!);
  expect(text).not.toMatch(/Bis|[{}]/);
  expect(text).toContain('Gruß von ');
});

test('several kinds in one mail have what is said for all of them', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails } = notifyRig(database);
  await salon.policy({ mailTexts: { all: { de: { closing: 'Ihre Leitung' } }, mention: { de: { closing: 'Nur bei Notizen' } } } });
  for (let i = 0; i < 3; i++) await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId: null });
  await all(notify);
  const { text } = await read(mails[0]!);
  expect([mails.length, text?.includes('Ihre Leitung'), text?.includes('Nur bei Notizen')]).toEqual([1, true, false]);
});

test('a name cannot smuggle a header into a mail', async () => {
  const salon = await tellingSalon(database);
  await salon.policy({ neutral: false });
  const { notify, mails } = notifyRig(database);
  await salon.tell({ kind: 'assigned', to: { kind: 'staff', id: salon.anna }, callbackId: await salon.open({ customer_name: 'Petra\r\nBcc: fremd@boese.example\r\n\r\nHallo' }) });
  await all(notify);
  const mail = await read(mails[0]!);
  expect(mail.bcc).toBeUndefined();
  expect(mail.headers.some(({ key }) => key === 'bcc')).toBe(false);
  expect(mails[0]!.to).toBe('anna@salon.example');
});

test('a node that dies between sending and writing it down leaves a message that is sent again, byte for byte the same', async () => {
  const salon = await tellingSalon(database);
  const dying = notifyRig(failingOnce(database, 'update deliveries set state'));
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId: await salon.open() });
  await expandNotices(dying.notify);
  await expect(deliverDue(dying.notify, 'mail')).rejects.toThrow('the node died');
  expect(await salon.deliveries()).toMatchObject([{ state: 'due', tries: 1 }]);
  const other = notifyRig(database, { startAt: NOW + HOUR });
  await all(other.notify);
  expect(await salon.deliveries()).toMatchObject([{ state: 'sent', tries: 2 }]);
  expect(other.mails).toHaveLength(1);
  const ids = await Promise.all([...dying.mails, ...other.mails].map(async (mail) => (await read(mail)).messageId));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(Buffer.from(other.mails[0]!.raw).equals(Buffer.from(dying.mails[0]!.raw))).toBe(true);
});

test('nobody else takes what somebody is sending, until the lease is over', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails, clock } = notifyRig(failingOnce(database, 'update deliveries set state'));
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId: null });
  await expandNotices(notify);
  await expect(deliverDue(notify, 'mail')).rejects.toThrow('the node died');
  clock.advance(2 * 60_000);
  expect(await deliverDue(notify, 'mail')).toBe(0);
  clock.advance(60_000);
  expect(await deliverDue(notify, 'mail')).toBe(1);
  expect(mails).toHaveLength(2);
});

test('pages hear at once that there is something new, and of whom or what it is nothing', async () => {
  const salon = await tellingSalon(database);
  const { notify } = notifyRig(database);
  const callbackId = await salon.open();
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId });
  const heard = ear(database, 'fangnetz_changes');
  onTestFinished(() => heard.stop());
  expect(await heard.next()).toBe('');
  await all(notify);
  const said = JSON.parse(await heard.next()) as Record<string, string>;
  expect(said).toEqual({ company_id: salon.companyId, kind: 'notification', id: expect.any(String) });
  expect(Object.values(said)).not.toContain(callbackId);
});

test('many notices on four nodes at once: each is told once', async () => {
  const salon = await tellingSalon(database);
  const people = await Promise.all(Array.from({ length: 30 }, async (_, i) => await salon.member(`kraft-${i}`, `Kraft ${i}`, 'staff')));
  for (const id of [...people, ...people]) await salon.tell({ kind: 'mention', to: { kind: 'staff', id }, callbackId: null });
  const nodes = Array.from({ length: 4 }, () => notifyRig(database));
  await Promise.all(nodes.map(async ({ notify }) => await all(notify)));
  const ids = nodes.flatMap(({ mails }) => mails.map(({ id }) => id));
  expect(ids).toHaveLength(60);
  expect(new Set(ids).size).toBe(60);
  expect(await salon.bell()).toHaveLength(60);
});

async function three(salon: Awaited<ReturnType<typeof tellingSalon>>) {
  const callbacks = [await salon.open(), await salon.open({ due_at: iso(NOW - HOUR) }), await salon.open()] as const;
  for (const callbackId of callbacks) await salon.tell({ kind: 'assigned', to: { kind: 'staff', id: salon.anna }, callbackId });
  return callbacks;
}

test('three or more for one person at once are one mail, the pressing ones at its top; two are two', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails } = notifyRig(database);
  const [first, late, done] = await three(salon);
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId: first });
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.manager }, callbackId: first });
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.manager }, callbackId: late });
  await expandNotices(notify);
  await salon.set(`update callbacks set status = 'completed', completed_at = now(), resolution = 'reached' where company_id = $1 and id = $2`, [salon.companyId, done]);
  await all(notify);
  expect(mails.map(({ to }) => to).sort()).toEqual(['anna@salon.example', 'mara@salon.example', 'mara@salon.example']);
  const mail = await read(mails.find(({ to }) => to === 'anna@salon.example')!);
  expect(mail.subject).toBe('3 Meldungen zu Ihren Rückrufen, 1 davon eilig');
  const links = Array.from(mail.text?.matchAll(/callbacks\/([0-9a-f-]{36})/g) ?? [], ([, id]) => id);
  expect(links).toEqual([late, first, first]);
  expect((await salon.deliveries()).filter(({ address }) => address === 'anna@salon.example').map(({ state }) => state).sort()).toEqual(['moot', 'sent', 'sent', 'sent']);
});

test('a bundle that was sent before the node died is sent again as the same bundle, though more is due by then', async () => {
  const salon = await tellingSalon(database);
  const dying = notifyRig(failingOnce(database, 'update deliveries set state'));
  await three(salon);
  await expandNotices(dying.notify);
  await expect(deliverDue(dying.notify, 'mail')).rejects.toThrow('the node died');
  await three(salon);
  const other = notifyRig(database, { startAt: NOW + 4 * 60_000 });
  await all(other.notify);
  const ids = other.mails.map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(ids).toContain(dying.mails[0]!.id);
  expect(await Promise.all(other.mails.map(async (mail) => (await read(mail)).subject))).toEqual(Array.from({ length: 2 }, () => '3 Meldungen zu Ihren Rückrufen, 1 davon eilig'));
  expect((await salon.deliveries()).map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'sent'));
});

test('each of a bundle that cannot be delivered climbs, and reaches the owner as one mail', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails, mailAnswers } = notifyRig(database);
  mailAnswers.push({ kind: 'refused', message: '550 no such user' });
  await three(salon);
  await all(notify);
  expect(mails.map(({ to }) => to)).toEqual(['anna@salon.example', 'olga@salon.example']);
  expect((await read(mails[1]!)).text?.match(/callbacks\/[0-9a-f-]{36}/g)).toHaveLength(3);
});

test('a mail server that is away is tried again with patience; then the message goes to the owner, and from there to the operator', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails, mailAnswers, clock } = notifyRig(database);
  const callbackId = await salon.open({ priority: 'urgent' });
  await salon.tell({ kind: 'overdue', to: { kind: 'staff', id: salon.anna }, callbackId });
  mailAnswers.push(...Array.from({ length: 20 }, () => ({ kind: 'failed' as const, message: '421 try again later' })));
  const times: number[] = [];
  for (let minutes = 0; minutes < 24 * 60 && mails.length < 21; minutes += 3) {
    const before = mails.length;
    await all(notify);
    if (mails.length > before) times.push(clock.now());
    clock.advance(3 * 60_000);
  }
  expect(mails.map(({ to }) => to)).toEqual([...Array.from({ length: 10 }, () => 'anna@salon.example'), ...Array.from({ length: 10 }, () => 'olga@salon.example'), 'betrieb@operator.example']);
  expect(times[9]! - times[0]!).toBeGreaterThan(HOUR);
  expect(times[9]! - times[0]!).toBeLessThan(3 * HOUR);
  const last = await read(mails[20]!);
  expect(last.text).toContain('konnte der Person nicht zugestellt werden, für die sie bestimmt war');
  expect(await salon.deliveries()).toMatchObject([
    { address: 'anna@salon.example', state: 'failed', tries: 10, last_error: '421 try again later' }, { address: 'olga@salon.example', state: 'failed' }, { address: 'betrieb@operator.example', state: 'sent' },
  ]);
});

test('an address that the server refuses for good is not tried again; the owner is told at once', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails, mailAnswers } = notifyRig(database);
  mailAnswers.push({ kind: 'refused', message: '550 no such user' });
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId: null });
  await all(notify);
  expect(mails.map(({ to }) => to)).toEqual(['anna@salon.example', 'olga@salon.example']);
});

test('an escalation ends outside the program also where nobody of the company has an address', async () => {
  const salon = await tellingSalon(database);
  await salon.set('update staff set email = null where company_id = $1', [salon.companyId]);
  const { notify, mails } = notifyRig(database);
  await salon.tell({ kind: 'escalated', to: { kind: 'managers', branchId: null }, callbackId: await salon.open(), facts: { level: 2, reason: 'deadline_missed' } });
  await all(notify);
  expect(mails.map(({ to }) => to)).toEqual(['betrieb@operator.example']);
  // the bell of the owner who has no address rings all the same
  expect((await salon.bell()).map(({ person }) => person)).toContain(`staff:${salon.owner}`);
});

test('where even the operator has no address, the log and the metric say so', async () => {
  const salon = await tellingSalon(database);
  const errors: object[] = [];
  const base = notifyRig(database);
  const told: string[][] = [];
  const notify: Notifying = {
    ...base.notify, operator: { mail: [], phone: [] },
    world: { ...base.notify.world, log: { ...base.notify.world.log, error: (fields) => void errors.push(fields) } },
    metrics: { notification: (...what) => void told.push(what), webhookDelivery: () => undefined },
  };
  await salon.set('update staff set email = null where company_id = $1', [salon.companyId]);
  await salon.tell({ kind: 'escalated', to: { kind: 'owners' }, callbackId: null });
  await all(notify);
  expect(errors).toMatchObject([{ event: 'notice.unreachable', kind: 'escalated' }]);
  expect(told).toEqual([['none', 'unreachable']]);
});

test('somebody who has left gets nothing; what was for him goes to the owner', async () => {
  const salon = await tellingSalon(database);
  await salon.set('update staff set active = false where company_id = $1 and id = $2', [salon.companyId, salon.anna]);
  const { notify, mails } = notifyRig(database);
  await salon.tell({ kind: 'reopened', to: { kind: 'staff', id: salon.anna }, callbackId: await salon.open() });
  await all(notify);
  expect(mails.map(({ to }) => to)).toEqual(['olga@salon.example']);
});

test('who signs in with an account is told at its address, once, and an owner who is no member of staff is told too', async () => {
  const salon = await tellingSalon(database);
  const annas = await salon.account(`anna-${randomUUID()}@privat.example`, 'staff', salon.anna);
  const boss = await salon.account(`chefin-${randomUUID()}@privat.example`, 'owner');
  const { notify, mails } = notifyRig(database);
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId: null, dedupeKey: 'a' });
  await salon.tell({ kind: 'claim_returned', to: { kind: 'actor', id: `user:${annas}` }, callbackId: null, dedupeKey: 'b' });
  await salon.tell({ kind: 'escalated', to: { kind: 'owners' }, callbackId: null, dedupeKey: 'c' });
  await all(notify);
  expect(mails.map(({ to }) => to.replace(/-.*@/, '@')).sort()).toEqual(['anna@privat.example', 'chefin@privat.example', 'olga@salon.example']);
  expect((await salon.bell()).filter(({ kind }) => kind === 'claim_returned')).toEqual([{ person: `staff:${salon.anna}`, kind: 'claim_returned' }]);
  expect((await salon.bell()).map(({ person }) => person)).toContain(`user:${boss}`);
});

test('an account that works for every company is the operator too', async () => {
  const salon = await tellingSalon(database);
  const { notify, mails } = notifyRig(database, { operator: { mail: [], phone: [] }, operatorAccounts: async () => ['agentur@operator.example'] });
  await salon.tell({ kind: 'escalated', to: { kind: 'operator' }, callbackId: null });
  await all(notify);
  expect(mails.map(({ to }) => to)).toEqual(['agentur@operator.example']);
  expect(await salon.bell()).toEqual([{ person: 'operator', kind: 'escalated' }]);
});

test('owner and the address of the company are told once where they are the same, and managers by their branch', async () => {
  const salon = await tellingSalon(database);
  await salon.set('update companies set notify_emails = $2::text[] where id = $1', [salon.companyId, ['Olga@Salon.example', 'buero@salon.example']]);
  await salon.set('update staff set branch_ids = $3::uuid[] where company_id = $1 and id = $2', [salon.companyId, salon.manager, [salon.branchId]]);
  const { notify, mails } = notifyRig(database);
  await salon.tell({ kind: 'escalated', to: { kind: 'owners' }, callbackId: null, dedupeKey: 'a' });
  await salon.tell({ kind: 'decision_needed', to: { kind: 'managers', branchId: salon.branchId }, callbackId: null, dedupeKey: 'b' });
  await salon.tell({ kind: 'decision_needed', to: { kind: 'managers', branchId: randomUUID() }, callbackId: null, dedupeKey: 'c' });
  await all(notify);
  // the third has no manager: it climbs to the owners
  expect(mails.map(({ to }) => to).sort()).toEqual(['buero@salon.example', 'buero@salon.example', 'mara@salon.example', 'olga@salon.example', 'olga@salon.example']);
});

test('an escalation that has come up to the owner rings his mobile, and says nothing of the customer', async () => {
  const salon = await tellingSalon(database);
  await salon.policy({ neutral: false, escalationPhones: ['+4915112345678'] });
  const sent: { to: string; text: string }[] = [];
  const { notify } = notifyRig(database, { sms: async (message) => (sent.push(message), { kind: 'accepted' }), operator: { mail: [], phone: ['+4917212345678'] } });
  const callbackId = await salon.open({ due_at: iso(NOW - HOUR) });
  await salon.tell({ kind: 'escalated', to: { kind: 'owners' }, callbackId, facts: { level: 3, reason: 'deadline_missed' } });
  await salon.tell({ kind: 'escalated', to: { kind: 'operator' }, callbackId, facts: { level: 4, reason: 'deadline_missed' } });
  await salon.tell({ kind: 'escalated', to: { kind: 'managers', branchId: null }, callbackId, facts: { level: 2, reason: 'deadline_missed' } });
  await salon.tell({ kind: 'settled', to: { kind: 'owners' }, callbackId });
  await all(notify);
  expect(sent.map(({ to }) => to).sort()).toEqual(['+4915112345678', '+4917212345678']);
  expect(sent[0]!.text).toMatch(/^Fangnetz, Salon [0-9a-f]+: zugesagter Rückruf überfällig seit 09:00 Uhr\. https:\/\/fangnetz\.example\/callbacks\//);
  expect(sent[0]!.text).not.toMatch(/Petra/);
});

test('at night it waits for the morning, except an urgent escalation; what is done by then is not told', async () => {
  const salon = await tellingSalon(database);
  const night = Date.UTC(2026, 11, 1, 22, 30); // 23:30 in Berlin
  const { notify, mails, clock } = notifyRig(database, { startAt: night });
  const [quiet, urgent, done] = [await salon.open(), await salon.open({ priority: 'urgent' }), await salon.open()];
  await salon.tell({ kind: 'assigned', to: { kind: 'staff', id: salon.anna }, callbackId: quiet });
  await salon.tell({ kind: 'assigned', to: { kind: 'staff', id: salon.anna }, callbackId: done });
  await salon.tell({ kind: 'escalated', to: { kind: 'owners' }, callbackId: urgent });
  await salon.tell({ kind: 'escalated', to: { kind: 'owners' }, callbackId: quiet });
  await all(notify);
  expect(mails.map(({ to }) => to)).toEqual(['olga@salon.example']);
  // the bell does not wake anybody
  expect(await salon.bell()).toHaveLength(6);
  await salon.set(`update callbacks set status = 'completed', completed_at = now(), resolution = 'reached' where company_id = $1 and id = $2`, [salon.companyId, done]);
  clock.advance(7 * HOUR + 29 * 60_000);
  await all(notify);
  expect(mails).toHaveLength(1);
  clock.advance(60_000);
  await all(notify);
  expect(mails.slice(1).map(({ to }) => to).sort()).toEqual(['anna@salon.example', 'olga@salon.example']);
  expect((await salon.deliveries()).map(({ state }) => state).sort()).toEqual(['moot', 'sent', 'sent', 'sent']);
});

/** The statement fails once, as when the process is gone before it. */
function failingOnce(database: Postgres, text: string): Postgres {
  let left = 1;
  return {
    ...database,
    asMachine: async (work, options) => await database.asMachine(async (tx) => await work({
      ...tx,
      rows: async (sql, values) => await tx.rows(sql, values),
      maybe: async (sql, values) => await tx.maybe(sql, values),
      run: async (sql, values) => {
        if (sql.trim().startsWith(text) && left-- > 0) throw new Error('the node died');
        return await tx.run(sql, values);
      },
    }), options),
  };
}

test('who has left by the morning gets nothing of the night any more, and it climbs to the owners', async () => {
  const salon = await tellingSalon(database);
  await salon.policy({ quietHours: ['20:00', '07:00'] });
  const night = Date.UTC(2026, 11, 1, 22);
  const { notify, mails, clock } = notifyRig(database, { startAt: night });
  const boss = await salon.account('leitung@privat.example', 'manager');
  const callbackId = await salon.open({ due_at: iso(night - HOUR) });
  await salon.tell({ kind: 'overdue', to: { kind: 'actor', id: `user:${boss}` }, callbackId, at: night });
  await salon.tell({ kind: 'mention', to: { kind: 'staff', id: salon.anna }, callbackId, at: night });
  await all(notify);
  expect(mails).toEqual([]);
  await salon.set('delete from members where company_id = $1 and user_id = $2', [salon.companyId, boss]);
  clock.advance(9 * HOUR);
  await all(notify);
  expect(mails.map(({ to }) => to).toSorted()).toEqual(['anna@salon.example', 'olga@salon.example']);
});

test('a manager whose account sees one branch is told nothing of another, though as a colleague she has no branch of her own', async () => {
  const salon = await tellingSalon(database);
  await salon.policy({ neutral: false });
  const account = await salon.account('mara@salon.example', 'manager', salon.manager);
  await salon.set('update members set branch_ids = $3::uuid[] where company_id = $1 and user_id = $2', [salon.companyId, account, [salon.branchId]]);
  const elsewhere = await salon.branch('sued', 'Filiale Süd');
  const { notify, mails } = notifyRig(database);
  await salon.tell({ kind: 'overdue', to: { kind: 'managers', branchId: elsewhere }, callbackId: await salon.open({ branch_id: elsewhere }) });
  await all(notify);
  expect(mails.map(({ to }) => to)).toEqual(['olga@salon.example']);
  await salon.tell({ kind: 'overdue', to: { kind: 'managers', branchId: salon.branchId }, callbackId: await salon.open() });
  await all(notify);
  expect(mails.map(({ to }) => to)).toEqual(['olga@salon.example', 'mara@salon.example']);
});
