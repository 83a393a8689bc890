// One request of one call while it is being handled: what is known, how much time is left, and whether the
// database has been found down. Built by the edge, passed first to everything below it.
import { isFault } from '../platform/errors.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Journal } from '../journal/journal.ts';
import type { Branch, Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import type { Calendars } from '../calendar/calendars.ts';
import type { Call } from '../calls/call.ts';
import type { Intent, Requested } from '../wishes/wish.ts';
import { sentencesFor, type Sentences } from '../language/speak/sentences.ts';
import type { LiveCalls } from './live-calls.ts';
import type { FunctionRequest } from './retell/envelope.ts';
import type { Arguments } from './arguments.ts';

export interface Intake {
  readonly world: World;
  readonly database: Database;
  readonly journal: Journal;
  readonly directory: Directory;
  readonly calendars: Calendars;
  readonly metrics: Metrics;
  readonly live: LiveCalls;
  /** This node and this boot of it: a flight of an earlier boot is dead. */
  readonly node: { readonly id: string; readonly boot: string };
  /** From the arrival of the request to the answer. */
  readonly answerBudgetMs: number;
  readonly databaseBudgetMs: number;
}

export interface CurrentWish {
  readonly id: string;
  readonly intent: Intent;
  requested: Requested;
  /** The receipt with which it was opened, and when. */
  readonly receipt: string;
  readonly openedAt: EpochMs;
}

export interface Turn {
  readonly intake: Intake;
  readonly receipt: string;
  readonly receivedAt: EpochMs;
  readonly company: Company;
  readonly branch: Branch | null;
  readonly call: Call;
  readonly request: FunctionRequest;
  readonly args: Arguments;
  /**
   * Unique per company in the database; that of the earlier delivery where this one takes over its dead flight.
   * `flightKey` is the same for deliveries that are one request on this node.
   */
  dedupeKey: string;
  readonly flightKey: string;
  readonly fingerprint: string;
  readonly say: Sentences;
  /** Monotonic instant by which the answer has to be out. */
  readonly endsAt: number;
  /** false where the journal refused the request: then only the database can make a promise durable. */
  readonly journaled: boolean;
  databaseDown: boolean;
  wish: CurrentWish | null;
  /** The wish that this request opened before it turned out to repeat the booking of an earlier one. */
  absorbedWishId: string | null;
}

export type NewTurn = Omit<Turn, 'say' | 'databaseDown' | 'wish' | 'absorbedWishId' | 'endsAt'>;

/** `since`: the monotonic instant at which the request arrived, or at which it is taken up again. */
export function newTurn(turn: NewTurn, since: number): Turn {
  return {
    ...turn,
    say: sentencesFor(turn.company.locale),
    endsAt: since + turn.intake.answerBudgetMs,
    databaseDown: false,
    wish: null,
    absorbedWishId: null,
  };
}

/** Milliseconds until the answer has to be out. */
export function left(turn: Turn): number {
  return Math.max(0, turn.endsAt - turn.intake.world.clock.monotonic());
}

/** Kept back for storing the outcome, so that a slow calendar cannot eat the time in which a promise is made durable. */
export function reserveMs(turn: Turn): number {
  return Math.min(turn.intake.databaseBudgetMs, turn.intake.answerBudgetMs * 0.2);
}

export type InDatabase<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'down'; readonly error: Error };

/** One transaction of the call's company. Found down once, the database counts as down for the rest of this request. */
export async function inDatabase<T>(turn: Turn, work: (tx: Tx) => Promise<T>): Promise<InDatabase<T>> {
  if (turn.databaseDown) return { kind: 'down', error: new Error('the database was found down earlier in this request') };
  try {
    const budgetMs = Math.max(50, Math.min(turn.intake.databaseBudgetMs, left(turn)));
    return { kind: 'done', value: await turn.intake.database.inCompany(turn.company.id, work, { budgetMs }) };
  } catch (error) {
    if (!isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
    turn.databaseDown = true;
    return { kind: 'down', error };
  }
}
