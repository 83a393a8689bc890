import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Actor, Person } from '../companies/actor.ts';
import { DEFAULT_APPOINTMENT_POLICY } from '../companies/appointment-policy.ts';
import { DEFAULT_CALLBACK_POLICY } from '../companies/callback-policy.ts';
import type { Company } from '../companies/company.ts';
import { realWorld } from '../platform/real-world.ts';
import { silentLog } from '../../test/silent-log.ts';
import { readLedger } from '../wishes/ledger.ts';
import { changeCallback } from './change-callback.ts';
import type { Change, Desk } from './change-callback.ts';
import { claimCaller } from './claim.ts';
import type { DeskEvent } from './decide.ts';
import { lockDeskRow } from './desk-row.ts';
import { claimHolder, releaseClaim } from './release-claim.ts';

const { database } = await testDatabase();
const rows = await companyWithRows(database, 'desk');
const { ids } = realWorld(silentLog);
const anna = await rows.staff('anna', 'Anna Berger');
const company: Company = {
  id: rows.companyId, slug: 'desk', kind: 'company', name: 'Salon', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions: [], notifyEmails: [],
  callbacks: DEFAULT_CALLBACK_POLICY, appointments: DEFAULT_APPOINTMENT_POLICY, branches: [], services: [], staff: [], calCom: null,
};
const person = (id: string, staffId: string | null = null): Person => ({ kind: 'user', id, name: id, staffId, role: 'staff' });
const desk = (actor: Actor, now = NOW): Desk => ({ company, actor, now, ids });

async function change(id: string, event: DeskEvent, actor: Actor = person('u1')): Promise<Change> {
  return await database.inCompany(rows.companyId, (tx) => changeCallback(tx, desk(actor), { id, event }));
}

async function fateOf(wish: string): Promise<{ fate: string; reason: string | null; settled_by: string | null }> {
  return (await database.inCompany(rows.companyId, (tx) => tx.maybe<{ fate: string; reason: string | null; settled_by: string | null }>('select fate, reason, settled_by from wishes where id = $1', [wish])))!;
}

async function difference(): Promise<number> {
  const query = { companyId: rows.companyId, from: null, to: null, now: NOW, journalPending: [] };
  return (await database.inCompany(rows.companyId, (tx) => readLedger(tx, query))).difference;
}

async function open(columns: Parameters<typeof rows.callback>[1] = {}): Promise<{ wish: string; id: string }> {
  const wish = await rows.wish({ intent: 'callback' });
  return { wish, id: await rows.callback(wish, columns) };
}

const COMPLETE: DeskEvent = { kind: 'complete', resolution: 'answered', notes: null, appointmentId: null };

describe('a change at the desk', () => {
  test('keeps nobody waiting who gives the caller back: the two would wait for each other', async () => {
    const { id } = await open({ phone_number: '+493012340099' });
    await database.inCompany(rows.companyId, (tx) => claimCaller(tx, { ...desk(person('u1')), actor: person('u1') }, id));
    const [locked, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const closing = database.inCompany(rows.companyId, async (tx) => {
      await lockDeskRow(tx, rows.companyId, id);
      locked.resolve();
      await done.promise;
    });
    await locked.promise;
    const released = await database.inCompany(rows.companyId, (tx) => releaseClaim(tx, desk(person('u1')), { callbackId: id, force: false }), { budgetMs: 5_000 }).finally(done.resolve);
    await closing;
    expect(released).toEqual({ kind: 'released', callbackIds: [id] });
  });

  test('closes the wish with the reason and the person, and a reopening opens it again; the ledger stays at 0 throughout', async () => {
    const { wish, id } = await open();
    expect((await change(id, COMPLETE)).kind).toBe('changed');
    expect(await fateOf(wish)).toEqual({ fate: 'closed', reason: 'answered', settled_by: 'user:u1' });
    expect(await difference()).toBe(0);
    expect((await change(id, { kind: 'reopen', reason: 'rief noch einmal an' })).kind).toBe('changed');
    expect((await fateOf(wish)).fate).toBe('open_callback');
    expect(await difference()).toBe(0);
  });

  test('is refused to the machine where it would close a wish by the passing of time', async () => {
    const { id } = await open();
    const expire = await change(id, { kind: 'expire', reason: 'zu alt' }, { kind: 'machine', by: 'sweep' });
    expect(expire).toEqual({ kind: 'refused', why: 'machine', status: 'pending' });
    expect((await change(id, COMPLETE, { kind: 'machine', by: 'sweep' })).kind).toBe('refused');
  });

  test('that the status does not allow changes nothing, not even the version', async () => {
    const { id } = await open({ status: 'cancelled', resolution: 'spam', completed_at: new Date(NOW).toISOString() });
    expect(await change(id, COMPLETE)).toEqual({ kind: 'refused', why: 'status', status: 'cancelled' });
    const row = await database.inCompany(rows.companyId, (tx) => tx.maybe<{ version: number }>('select version from callbacks where id = $1', [id]));
    expect(row?.version).toBe(0);
  });

  test('tells the new assignee, and nobody what he did himself', async () => {
    const { id } = await open();
    await change(id, { kind: 'assign', staffId: anna, why: 'by_hand' });
    const { id: own } = await open();
    await change(own, { kind: 'assign', staffId: anna, why: 'by_hand' }, person('u2', anna));
    const notices = await database.inCompany(rows.companyId, (tx) => tx.rows<{ callback_id: string; kind: string }>('select callback_id, kind from notices where callback_id = any ($1)', [[id, own]]));
    expect(notices).toEqual([{ callback_id: id, kind: 'assigned' }]);
  });

  test('made by two people at once happens once; the other is told that there is nothing left to do', async () => {
    const { id } = await open();
    const kinds = (await Promise.all([change(id, COMPLETE, person('a')), change(id, COMPLETE, person('b'))])).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['changed', 'refused']);
  });
});

describe('a claim', () => {
  const claim = async (id: string, who: Person, now = NOW) => await database.inCompany(rows.companyId, (tx) => claimCaller(tx, { ...desk(who, now), actor: who }, id));

  test('is about the caller: whoever has one of his callbacks has all of them, and a number that is withheld joins nobody', async () => {
    const one = await open({ phone_number: '+4930111111' });
    const two = await open({ phone_number: '+4930111111' });
    const hidden = [await open({ phone_raw: 'anonymous' }), await open({ phone_raw: 'anonymous' })];
    const claimed = await claim(one.id, person('a'));
    expect(claimed.kind === 'claimed' && claimed.callbackIds.toSorted()).toEqual([one.id, two.id].toSorted());
    expect(await claim(two.id, person('b'))).toMatchObject({ kind: 'taken', by: 'a' });
    expect((await claim(hidden[0]!.id, person('a'))).kind).toBe('claimed');
    expect((await claim(hidden[1]!.id, person('b'))).kind).toBe('claimed');
  });

  test('has one winner among fifty who reach for it in the same moment', async () => {
    const { id } = await open({ phone_number: '+4930222222' });
    const results = await Promise.all(Array.from({ length: 50 }, (_, i) => claim(id, person(`p${i}`))));
    expect(results.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'taken')).toHaveLength(49);
  });

  test('that has run out is nobody’s: the next one gets it, and the first cannot give back what is not his', async () => {
    const { id } = await open({ phone_number: '+4930333333' });
    await claim(id, person('a'));
    expect((await claim(id, person('b'), NOW + HOUR)).kind).toBe('claimed');
    const back = await database.inCompany(rows.companyId, (tx) => releaseClaim(tx, desk(person('a'), NOW + HOUR), { callbackId: id, force: false }));
    expect(back).toMatchObject({ kind: 'not_yours', by: 'b' });
  });

  test('ends with the last open callback of the caller, not before', async () => {
    const one = await open({ phone_number: '+4930444444' });
    const two = await open({ phone_number: '+4930444444' });
    await claim(one.id, person('a'));
    const holder = async () => await database.inCompany(rows.companyId, (tx) => claimHolder(tx, { companyId: rows.companyId, callerKey: '+4930444444', now: NOW }));
    await change(one.id, COMPLETE, person('a'));
    expect((await holder())?.claimedBy).toBe('user:a');
    await change(two.id, COMPLETE, person('a'));
    expect(await holder()).toBeNull();
  });
});
