// Whatever is said, repeated, lost or killed: at rest every wish has one fate, every promise that was heard exists,
// and nobody is booked twice.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Company, Connection } from '../../src/companies/company.ts';
import { iso } from '../../src/platform/iso.ts';
import { readLedger } from '../../src/wishes/ledger.ts';
import { salon, storeSalon } from '../local-salon.ts';
import { testDatabase } from '../pg.ts';
import { silentLog } from '../silent-log.ts';
import { flowingClock } from '../whole-call/flowing-clock.ts';
import { program, type Program } from '../whole-call/program.ts';
import { scriptedCalendar, type ScriptedCalendar } from '../whole-call/scripted-calendar.ts';
import { play, story, type Said, type Step } from '../whole-call/story.ts';

const { database } = await testDatabase();
const RUNS = Number(process.env['FANGNETZ_TEST_STORIES'] ?? 100);

/** Monday, 30 November 2026, 08:00 in Berlin; the first slot is on Tuesday at 10. */
const NOW = Date.parse('2026-11-30T07:00:00Z');
const FIRST_SLOT = Date.parse('2026-12-01T09:00:00Z');

interface CallbackRow {
  readonly id: string;
  readonly receipt: string;
  readonly status: string;
  readonly resolution: string | null;
  readonly wish_id: string;
  readonly due_at: number;
  readonly joined: readonly string[];
}

interface Rest {
  readonly company: Company;
  readonly calendar: ScriptedCalendar;
  readonly program: Program;
  readonly said: readonly Said[];
  readonly callbacks: readonly CallbackRow[];
  /** Bookings with whose confirmation a repetition would be answered. */
  readonly confirmed: readonly { readonly uid: string; readonly wish_id: string }[];
  readonly appointments: readonly { readonly id: string; readonly booking_uid: string; readonly wish_id: string; readonly status: string; readonly starts_at: number }[];
}

test('every story of calls comes to rest with one fate for each wish and every promise kept', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(story, async (steps) => await proves(steps)),
    { numRuns: RUNS, ...replayed() },
  );
});

/** FANGNETZ_TEST_SEED and FANGNETZ_TEST_PATH: as fast-check printed them for a story that failed (test/seed.ts). */
function replayed(): { path?: string } {
  const path = process.env['FANGNETZ_TEST_PATH'];
  return path === undefined ? {} : { path };
}

async function proves(steps: readonly Step[]): Promise<void> {
  const shop = salon({ staff: { Anna: null } });
  await storeSalon(database, shop);
  const { company } = shop;
  try {
    const clock = flowingClock(NOW);
    const calendar = scriptedCalendar(clock, FIRST_SLOT);
    const connection: Connection = { name: 'retell', platform: 'retell', apiKeys: ['key'], members: [{ companyId: company.id, agents: [] }] };
    const running = program({ clock, database, company, connection, calendar, log: silentLog });
    const said = await play(running, calendar, steps);
    await judge({ company, calendar, program: running, said, ...(await stored(company)) });
  } finally {
    await database.asMachine(async (tx) => await tx.run('delete from companies where id = $1', [company.id]));
  }
}

async function stored(company: Company): Promise<Pick<Rest, 'callbacks' | 'appointments' | 'confirmed'>> {
  return await database.inCompany(company.id, async (tx) => ({
    callbacks: await tx.rows<CallbackRow>(
      `select id, receipt, status, resolution, wish_id, due_at,
         array(select e.detail->>'receipt' from callback_events e where e.callback_id = c.id and e.kind = 'joined') as joined
       from callbacks c`,
    ),
    confirmed: await tx.rows(`select answer->>'booking_uid' as uid, wish_id from requests where answer->>'status' = 'booked'`),
    appointments: await tx.rows(`select id, booking_uid, wish_id, status, starts_at from appointments`),
  }));
}

async function judge(rest: Rest): Promise<void> {
  expect(rest.program.journal.unsettled(), 'nothing is left in the journal').toEqual([]);
  await judgeLedger(rest);
  for (const said of rest.said) judgeAnswer(rest, said);
  judgeBookings(rest);
}

async function judgeLedger({ company, program: running }: Rest): Promise<void> {
  const { now } = running.intake.world.clock;
  const ledger = await database.inCompany(company.id, async (tx) => await readLedger(tx, { companyId: company.id, from: null, to: null, now: now(), journalPending: [] }));
  expect(ledger).toMatchObject({ difference: 0, unexplained: [], journal_pending: 0 });
  const fates = await database.inCompany(company.id, async (tx) => await tx.rows<{ id: string; fate: string }>('select id, fate from wishes'));
  expect(fates.filter(({ fate }) => !['appointment', 'open_callback', 'merged', 'in_progress'].includes(fate)), 'nobody but a person closes a wish').toEqual([]);
  const waiting = await database.inCompany(company.id, async (tx) => await tx.rows<{ wish_id: string }>(`select wish_id from appointments where status = 'pending'`));
  const waits = new Set(waiting.map((row) => row.wish_id));
  expect(fates.filter(({ id, fate }) => fate === 'in_progress' && !waits.has(id)), 'only what waits for its host is still in progress').toEqual([]);
}

const CALLS_LATER = /anrufen|ruft Sie/;

/** What was said to the caller is there: the callback under its name and not later than said, the appointment at its time. */
function judgeAnswer({ callbacks, appointments, confirmed }: Rest, heard: Said): void {
  const { status, answer } = heard.reply;
  if (status === 503) {
    expect(answer, 'without a place to store it nothing is promised').toMatchObject({ success: false, status: 'error' });
    expect(answer.callback_id).toBeUndefined();
    return;
  }
  if (CALLS_LATER.test(answer.message)) expect(answer.callback_id, `a call is announced, so it has a receipt: ${answer.message}`).toBeDefined();
  if (answer.callback_id !== undefined) {
    const callback = callbacks.find((c) => c.id === answer.callback_id || c.receipt === answer.callback_id || c.joined.includes(answer.callback_id!));
    expect(callback, `callback ${answer.callback_id} exists`).toBeDefined();
    expect(iso(callback!.due_at) <= answer.callback_due_at!, 'it is due no later than was said').toBe(true);
    if (!['pending', 'assigned', 'contacted'].includes(callback!.status)) {
      expect(callback!.resolution).toBe('settled_in_call');
      expect(confirmed.some(({ wish_id }) => wish_id === callback!.wish_id), 'the machine closes only what the same call fulfilled').toBe(true);
      expect(heard.does, 'what the caller asked for himself stays').not.toBe('callback');
    }
  }
  if (answer.status !== 'booked') return;
  const appointment = appointments.find((a) => a.id === answer.appointment_id);
  expect(appointment, `appointment ${answer.appointment_id} exists`).toMatchObject({ status: 'booked', booking_uid: answer.booking_uid });
  expect(appointment!.starts_at).toBe(Date.parse(answer.start!));
}

function judgeBookings({ calendar, said, callbacks, appointments, confirmed }: Rest): void {
  const repeated = calendar.sent.filter((id, index) => calendar.sent.indexOf(id) !== index);
  expect(repeated, 'one request for each intent').toEqual([]);
  // Who dies between the COMMIT and the reply, or loses the COMMIT's reply with no journal to fall back on, cannot
  // know whether he was heard; the answer waits for the repetition.
  const heard = new Set([...said.map(({ reply }) => reply.answer.booking_uid), ...confirmed.map(({ uid }) => uid)]);
  for (const booking of calendar.bookings) {
    const appointment = appointments.find((a) => a.booking_uid === booking.uid);
    expect(appointment, `what stands in the calendar stands here too: ${booking.uid}`).toBeDefined();
    const open = callbacks.some((c) => c.wish_id === appointment!.wish_id && c.status === 'pending');
    const pendingHeard = booking.status === 'pending' && said.some(({ reply }) => reply.answer.status === 'pending_confirmation');
    expect(heard.has(booking.uid) || pendingHeard || open, `whoever is booked hears of it: ${booking.person}, ${iso(booking.startAt)}`).toBe(true);
  }
}
