import { describe, expect, test } from 'vitest';
import { execute } from '../../test/execute.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Actor, Person } from '../companies/actor.ts';
import { DEFAULT_APPOINTMENT_POLICY } from '../companies/appointment-policy.ts';
import { DEFAULT_CALLBACK_POLICY } from '../companies/callback-policy.ts';
import type { Company, StaffMember } from '../companies/company.ts';
import { realWorld } from '../platform/real-world.ts';
import { changeCallback } from './change-callback.ts';
import type { Desk } from './change-callback.ts';
import { escalateCallback } from './escalate.ts';
import type { Escalation } from './escalate.ts';
import { readEfforts } from './read-efforts.ts';

const { database, url } = await testDatabase();
const rows = await companyWithRows(database, 'chain');
const { ids } = realWorld(silentLog);
const mitte = await rows.branch('mitte', 'Mitte');
const nord = await rows.branch('nord', 'Nord');
const member = async (slug: string, role: StaffMember['role'], branchId: string): Promise<StaffMember> =>
  ({ id: await rows.staff(slug, slug), slug, name: slug, email: null, role, branchIds: [branchId], serviceIds: [], workingHours: null, absences: [] });
const [anna, ben, elsewhere, chef] = await Promise.all([member('anna', 'staff', mitte), member('ben', 'manager', mitte), member('nils', 'manager', nord), member('chef', 'owner', mitte)]);

const salon: Company = {
  id: rows.companyId, slug: 'chain', kind: 'company', name: 'Salon', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions: [], notifyEmails: [],
  callbacks: DEFAULT_CALLBACK_POLICY, appointments: DEFAULT_APPOINTMENT_POLICY, branches: [], services: [], staff: [anna, elsewhere, ben, chef], calCom: null,
};
const MACHINE: Actor = { kind: 'machine', by: 'sweep' };
const lea: Person = { kind: 'user', id: 'lea', name: 'Lea', staffId: null, role: 'staff' };
const desk = (actor: Actor, company: Company, now: number): Desk => ({ company, actor, now, ids });

interface Told { readonly actor?: Actor; readonly company?: Company; readonly now?: number }

async function escalate(callbackId: string, { reason = 'deadline_missed', note = null, toStaff = null }: Partial<Escalation>, { actor = MACHINE, company = salon, now = NOW }: Told = {}) {
  return await database.inCompany(salon.id, (tx) => escalateCallback(tx, desk(actor, company, now), { callbackId, reason, note, toStaff }));
}

async function open(columns: Parameters<typeof rows.callback>[1] = {}): Promise<string> {
  return await rows.callback(await rows.wish({ intent: 'callback' }), { branch_id: mitte, status: 'assigned', assigned_to: anna.id, ...columns });
}

const escalations = async (id: string) => (await database.inCompany(salon.id, (tx) => readEfforts(tx, salon.id, id))).escalations;
const stepsOf = async (id: string) => (await escalations(id)).map(({ level, reason, to_staff }) => `${level} ${reason} ${to_staff?.slug ?? '-'}`);

describe('an overdue callback', () => {
  test('goes up level by level, past the manager of another branch, and ends outside the company', async () => {
    const id = await open();
    for (let step = 0; step < 5; step += 1) await escalate(id, {}, { now: NOW + step * HOUR });
    expect(await stepsOf(id)).toEqual(['1 deadline_missed anna', '2 deadline_missed ben', '3 deadline_missed chef', '4 deadline_missed -', '4 deadline_missed -']);
    const told = await database.inCompany(salon.id, (tx) => tx.rows<{ kind: string; to: string }>(`select kind, recipient ->> 'kind' as "to" from notices where callback_id = $1 and kind in ('overdue', 'escalated') order by at`, [id]));
    expect(told).toEqual([{ kind: 'overdue', to: 'staff' }, { kind: 'escalated', to: 'managers' }, { kind: 'escalated', to: 'owners' }, { kind: 'escalated', to: 'operator' }, { kind: 'escalated', to: 'operator' }]);
  });

  test('that nobody has is not brought before nobody: the level is skipped, and says so', async () => {
    const id = await open({ status: 'pending', assigned_to: null });
    await escalate(id, {}, { company: { ...salon, staff: [anna, chef] } });
    expect(await escalations(id)).toMatchObject([{ level: 3, to_staff: { slug: 'chef' }, note: 'Niemand da, daher übersprungen: Zuständige, Filialleitung' }]);
  });

  test('of the manager himself does not come back to him under another name', async () => {
    const id = await open({ assigned_to: ben.id });
    await escalate(id, {});
    await escalate(id, {});
    expect(await stepsOf(id)).toEqual(['1 deadline_missed ben', '3 deadline_missed chef']);
  });

  test('is read at the company’s own address where no owner is known, and is the operator’s only without one', async () => {
    const [known, unknown] = [await open({ status: 'pending', assigned_to: null }), await open({ status: 'pending', assigned_to: null })];
    await escalate(known, {}, { company: { ...salon, staff: [], notifyEmails: ['chefin@salon.example'] } });
    await escalate(unknown, {}, { company: { ...salon, staff: [] } });
    expect([await stepsOf(known), await stepsOf(unknown)]).toEqual([['3 deadline_missed -'], ['4 deadline_missed -']]);
  });

  test('comes before a manager who is no member of staff: the account is told, and the callback stays where it is', async () => {
    const user = await database.asMachine((tx) => tx.maybe<{ id: string }>('select gen_random_uuid() as id'));
    const account = [salon.id, user!.id, 'Rita', 'rita@salon.example', 'manager'];
    await execute(url, `insert into auth_users (id, name, email, created_at, updated_at) values ('${user!.id}', 'Rita', 'rita@salon.example', now(), now())`);
    await database.asMachine((tx) => tx.run(`insert into members (company_id, user_id, name, email, role, created_at, updated_at) values ($1, $2, $3, $4, $5, now(), now())`, account));
    const id = await open();
    const company = { ...salon, staff: [anna, chef] };
    await escalate(id, {}, { company });
    await escalate(id, {}, { company });
    expect(await stepsOf(id)).toEqual(['1 deadline_missed anna', '2 deadline_missed -']);
    await database.asMachine((tx) => tx.run('delete from members where company_id = $1', [salon.id]));
  });

  test('that two nodes bring up in the same moment is told to two people, not twice to one', async () => {
    const id = await open();
    await Promise.all([escalate(id, {}), escalate(id, {})]);
    expect((await stepsOf(id)).toSorted()).toEqual(['1 deadline_missed anna', '2 deadline_missed ben']);
  });
});

describe('a person who brings something up', () => {
  test('does not bring it before whoever has it already', async () => {
    const id = await open();
    await escalate(id, { reason: 'customer_complaint', note: 'will die Chefin' }, { actor: lea });
    expect(await escalations(id)).toMatchObject([{ level: 2, reason: 'customer_complaint', note: 'will die Chefin', from_staff: { slug: 'anna' }, to_staff: { slug: 'ben' }, actor: 'user:lea' }]);
  });

  test('may name who is to have it; from then on it is his', async () => {
    const id = await open({ status: 'pending', assigned_to: null });
    const change = await escalate(id, { reason: 'complex_case', toStaff: chef.id }, { actor: lea });
    expect(change).toMatchObject({ kind: 'changed', after: { status: 'assigned', assignedTo: chef.id, escalationLevel: 3 } });
  });

  test('cannot bring up what is closed', async () => {
    const id = await open({ status: 'completed', completed_at: new Date(NOW).toISOString(), resolution: 'answered' });
    expect(await escalate(id, { reason: 'other' }, { actor: lea })).toEqual({ kind: 'refused', why: 'status', status: 'completed' });
    expect(await escalations(id)).toEqual([]);
  });
});

test('closing a callback deals with what it was brought up for', async () => {
  const id = await open();
  await escalate(id, {});
  await database.inCompany(salon.id, (tx) => changeCallback(tx, desk(lea, salon, NOW + HOUR), { id, event: { kind: 'complete', resolution: 'answered', notes: null, appointmentId: null } }));
  expect(await escalations(id)).toMatchObject([{ resolved_by: 'user:lea', resolved_at: '2026-12-01T10:00:00.000Z' }]);
});
