// The intake as one process after the other over one journal, one database and one calendar; each may die at any
// operation, and the database may be away or lose the reply to a COMMIT.
import { randomUUID } from 'node:crypto';
import { settleCalls } from '../../src/aftercare/settle-calls.ts';
import { followUp } from '../../src/booking/follow-up.ts';
import type { Reply } from '../../src/intake/answer.ts';
import { answerFunction } from '../../src/intake/edge.ts';
import { holdsFunctionsOf, rememberFromJournal, resumeEntry } from '../../src/intake/resume.ts';
import { readEnvelope } from '../../src/intake/retell/envelope.ts';
import type { Intake } from '../../src/intake/turn.ts';
import { createDrain } from '../../src/journal/drain.ts';
import type { Json } from '../../src/journal/journal.ts';
import { isFault } from '../../src/platform/errors.ts';
import { NO_TROUBLE, startLife, type Fortune, type Surroundings, type Trouble } from './life.ts';
import { memoryJournal, type MemoryJournal } from './memory-journal.ts';

export interface Program {
  readonly intake: Intake;
  readonly journal: MemoryJournal;
  /** Delivers the bodies at the same moment; null where the process died meanwhile. */
  deliver(bodies: readonly Json[], trouble?: Trouble): Promise<(Reply | null)[]>;
  /** Runs every job until none has anything left to do. */
  work(trouble?: Trouble): Promise<void>;
  restart(): void;
}

export function program(around: Surroundings): Program {
  const { clock, connection } = around;
  const fortune: Fortune = { trouble: NO_TROUBLE, operations: 0 };
  const journal = memoryJournal(() => clock.now());
  const node = randomUUID();
  let life = begin();

  function begin() {
    const begun = startLife({ ...around, journal, node }, fortune);
    rememberFromJournal(begun.intake);
    const drain = createDrain({ journal: begun.intake.journal, concurrency: 8, log: around.log, handle: async (entry) => await resumeEntry(begun.intake, entry) });
    return { ...begun, drain };
  }

  function restart(): void {
    life.die();
    journal.crash();
    life = begin();
  }

  async function during<T>(trouble: Trouble, work: () => Promise<T>): Promise<T> {
    Object.assign(fortune, { trouble, operations: 0 });
    journal.refuses = trouble.journal === 'down';
    try {
      return await work();
    } finally {
      fortune.trouble = NO_TROUBLE;
      journal.refuses = false;
      if (life.isDead()) restart();
    }
  }

  async function jobs(): Promise<number> {
    const { intake, drain } = life;
    const drained = await drain.run(journal.unsettled());
    if (drained.stopped !== null) throw drained.stopped;
    return drained.settled + (await followUp(intake)) + (await settleCalls({ ...intake, unsettled: (companyId, retellCallId) => holdsFunctionsOf(journal, companyId, retellCallId) }));
  }

  return {
    get intake() {
      return life.intake;
    },
    journal,
    restart,
    deliver: async (bodies, trouble = NO_TROUBLE) =>
      await during(trouble, async () => {
        const { intake } = life;
        const dead = life.death.then(() => null);
        return await clock.until(Promise.all(bodies.map(async (body) => await Promise.race([answerFunction(intake, connection, readEnvelope(body)), dead]))));
      }),
    work: async (trouble = NO_TROUBLE) =>
      await during(trouble, async () => {
        const dead = life.death.then(() => 0);
        for (let rounds = 0; rounds < 50; rounds++) {
          const did = await clock.until(Promise.race([jobs(), dead]).catch((error: unknown) => (isFault(error, 'DATABASE_UNAVAILABLE') ? 0 : Promise.reject(error as Error))));
          if (did === 0) break;
        }
      }),
  };
}
