// Weekdays, weeks, weekends and parts of months. What "nächsten Dienstag" means today is decided in settle-weekday.ts.

import { Temporal } from 'temporal-polyfill';
import type { Fact, Match, Reader, Rule } from '../facts.ts';
import { wordSet } from '../spellings.ts';
import { isIn, isMark, isWord, look, numberAt, type Token } from '../tokens.ts';
import { MONTHS, PARTS, PERIODS, SHORT_WEEKDAYS, WEEKDAYS, WHICH, type Part, type Which } from '../words.ts';
import { isClearMonth } from './date-rules.ts';

const WEEK_NUMBER = wordSet('kw kalenderwoche');
const AFTER_SHORT_WEEKDAY = wordSet('um ab gegen den der dem nächste nächsten kommende diese vormittag nachmittag früh morgen bis oder und');

export const weekday: Rule = (reader, at) => {
  const { tokens } = reader;
  const which = look(tokens[at], WHICH);
  let place = which === undefined ? at : at + 1;
  if (which !== undefined && isWord(tokens[place], 'freien', 'freier')) place += 1;
  const long = look(tokens[place], WEEKDAYS);
  if (long !== undefined) return { next: place + 1, facts: [{ kind: 'weekday', weekday: long, which: which ?? 'bare' }] };
  const short = look(tokens[place], SHORT_WEEKDAYS);
  if (short === undefined || !isShortWeekday(tokens, place)) return null;
  const next = isMark(tokens[place + 1], '.') && tokens[place + 1]?.glued ? place + 2 : place + 1;
  return { next, facts: [{ kind: 'weekday', weekday: short, which: which ?? 'bare' }] };
};

/** "Fr. Müller" is a person and "so gegen drei" an estimate: an abbreviated weekday is followed by a number, a time word or nothing. */
function isShortWeekday(tokens: readonly Token[], at: number): boolean {
  const dotted = isMark(tokens[at + 1], '.', ',');
  const after = tokens[dotted ? at + 2 : at + 1];
  if (isMark(tokens[at + 1], ',') && after?.kind === 'word' && (!isWord(tokens[at], 'so') || isWord(tokens[at - 1], 'am', 'woche'))) return true;
  if (isWord(tokens[at], 'so', 'do') && !dotted && (isWord(after, 'um', 'gegen', 'ab') || (isWord(tokens[at], 'so') && isWord(after, 'bis', 'oder', 'und')) || isWord(tokens[at - 1], 'um', 'gegen'))) return false;
  return after === undefined ? at === 0 || !isWord(tokens[at], 'so', 'do') || isWord(tokens[at - 1], 'am', 'woche') || look(tokens[at - 1], WHICH) !== undefined : after.kind !== 'word' || isIn(after, AFTER_SHORT_WEEKDAY) || PERIODS.has(after.text);
}

/** "nächste Woche", "die Woche drauf", "Anfang nächster Woche", "Ende der Woche", "KW 5", "5. Kalenderwoche 2026". */
export const week: Rule = (reader, at) => {
  const { tokens } = reader;
  const part = look(tokens[at], PARTS) ?? (isWord(tokens[at], 'wochenanfang') ? 'start' : isWord(tokens[at], 'wochenmitte') ? 'middle' : null);
  if (part !== null && isWord(tokens[at], 'wochenanfang', 'wochenmitte')) return { next: at + 1, facts: [weekFact(reader, 0, part)] };
  let place = part === null ? at : at + 1;
  if (part !== null && isWord(tokens[place], 'of')) place += 1;
  if (part !== null && isWord(tokens[place], 'der', 'the')) place += 1;
  const which = look(tokens[place], WHICH);
  if (which !== undefined) place += 1;
  if (isWord(tokens[place], 'woche', 'week')) {
    const isNamed = which !== undefined || part !== null || isWord(tokens[place - 1], 'die');
    if (which === undefined && isWord(tokens[place + 1], 'drauf', 'darauf', 'danach', 'later')) return { next: place + 2, facts: [weekFact(reader, 1, part)] };
    if (isNamed) return { next: place + 1, facts: [weekFact(reader, weeksAhead(which), part)] };
  }
  return which === undefined ? numberedWeek(reader, place, part) : null;
};

function weeksAhead(which: Which | undefined): number {
  if (which === 'next' || which === 'coming') return 1;
  if (which === 'after_next') return 2;
  return which === 'last' ? -1 : 0;
}

function weekFact(reader: Reader, weeks: number, part: Part | null): Fact {
  return { kind: 'week', monday: mondayOf(reader.today).add({ weeks }), part, numbered: false };
}

function numberedWeek(reader: Reader, at: number, part: Part | null): Match | null {
  const { tokens } = reader;
  const token = tokens[at];
  if (isIn(token, WEEK_NUMBER)) {
    const place = isMark(tokens[at + 1], '.') ? at + 2 : at + 1;
    const number = numberAt(tokens[place]);
    return number === null ? null : weekOfYear(reader, { number, next: place + 1, part });
  }
  const place = isMark(tokens[at + 1], '.') ? at + 2 : at + 1;
  if ((token?.kind !== 'ordinal' && token?.kind !== 'number') || !isIn(tokens[place], WEEK_NUMBER)) return null;
  return weekOfYear(reader, { number: token.value, next: place + 1, part });
}

function weekOfYear(reader: Reader, said: { readonly number: number; readonly next: number; readonly part: Part | null }): Match {
  const { tokens, today } = reader;
  const year = tokens[said.next];
  const isYear = year?.kind === 'number' && year.value >= 1900 && year.value <= 2199 && !isWord(tokens[said.next + 1], 'uhr');
  const next = isYear ? said.next + 1 : said.next;
  const chosen = isYear ? year.value : (today.yearOfWeek ?? today.year);
  const monday = mondayOfWeek(chosen, said.number);
  if (monday === null) return { next, facts: [{ kind: 'trouble', problem: 'no_such_date', need: 'date' }] };
  // A number without a year means the next such week; one that passed only lately is left to the past check.
  const isLongGone = !isYear && today.since(monday, { largestUnit: 'day' }).days > 90;
  const coming = isLongGone ? mondayOfWeek(chosen + 1, said.number) : monday;
  return { next, facts: [{ kind: 'week', monday: coming ?? monday, part: said.part, numbered: true }] };
}

function mondayOfWeek(year: number, number: number): Temporal.PlainDate | null {
  if (number < 1 || number > 53) return null;
  const monday = mondayOf(new Temporal.PlainDate(year, 1, 4)).add({ weeks: number - 1 });
  return monday.yearOfWeek === year ? monday : null;
}

export const weekend: Rule = (reader, at) => {
  const { tokens } = reader;
  const which = look(tokens[at], WHICH);
  const place = which === undefined ? at : at + 1;
  return isWord(tokens[place], 'wochenende', 'weekend') ? { next: place + 1, facts: [{ kind: 'weekend', which: which ?? 'bare' }] } : null;
};

/** "Anfang Dezember", "Ende des Monats", "nächsten Monat", "im Februar": ranges, never a day of our choosing. */
export const month: Rule = (reader, at) => {
  const { tokens } = reader;
  const part = look(tokens[at], PARTS) ?? monthPart(tokens[at]);
  let place = part === undefined ? at : at + 1;
  if (monthPart(tokens[at]) !== undefined) return monthMatch(place, { first: reader.today.with({ day: 1 }), part });
  while (isWord(tokens[place], 'im', 'in', 'des', 'vom', 'of', 'the', 'dem')) place += 1;
  const introduced = place > at;
  const which = look(tokens[place], WHICH);
  if (which !== undefined) place += 1;
  if (isWord(tokens[place], 'monat', 'monats', 'month') && (which !== undefined || part !== undefined)) {
    return monthMatch(place + 1, { first: reader.today.with({ day: 1 }).add({ months: weeksAhead(which) }), part });
  }
  const number = look(tokens[place], MONTHS);
  if (number === undefined || (!introduced && which === undefined && !isClearMonth(tokens[place]))) return null;
  return namedMonth(reader, place + 1, { number, part });
};

function monthPart(token: Token | undefined): Part | undefined {
  if (isWord(token, 'monatsanfang')) return 'start';
  if (isWord(token, 'monatsmitte')) return 'middle';
  return isWord(token, 'monatsende') ? 'end' : undefined;
}

function namedMonth(reader: Reader, at: number, said: { readonly number: number; readonly part: Part | undefined }): Match {
  const { tokens, today } = reader;
  const year = tokens[at];
  const isYear = year?.kind === 'number' && year.value >= 1900 && year.value <= 2199 && !isWord(tokens[at + 1], 'uhr');
  const first = new Temporal.PlainDate(isYear ? year.value : today.year, said.number, 1);
  const isOver = !isYear && Temporal.PlainDate.compare(first.add({ months: 1 }), today) <= 0;
  return monthMatch(isYear ? at + 1 : at, { first: isOver ? first.add({ years: 1 }) : first, part: said.part });
}

/** Anfang is to the 10th, Mitte to the 20th, Ende the rest. */
function monthMatch(next: number, said: { readonly first: Temporal.PlainDate; readonly part: Part | undefined }): Match {
  const { first, part } = said;
  const last = first.with({ day: first.daysInMonth });
  const from = part === 'middle' ? first.with({ day: 11 }) : part === 'end' ? first.with({ day: 21 }) : first;
  const to = part === 'start' ? first.with({ day: 10 }) : part === 'middle' ? first.with({ day: 20 }) : last;
  return { next, facts: [{ kind: 'range', from, to }] };
}

/** "ab Donnerstag", "bis Freitag", "zwischen Montag und Mittwoch": what follows is read by the date rules. */
export const dateEdge: Rule = (reader, at) => {
  const { tokens } = reader;
  if (isWord(tokens[at], 'woche', 'week') && isWord(tokens[at + 1], 'vom', 'ab', 'of')) return { next: isWord(tokens[at + 2], 'dem', 'the') ? at + 3 : at + 2, facts: [{ kind: 'edge', edge: 'week_of' }] };
  const edge = edgeOf(tokens[at]);
  if (edge === null) return null;
  let next = at + 1;
  while (isWord(tokens[next], 'dem', 'den', 'der', 'zum', 'am', 'spaetestens', 'einschliesslich', 'the')) next += 1;
  return { next, facts: [{ kind: 'edge', edge }] };
};

function edgeOf(token: Token | undefined): (Fact & { kind: 'edge' })['edge'] | null {
  if (isWord(token, 'ab', 'fruehestens', 'from', 'since')) return 'from';
  if (isWord(token, 'bis', 'spaetestens', 'until', 'till', 'by') || isMark(token, '-')) return 'until';
  if (isWord(token, 'nach', 'after')) return 'after';
  if (isWord(token, 'vor', 'before')) return 'before';
  return isWord(token, 'zwischen', 'between', 'von', 'vom') ? 'within' : null;
}

/** "am ersten Montag im Februar". */
export const nthWeekday: Rule = (reader, at) => {
  const { tokens } = reader;
  const nth = tokens[at];
  const day = look(tokens[at + 1], WEEKDAYS);
  const number = look(tokens[at + 3], MONTHS);
  if (nth?.kind !== 'ordinal' || nth.value > 5 || day === undefined || !isWord(tokens[at + 2], 'im', 'in', 'of') || number === undefined) return null;
  const range = namedMonth(reader, at + 4, { number, part: undefined });
  const [fact] = range.facts;
  if (fact?.kind !== 'range') return null;
  const date = fact.from.add({ days: ((day - fact.from.dayOfWeek + 7) % 7) + (nth.value - 1) * 7 });
  return { next: range.next, facts: [date.month === fact.from.month ? { kind: 'day', date } : { kind: 'trouble', problem: 'no_such_date', need: 'date' }] };
};

/** The Monday of a day's week. Weeks start on Monday; the predecessor's Sunday = 0 came out seven days early. */
export function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}
