// Test calls: the real intake, journal and database, with a stand-in agent and a calendar of its own that fails on request. So
// somebody can watch a wish become an appointment or a callback before the first customer rings.
import { answerFunction } from '../intake/edge.ts';
import { readEnvelope } from '../intake/retell/envelope.ts';
import { takeEvent } from '../intake/take-event.ts';
import type { Answer } from '../intake/answer.ts';
import type { Intake } from '../intake/turn.ts';
import { knownCalendar } from '../companies/branch-calendar.ts';
import type { Company, Connection } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { TEST_CONNECTION } from '../companies/test-connection.ts';
import type { Json } from '../journal/journal.ts';
import type { Database } from '../platform/database.ts';
import { Fault } from '../platform/errors.ts';
import type { EpochMs } from '../platform/world.ts';
import { hear, learn, NEW_MEMORY } from './agent.ts';
import type { AgentMemory, FunctionCall } from './agent.ts';
import type { RehearsalFault } from './faults.ts';
import { rehearsalCalendar } from './rehearsal-calendar.ts';
import type { RehearsalCalendar } from './rehearsal-calendar.ts';

export interface RehearsalStart {
  readonly company: Company;
  readonly fault: RehearsalFault;
  readonly customerName: string | null;
  /** E.164; null: the caller hides it. */
  readonly phone: string | null;
}

export type Line =
  | { readonly who: 'caller' | 'agent'; readonly text: string; readonly at: EpochMs }
  | { readonly who: 'function'; readonly name: string; readonly args: FunctionCall['args']; readonly answer: Answer; readonly ms: number; readonly at: EpochMs };

export interface Rehearsal {
  readonly id: string;
  readonly companyId: string;
  readonly fault: RehearsalFault;
  readonly lines: readonly Line[];
  readonly over: boolean;
  /** Bookings that stand in the test call's calendar. */
  readonly booked: number;
}

export interface Rehearsals {
  start(given: RehearsalStart): Rehearsal;
  /** null: there is no such test call of this company, or it is over. */
  say(companyId: string, id: string, text: string): Promise<Rehearsal | null>;
  /** `breaks_off`: the agent dies in the middle of it. */
  end(companyId: string, id: string, how: 'hang_up' | 'breaks_off'): Promise<Rehearsal | null>;
  read(companyId: string, id: string): Rehearsal | null;
}

/** In memory: whoever restarts the server in the middle of a test call begins another one. */
const KEPT = 200;

interface Running {
  readonly id: string;
  readonly start: RehearsalStart;
  readonly intake: Intake;
  readonly connection: Connection;
  readonly calendar: RehearsalCalendar;
  readonly startedAt: EpochMs;
  readonly lines: Line[];
  readonly cut: { down: boolean };
  memory: AgentMemory;
  over: boolean;
}

export function createRehearsals(intake: Intake): Rehearsals {
  const running = new Map<string, Running>();
  const find = (companyId: string, id: string): Running | null => {
    const found = running.get(id);
    return found === undefined || found.start.company.id !== companyId ? null : found;
  };
  return {
    start: (given) => {
      const rehearsal = begin(intake, given);
      const [oldest] = running.keys();
      if (running.size >= KEPT && oldest !== undefined) running.delete(oldest);
      running.set(rehearsal.id, rehearsal);
      return shown(rehearsal);
    },
    say: async (companyId, id, text) => {
      const rehearsal = find(companyId, id);
      if (rehearsal === null || rehearsal.over) return null;
      await turn(rehearsal, text);
      return shown(rehearsal);
    },
    end: async (companyId, id, how) => {
      const rehearsal = find(companyId, id);
      if (rehearsal === null || rehearsal.over) return null;
      rehearsal.over = true;
      await takeEvent(rehearsal.intake, rehearsal.connection, ended(rehearsal, how));
      return shown(rehearsal);
    },
    read: (companyId, id) => {
      const rehearsal = find(companyId, id);
      return rehearsal === null ? null : shown(rehearsal);
    },
  };
}

function begin(intake: Intake, start: RehearsalStart): Running {
  const { clock, ids } = intake.world;
  const { company } = start;
  const cut = { down: false };
  const calendar = rehearsalCalendar({
    clock, ids, fault: start.fault, open: knownCalendar(company, company.branches[0] ?? null),
    onBooked: () => {
      if (start.fault === 'database_down') cut.down = true;
    },
  });
  // Kept apart from the real calendar in every respect: what is booked here is nothing that Cal.com is asked about later.
  const local: Company = { ...company, services: company.services.map((service) => ({ ...service, calendar: { provider: 'local' } })) };
  const connection: Connection = { name: TEST_CONNECTION, platform: 'retell', apiKeys: [], members: [{ companyId: company.id, agents: [] }] };
  const greeting = company.locale === 'de' ? `Guten Tag, hier ist ${company.name}. Wie kann ich Ihnen helfen?` : `Hello, this is ${company.name}. How can I help you?`;
  return {
    id: `test_${ids.next()}`, start, connection, calendar, cut, startedAt: clock.now(), over: false,
    lines: [{ who: 'agent', text: greeting, at: clock.now() }],
    memory: { ...NEW_MEMORY, name: start.customerName },
    intake: {
      ...intake,
      calendars: { for: () => calendar },
      directory: seen(intake.directory, local, connection),
      database: cuttable(intake.database, cut),
    },
  };
}

function seen(directory: Directory, local: Company, connection: Connection): Directory {
  return {
    connection: (name) => (name === connection.name ? connection : directory.connection(name)),
    company: (id) => (id === local.id ? local : directory.company(id)),
    companyBySlug: (slug) => (slug === local.slug ? local : directory.companyBySlug(slug)),
    operator: () => directory.operator(),
    companies: () => directory.companies(),
  };
}

function cuttable(database: Database, cut: { readonly down: boolean }): Database {
  return {
    inCompany: async (id, work, options) => {
      if (cut.down) throw new Fault('DATABASE_UNAVAILABLE', 'the database is away (test call)');
      return await database.inCompany(id, work, options);
    },
    asMachine: async (work, options) => await database.asMachine(work, options),
    listen: (channel, onNotify) => database.listen(channel, onNotify),
    state: () => (cut.down ? 'down' : database.state()),
    close: async () => await database.close(),
  };
}

async function turn(rehearsal: Running, text: string): Promise<void> {
  const { clock } = rehearsal.intake.world;
  const { company } = rehearsal.start;
  rehearsal.lines.push({ who: 'caller', text, at: clock.now() });
  const said = hear(rehearsal.memory, text, company.services.map(({ slug, name, aliases }) => ({ slug, names: [name, ...aliases] })));
  rehearsal.memory = said.memory;
  const beganAt = clock.monotonic();
  const request = readEnvelope({ name: said.call.name, args: { ...said.call.args }, call: callObject(rehearsal) });
  const { answer } = await answerFunction(rehearsal.intake, rehearsal.connection, request);
  // It was away for the one moment that counted.
  rehearsal.cut.down = false;
  rehearsal.lines.push({ who: 'function', ...said.call, answer, ms: Math.round(clock.monotonic() - beganAt), at: clock.now() }, { who: 'agent', text: answer.message, at: clock.now() });
  rehearsal.memory = learn(rehearsal.memory, answer);
}

function callObject({ id, start, startedAt }: Running): { readonly [key: string]: Json } {
  return {
    call_id: id, call_type: 'phone_call', direction: 'inbound', call_status: 'ongoing', agent_id: TEST_CONNECTION, start_timestamp: startedAt,
    from_number: start.phone ?? 'anonymous', to_number: start.company.branches[0]?.phoneNumbers[0] ?? '',
  };
}

function ended(rehearsal: Running, how: 'hang_up' | 'breaks_off'): Json {
  const { lines, intake } = rehearsal;
  const spoken = lines.filter((line) => line.who !== 'function');
  return {
    event: 'call_ended',
    call: {
      ...callObject(rehearsal), call_status: how === 'hang_up' ? 'ended' : 'error', end_timestamp: intake.world.clock.now(),
      disconnection_reason: how === 'hang_up' ? 'user_hangup' : 'error_llm_websocket_lost_connection',
      transcript: spoken.map((line) => `${line.who === 'caller' ? 'User' : 'Agent'}: ${line.text}`).join('\n'),
      transcript_object: spoken.map((line) => ({ role: line.who === 'caller' ? 'user' : 'agent', content: line.text })),
    },
  };
}

function shown({ id, start, lines, over, calendar }: Running): Rehearsal {
  return { id, companyId: start.company.id, fault: start.fault, lines: [...lines], over, booked: calendar.bookings().filter(({ status }) => status === 'accepted').length };
}
