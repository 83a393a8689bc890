// What the rules find in the words, before anything is decided. A fact says what was said; settle-date.ts and
// settle-time.ts say what it means today.

import type { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../platform/world.ts';
import type { Token } from './tokens.ts';
import type { PeriodName } from './vague-periods.ts';
import type { Part, Which } from './words.ts';

/** What a rule asks the caller, and what is wrong with what was said (see When). */
export type Need = 'date' | 'time' | 'which_week' | 'am_pm' | 'weekday_or_date' | 'month' | 'year';
export type Problem = 'nothing_said' | 'not_understood' | 'no_such_date' | 'no_such_time' | 'contradiction' | 'past';

/**
 * A clock time as said. `spoken` hours may mean morning or evening ("drei Uhr"); `padded` ones ("03:00") were written by a machine
 * and mean what they say unless a word contradicts; `exact` ones (13 and up, 0, ISO, "3 pm") cannot be meant otherwise.
 */
export interface Clock {
  /** 0 … 1440 (24:00 is the end of the day). */
  readonly minutes: number;
  readonly style: 'spoken' | 'padded' | 'exact';
}

export type DateFact =
  | { readonly kind: 'day'; readonly date: Temporal.PlainDate; readonly assumed?: string }
  | { readonly kind: 'day_month'; readonly day: number; readonly month: number }
  | { readonly kind: 'day_of_month'; readonly day: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: Which | 'bare' }
  | { readonly kind: 'week'; readonly monday: Temporal.PlainDate; readonly part: Part | null; readonly numbered: boolean }
  | { readonly kind: 'later'; readonly amount: number; readonly unit: 'day' | 'week' | 'month'; readonly assumed?: string }
  | { readonly kind: 'range'; readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate; readonly assumed?: string }
  | { readonly kind: 'weekend'; readonly which: Which | 'bare' };

export type Fact =
  | DateFact
  /** Belongs to the date right behind it: "ab Donnerstag", "bis Freitag". */
  | { readonly kind: 'edge'; readonly edge: 'from' | 'until' | 'after' | 'before' | 'within' | 'week_of' }
  | { readonly kind: 'clock'; readonly clock: Clock }
  | { readonly kind: 'window'; readonly from: Clock | null; readonly to: Clock | null }
  | { readonly kind: 'period'; readonly period: PeriodName; readonly weak?: boolean }
  | { readonly kind: 'moment'; readonly at: EpochMs; readonly about: boolean }
  | { readonly kind: 'about' | 'any_time' | 'asap' | 'right_now' | 'or' | 'not' | 'refused' | 'correction' }
  | { readonly kind: 'trouble'; readonly problem: Problem | null; readonly need: Need };

export type Field = 'date' | 'time' | 'dateTime';

/** A fact and where it stands, in token numbers: rules that combine neighbours need it. */
export type Found = Fact & { readonly start: number; readonly end: number; readonly field: Field };

/** What a rule may look at. */
export interface Reader {
  readonly tokens: readonly Token[];
  readonly field: Field;
  readonly now: Temporal.ZonedDateTime;
  readonly today: Temporal.PlainDate;
  /** End of the last fact that was found, −1 before the first: a bare number right behind a date is an hour ("morgen 14"). */
  readonly lastEnd: number;
  readonly lastKind: Fact['kind'] | null;
}

export interface Match {
  /** The token after the last one consumed. */
  readonly next: number;
  readonly facts: readonly Fact[];
}

/** A rule reads at one place or declines. It must consume at least one token. */
export type Rule = (reader: Reader, at: number) => Match | null;

const DATE_KINDS: ReadonlySet<string> = new Set(['day', 'day_month', 'day_of_month', 'weekday', 'week', 'later', 'range', 'weekend']);

export function isDateFact<F extends Fact>(fact: F): fact is F & DateFact {
  return DATE_KINDS.has(fact.kind);
}
