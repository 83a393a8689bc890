// One process: its World and its Intake, until it dies at an operation. What it had begun outside goes on; it never
// hears of it.
import { randomUUID } from 'node:crypto';
import type { Calendar } from '../../src/calendar/port.ts';
import type { Company, Connection } from '../../src/companies/company.ts';
import { liveCalls } from '../../src/intake/live-calls.ts';
import type { Intake } from '../../src/intake/turn.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Database } from '../../src/platform/database.ts';
import { Fault } from '../../src/platform/errors.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { realRandom } from '../../src/platform/real-world.ts';
import type { Log, World } from '../../src/platform/world.ts';
import type { FlowingClock } from './flowing-clock.ts';
import type { MemoryJournal } from './memory-journal.ts';
import type { ScriptedCalendar } from './scripted-calendar.ts';

/** What goes wrong, counted in operations (database, journal, calendar) from the moment it is set. */
export interface Trouble {
  readonly database: 'up' | 'down';
  /** This transaction is committed, but the reply is lost, and the database is away from then on. */
  readonly lostCommitAt: number | null;
  readonly diesAt: number | null;
  readonly journal: 'up' | 'down';
}

export const NO_TROUBLE: Trouble = { database: 'up', lostCommitAt: null, diesAt: null, journal: 'up' };

/** The trouble of the moment, shared by the lives of one program. */
export interface Fortune {
  trouble: Trouble;
  operations: number;
}

export interface Surroundings {
  readonly clock: FlowingClock;
  readonly database: Database;
  readonly company: Company;
  readonly connection: Connection;
  readonly calendar: ScriptedCalendar;
  readonly log: Log;
}

export interface Life {
  readonly intake: Intake;
  readonly isDead: () => boolean;
  readonly death: Promise<void>;
  die(): void;
}

const NEVER = new Promise<never>(() => undefined);

export function startLife(around: Surroundings & { readonly journal: MemoryJournal; readonly node: string }, fortune: Fortune): Life {
  const mortal = mortality(around.clock, fortune);
  const { clock, company, connection, log } = around;
  const sleep: FlowingClock['sleep'] = async (ms, signal) => {
    await clock.sleep(ms, signal);
    if (mortal.isDead()) await NEVER;
  };
  const world: World = {
    clock: { ...clock, sleep }, random: realRandom, ids: { next: () => randomUUID() }, log,
    http: async () => ({ ok: false, failure: { kind: 'connection', sent: false, message: 'no network' } }),
  };
  const calendar = calendarOf(around.calendar, mortal);
  const intake: Intake = {
    world,
    database: databaseOf(around.database, mortal, fortune),
    journal: journalOf(around.journal, mortal),
    directory: {
      connection: (name) => (name === connection.name ? connection : null),
      company: (id) => (id === company.id ? company : null),
      companyBySlug: () => company,
      operator: () => company,
      companies: () => [company],
    },
    calendars: { for: () => calendar },
    metrics: createMetrics(),
    live: liveCalls(),
    node: { id: around.node, boot: randomUUID() },
    answerBudgetMs: 8_000,
    databaseBudgetMs: 1_500,
  };
  return { intake, isDead: mortal.isDead, death: mortal.death, die: mortal.die };
}

type Mortality = ReturnType<typeof mortality>;

function mortality(clock: FlowingClock, fortune: Fortune) {
  let dead = false;
  let died: () => void = () => undefined;
  const death = new Promise<void>((resolve) => (died = resolve));
  const die = () => {
    dead = true;
    died();
  };
  /** Counts the operation; a dead process's operations never come back. */
  async function alive<T>(work: () => Promise<T>): Promise<T> {
    if (dead) return await NEVER;
    fortune.operations += 1;
    if (fortune.operations === fortune.trouble.diesAt) {
      die();
      return await NEVER;
    }
    const result = await clock.during(work).catch(async (error: unknown) => (dead ? await NEVER : await Promise.reject(error as Error)));
    return dead ? await NEVER : result;
  }
  return { isDead: () => dead, death, die, alive };
}

function databaseOf(database: Database, mortal: Mortality, fortune: Fortune): Database {
  const unavailable = () => new Fault('DATABASE_UNAVAILABLE', 'scripted: the database is away');
  const transact = async <T>(work: () => Promise<T>): Promise<T> =>
    await mortal.alive(async () => {
      if (fortune.trouble.database === 'down') throw unavailable();
      const lost = fortune.operations === fortune.trouble.lostCommitAt;
      const result = await work();
      if (!lost) return result;
      fortune.trouble = { ...fortune.trouble, database: 'down' };
      throw unavailable();
    });
  return {
    ...database,
    inCompany: async (id, work) => await transact(async () => await database.inCompany(id, work, { budgetMs: 30_000 })),
    asMachine: async (work) => await transact(async () => await database.asMachine(work, { budgetMs: 30_000 })),
  };
}

function journalOf(journal: MemoryJournal, { alive, isDead }: Mortality): Journal {
  return {
    ...journal,
    open: async (entry) => await alive(async () => await journal.open(entry)),
    note: async (id, kind, body) => await alive(async () => await journal.note(id, kind, body)),
    settle: (id) => void (isDead() || journal.settle(id)),
  };
}

function calendarOf(calendar: ScriptedCalendar, { alive, isDead }: Mortality): Calendar {
  // The request is out, whether or not its sender lives to hear the answer.
  const outside = async <T>(work: () => Promise<T>): Promise<T> => {
    await alive(async () => undefined);
    const result = await work();
    return isDead() ? await NEVER : result;
  };
  return {
    ...calendar,
    slots: async (query) => await outside(async () => await calendar.slots(query)),
    book: async (request) => await outside(async () => await calendar.book(request)),
    lookUp: async (query) => await outside(async () => await calendar.lookUp(query)),
  };
}
