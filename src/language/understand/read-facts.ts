// Walks once over the tokens; at each place the first rule that matches wins. The order below is therefore part of the
// grammar: what is longer or more specific stands first.

import type { Temporal } from 'temporal-polyfill';
import type { Fact, Field, Found, Reader, Rule } from './facts.ts';
import { compactDate, dayOfMonth, isoDate, isoSpan, monthDate, namedDay, numericDate, ordinalPair } from './rules/date-rules.ts';
import { countedDay, later } from './rules/day-rules.ts';
import { besideFeast, feast, weekOfMonth } from './rules/feast-rules.ts';
import { aboutWord, clockEdge, clockSpan, clockTime, foreignZone } from './rules/clock-rules.ts';
import { plainPeriod, refinedPeriod } from './rules/period-rules.ts';
import { anyTime, asap, noise, turn } from './rules/wish-rules.ts';
import { dateEdge, month, nthWeekday, week, weekday, weekend } from './rules/week-rules.ts';
import { tokenize, type Token } from './tokens.ts';
import { FILLERS } from './words.ts';

const RULES: readonly Rule[] = [
  noise, isoSpan, isoDate, compactDate, besideFeast, weekOfMonth, feast, numericDate, monthDate, asap, anyTime, ordinalPair,
  nthWeekday, later, week, weekend, weekday, month, namedDay,
  clockSpan, clockEdge, clockTime, foreignZone, aboutWord,
  dayOfMonth, refinedPeriod, countedDay, plainPeriod, turn, dateEdge,
];

export interface Reading {
  readonly facts: readonly Found[];
  /** Whether anything was said beyond fillers and words for "nothing". */
  readonly hasContent: boolean;
}

/** Finds all facts in one field's cleaned text. */
export function readFacts(text: string, field: Field, now: Temporal.ZonedDateTime): Reading {
  const tokens = tokenize(text);
  const facts: Found[] = [];
  const today = now.toPlainDate();
  let lastEnd = -1;
  let lastKind: Fact['kind'] | null = null;
  for (let at = 0; at < tokens.length;) {
    const reader: Reader = { tokens, field, now, today, lastEnd, lastKind };
    const match = firstMatch(reader, at);
    if (match === null) {
      at += 1;
      continue;
    }
    for (const fact of match.facts) facts.push({ ...fact, start: at, end: match.next, field });
    lastKind = match.facts.at(-1)?.kind ?? lastKind;
    lastEnd = match.next;
    at = match.next;
  }
  return { facts, hasContent: tokens.some(isContent) };
}

function firstMatch(reader: Reader, at: number): ReturnType<Rule> {
  for (const rule of RULES) {
    const match = rule(reader, at);
    if (match !== null) return match;
  }
  return null;
}

function isContent(token: Token): boolean {
  if (token.kind === 'mark') return false;
  if (token.kind === 'number') return token.digits !== '' || token.value !== 0;
  return token.kind === 'ordinal' || !FILLERS.has(token.text);
}
