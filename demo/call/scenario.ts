// What a scenario is: a course of talk with what goes wrong on the way, and what has to have become of it.
import type { Answer, Status } from '../../src/intake/answer.ts';
import type { CreatedFrom, ErrorType } from '../../src/callbacks/callback.ts';
import type { Priority } from '../../src/companies/company.ts';
import type { Fate } from '../../src/wishes/wish.ts';
import type { FaultRule } from '../cal-com/faults.ts';

export interface Scenario {
  readonly name: string;
  /** One line for the list, German. */
  readonly tells: string;
  readonly caller: Caller;
  play(stage: Stage): Promise<void>;
  readonly expected: Expected;
}

export interface Caller {
  readonly name: string;
  /** As the platform gives it. */
  readonly number: string;
}

export interface Stage {
  readonly caller: Caller;
  /** The caller says something. */
  says(text: string): void;
  /** The agent calls a function and says what comes back. */
  calls(name: string, args: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** Replaces what goes wrong at the calendar; `words` say it to whoever watches. */
  calendarFaults(words: string, rules: readonly FaultRule[]): Promise<void>;
  /** Resolves once the database is gone. */
  databaseDown(seconds: number): Promise<void>;
  /** Somebody else books that slot at the calendar. */
  takeSlot(start: string): Promise<void>;
  /** Until the caller's booking stands at the calendar, whatever its answer is doing. */
  untilCalendarHas(start: string): Promise<void>;
}

export interface Expected {
  /** Of the last answer. */
  readonly status: Status;
  readonly sentence: string | RegExp;
  readonly fate: Fate;
  readonly callback: ExpectedCallback | null;
  readonly appointment: boolean;
  /** Bookings of this call that stand at the calendar. */
  readonly bookings: number;
}

export interface ExpectedCallback {
  readonly error_type: ErrorType | null;
  readonly priority: Priority;
  /** From the promise to the deadline. */
  readonly hours: number;
  readonly created_from: CreatedFrom;
  readonly phone: string | null;
  /** Beside what every callback has. */
  readonly metadata: Readonly<Record<string, string | RegExp>>;
}

/** The start of the n-th time that was offered (0: the first). */
export function offer(answer: Answer, index: number): string {
  const start = answer.alternatives?.[index]?.start;
  if (start === undefined) throw new Error(`Der Agent bot keine ${index + 1}. Zeit an: ${answer.status} „${answer.message}“`);
  return start;
}
