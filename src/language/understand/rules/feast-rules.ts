// Feasts by name, movable ones included, what is counted from them ("drei Tage nach Weihnachten"), and weeks of a month.
// Which of them are holidays differs by region and is the opening hours' business.

import { Temporal } from 'temporal-polyfill';
import type { Fact, Match, Reader, Rule } from '../facts.ts';
import { lexicon } from '../spellings.ts';
import { isIn, isWord, look, numberAt, type Token } from '../tokens.ts';
import { ARTICLES, MONTHS, NAMED_DAYS, ONE_WORDS, UNITS, WHICH } from '../words.ts';

/** Days from Easter Sunday to the first and the last day. */
const MOVABLE = lexicon<readonly [from: number, to: number]>([
  ['weiberfastnacht altweiber', [-52, -52]], ['rosenmontag', [-48, -48]], ['faschingsdienstag fastnachtsdienstag veilchendienstag', [-47, -47]], ['aschermittwoch', [-46, -46]], ['palmsonntag', [-7, -7]],
  ['karwoche', [-6, -1]], ['gründonnerstag', [-3, -3]], ['karfreitag', [-2, -2]], ['karsamstag ostersamstag', [-1, -1]], ['ostersonntag', [0, 0]], ['ostermontag', [1, 1]], ['ostern osterwochenende easter', [-2, 1]],
  ['himmelfahrt auffahrt', [39, 39]], ['pfingstsamstag', [48, 48]], ['pfingstsonntag', [49, 49]], ['pfingstmontag', [50, 50]], ['pfingsten pfingstwochenende', [48, 50]], ['fronleichnam', [60, 60]],
]);

interface Feast {
  readonly next: number;
  readonly fact: Fact;
}

/** A feast at a place in the words, or null. */
function feastAt({ tokens, today }: Pick<Reader, 'tokens' | 'today'>, at: number): Feast | null {
  const [first, second] = [tokens[at], tokens[at + 1]];
  const fixed = fixedFeastAt(tokens, at);
  if (fixed !== null) return { next: fixed.next, fact: { kind: 'day_month', month: fixed.month, day: fixed.day } };
  const offsets = look(first, MOVABLE) ?? (isWord(first, 'weissen', 'weisser') && isWord(second, 'sonntag') ? [7, 7] as const : undefined);
  if (offsets !== undefined) return { next: look(first, MOVABLE) === undefined ? at + 2 : at + 1, fact: nextOf(today, (year) => [easterSunday(year).add({ days: offsets[0] }), easterSunday(year).add({ days: offsets[1] })]) };
  if (isWord(first, 'christi') && isWord(second, 'himmelfahrt')) return feastAt({ tokens, today }, at + 1);
  if (isWord(first, 'muttertag')) return { next: at + 1, fact: nextOf(today, (year) => twice(sundayFrom(new Temporal.PlainDate(year, 5, 8)))) };
  if (first?.kind === 'ordinal' && first.value <= 4 && isWord(second, 'advent', 'adventsonntag', 'adventssonntag')) {
    // The fourth is the last Sunday before Christmas Day.
    return { next: at + 2, fact: nextOf(today, (year) => twice(sundayFrom(new Temporal.PlainDate(year, 12, 18)).subtract({ weeks: 4 - first.value }))) };
  }
  return null;
}

function fixedFeastAt(tokens: readonly Token[], at: number): { readonly month: number; readonly day: number; readonly next: number } | null {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first?.kind === 'ordinal' && first.value <= 2 && isWord(second, 'weihnachtstag', 'weihnachtsfeiertag')) return { month: 12, day: 24 + first.value, next: at + 2 };
  if (isWord(first, 'heiligen', 'heiliger', 'heilige') && isWord(second, 'abend')) return { month: 12, day: 24, next: at + 2 };
  if (isWord(first, 'heilige', 'heiligen') && numberAt(second) === 3 && isWord(tokens[at + 2], 'koenige', 'konige')) return { month: 1, day: 6, next: at + 3 };
  if (isWord(first, 'maria', 'mariae') && isWord(second, 'himmelfahrt')) return { month: 8, day: 15, next: at + 2 };
  return isWord(first, 'maria', 'mariae') && isWord(second, 'empfaengnis', 'empfangnis') ? { month: 12, day: 8, next: at + 2 } : null;
}

export const feast: Rule = (reader, at) => {
  const { tokens, today } = reader;
  if (isWord(tokens[at], 'zwischen') && isWord(tokens[at + 1], 'den') && isWord(tokens[at + 2], 'jahren')) {
    return { next: at + 3, facts: [{ kind: 'range', from: new Temporal.PlainDate(today.year, 12, 27), to: new Temporal.PlainDate(today.year, 12, 31) }] };
  }
  const found = feastAt(reader, at);
  return found === null ? null : { next: found.next, facts: [found.fact] };
};

/** "drei Tage nach Weihnachten", "am Tag vor Heiligabend": only what is counted; the feast itself is read next. */
export const besideFeast: Rule = (reader, at) => {
  const { tokens } = reader;
  const amount = numberAt(tokens[at]) ?? (isIn(tokens[at], ONE_WORDS) ? 1 : null);
  const place = amount === null ? at : at + 1;
  const unit = look(tokens[place], UNITS);
  if ((unit !== 'day' && unit !== 'week') || (amount === null && !isWord(tokens[place], 'tag', 'woche'))) return null;
  const sign = isWord(tokens[place + 1], 'nach') ? 1 : isWord(tokens[place + 1], 'vor') ? -1 : null;
  if (sign === null) return null;
  let next = place + 2;
  while (isIn(tokens[next], ARTICLES)) next += 1;
  const isFeast = feastAt(reader, next) !== null || look(tokens[next], NAMED_DAYS) !== undefined;
  return isFeast ? { next, facts: [{ kind: 'later', amount: sign * Math.min(amount ?? 1, 500), unit }] } : null;
};

/** "in der ersten Februarwoche", "die letzte Woche im Mai": seven days from the 1st, the 8th …, or the last seven. */
export const weekOfMonth: Rule = (reader, at) => {
  const { tokens, today } = reader;
  const nth = tokens[at]?.kind === 'ordinal' ? tokens[at].value : look(tokens[at], WHICH) === 'last' ? 'last' : null;
  if (nth === null || (nth !== 'last' && nth > 4)) return null;
  const named = monthOfWeek(tokens, at + 1);
  if (named === null) return null;
  const thisYear = new Temporal.PlainDate(today.year, named.month, 1);
  const first = Temporal.PlainDate.compare(thisYear.add({ months: 1 }), today) <= 0 ? thisYear.add({ years: 1 }) : thisYear;
  const from = nth === 'last' ? first.add({ months: 1 }).subtract({ days: 7 }) : first.add({ days: (nth - 1) * 7 });
  return { next: named.next, facts: [{ kind: 'range', from, to: from.add({ days: 6 }) }] } satisfies Match;
};

function monthOfWeek(tokens: readonly Token[], at: number): { readonly month: number; readonly next: number } | null {
  const word = tokens[at];
  if (word?.kind !== 'word') return null;
  const compound = word.text.endsWith('woche') ? MONTHS.get(word.text.slice(0, -'woche'.length)) : undefined;
  if (compound !== undefined) return { month: compound, next: at + 1 };
  const month = word.text === 'woche' && isWord(tokens[at + 1], 'im', 'in', 'vom', 'des') ? look(tokens[at + 2], MONTHS) : undefined;
  return month === undefined ? null : { month, next: at + 3 };
}

/** This year's, or next year's once it is over. */
function nextOf(today: Temporal.PlainDate, inYear: (year: number) => readonly [Temporal.PlainDate, Temporal.PlainDate]): Fact {
  const isOver = Temporal.PlainDate.compare(inYear(today.year)[1], today) < 0;
  const [from, to] = inYear(isOver ? today.year + 1 : today.year);
  const assumed = isOver ? { assumed: 'next_year' } : {};
  return from.equals(to) ? { kind: 'day', date: from, ...assumed } : { kind: 'range', from, to, ...assumed };
}

function twice(date: Temporal.PlainDate): readonly [Temporal.PlainDate, Temporal.PlainDate] {
  return [date, date];
}

function sundayFrom(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.add({ days: 7 - date.dayOfWeek });
}

/** Gauss's rule in Lichtenberg's form, valid for every Gregorian year. */
export function easterSunday(year: number): Temporal.PlainDate {
  const k = Math.floor(year / 100);
  const m = 15 + Math.floor((3 * k + 3) / 4) - Math.floor((8 * k + 13) / 25);
  const s = 2 - Math.floor((3 * k + 3) / 4);
  const a = year % 19;
  const d = (19 * a + m) % 30;
  const r = Math.floor((d + Math.floor(a / 11)) / 29);
  const og = 21 + d - r;
  const sz = 7 - ((year + Math.floor(year / 4) + s) % 7);
  const marchDay = og + 7 - ((((og - sz) % 7) + 7) % 7);
  return new Temporal.PlainDate(year, 3, 1).add({ days: marchDay - 1 });
}
