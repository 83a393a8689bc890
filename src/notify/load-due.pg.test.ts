import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { notifyRig, tellingSalon } from '../../test/notify-rig.ts';
import { testDatabase } from '../../test/pg.ts';
import { HOUR, NOW } from '../../test/read-side-rows.ts';
import { DEFAULT_APPOINTMENT_POLICY } from '../companies/appointment-policy.ts';
import { DEFAULT_CALLBACK_POLICY, storedHours } from '../companies/callback-policy.ts';
import type { Company } from '../companies/company.ts';
import { iso } from '../platform/iso.ts';
import { deliverDue } from './deliver.ts';
import { expandNotices } from './expand.ts';
import { loadSweep } from './load-due.ts';

const { database } = await testDatabase();

/** Tuesday, 10 o'clock; open until 13 o'clock, one person who calls, six minutes a callback: thirty can be done. */
async function branchWith(count: number) {
  const salon = await tellingSalon(database);
  const rig = notifyRig(database);
  for (let i = 0; i < count; i++) await salon.open({ due_at: iso(NOW + 2 * HOUR) });
  const company: Company = {
    id: salon.companyId, slug: 's', kind: 'company', name: 'Salon', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions: [], notifyEmails: [],
    callbacks: DEFAULT_CALLBACK_POLICY, appointments: DEFAULT_APPOINTMENT_POLICY, services: [], calCom: null,
    branches: [{ id: salon.branchId, slug: 'mitte', name: 'Mitte', phoneNumbers: [], openingHours: storedHours({ tue: [['09:00', '13:00']] }), region: null, municipality: null }],
    staff: [{ id: salon.anna, slug: 'anna', name: 'Anna', email: null, role: 'staff', branchIds: [salon.branchId], serviceIds: [], workingHours: null, absences: [] }],
  };
  const node = () => loadSweep({ world: rig.notify.world, database, directory: { company: (id) => (id === company.id ? company : null) } });
  return { ...salon, ...rig, node, sweep: node() };
}

test('tells the manager once a day, also with a node that was started anew, with how many there are and how many can be made', async () => {
  const { sweep, node, notify, mails } = await branchWith(31);
  expect(await sweep()).toBe(1);
  expect(await sweep()).toBe(0);
  await node()();
  await expandNotices(notify);
  await deliverDue(notify, 'mail');
  expect(mails.map(({ to }) => to)).toEqual(['mara@salon.example']);
  expect((await PostalMime.parse(mails[0]!.raw)).subject).toBe('Mitte: 31 Rückrufe sind heute fällig, zu schaffen sind etwa 30');
});

test('says nothing while everything can be kept, and nothing of what is overdue already', async () => {
  expect(await (await branchWith(20)).sweep()).toBe(0);
  const late = await branchWith(0);
  for (let i = 0; i < 40; i++) await late.open({ due_at: iso(NOW - HOUR) });
  expect(await late.sweep()).toBe(0);
});
