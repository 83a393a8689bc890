import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Person } from '../companies/actor.ts';
import type { StaffMember } from '../companies/company.ts';
import { createAccount } from '../people/accounts.ts';
import { changeCallback } from './change-callback.ts';
import { claimCaller } from './claim.ts';
import { coverAbsences } from './cover-absences.ts';
import type { DeskEvent } from './decide.ts';
import { deskSalon, WEEKDAYS_9_TO_18 } from './desk.fixture.ts';
import { readCallback } from './read-callback.ts';
import { readEfforts } from './read-efforts.ts';
import { returnClaims } from './return-claims.ts';
import { sweepDue } from './sweep-due.ts';

const MINUTE = HOUR / 60;
const salon = await deskSalon('sweep');
const { rows, database } = salon;
const [anna, ben, meike, chef] = await Promise.all([salon.member('anna'), salon.member('ben'), salon.member('meike', { role: 'manager' }), salon.member('chef', { role: 'owner' })]);
const viewer = await salon.member('viewer', { role: 'viewer' });
const iso = (at: number): string => new Date(at).toISOString();
const person = (member: StaffMember): Person => ({ kind: 'user', id: member.slug, name: member.name, staffId: member.id, role: 'staff' });

beforeEach(async () => {
  salon.setNow(NOW);
  salon.change({ staff: [anna, ben], callbacks: { autoAssign: 'relationship' } });
  await database.asMachine((tx) => tx.run('update callbacks set watch_at = null'));
  await database.asMachine((tx) => tx.run('delete from caller_claims'));
});

async function sweepAt(at: number): Promise<void> {
  salon.setNow(at);
  const sweep = sweepDue(salon.parts());
  for (let runs = 0; runs < 50 && (await sweep.run()) > 0; runs += 1);
}

async function callback(id: string) {
  const read = await database.inCompany(rows.companyId, (tx) => readCallback(tx, { companyId: rows.companyId, idOrReceipt: id, now: salon.now() }));
  return read!.callback;
}

async function change(id: string, event: DeskEvent, by: StaffMember = anna) {
  return await database.inCompany(rows.companyId, (tx) => changeCallback(tx, salon.desk(person(by)), { id, event }));
}

const efforts = async (id: string) => await database.inCompany(rows.companyId, (tx) => readEfforts(tx, rows.companyId, id));
const stepsOf = async (id: string) => (await efforts(id)).escalations.map(({ at, level, reason, to_staff }) => `${(Date.parse(at) - NOW) / MINUTE} ${level} ${reason} ${to_staff?.slug ?? '-'}`);
const toldOf = async (id: string, kind: string) =>
  await database.inCompany(rows.companyId, (tx) => tx.rows<{ at: number; recipient: Record<string, unknown> }>('select at, recipient from notices where callback_id = $1 and kind = $2 order by at', [id, kind]));

async function whyOf(id: string): Promise<unknown> {
  const read = await database.inCompany(rows.companyId, (tx) => readCallback(tx, { companyId: rows.companyId, idOrReceipt: id, now: salon.now() }));
  return read!.timeline.findLast(({ kind }) => kind === 'assign')?.detail['why'];
}

describe('a new callback', () => {
  test('goes to whoever called this number back last, and says so without a name', async () => {
    await salon.open({ phone_number: '+4930111', status: 'completed', resolution: 'answered', assigned_to: ben.id, completed_at: iso(NOW - 72 * HOUR) });
    const id = await salon.open({ phone_number: '+4930111' });
    await sweepAt(NOW);
    expect(await callback(id)).toMatchObject({ status: 'assigned', assigned_to: ben.id });
    expect(await whyOf(id)).toBe('hat diesen Kunden zuletzt zurückgerufen (am 28.11.)');
    expect(await toldOf(id, 'assigned')).toMatchObject([{ recipient: { kind: 'staff', id: ben.id } }]);
  });

  test('goes to whoever the caller asked for, before whoever served him last', async () => {
    await rows.appointment({ phone_number: '+4930222', staff_id: ben.id, starts_at: iso(NOW - 48 * HOUR), ends_at: iso(NOW - 47 * HOUR) });
    const known = await salon.open({ phone_number: '+4930222' });
    await sweepAt(NOW); // first, or she whom the other call asked for would have this caller already
    const named = await salon.open({ phone_number: '+4930222', metadata: { staff_id: anna.id } });
    await sweepAt(NOW);
    expect([(await callback(known)).assigned_to, (await callback(named)).assigned_to]).toEqual([ben.id, anna.id]);
    expect(await whyOf(known)).toBe('hat diesen Kunden zuletzt bedient (am 29.11.)');
  });

  test('without a number is nobody’s acquaintance: a withheld number ties to no earlier one', async () => {
    salon.change({ staff: [anna, ben], callbacks: { autoAssign: 'relationship' } });
    await salon.open({ phone_raw: 'anonymous', status: 'completed', resolution: 'answered', assigned_to: ben.id, completed_at: iso(NOW - HOUR) });
    const id = await salon.open({ phone_raw: 'anonymous' });
    await sweepAt(NOW);
    expect((await callback(id)).status).toBe('assigned');
    expect(await whyOf(id)).not.toMatch(/zurückgerufen/);
  });

  test('burst is spread over those who are there, and no two nodes give all of it to the same one', async () => {
    const load = async () => await database.inCompany(rows.companyId, (tx) => tx.rows<{ n: number }>(`select count(*)::int as n from callbacks where status = 'assigned' and assigned_to = any ($1) group by assigned_to`, [[anna.id, ben.id]]));
    await database.asMachine((tx) => tx.run(`update callbacks set status = 'pending', assigned_to = null where status = 'assigned'`));
    for (let n = 0; n < 30; n += 1) await salon.open();
    await Promise.all([sweepDue(salon.parts()).run(), sweepDue(salon.parts()).run()]);
    const counts = (await load()).map(({ n }) => n);
    expect(Math.abs((counts[0] ?? 0) - (counts[1] ?? 0))).toBeLessThanOrEqual(1);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(30);
  });

  test('at night waits for the morning shift, without an alarm', async () => {
    salon.change({ staff: [anna, meike] });
    const night = NOW + 12 * HOUR;
    const id = await salon.open({ created_at: iso(night), watch_at: iso(night), due_at: iso(night + 24 * HOUR) });
    await sweepAt(night);
    expect(await callback(id)).toMatchObject({ assigned_to: null });
    await sweepAt(night + 2 * HOUR);
    expect(await toldOf(id, 'unassigned_too_long')).toEqual([]);
    await sweepAt(NOW + 23 * HOUR);
    expect((await callback(id)).status).toBe('assigned');
  });

  test('is never for whoever only looks on, by the company file or by his account, though he has the least to do', async () => {
    salon.change({ staff: [viewer, anna, ben] });
    await database.asMachine((tx) => tx.run(`update callbacks set status = 'pending', assigned_to = null where assigned_to = $1 and completed_at is null`, [ben.id]));
    await salon.open({ assigned_to: anna.id, status: 'assigned', due_at: iso(NOW + 72 * HOUR), watch_at: null });
    const account = randomUUID();
    await createAccount(database, { id: account, name: 'Ben', email: 'ben@salon.example', operator: false, passwordHash: 'x' }, NOW);
    await database.asMachine((tx) => tx.run(
      `insert into members (company_id, user_id, name, email, role, staff_id, created_at, updated_at) values ($1, $2, 'Ben', 'ben@salon.example', 'viewer', $3, now(), now())`, [rows.companyId, account, ben.id]));
    const id = await salon.open();
    await sweepAt(NOW);
    expect((await callback(id)).assigned_to).toBe(anna.id);
    await database.asMachine((tx) => tx.run('delete from members where company_id = $1', [rows.companyId]));
  });

  test('is left to people where the company wants it so, except what presses', async () => {
    salon.change({ callbacks: { autoAssign: 'none' } });
    const [normal, urgent] = [await salon.open(), await salon.open({ priority: 'urgent', due_at: iso(NOW + 2 * HOUR) })];
    await sweepAt(NOW);
    expect([(await callback(normal)).status, (await callback(urgent)).status]).toEqual(['pending', 'assigned']);
  });

  test('that somebody works on already is his; a claim of nobody in particular keeps it from everybody else', async () => {
    const [one, other] = [await salon.open({ phone_number: '+4930301' }), await salon.open({ phone_number: '+4930302' })];
    await database.inCompany(rows.companyId, (tx) => claimCaller(tx, { ...salon.desk(person(ben)), actor: person(ben) }, one));
    await database.inCompany(rows.companyId, (tx) => claimCaller(tx, { ...salon.desk(person(ben)), actor: { kind: 'key', id: 'k1', name: 'Empfang', staffId: null, role: 'staff' } }, other));
    await sweepAt(NOW);
    expect([(await callback(one)).assigned_to, (await callback(other)).assigned_to]).toEqual([ben.id, null]);
  });

  test('that was put back is left for half an hour to whoever wants it, then goes to another', async () => {
    const id = await salon.open();
    await sweepAt(NOW);
    const first = (await callback(id)).assigned_to!;
    salon.setNow(NOW + MINUTE);
    await change(id, { kind: 'unassign', why: 'by_hand' });
    await sweepAt(NOW + 2 * MINUTE);
    expect((await callback(id)).assigned_to).toBeNull();
    await sweepAt(NOW + 31 * MINUTE);
    expect((await callback(id)).assigned_to).toBe([anna, ben].find((member) => member.id !== first)!.id);
  });
});

describe('a callback that nobody has', () => {
  test('is an alarm for the managers after half an hour, for the owners after another cooldown, and then no more', async () => {
    salon.change({ staff: [meike, chef].map((member) => ({ ...member, branchIds: [salon.branchId] })), callbacks: { autoAssign: 'none' } });
    const id = await salon.open({ due_at: iso(NOW + 72 * HOUR) });
    for (let minutes = 0; minutes <= 20 * 60; minutes += 10) await sweepAt(NOW + minutes * MINUTE);
    expect(await stepsOf(id)).toEqual(['30 2 unassigned_too_long meike', '270 3 unassigned_too_long chef']);
    expect((await toldOf(id, 'unassigned_too_long')).map(({ recipient }) => recipient['kind'])).toEqual(['managers', 'owners']);
  });

  test('is no alarm any more once somebody has it, and his deadline begins with himself', async () => {
    salon.change({ staff: [anna, meike, chef], callbacks: { autoAssign: 'none' } });
    const id = await salon.open({ due_at: iso(NOW + 3 * HOUR) });
    await sweepAt(NOW);
    await sweepAt(NOW + 31 * MINUTE);
    await change(id, { kind: 'assign', staffId: anna.id, why: 'by_hand' });
    expect((await efforts(id)).escalations).toMatchObject([{ reason: 'unassigned_too_long', resolved_by: 'user:anna' }]);
    await sweepAt(NOW + 3 * HOUR);
    expect(await stepsOf(id)).toEqual(['31 2 unassigned_too_long meike', '180 1 deadline_missed anna']);
  });
});

describe('the deadline', () => {
  test('is warned of once, then goes up the chain with a cooldown between, and nothing ever closes it', async () => {
    salon.change({ staff: [anna, meike, chef] });
    const id = await salon.open({ due_at: iso(NOW + 2 * HOUR), assigned_to: anna.id, status: 'assigned' });
    for (let hours = 0; hours < 24 * 60; hours += hours < 24 ? 0.25 : 24) await sweepAt(NOW + hours * HOUR);
    expect(await stepsOf(id)).toEqual(['120 1 deadline_missed anna', '360 2 deadline_missed meike', '600 3 deadline_missed chef', '840 4 deadline_missed -']);
    expect((await toldOf(id, 'warning')).map(({ at }) => (at - NOW) / MINUTE)).toEqual([90]);
    const wish = await database.inCompany(rows.companyId, (tx) => tx.rows<{ fate: string }>('select fate from wishes where id = (select wish_id from callbacks where id = $1)', [id]));
    expect([(await callback(id)).status, wish]).toEqual(['assigned', [{ fate: 'open_callback' }]]);
  });

  test('is not moved by a snooze: the warning waits for its end, the escalation does not', async () => {
    const [short, long] = [await salon.open({ due_at: iso(NOW + 4 * HOUR), assigned_to: anna.id, status: 'assigned' }), await salon.open({ due_at: iso(NOW + 4 * HOUR), assigned_to: anna.id, status: 'assigned' })];
    await change(short, { kind: 'snooze', until: NOW + 3.75 * HOUR, words: null });
    await change(long, { kind: 'snooze', until: NOW + 30 * HOUR, words: 'morgen' });
    for (let minutes = 0; minutes <= 31 * 60; minutes += 15) await sweepAt(NOW + minutes * MINUTE);
    expect((await toldOf(short, 'warning')).map(({ at }) => (at - NOW) / MINUTE)).toEqual([225]);
    expect((await toldOf(short, 'snooze_over')).map(({ at }) => (at - NOW) / MINUTE)).toEqual([225]);
    expect(await toldOf(long, 'warning')).toEqual([]);
    expect((await stepsOf(long))[0]).toBe('240 1 deadline_missed anna');
    expect((await toldOf(long, 'snooze_over')).map(({ at }) => (at - NOW) / HOUR)).toEqual([30]);
  });

  test('is warned of to somebody who is there: whoever has gone home is covered for', async () => {
    const early: StaffMember = { ...anna, workingHours: { ...WEEKDAYS_9_TO_18, tue: [['09:00', '12:00']] } };
    salon.change({ staff: [early, ben] });
    const id = await salon.open({ due_at: iso(NOW + 4 * HOUR), assigned_to: anna.id, status: 'assigned' });
    await sweepAt(NOW + 3.5 * HOUR);
    expect(await callback(id)).toMatchObject({ assigned_to: ben.id });
    expect(await whyOf(id)).toBe('Vertretung: sonst ist niemand da');
    expect(await toldOf(id, 'warning')).toMatchObject([{ recipient: { kind: 'staff', id: ben.id } }]);
    expect(await toldOf(id, 'unassigned')).toMatchObject([{ recipient: { kind: 'staff', id: anna.id } }]);
  });

  test('is not waited for where a decision is: unanswered for a cooldown, it goes above whoever tried', async () => {
    salon.change({ staff: [anna, meike, chef] });
    const id = await salon.open({ due_at: iso(NOW + 72 * HOUR), assigned_to: anna.id, status: 'assigned' });
    for (let n = 0; n < 3; n += 1) await change(id, { kind: 'attempt', outcome: 'no_answer', note: null, nextAttemptAt: null, maxAttempts: 3 });
    for (let minutes = 0; minutes <= 9 * 60; minutes += 30) await sweepAt(NOW + minutes * MINUTE);
    expect(await stepsOf(id)).toEqual(['240 2 attempts_failed meike', '480 3 attempts_failed chef']);
  });
});

test('the next attempt is called to mind when its time has come, once', async () => {
  const id = await salon.open({ due_at: iso(NOW + 72 * HOUR), assigned_to: anna.id, status: 'assigned' });
  await change(id, { kind: 'attempt', outcome: 'busy', note: null, nextAttemptAt: NOW + 2 * HOUR, maxAttempts: 3 });
  for (let minutes = 0; minutes <= 6 * 60; minutes += 30) await sweepAt(NOW + minutes * MINUTE);
  expect((await toldOf(id, 'attempt_due')).map(({ at, recipient }) => [(at - NOW) / HOUR, recipient])).toEqual([[2, { kind: 'staff', id: anna.id }]]);
  expect((await salon.kindsOf(id)).filter((kind) => kind === 'attempt_due')).toHaveLength(1);
});

test('one callback that cannot be dealt with keeps none of the others waiting, and is no secret', async () => {
  const nord = await rows.branch('nord', 'Nord');
  const [mitte] = salon.company().branches;
  const ghost = { ...anna, id: '00000000-0000-4000-8000-000000000077', slug: 'ghost', branchIds: [nord] };
  salon.change({ staff: [anna, ghost], branches: [mitte!, { ...mitte!, id: nord, slug: 'nord' }] });
  const stuck = await salon.open({ branch_id: nord, watch_at: iso(NOW - HOUR) });
  const fine = await salon.open();
  const node = salon.parts();
  const sweep = sweepDue(node);
  await sweep.run();
  expect((await callback(fine)).status).toBe('assigned');
  expect(await callback(stuck)).toMatchObject({ status: 'pending' });
  expect([node.failures, sweep.trouble()]).toEqual([['callbacks.watch'], expect.stringContaining(stuck)]);
  expect(await sweep.run()).toBe(0);
  salon.change({ staff: [anna, { ...ben, branchIds: [nord] }] });
  salon.setNow(NOW + 6 * MINUTE);
  await sweep.run();
  expect((await callback(stuck)).status).toBe('assigned');
  expect(sweep.trouble()).toBeNull();
});

test('whoever has left the company keeps no callback', async () => {
  const id = await salon.open({ assigned_to: ben.id, status: 'assigned' });
  salon.change({ staff: [anna] });
  await sweepAt(NOW);
  expect((await callback(id)).assigned_to).toBe(anna.id);
});

test('two nodes that sweep at once do everything once', async () => {
  const ids = await Promise.all(Array.from({ length: 25 }, () => salon.open({ due_at: iso(NOW - MINUTE), assigned_to: anna.id, status: 'assigned' })));
  await Promise.all(Array.from({ length: 4 }, async () => await sweepDue(salon.parts()).run()));
  const steps = await Promise.all(ids.map(stepsOf));
  expect(steps.flat()).toHaveLength(25);
});

describe('whoever is away', () => {
  const ill: StaffMember = { ...anna, absences: [{ id: 'a', from: '2026-12-01', to: '2026-12-03', hours: null }] };

  test('keeps what is due after she is back, and nothing before; both are told', async () => {
    salon.change({ staff: [ill, ben] });
    const [soon, later] = [await salon.open({ due_at: iso(NOW + 48 * HOUR), assigned_to: anna.id, status: 'assigned' }), await salon.open({ due_at: iso(NOW + 96 * HOUR), assigned_to: anna.id, status: 'assigned' })];
    await coverAbsences(salon.parts()).run();
    expect([(await callback(soon)).assigned_to, (await callback(later)).assigned_to]).toEqual([ben.id, anna.id]);
    expect([await toldOf(soon, 'assigned'), await toldOf(soon, 'unassigned')]).toMatchObject([[{ recipient: { id: ben.id } }], [{ recipient: { id: anna.id } }]]);
  });

  test('is not chosen, keeps hers while nobody else is there, and is passed by in the chain', async () => {
    salon.change({ staff: [ill, { ...meike, absences: ill.absences }, chef] });
    await database.asMachine((tx) => tx.run(`update callbacks set assigned_to = $1 where assigned_to = $2`, [ben.id, anna.id]));
    salon.change({ staff: [ill, { ...meike, absences: ill.absences }] });
    const [fresh, hers] = [await salon.open(), await salon.open({ due_at: iso(NOW + 2 * HOUR), assigned_to: anna.id, status: 'assigned' })];
    expect(await coverAbsences(salon.parts()).run()).toBe(0);
    for (let minutes = 0; minutes <= 120; minutes += 30) await sweepAt(NOW + minutes * MINUTE);
    expect([(await callback(fresh)).assigned_to, (await callback(hers)).assigned_to]).toEqual([null, anna.id]);
    expect(await stepsOf(hers)).toEqual(['120 4 deadline_missed -']);
    expect((await efforts(hers)).escalations[0]?.note).toBe('Niemand da, daher übersprungen: Zuständige, Filialleitung, Inhaber');
  });

  test('for a few hours has covered only what falls into them', async () => {
    salon.change({ staff: [{ ...anna, absences: [{ id: 'a', from: '2026-12-01', to: '2026-12-01', hours: [['09:30', '12:00']] }] }, ben] });
    const [now, afternoon] = [await salon.open({ due_at: iso(NOW + HOUR), assigned_to: anna.id, status: 'assigned' }), await salon.open({ due_at: iso(NOW + 3 * HOUR), assigned_to: anna.id, status: 'assigned' })];
    await coverAbsences(salon.parts()).run();
    expect([(await callback(now)).assigned_to, (await callback(afternoon)).assigned_to]).toEqual([ben.id, anna.id]);
  });
});

describe('a claim that was forgotten', () => {
  const claim = async (id: string, by: StaffMember) => await database.inCompany(rows.companyId, (tx) => claimCaller(tx, { ...salon.desk(person(by)), actor: person(by) }, id));

  test('goes back by itself, and both are told: who forgot it and whose it is', async () => {
    const id = await salon.open({ phone_number: '+4930401', assigned_to: anna.id, status: 'assigned' });
    await claim(id, ben);
    salon.setNow(NOW + 21 * MINUTE);
    expect(await returnClaims(salon.parts()).run()).toBe(1);
    expect(await callback(id)).toMatchObject({ claimed_by: null, assigned_to: anna.id });
    expect((await toldOf(id, 'claim_returned')).map(({ recipient }) => recipient)).toEqual(expect.arrayContaining([{ kind: 'actor', id: 'user:ben' }, { kind: 'staff', id: anna.id }]));
    expect(await returnClaims(salon.parts()).run()).toBe(0);
  });

  test('is not forgotten while its holder is at work: an attempt prolongs it, that of a colleague does not', async () => {
    const id = await salon.open({ phone_number: '+4930402', assigned_to: anna.id, status: 'assigned' });
    await claim(id, anna);
    salon.setNow(NOW + 15 * MINUTE);
    await change(id, { kind: 'attempt', outcome: 'no_answer', note: null, nextAttemptAt: null, maxAttempts: 9 }, ben);
    expect((await callback(id)).claim_until).toBe(iso(NOW + 20 * MINUTE));
    await change(id, { kind: 'attempt', outcome: 'no_answer', note: null, nextAttemptAt: null, maxAttempts: 9 }, anna);
    expect((await callback(id)).claim_until).toBe(iso(NOW + 35 * MINUTE));
    salon.setNow(NOW + 25 * MINUTE);
    expect(await returnClaims(salon.parts()).run()).toBe(0);
  });
});
