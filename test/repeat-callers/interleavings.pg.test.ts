// Few callers, many calls, two nodes, a database that comes and goes, and people at the desk meanwhile: whatever the order,
// nobody is called twice for one thing, no promise leads nowhere, and the ledger balances at every moment.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeCallback } from '../../src/callbacks/change-callback.ts';
import { readCallback } from '../../src/callbacks/read-callback.ts';
import type { Person } from '../../src/companies/actor.ts';
import { namesAWish } from '../../src/intake/resume.ts';
import { readLedger } from '../../src/wishes/ledger.ts';
import { testDatabase } from '../pg.ts';
import { bench, type Bench } from '../whole-call/bench.ts';
import { NO_TROUBLE } from '../whole-call/life.ts';
import type { Program } from '../whole-call/program.ts';

const { database } = await testDatabase();
const RUNS = Number(process.env['FANGNETZ_TEST_STORIES'] ?? 20);
const PERSON: Person = { kind: 'user', id: 'u', name: 'Anna', staffId: null, role: 'owner' };

const call = fc.record({
  caller: fc.constantFrom(0, 1),
  node: fc.constantFrom(0, 1),
  wants: fc.constantFrom('book', 'check', 'callback', 'cancel'),
  service: fc.constantFrom('schnitt', 'farbe'),
  name: fc.constantFrom('Ada Beispiel', 'Kind Beispiel'),
  calendar: fc.constantFrom('failed', 'failed', 'none', 'lost_reply'),
  database: fc.constantFrom('up', 'up', 'up', 'down'),
});
const step = fc.record({
  calls: fc.array(call, { minLength: 1, maxLength: 3 }),
  thenMs: fc.constantFrom(0, 1_000, 400_000, 5 * 3_600_000),
  drains: fc.constantFrom('none', 'both', 'second'),
  desk: fc.constantFrom('none', 'none', 'completes'),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Open { readonly phone_number: string; readonly intent: string; readonly service_id: string | null; readonly customer_name: string | null; readonly booking: string | null }

test('callers who call again', { timeout: 300_000 }, async () => {
  const path = process.env['FANGNETZ_TEST_PATH'];
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), proves), { numRuns: RUNS, ...(path === undefined ? {} : { path }) });
});

async function proves(steps: readonly Step[]): Promise<void> {
  const on = await bench(database);
  try {
    const nodes = [on.program, on.anotherNode()];
    const promised = new Set<string>();
    for (const { calls, thenMs, drains, desk } of steps) {
      const said = await Promise.all(calls.map(async (one) => await deliver(on, nodes[one.node]!, one)));
      for (const reply of said.flat()) if (reply?.answer.callback_id !== undefined) promised.add(reply.answer.callback_id);
      await on.clock.pass(thenMs);
      if (drains !== 'none') for (const node of drains === 'both' ? nodes : [nodes[1]!]) await node.work();
      if (desk === 'completes') await completeOne(on);
      await balanced(on, nodes);
    }
    Object.assign(on.calendar.faults, { book: 'none', slots: 'none', look: 'none' });
    for (const minutes of [1, 6, 16, 61, 200]) {
      await on.clock.pass(minutes * 60_000);
      for (const node of nodes) await node.work();
      await balanced(on, nodes);
    }
    await onceEach(on);
    for (const id of promised) expect(await resolved(on, id), `the promise ${id} leads to a callback`).toBe(true);
  } finally {
    await database.asMachine(async (tx) => await tx.run('delete from companies where id = $1', [on.salon.company.id]));
  }
}

const FUNCTIONS = { book: 'book_appointment', check: 'check_availability', callback: 'request_callback', cancel: 'cancel_appointment' } as const;

async function deliver(on: Bench, node: Program, { caller, wants, service, name, calendar, database: state }: Call) {
  Object.assign(on.calendar.faults, { book: calendar, slots: calendar === 'failed' ? 'fails' : 'none', look: calendar === 'lost_reply' ? 'lags' : 'none' });
  const args = { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: service, name, reason: 'Bitte' };
  const body = { name: FUNCTIONS[wants], args, call: { call_id: `call_${randomUUID()}`, from_number: `+4915112345${caller}00`, to_number: '+493012345678' } };
  return await node.deliver([body], { ...NO_TROUBLE, database: state });
}

async function completeOne(on: Bench): Promise<void> {
  const { company } = on.salon;
  await database.inCompany(company.id, async (tx) => {
    const [open] = await tx.rows<{ id: string }>(`select id from callbacks where status = 'pending' order by created_at, id limit 1`);
    const desk = { company, actor: PERSON, now: on.clock.now(), ids: { next: () => randomUUID() } };
    if (open !== undefined) await changeCallback(tx, desk, { id: open.id, event: { kind: 'complete', resolution: 'answered', notes: null, appointmentId: null } });
  });
}

async function balanced(on: Bench, nodes: readonly Program[]): Promise<void> {
  const { id } = on.salon.company;
  const journalPending = nodes.flatMap(({ journal }) => journal.unsettled()).filter((entry) => namesAWish(entry.body, id));
  const ledger = await database.inCompany(id, async (tx) => await readLedger(tx, { companyId: id, from: null, to: null, now: on.clock.now(), journalPending }));
  expect(ledger).toMatchObject({ difference: 0, unexplained: [] });
}

/** Of one number and intent, no two open callbacks for the same service and person, but for bookings that both have to be made sure of. */
async function onceEach(on: Bench): Promise<void> {
  const open = await on.rows<Open>(
    `select c.phone_number, w.intent, c.service_id, c.customer_name, c.metadata ->> 'calcom_booking_id' as booking
     from callbacks c join wishes w on w.id = c.wish_id where c.status in ('pending', 'assigned', 'contacted') and c.created_from <> 'reconciliation'`,
  );
  const keys = open.map(({ phone_number: phone, intent, service_id: service, customer_name: name, booking }) => [phone, intent, service, name, booking].join(' '));
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
}

async function resolved(on: Bench, id: string): Promise<boolean> {
  const { id: companyId } = on.salon.company;
  return (await database.inCompany(companyId, async (tx) => await readCallback(tx, { companyId, idOrReceipt: id, now: on.clock.now() }))) !== null;
}
