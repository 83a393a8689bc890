import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, NOW, type Rows } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';
import { followGone, type GoneAppointment } from './appointment-gone.ts';
import { readLedger } from './ledger.ts';

const { database } = await testDatabase();
let count = 0;

interface Hung {
  readonly rows: Rows;
  readonly appointmentId: string;
  /** The wish that it was made for, and one that was fulfilled by moving to it. */
  readonly wishes: readonly [string, string];
}

async function hung(status: 'cancelled' | 'pending' = 'cancelled'): Promise<Hung> {
  const rows = await companyWithRows(database, `gone-${(count += 1)}`);
  const made = await rows.wish({ fate: 'appointment' });
  const appointmentId = await rows.appointment({ wish_id: made, status });
  return { rows, appointmentId, wishes: [made, await rows.wish({ fate: 'appointment', intent: 'reschedule', appointment_id: appointmentId })] };
}

async function after({ rows, appointmentId, wishes }: Hung, reason: GoneAppointment['reason']): Promise<{ fates: unknown; lost: readonly string[] }> {
  const follow = async () => await database.inCompany(rows.companyId, async (tx) => await followGone(tx, rows.companyId, { appointmentId, madeFor: wishes[0], waited: false, reason, at: NOW }));
  await follow();
  await follow();
  return await database.inCompany(rows.companyId, async (tx) => ({
    fates: (await tx.rows<{ id: string }>('select id, fate, reason, settled_by, merged_into from wishes where company_id = $1', [rows.companyId])).toSorted((a, b) => wishes.indexOf(a.id) - wishes.indexOf(b.id)),
    lost: (await readLedger(tx, { companyId: rows.companyId, from: null, to: null, now: NOW, journalPending: [] })).unexplained,
  }));
}

test('a customer who gave up his appointment himself has no wish left, and the ledger knows why', async () => {
  const made = await hung();
  const closed = { fate: 'closed', reason: 'cancelled_by_customer', settled_by: 'calendar', merged_into: null };
  expect(await after(made, 'cancelled_by_customer')).toEqual({ fates: made.wishes.map((id) => ({ id, ...closed })), lost: [] });
});

test('where a person has to call, the wish is open again, and the other one that hung on it goes into it', async () => {
  const made = await hung();
  const [first, second] = made.wishes;
  await made.rows.callback(first, { priority: 'high', created_from: 'reconciliation' });
  expect(await after(made, 'appointment_cancelled')).toMatchObject({
    fates: [{ id: first, fate: 'open_callback' }, { id: second, fate: 'merged', merged_into: first, settled_by: 'calendar' }], lost: [],
  });
});

test('a wish with another appointment keeps that', async () => {
  const made = await hung();
  await made.rows.appointment({ wish_id: made.wishes[1] });
  const { fates, lost } = await after(made, 'cancelled_by_customer');
  expect({ fates, lost }).toMatchObject({ fates: [{ fate: 'closed' }, { fate: 'appointment' }], lost: [] });
});

test('a wish that a person has closed stays as he left it', async () => {
  const made = await hung();
  await database.asMachine(async (tx) => void (await tx.run(`update wishes set fate = 'closed', reason = 'told', settled_by = 'anna', settled_at = $3 where company_id = $1 and id = $2`, [made.rows.companyId, made.wishes[0], iso(NOW)])));
  expect(await after(made, 'appointment_cancelled')).toMatchObject({ fates: [{ reason: 'told', settled_by: 'anna' }, { fate: 'closed', settled_by: 'calendar' }], lost: [] });
});
