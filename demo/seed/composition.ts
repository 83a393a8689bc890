// The server's own parts put together a second time, with a clock that stands in the past and a database that can be
// taken away. What the sample calls leave behind is written by the same code as the real ones.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Fastify from 'fastify';
import { settleCalls } from '../../src/aftercare/settle-calls.ts';
import { followUp } from '../../src/booking/follow-up.ts';
import { calendars } from '../../src/calendar/calendars.ts';
import type { Calendars } from '../../src/calendar/calendars.ts';
import type { Directory } from '../../src/companies/directory.ts';
import { liveCalls } from '../../src/intake/live-calls.ts';
import { resumeEntry } from '../../src/intake/resume.ts';
import { retellRoutes } from '../../src/intake/retell/routes.ts';
import type { Intake } from '../../src/intake/turn.ts';
import { createDrain } from '../../src/journal/drain.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { realDisk } from '../../src/journal/real-disk.ts';
import type { Database } from '../../src/platform/database.ts';
import { Fault } from '../../src/platform/errors.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { realHttp } from '../../src/platform/real-http.ts';
import { realRandom } from '../../src/platform/real-world.ts';
import { uuidV7 } from '../../src/platform/uuid.ts';
import type { Log, World } from '../../src/platform/world.ts';
import type { Line } from '../phone/phone-call.ts';
import type { SampleClock } from './sample-clock.ts';

export interface Composition {
  readonly post: Line['post'];
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  readonly calendars: Calendars;
  /** What the jobs do every few seconds: drain the journal, look for bookings, end calls that fell silent. */
  drain(): Promise<void>;
  lookForBookings(): Promise<number>;
  endSilentCalls(): Promise<void>;
  /** Takes the database away as soon as the calendar has answered the next booking. */
  loseDatabaseAfterBooking(): void;
  restoreDatabase(): void;
  close(): Promise<void>;
}

export interface Means {
  readonly database: Database;
  readonly directory: Directory;
  readonly clock: SampleClock;
  readonly log: Log;
  /** For the journal; made, and gone afterwards. */
  readonly scratch: string;
}

// Ten times as fast means a tenth of the time: room enough for a machine that is busy with other things.
const ANSWER_BUDGET_MS = 45_000;
const DATABASE_BUDGET_MS = 5_000;

export async function compose(means: Means): Promise<Composition> {
  const { clock, log, directory, scratch } = means;
  const breakable = breakableDatabase(means.database);
  const world = sampleWorld(clock, log, breakable.onBooked);
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  const journal = await openJournal({ directory: join(scratch, 'journal'), disk: realDisk, clock, log });
  const metrics = createMetrics();
  const { database } = breakable;
  const intake: Intake = {
    world, database, journal, directory, metrics,
    calendars: calendars({ world, database, directory }),
    live: liveCalls(),
    node: { id: world.ids.next(), boot: world.ids.next() },
    answerBudgetMs: ANSWER_BUDGET_MS,
    databaseBudgetMs: DATABASE_BUDGET_MS,
  };
  const app = Fastify({ logger: false });
  await app.register(retellRoutes, { intake });
  const drain = createDrain({ journal, concurrency: 4, log, handle: async (entry) => await resumeEntry(intake, entry) });
  return {
    world, database, directory, calendars: intake.calendars,
    post: async (path, { headers, body }) => {
      const reply = await app.inject({ method: 'POST', url: path, headers, payload: body });
      return { status: reply.statusCode, body: reply.body };
    },
    drain: async () => void (await drain.run(journal.unsettled())),
    lookForBookings: async () => await followUp({ world, database, directory, calendars: intake.calendars }),
    endSilentCalls: async () => void (await settleCalls({ world, database, directory, metrics })),
    loseDatabaseAfterBooking: breakable.arm,
    restoreDatabase: breakable.restore,
    close: async () => {
      await app.close();
      await journal.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

function sampleWorld(clock: SampleClock, log: Log, onBooked: () => void): World {
  return {
    clock, log, random: realRandom,
    ids: { next: () => uuidV7(clock.now(), realRandom.bytes(10)) },
    http: async (request) => {
      const outcome = await realHttp(request);
      if (request.method === 'POST' && request.url.endsWith('/bookings')) onBooked();
      return outcome;
    },
  };
}

function breakableDatabase(real: Database) {
  let state: 'up' | 'armed' | 'down' = 'up';
  const assertUp = () => {
    if (state === 'down') throw new Fault('DATABASE_UNAVAILABLE', 'the database was taken away for a sample call');
  };
  const database: Database = {
    inCompany: async (...given) => {
      assertUp();
      return await real.inCompany(...given);
    },
    asMachine: async (...given) => {
      assertUp();
      return await real.asMachine(...given);
    },
    listen: (...given) => real.listen(...given),
    state: () => (state === 'down' ? 'down' : real.state()),
    close: async () => undefined,
  };
  return {
    database,
    arm: () => void (state = 'armed'),
    onBooked: () => void (state = state === 'armed' ? 'down' : state),
    restore: () => void (state = 'up'),
  };
}
