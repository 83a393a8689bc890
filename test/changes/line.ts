// A telephone line into the intake: real database, a calendar that can be made to fail, time that starts on a fixed
// Monday and then runs as it does. One salon per line, so that nothing of one test is seen by another.
import { randomUUID } from 'node:crypto';
import { eventType } from '../../demo/cal-com/event-type.ts';
import { startCalComStandIn } from '../../demo/cal-com/stand-in.ts';
import type { CalComStandIn } from '../../demo/cal-com/stand-in.ts';
import { followUp } from '../../src/booking/follow-up.ts';
import { calComCalendar } from '../../src/calendar/cal-com/calendar.ts';
import { localCalendar } from '../../src/calendar/local/local-calendar.ts';
import type { Calendar } from '../../src/calendar/port.ts';
import type { AppointmentPolicy, Company, Connection } from '../../src/companies/company.ts';
import type { Answer } from '../../src/intake/answer.ts';
import { answerFunction } from '../../src/intake/edge.ts';
import { liveCalls } from '../../src/intake/live-calls.ts';
import { namesAWish, resumeEntry } from '../../src/intake/resume.ts';
import { readEnvelope } from '../../src/intake/retell/envelope.ts';
import type { Intake } from '../../src/intake/turn.ts';
import { createDrain } from '../../src/journal/drain.ts';
import type { Json } from '../../src/journal/journal.ts';
import type { Database } from '../../src/platform/database.ts';
import { Fault } from '../../src/platform/errors.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { realHttp } from '../../src/platform/real-http.ts';
import { realClock, realRandom } from '../../src/platform/real-world.ts';
import type { Clock, World } from '../../src/platform/world.ts';
import { readLedger, type Ledger } from '../../src/wishes/ledger.ts';
import { salon, storeSalon } from '../local-salon.ts';
import { silentLog } from '../silent-log.ts';
import { memoryJournal } from '../whole-call/memory-journal.ts';

/** Monday, 30 November 2026, 08:00 in Berlin. */
export const NOW = Date.parse('2026-11-30T07:00:00Z');
export const ERIKA = '+4915112345678';

export interface Said {
  readonly name: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly from?: string | null;
  readonly call?: string;
  readonly tool?: string;
}

/**
 * Far more than a caller gets: what is shown here is what becomes of a wish, not how long a busy machine takes. Ten requests
 * of one call wait for each other at its row, and under load for longer than the database's budget in earnest.
 */
const ANSWER_BUDGET_MS = 60_000;
const DATABASE_BUDGET_MS = 10_000;

export interface LineOptions {
  readonly calendar?: 'local' | 'cal.com';
  readonly policy?: Partial<AppointmentPolicy>;
  readonly staff?: readonly string[];
  /** The host has to confirm each booking (Cal.com only). */
  readonly confirmation?: boolean;
}

export interface Line {
  readonly company: Company;
  readonly standIn: CalComStandIn;
  readonly calendar: Calendar;
  /** Replaces operations of the calendar for as long as it stands. */
  readonly wrecked: Partial<Calendar>;
  database: 'up' | 'down';
  readonly budgets: { databaseMs: number };
  say(said: Said): Promise<Answer>;
  /** The same to a caller who has waited for so long already that there is no time left for a silent calendar. */
  sayLate(said: Said): Promise<Answer>;
  /** Books by telephone; Tuesday, 1 December unless another day is said. */
  book(time: string, given?: { from?: string; name?: string; date?: string; service?: string; call?: string }): Promise<Answer>;
  rows<R extends object>(text: string): Promise<R[]>;
  appointments(): Promise<Appointment[]>;
  callbacks(): Promise<Callback[]>;
  wishes(): Promise<Wish[]>;
  ledger(): Promise<Ledger>;
  /** Time passes, and the jobs do what is due. */
  work(passMs?: number): Promise<void>;
}

export interface Appointment {
  readonly id: string;
  readonly status: string;
  readonly start: string;
  readonly customer_name: string;
  readonly booking_uid: string;
  readonly replaced_by: string | null;
  readonly reschedule_count: number;
  readonly cancel_reason: string | null;
}
export interface Callback {
  readonly id: string;
  readonly status: string;
  readonly priority: string;
  readonly error_type: string | null;
  readonly created_from: string;
  readonly phone_number: string | null;
  readonly customer_name: string | null;
  readonly due_at: number;
  readonly created_at: number;
  readonly notes: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}
export interface Wish {
  readonly id: string;
  readonly intent: string;
  readonly fate: string;
  readonly reason: string | null;
  readonly appointment_id: string | null;
}

export function newCall(): string {
  return `call_${randomUUID().replaceAll('-', '')}`;
}

function clockFrom(startAt: number): Clock & { pass(ms: number): void } {
  const begunMs = realClock.monotonic();
  let passedMs = 0;
  const monotonic = (): number => realClock.monotonic() - begunMs + passedMs;
  return { now: () => startAt + Math.floor(monotonic()), monotonic, sleep: (ms, signal) => realClock.sleep(ms, signal), pass: (ms) => void (passedMs += ms) };
}

async function late(clock: ReturnType<typeof clockFrom>, answer: Promise<Answer>): Promise<Answer> {
  // What is kept back for storing the outcome stays, and a second more.
  clock.pass(ANSWER_BUDGET_MS - DATABASE_BUDGET_MS - 1_000);
  return await answer;
}

/** `closing` is handed what has to be closed after the test. */
export async function startLine(real: Database, closing: (close: () => Promise<void>) => void, options: LineOptions = {}): Promise<Line> {
  const clock = clockFrom(NOW);
  const place = salon({ staff: Object.fromEntries((options.staff ?? ['anna']).map((name) => [name, null])) });
  const isCalCom = options.calendar === 'cal.com';
  const services = place.company.services.map((service, i) => (isCalCom ? { ...service, calendar: { provider: 'cal.com' as const, eventTypeId: 101 + i } } : service));
  const company: Company = { ...place.company, services, appointments: { ...place.company.appointments, ...options.policy } };
  await storeSalon(real, { ...place, company });
  const standIn = await startCalComStandIn({ clock, apiKey: 'cal_live_x', eventTypes: [eventType({ id: 101, requiresConfirmation: options.confirmation ?? false }), eventType({ id: 102, minutes: 60 })] });
  closing(() => standIn.close());

  const state = { database: 'up' as 'up' | 'down' };
  const budgets = { databaseMs: DATABASE_BUDGET_MS };
  const database: Database = {
    ...real,
    inCompany: async (companyId, work, given) => {
      if (state.database === 'down') throw new Fault('DATABASE_UNAVAILABLE', 'the test took it away');
      return await real.inCompany(companyId, work, given);
    },
  };
  const world: World = { clock, random: realRandom, ids: { next: () => randomUUID() }, http: realHttp, log: silentLog };
  const genuine = isCalCom
    ? calComCalendar({ world, account: { baseUrl: standIn.url, apiKey: 'cal_live_x', profile: 'hosted' } })
    : localCalendar({ world, database: real, company: () => company, gridMinutes: 30 });
  const wrecked: Partial<Calendar> = {};
  const calendar = new Proxy(genuine as Calendar, { get: (target, key: keyof Calendar) => wrecked[key] ?? target[key] });
  const connection: Connection = { name: 'line', platform: 'retell', apiKeys: [], members: [{ companyId: company.id, agents: [] }] };
  const journal = memoryJournal(() => clock.now());
  const intake: Intake = {
    world, database, journal, metrics: createMetrics(), live: liveCalls(),
    directory: { connection: () => connection, company: (id) => (id === company.id ? company : null), companyBySlug: () => company, operator: () => company, companies: () => [company] },
    calendars: { for: () => calendar },
    node: { id: randomUUID(), boot: randomUUID() },
    answerBudgetMs: ANSWER_BUDGET_MS,
    get databaseBudgetMs() {
      return budgets.databaseMs;
    },
  };
  const drain = createDrain({ journal, concurrency: 4, log: silentLog, handle: async (entry) => await resumeEntry(intake, entry) });
  const rows = async <R extends object>(text: string): Promise<R[]> => await real.inCompany(company.id, (tx) => tx.rows<R>(text));

  const line: Line = {
    company, standIn, calendar, wrecked, rows, budgets,
    get database() {
      return state.database;
    },
    set database(next) {
      state.database = next;
    },
    say: async ({ name, args = {}, from = ERIKA, call = newCall(), tool = randomUUID() }) => {
      const transcript = [{ role: 'tool_call_invocation', tool_call_id: tool, name, arguments: JSON.stringify(args) }];
      const body = { name, args, call: { call_id: call, from_number: from, to_number: '+493012345678', agent_id: 'agent', transcript_with_tool_calls: transcript } };
      const reply = await answerFunction(intake, connection, readEnvelope(body as unknown as Json));
      if (reply.status !== 200) throw new Error(`answered ${reply.status}`);
      return reply.answer;
    },
    sayLate: async (said) => await late(clock, line.say(said)),
    book: async (time, { from = ERIKA, name = 'Erika Kunze', date = '2026-12-01', service = 'schnitt', call = newCall() } = {}) => {
      const answer = await line.say({ name: 'book_appointment', args: { date, time, service, name }, from, call });
      if (answer.status !== 'booked') throw new Error(`not booked: ${JSON.stringify(answer)}`);
      return answer;
    },
    appointments: async () =>
      await rows(`select id, status, to_char(starts_at at time zone 'Europe/Berlin', 'DD. HH24:MI') as start, customer_name, booking_uid, replaced_by, reschedule_count, cancel_reason from appointments order by created_at, starts_at`),
    callbacks: async () => await rows('select id, status, priority, error_type, created_from, phone_number, customer_name, due_at, created_at, notes, metadata from callbacks order by created_at'),
    wishes: async () => await rows('select id, intent, fate, reason, appointment_id from wishes order by opened_at, id'),
    ledger: async () => {
      const journalPending = journal.unsettled().filter((entry) => namesAWish(entry.body, company.id)).map(({ id, openedAt }) => ({ id, openedAt }));
      return await real.inCompany(company.id, (tx) => readLedger(tx, { companyId: company.id, from: null, to: null, now: clock.now(), journalPending }));
    },
    work: async (passMs = 0) => {
      clock.pass(passMs);
      await drain.run(journal.unsettled());
      while ((await followUp(intake)) > 0);
    },
  };
  return line;
}
