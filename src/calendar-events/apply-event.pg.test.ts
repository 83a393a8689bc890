import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import type { ChangeIntent } from '../booking/change-intent.ts';
import { insertIntent } from '../booking/store-intent.ts';
import type { Json } from '../journal/journal.ts';
import { calComSalon, CUSTOMER, HOST, NOW, webhook, type CalComSalon, type Told } from './salon.fixture.ts';

const { database, url } = await testDatabase();
/** Whoever is first in the queue for a row holds its tuple lock. */
const WAITS_FOR_A_ROW = `select pid from pg_locks where locktype = 'tuple' and database = (select oid from pg_database where datname = current_database())`;

interface State {
  readonly appointments: readonly object[];
  readonly wishes: readonly object[];
  readonly callbacks: readonly object[];
  readonly intents: readonly object[];
}

/** What has to be the same, whichever way it came about; ids are derived and differ from company to company. */
async function stateOf(bench: CalComSalon): Promise<State> {
  const of = 'where x.company_id = $1';
  return {
    appointments: await bench.rows(`select booking_uid, status, wish_id is not null as wished, starts_at, (select booking_uid from appointments n where n.company_id = x.company_id and n.id = x.replaced_by) as replaced_by
      from appointments x ${of} order by booking_uid`),
    wishes: await bench.rows(`select fate, case when fate in ('closed', 'merged') then reason end as reason, case when fate in ('closed', 'merged') then settled_by end as settled_by,
      case when fate = 'appointment' then (select booking_uid from appointments a where a.company_id = x.company_id and a.id = x.appointment_id) end as proved_by from wishes x ${of} order by fate`),
    callbacks: await bench.rows(`select status, priority, error_type from callbacks x ${of} order by priority, error_type`),
    intents: await bench.rows(`select next_look_at is null as certain from booking_intents x ${of}`),
  };
}

function permutations<T>(of: readonly T[]): T[][] {
  return of.length === 0 ? [[]] : of.flatMap((one, i) => permutations(of.toSpliced(i, 1)).map((rest) => [one, ...rest]));
}

const created = (uid: string, day = 1): Told => ({ trigger: 'BOOKING_CREATED', uid, day });
const requested = (uid: string, day = 1): Told => ({ trigger: 'BOOKING_REQUESTED', uid, day, status: 'PENDING' });
const rejected = (uid: string, day = 1): Told => ({ trigger: 'BOOKING_REJECTED', uid, day, status: 'REJECTED' });
const moved = (from: string, uid: string, day: number, more: Partial<Told> = {}): Told => ({ trigger: 'BOOKING_RESCHEDULED', uid, from, day, fromDay: day - 1, ...more });
const cancelled = (uid: string, by: string, day = 1): Told => ({ trigger: 'BOOKING_CANCELLED', uid, day, cancelledBy: by, status: 'CANCELLED' });

interface Story {
  readonly what: string;
  readonly before: 'nothing' | 'unknown' | 'confirmed' | 'pending' | 'orphan';
  readonly told: readonly Told[];
}

const STORIES: readonly Story[] = [
  { what: 'somebody else books and cancels', before: 'nothing', told: [created('A'), cancelled('A', HOST)] },
  { what: 'somebody else books, moves twice and cancels', before: 'nothing', told: [created('A'), moved('A', 'B', 2), moved('B', 'C', 3), cancelled('C', CUSTOMER, 3)] },
  { what: 'a move that does not tell from when', before: 'nothing', told: [created('A'), moved('A', 'B', 2, { fromDay: null })] },
  { what: 'our lost booking stands', before: 'unknown', told: [created('A')] },
  { what: 'our lost booking is cancelled by the host', before: 'unknown', told: [created('A'), cancelled('A', HOST)] },
  { what: 'our lost booking is cancelled by the customer', before: 'unknown', told: [created('A'), cancelled('A', CUSTOMER)] },
  { what: 'our lost booking is moved twice', before: 'unknown', told: [created('A'), moved('A', 'B', 2), moved('B', 'C', 3)] },
  { what: 'our booking is moved twice', before: 'confirmed', told: [created('A'), moved('A', 'B', 2), moved('B', 'C', 3)] },
  { what: 'our booking is moved and cancelled by the host', before: 'confirmed', told: [created('A'), moved('A', 'B', 2), cancelled('B', HOST, 2)] },
  { what: 'our booking is moved and cancelled by the customer', before: 'confirmed', told: [moved('A', 'B', 2), moved('B', 'C', 3), cancelled('C', CUSTOMER, 3)] },
  { what: 'our request is confirmed, then cancelled by the customer', before: 'pending', told: [requested('A'), created('A'), cancelled('A', CUSTOMER)] },
  { what: 'our request is declined', before: 'pending', told: [requested('A'), rejected('A')] },
  { what: 'our lost request is declined', before: 'unknown', told: [requested('A'), rejected('A')] },
  { what: 'our request is moved and confirmed there', before: 'pending', told: [requested('A'), moved('A', 'B', 2, { status: 'PENDING' }), created('B', 2)] },
  { what: 'a booking of ours of which we know nothing', before: 'orphan', told: [created('A')] },
  { what: 'a booking of ours of which we know nothing is moved', before: 'orphan', told: [created('A'), moved('A', 'B', 2)] },
];

async function prepared(story: Story): Promise<{ bench: CalComSalon; bodies: Json[] }> {
  const bench = await calComSalon(database);
  const intent = story.before === 'nothing' ? null : story.before === 'orphan' ? '01980000-0000-7000-8000-000000000001' : (await bench.intent(story.before)).id;
  return { bench, bodies: story.told.map((told) => webhook({ ...told, intent })) };
}

describe('whatever the order and the repetitions, it comes to the same, and no wish is ever without a fate', () => {
  test.each(STORIES)('$what ($before)', async (story) => {
    const straight = await prepared(story);
    for (const body of straight.bodies) await straight.bench.hear(body);
    straight.bench.now += 700_000;
    await straight.bench.apply();
    const expected = await stateOf(straight.bench);
    expect(await straight.bench.difference()).toEqual([]);
    for (const order of permutations(story.told.map((_, i) => i))) {
      const { bench, bodies } = await prepared(story);
      for (const i of [...order, order[0]!]) {
        await bench.hear(bodies[i]!);
        expect({ order, lost: await bench.difference() }).toEqual({ order, lost: [] });
      }
      bench.now += 700_000;
      await bench.apply();
      expect({ order, state: await stateOf(bench), lost: await bench.difference() }).toEqual({ order, state: expected, lost: [] });
      const open = await bench.rows(`select id from calendar_events where company_id = $1 and apply_at is not null`);
      expect({ order, open }).toEqual({ order, open: [] });
    }
  });
});

describe('what becomes of it', () => {
  async function after(what: string): Promise<State> {
    const story = STORIES.find((one) => one.what === what)!;
    const { bench, bodies } = await prepared(story);
    for (const body of bodies) await bench.hear(body);
    bench.now += 700_000;
    await bench.apply();
    return await stateOf(bench);
  }

  test("somebody else's booking blocks its time and is no wish", async () => {
    const state = await after('a move that does not tell from when');
    expect(state).toMatchObject({ appointments: [{ booking_uid: 'A', status: 'cancelled', replaced_by: 'B' }, { booking_uid: 'B', status: 'booked', wished: false }], wishes: [], callbacks: [] });
  });

  test('a booking moved at the calendar takes its wish along', async () => {
    const state = await after('our booking is moved twice');
    expect(state.wishes).toEqual([{ fate: 'appointment', reason: null, settled_by: null, proved_by: 'C' }]);
    expect(state.callbacks).toEqual([]);
  });

  test('a customer whose appointment the salon cancelled is called', async () => {
    const state = await after('our booking is moved and cancelled by the host');
    expect(state.callbacks).toEqual([{ status: 'pending', priority: 'high', error_type: null }]);
    expect(state.wishes).toMatchObject([{ fate: 'open_callback' }]);
  });

  test('a customer who cancelled through the mail is not called', async () => {
    const state = await after('our booking is moved and cancelled by the customer');
    expect(state.callbacks).toEqual([]);
    expect(state.wishes).toEqual([{ fate: 'closed', reason: 'cancelled_by_customer', settled_by: 'calendar', proved_by: null }]);
  });

  test('a declined request is one high callback, and a lost booking that stands one urgent callback', async () => {
    expect((await after('our request is declined')).callbacks).toEqual([{ status: 'pending', priority: 'high', error_type: null }]);
    expect((await after('our lost booking stands')).callbacks).toEqual([{ status: 'pending', priority: 'urgent', error_type: 'partial_booking' }]);
  });

  test('a booking with our mark of which nothing is known becomes a wish with an urgent callback', async () => {
    const state = await after('a booking of ours of which we know nothing');
    expect(state).toMatchObject({ appointments: [{ booking_uid: 'A', status: 'booked', wished: true }], wishes: [{ fate: 'open_callback' }], callbacks: [{ priority: 'urgent', error_type: 'partial_booking' }] });
  });
});

test('a booking whose call is still being answered waits for that answer, and no callback startles anybody', async () => {
  const bench = await calComSalon(database);
  const intent = await bench.intent('sent', { heldUntil: NOW + 20_000 });
  await bench.hear(webhook({ ...created('A'), intent: intent.id }));
  expect(await stateOf(bench)).toMatchObject({ appointments: [], callbacks: [], intents: [{ certain: false }] });
  // The call ends well: its own transaction confirms.
  await bench.run(async (tx) => {
    await tx.run(`update booking_intents set state = 'confirmed', booking_uid = 'A', next_look_at = null, held_until = null where company_id = $1`, [bench.company.id]);
    await tx.run(
      `insert into appointments (company_id, id, wish_id, intent_id, status, provider, booking_uid, starts_at, ends_at, created_at, updated_at)
       values ($1, $2, $3, $4, 'booked', 'cal.com', 'A', now(), now() + interval '1 hour', now(), now())`,
      [bench.company.id, intent.receipt, intent.wishId, intent.id],
    );
  });
  bench.now += 25_000;
  expect(await bench.apply()).toBe(1);
  expect(await stateOf(bench)).toMatchObject({ appointments: [{ booking_uid: 'A', status: 'booked' }], callbacks: [] });
});

test('an event of a type that this company does not offer belongs to another company of the account', async () => {
  const bench = await calComSalon(database);
  await bench.hear(webhook({ ...created('A'), eventTypeId: 999 }));
  expect(await bench.rows('select result from calendar_events where company_id = $1')).toEqual([{ result: 'not_ours' }]);
  expect((await stateOf(bench)).appointments).toEqual([]);
});

test('an event that cannot be read is kept, and one about something else too', async () => {
  const bench = await calComSalon(database);
  await bench.hear({ triggerEvent: 'BOOKING_CREATED', payload: { uid: 'A', startTime: 'tomorrow' } });
  await bench.hear({ triggerEvent: 'PING', createdAt: '2026-12-01T09:00:00Z', payload: { type: 'Test' } });
  await bench.hear({ unreadable: 'hello' });
  expect(await bench.rows('select result from calendar_events where company_id = $1 order by result')).toEqual([{ result: 'ignored' }, { result: 'ignored' }, { result: 'unreadable' }]);
});

test("a cancellation that its own call is just storing is not taken for somebody else's", async () => {
  const bench = await calComSalon(database);
  const booked = await bench.intent('confirmed');
  const { id: companyId } = bench.company;
  const [appointment] = await bench.rows<{ id: string }>('select id from appointments where company_id = $1');
  const change: ChangeIntent = { ...booked, id: randomUUID(), kind: 'cancel', appointmentId: appointment!.id, bookingUid: 'A', reason: 'Kunde sagt ab' };
  await bench.run(async (tx) => {
    await insertIntent(tx, companyId, change, NOW);
    await tx.run(`update booking_intents set state = 'confirmed', next_look_at = null, held_until = null where company_id = $1 and id = $2`, [companyId, change.id]);
  });
  await bench.store(webhook({ ...cancelled('A', HOST), intent: booked.id }));
  const call = new Client({ connectionString: url });
  await call.connect();
  onTestFinished(async () => await call.end());
  await call.query('begin');
  await call.query(`update appointments set status = 'cancelled' where company_id = $1`, [companyId]);
  await call.query(`update wishes set fate = 'closed', reason = 'cancelled', settled_by = 'machine:call' where company_id = $1`, [companyId]);
  const applying = bench.apply();
  await expect.poll(async () => (await call.query(WAITS_FOR_A_ROW)).rowCount).toBe(1);
  await call.query('commit');
  expect(await applying).toBe(1);
  expect(await stateOf(bench)).toMatchObject({ appointments: [{ status: 'cancelled' }], callbacks: [], wishes: [{ fate: 'closed', settled_by: 'machine:call' }] });
});
