import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { EVERY_DAY } from '../../test/local-salon.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import type { Branch, StaffMember } from '../companies/company.ts';
import { iso } from '../platform/iso.ts';

const MINUTE = 60_000;
const { database } = await testDatabase();

/** It is Tuesday, 10:00; the branch is open until 18:00, and Anna works all the time. */
async function setUp() {
  const slug = `salon-${randomUUID().slice(0, 8)}`;
  const rows = await companyWithRows(database, slug);
  const branchId = await rows.branch('mitte', 'Filiale Mitte');
  const staffId = await rows.staff('anna', 'Anna');
  const branch: Branch = { id: branchId, slug: 'mitte', name: 'Filiale Mitte', phoneNumbers: [], openingHours: EVERY_DAY, region: null, municipality: null };
  const anna: StaffMember = { id: staffId, slug: 'anna', name: 'Anna', email: null, role: 'staff', branchIds: [branchId], serviceIds: [], workingHours: null, absences: [] };
  const key = { companyId: rows.companyId, keyId: randomUUID(), role: 'viewer' as const, hint: 'beef', staffId: null };
  const { app } = await adminServer({ database, companies: [{ id: rows.companyId, slug, branches: [branch], staff: [anna] }], keys: { fn_x: key } });
  onTestFinished(() => app.close());
  const load = async () => (await app.inject({ url: '/api/v1/desk/load', headers: { authorization: 'Bearer fn_x' } })).json();
  const callback = async (dueAt: number, columns: object = {}) => await rows.callback(await rows.wish(), { branch_id: branchId, due_at: iso(dueAt), ...columns });
  return { rows, branchId, staffId, load, callback };
}

async function attempts(rows: Rows, callbackId: string, { minutesApart, count, actor, withdrawn = false }: { minutesApart: number; count: number; actor: string; withdrawn?: boolean }) {
  await database.asMachine(async (tx) => {
    for (let i = 0; i < count; i += 1) {
      const at = iso(NOW - 24 * HOUR - i * minutesApart * MINUTE);
      await tx.run(
        `insert into callback_attempts (company_id, id, callback_id, at, actor, outcome, withdrawn_at) values ($1, $2, $3, $4, $5, 'no_answer', $6)`,
        [rows.companyId, randomUUID(), callbackId, at, actor, withdrawn ? at : null],
      );
    }
  });
}

test('counts what is due until the next opening against the working time that is left, appointments taken off', async () => {
  const { rows, staffId, load, callback } = await setUp();
  for (const hours of [-1, 2, 2, 20]) await callback(NOW + hours * HOUR);
  await callback(NOW + 3 * HOUR, { status: 'completed', completed_at: iso(NOW), resolution: 'answered' });
  await callback(NOW + 30 * HOUR, { branch_id: null });
  await rows.appointment({ staff_id: staffId, starts_at: iso(NOW + HOUR), ends_at: iso(NOW + 3 * HOUR) });
  await rows.appointment({ staff_id: staffId, starts_at: iso(NOW + 4 * HOUR), ends_at: iso(NOW + 5 * HOUR), status: 'cancelled' });
  const answer = await load();
  expect(answer).toMatchObject({ at: iso(NOW), minutes_per_callback: 6, measured: false });
  expect(answer.branches).toEqual([
    {
      branch: { id: expect.any(String), slug: 'mitte', name: 'Filiale Mitte' },
      today: { date: '2026-12-01', closes_at: '2026-12-01T17:00:00.000Z', due: 4, overdue: 1, needed_minutes: 24, hands_minutes: 360, members: 1, short_by_minutes: 0, first_missed_at: null },
      next: expect.objectContaining({ date: '2026-12-02', due: 0, hands_minutes: 540 }),
    },
  ]);
  // the one of no branch is everybody's
  expect([answer.company.today.due, answer.company.next.due]).toEqual([4, 1]);
});

test('says by how much the hands fall short, and which deadline is the first to be missed', async () => {
  const { load, callback } = await setUp();
  for (let i = 0; i < 12; i += 1) await callback(NOW + HOUR + 30_000);
  expect((await load()).company.today).toMatchObject({ due: 12, needed_minutes: 72, short_by_minutes: 12, first_missed_at: iso(NOW + HOUR) });
});

test('how long a callback takes is measured once enough attempts were logged in a row, by one person, and not taken back', async () => {
  const { rows, load, callback } = await setUp();
  const one = await callback(NOW + HOUR);
  await attempts(rows, one, { minutesApart: 1, count: 40, actor: 'user:withdrawn', withdrawn: true });
  await attempts(rows, one, { minutesApart: 45, count: 40, actor: 'user:slow' });
  await attempts(rows, one, { minutesApart: 4, count: 20, actor: 'user:anna' });
  // twenty attempts have nineteen gaps
  expect(await load()).toMatchObject({ minutes_per_callback: 6, measured: false });
  await attempts(rows, one, { minutesApart: 9, count: 3, actor: 'user:ben' });
  expect(await load()).toMatchObject({ minutes_per_callback: 4, measured: true });
});

test('another company’s callbacks are none of its load', async () => {
  const mine = await setUp();
  const other = await setUp();
  await other.callback(NOW + HOUR);
  expect((await mine.load()).company.today.due).toBe(0);
});
