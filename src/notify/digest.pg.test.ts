import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { notifyRig, tellingSalon } from '../../test/notify-rig.ts';
import { testDatabase } from '../../test/pg.ts';
import { HOUR, NOW } from '../../test/read-side-rows.ts';
import { DEFAULT_APPOINTMENT_POLICY } from '../companies/appointment-policy.ts';
import { DEFAULT_CALLBACK_POLICY, storedHours } from '../companies/callback-policy.ts';
import type { Company, OpeningHours, StaffMember } from '../companies/company.ts';
import { iso } from '../platform/iso.ts';
import { deliverDue } from './deliver.ts';
import { digestSweep } from './digest-due.ts';
import { expandNotices } from './expand.ts';

const { database } = await testDatabase();

/** Tuesday to Saturday from 9; NOW is Tuesday, 10 o'clock. */
const HOURS: OpeningHours = storedHours({ tue: [['09:00', '13:00'], ['14:00', '18:00']], wed: [['09:00', '18:00']], sat: [['09:00', '14:00']] });

async function morning(startAt: number, { week = null, absences = [], exceptions = [] }: { week?: OpeningHours | null; absences?: StaffMember['absences']; exceptions?: Company['exceptions'] } = {}) {
  const salon = await tellingSalon(database);
  const rig = notifyRig(database, { startAt });
  const person = (id: string, role: StaffMember['role']): StaffMember => ({ id, slug: id, name: id, email: null, role, branchIds: [salon.branchId], serviceIds: [], workingHours: week, absences });
  const company: Company = {
    id: salon.companyId, slug: 's', kind: 'company', name: 'Salon', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions, notifyEmails: [], callbacks: DEFAULT_CALLBACK_POLICY, appointments: DEFAULT_APPOINTMENT_POLICY,
    branches: [{ id: salon.branchId, slug: 'mitte', name: 'Mitte', phoneNumbers: [], openingHours: HOURS, region: null, municipality: null }], services: [], calCom: null,
    staff: [person(salon.owner, 'owner'), person(salon.anna, 'staff')],
  };
  const node = () => digestSweep({ world: rig.notify.world, database, directory: { companies: () => [company] } });
  const sweep = node();
  const send = async (): Promise<void> => {
    await expandNotices(rig.notify);
    await deliverDue(rig.notify, 'mail');
  };
  const mailTo = async (name: string) => {
    const found = rig.mails.find(({ to }) => to === `${name}@salon.example`);
    return found === undefined ? null : await PostalMime.parse(found.raw);
  };
  return { ...salon, ...rig, node, sweep, send, mailTo };
}

test('at the opening everybody gets his own day: the owner all of it with the proof, Anna what is hers', async () => {
  const { sweep, send, mailTo, open, owner, set, companyId } = await morning(NOW);
  await open({ due_at: iso(NOW - HOUR) });
  await open({ due_at: iso(NOW + 2 * HOUR) });
  await open({ due_at: iso(NOW + 48 * HOUR), assigned_to: owner });
  await open({ due_at: iso(NOW + 3 * HOUR), assigned_to: null, status: 'pending' });
  await set('update wishes set callback_id = c.id from callbacks c where c.company_id = $1 and c.wish_id = wishes.id', [companyId]);
  expect(await sweep()).toBe(2);
  await send();
  const [hers, all] = [await mailTo('anna'), await mailTo('olga')];
  expect(hers?.subject).toBe('Ihr Tag: 1 überfällig, 1 heute fällig, 2 offen');
  expect(hers?.text).not.toContain('sieben Tage');
  expect(all?.subject).toBe('Ihr Tag: 1 überfällig, 2 heute fällig, 4 offen');
  expect(all?.text).toContain('1 Rückruf liegt bei niemandem.');
  // four wishes, each of which has its callback
  expect(all?.text).toContain('Letzte sieben Tage: 4 Wünsche, keiner verloren gegangen.');
  expect(all?.text?.match(/\/callbacks\/[0-9a-f-]{36}/g)).toHaveLength(3);
  expect(all?.text).not.toMatch(/Petra/);
});

test('a wish without its callback stands in the owner’s mail in so many words', async () => {
  const { sweep, send, mailTo, wish } = await morning(NOW);
  await wish({ fate: 'open_callback' });
  await sweep();
  await send();
  expect((await mailTo('olga'))?.text).toContain('Achtung: 1 Wunsch der letzten sieben Tage ohne nachgewiesenen Verbleib.');
});

test('once a day: not again by the next sweep, a restarted node, or another one', async () => {
  const { sweep, node, send, mails, open } = await morning(NOW);
  await open();
  await sweep();
  expect(await sweep()).toBe(0);
  await node()();
  await send();
  expect(mails.map(({ to }) => to).sort()).toEqual(['anna@salon.example', 'olga@salon.example']);
});

test('who has nothing to do is left alone; the owner hears that nothing was lost', async () => {
  const { sweep, send, mails, mailTo, deliveries } = await morning(NOW);
  await sweep();
  await send();
  expect(mails.map(({ to }) => to)).toEqual(['olga@salon.example']);
  expect((await mailTo('olga'))?.text).toContain('Es ist kein Rückruf offen.');
  expect((await deliveries()).map(({ state }) => state).sort()).toEqual(['moot', 'sent']);
});

test('an owner without hours of her own gets hers when the first branch opens', async () => {
  const { sweep, send, mails, account, open } = await morning(NOW - HOUR);
  await open();
  await account('chefin@privat.example', 'owner');
  expect(await sweep()).toBe(3);
  await send();
  const mail = await PostalMime.parse(mails.find(({ to }) => to === 'chefin@privat.example')!.raw);
  expect(mail.subject).toBe('Ihr Tag: 0 heute fällig, 1 offen');
});

test('before the opening, in the afternoon and on a closed day there is none', async () => {
  for (const at of [NOW - 61 * 60_000, NOW + 3 * HOUR, NOW - 24 * HOUR]) expect(await (await morning(at)).sweep()).toBe(0);
});

test('on a holiday, on a day that the branch is closed, and in her own holidays there is none', async () => {
  const christmas = Date.UTC(2026, 11, 25, 9); // a Friday, on which the week has no hours; the Saturday has, and is a holiday
  expect(await (await morning(christmas + 24 * HOUR)).sweep()).toBe(0);
  expect(await (await morning(NOW, { exceptions: [{ id: 'e', branchId: null, kind: 'closed', from: '2026-12-01', to: '2026-12-01', hours: null, reason: 'Inventur' }] })).sweep()).toBe(0);
  expect(await (await morning(NOW, { absences: [{ id: 'a', from: '2026-11-30', to: '2026-12-04', hours: null }] })).sweep()).toBe(0);
});

test('who begins later than the branch opens gets it when he begins', async () => {
  const late = storedHours({ tue: [['12:00', '18:00']] });
  expect(await (await morning(NOW, { week: late })).sweep()).toBe(0);
  const noon = await morning(NOW + 2 * HOUR, { week: late });
  expect(await noon.sweep()).toBe(2);
  await noon.send();
});

test('somebody who wants no digest gets none', async () => {
  const { sweep, send, mails, set, companyId, owner } = await morning(NOW);
  await set(`insert into notification_preferences (company_id, person, digest, updated_at) values ($1, $2, false, now())`, [companyId, `staff:${owner}`]);
  await sweep();
  await send();
  expect(mails).toEqual([]);
});

test('a mailbox that takes hers no more is a failure of hers, and no second mail to the owner', async () => {
  const { sweep, send, mails, mailAnswers, open, deliveries, clock } = await morning(NOW);
  await open();
  await sweep();
  mailAnswers.push({ kind: 'refused', message: '550 no such mailbox' }, { kind: 'refused', message: '550 no such mailbox' });
  await send();
  clock.advance(60_000);
  await send();
  expect(mails).toHaveLength(2);
  expect((await deliveries()).map(({ state }) => state)).toEqual(['failed', 'failed']);
});

test('at the time that the company chose it comes to everybody at once, on the days on which he works', async () => {
  const early = await morning(NOW - 2.5 * HOUR); // Tuesday, half past seven: nobody works yet
  await early.account('frueh@privat.example', 'owner');
  await early.policy({ digest: { at: '07:30', closedDays: false } });
  expect(await early.sweep()).toBe(3);
  const monday = await morning(NOW - 26.5 * HOUR);
  await monday.policy({ digest: { at: '07:30', closedDays: false } });
  expect(await monday.sweep()).toBe(0);
  const evening = await morning(NOW);
  await evening.policy({ digest: { at: '18:30', closedDays: false } });
  expect(await evening.sweep()).toBe(0);
});

test('on closed days it comes where that is wanted, and never to somebody who is away', async () => {
  const christmas = Date.UTC(2026, 11, 26, 7); // a Saturday, eight o'clock; the branch would be open, were it no holiday
  const closed = await morning(christmas);
  await closed.account('feiertag@privat.example', 'owner');
  await closed.policy({ digest: { at: '08:00', closedDays: true } });
  expect(await closed.sweep()).toBe(3);
  const away = await morning(christmas, { absences: [{ id: 'a', from: '2026-12-24', to: '2026-12-31', hours: null }] });
  await away.policy({ digest: { at: '08:00', closedDays: true } });
  expect(await away.sweep()).toBe(0);
});

test('a day off while the branch is open is no closed day', async () => {
  const { policy, sweep } = await morning(NOW - HOUR, { week: storedHours({ wed: [['09:00', '18:00']] }) });
  await policy({ digest: { at: '09:00', closedDays: true } });
  expect(await sweep()).toBe(0);
});

test('a time that is moved holds from the next look, and gives nobody a second one on the day', async () => {
  const { policy, sweep, read, clock } = await morning(NOW - 2 * HOUR);
  expect(await sweep()).toBe(0);
  await policy({ digest: { at: '08:00', closedDays: false } });
  expect(await sweep()).toBe(2);
  await policy({ digest: { at: '09:00', closedDays: false } });
  clock.advance(HOUR);
  await sweep();
  expect(await read(`select 1 from notices where company_id = $1 and kind = 'digest'`)).toHaveLength(2);
});
