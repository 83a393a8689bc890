// Calendar dates: ISO, "15.1.", "7. November 2026", "den siebten", "siebten elften", "December 1st".

import { Temporal } from 'temporal-polyfill';
import type { Fact, Match, Reader, Rule } from '../facts.ts';
import { wordSet } from '../spellings.ts';
import { isIn, isMark, isWord, look, numberAt, type Token } from '../tokens.ts';
import { DOUBTFUL_MONTHS, MONTHS, NAMED_DAYS } from '../words.ts';

const NO_SUCH_DATE: Fact = { kind: 'trouble', problem: 'no_such_date', need: 'date' };
const HOUR_ONLY = wordSet('um gegen circa ca zirka etwa ungefähr punkt so at around');
const DAY_ARTICLES = wordSet('am den der dem zum vom the');
const NOT_A_DAY = wordSet('tag tage woche wochen termin termine freie freien freier mal hälfte stock stunde half');

/** 2026-01-15, also with a time: with Z or an offset it is an instant, without one the branch's wall time. */
export const isoDate: Rule = (reader, at) => {
  const { tokens } = reader;
  const [year, first, month, second, day] = tokens.slice(at, at + 5);
  if (year?.kind !== 'number' || year.digits.length !== 4 || !isMark(first, '-', '/', '.') || month?.kind !== 'number' || !isMark(second, '-', '/', '.') || day?.kind !== 'number') return null;
  if (!first?.glued || !month.glued) return null;
  const date = dateOf(year.value, month.value, day.value);
  if (date === null) return { next: at + 5, facts: [NO_SUCH_DATE] };
  const time = isoTime(tokens, at + 5);
  if (time === null) return { next: at + 5, facts: [{ kind: 'day', date }] };
  if (time.clock === null) return { next: time.next, facts: [{ kind: 'day', date }, { kind: 'trouble', problem: 'no_such_time', need: 'time' }] };
  if (time.offset === null) return { next: time.next, facts: [{ kind: 'day', date }, { kind: 'clock', clock: { minutes: time.clock.hour * 60 + time.clock.minute, style: 'exact' } }] };
  const at0 = date.toPlainDateTime(time.clock).toZonedDateTime('UTC').epochMilliseconds;
  return { next: time.next, facts: [{ kind: 'moment', at: at0 - time.offset * 60_000, about: false }] };
};

/** 20260120 · 20260120T1400 · 20260120T140000Z. */
export const compactDate: Rule = (reader, at) => {
  const { tokens } = reader;
  const token = tokens[at];
  if (token?.kind !== 'number' || !/^(?:19|20|21)\d{6}$/.test(token.digits)) return null;
  const date = dateOf(Math.floor(token.value / 10_000), Math.floor(token.value / 100) % 100, token.value % 100);
  if (date === null) return { next: at + 1, facts: [NO_SUCH_DATE] };
  const clock = tokens[at + 2];
  if (!isWord(tokens[at + 1], 't') || clock?.kind !== 'number' || !/^(?:[01]\d|2[0-3])[0-5]\d(?:\d\d)?$/.test(clock.digits)) return { next: at + 1, facts: [{ kind: 'day', date }] };
  const minutes = Number(clock.digits.slice(0, 2)) * 60 + Number(clock.digits.slice(2, 4));
  const zone = offsetAt(tokens, at + 3);
  if (zone === null) return { next: at + 3, facts: [{ kind: 'day', date }, { kind: 'clock', clock: { minutes, style: 'exact' } }] };
  const midnight = date.toZonedDateTime('UTC').epochMilliseconds;
  return { next: zone.next, facts: [{ kind: 'moment', at: midnight + (minutes - zone.minutes) * 60_000, about: false }] };
};

/** 2026-01-20/2026-01-22 · 2026-01-19 bis 2026-01-23. */
export const isoSpan: Rule = (reader, at) => {
  const first = isoDate(reader, at);
  const joint = reader.tokens[first?.next ?? 0];
  if (first === null || !(isMark(joint, '/') || isWord(joint, 'bis', 'to', 'until'))) return null;
  const second = isoDate(reader, first.next + 1);
  const [from, to] = [first.facts[0], second?.facts[0]];
  const isDays = first.facts.length === 1 && second?.facts.length === 1 && from?.kind === 'day' && to?.kind === 'day';
  if (!isDays || second === null || Temporal.PlainDate.compare(from.date, to.date) > 0) return null;
  return { next: second.next, facts: [{ kind: 'range', from: from.date, to: to.date }] };
};

interface IsoTime {
  readonly clock: Temporal.PlainTime | null;
  /** Minutes east of UTC; null: none given. */
  readonly offset: number | null;
  readonly next: number;
}

function isoTime(tokens: readonly Token[], at: number): IsoTime | null {
  const isT = isWord(tokens[at], 't');
  const [hour, colon, minute] = tokens.slice(isT ? at + 1 : at, (isT ? at + 1 : at) + 3);
  if (hour?.kind !== 'number' || !isMark(colon, ':') || minute?.kind !== 'number') return null;
  let next = (isT ? at + 1 : at) + 3;
  if (isMark(tokens[next], ':') && numberAt(tokens[next + 1]) !== null) next += 2;
  if (isMark(tokens[next], '.') && tokens[next + 1]?.kind === 'number' && tokens[next + 1]?.glued) next += 2;
  const zone = offsetAt(tokens, next);
  // Without T and offset it is people's writing ("2026-01-15 3:00"): the clock rules know better what 3 means.
  if (!isT && zone === null) return null;
  const clock = hour.value < 24 && minute.value < 60 ? new Temporal.PlainTime(hour.value, minute.value) : null;
  return { clock, offset: zone?.minutes ?? null, next: zone?.next ?? next };
}

function offsetAt(tokens: readonly Token[], at: number): { readonly minutes: number; readonly next: number } | null {
  if (isWord(tokens[at], 'z') && tokens[at]?.glued) return { minutes: 0, next: at + 1 };
  const hours = tokens[at + 1];
  if (!isMark(tokens[at], '+', '-') || !tokens[at]?.glued || hours?.kind !== 'number' || !hours.glued || hours.digits.length > 4) return null;
  const sign = isMark(tokens[at], '-') ? -1 : 1;
  if (hours.digits.length === 4) return { minutes: sign * (Math.floor(hours.value / 100) * 60 + (hours.value % 100)), next: at + 2 };
  const minutes = isMark(tokens[at + 2], ':') ? numberAt(tokens[at + 3]) : null;
  return { minutes: sign * (hours.value * 60 + (minutes ?? 0)), next: minutes === null ? at + 2 : at + 4 };
}

/** 15.1 · 15.1. · 11.11. · 1.10.25 · 01.10.2025 · 15/1/2026 · 15 1 2026. */
export const numericDate: Rule = (reader, at) => {
  const { tokens } = reader;
  const [day, first, month, second] = tokens.slice(at, at + 4);
  if (day?.kind === 'number' && first?.kind === 'number' && month?.kind === 'number' && month.digits.length === 4 && first.value <= 12) return { next: at + 3, facts: [dayFact(day.value, first.value, month.value)] };
  if (day?.kind !== 'number' || !isMark(first, '.', '/', '-') || month?.kind !== 'number' || day.digits === '' || day.digits.length > 2) return null;
  if (isMark(first, '-', '/') && (!first?.glued || !month.glued)) return null;
  const year = isMark(second, '.', '/', '-') || isMark(first, '.') ? yearAt(tokens, isMark(second, '.', '/', '-') ? at + 4 : at + 3) : null;
  const full = year !== null;
  if (!full && (isMark(first, '-') || month.digits.length > 2 || readsAsTime(reader, at))) return null;
  // A slash is no German spelling. Day first, as Germans read it, unless only the American order makes a date.
  const swapped = isMark(first, '/') && month.value > 12 && day.value <= 12;
  const [d, m] = swapped ? [month.value, day.value] : [day.value, month.value];
  if (full) return { next: year.next, facts: [dayFact(d, m, year.value, isMark(first, '/') && !swapped && d <= 12 && d !== m ? 'day_before_month' : undefined)] };
  if (m > 12 && !isMark(second, '.')) return null;
  return { next: isMark(second, '.') && second?.glued ? at + 4 : at + 3, facts: [dayMonthFact(d, m)] };
};

/** "14.30", "um 10.15", "10.11 Uhr" are times although they have the shape of a date. */
function readsAsTime(reader: Reader, at: number): boolean {
  const { tokens, field } = reader;
  const minute = tokens[at + 2];
  if (!isMark(tokens[at + 1], '.') || minute?.kind !== 'number') return false;
  if (isWord(tokens[at + 3], 'uhr')) return true;
  const hasDot = isMark(tokens[at + 3], '.');
  if (minute.digits.length !== 2 || !minute.glued) return false;
  if (isIn(tokens[at - 1], HOUR_ONLY) && (!hasDot || tokens[at + 4] === undefined)) return true;
  return !hasDot && (field === 'time' || minute.value > 12 || minute.value === 0 || reader.lastKind === 'day' || reader.lastKind === 'weekday');
}

/** 7. November · siebter November · 7 November 2026 · December 1st, 2026 · the 1st of December. */
export const monthDate: Rule = (reader, at) => {
  const { tokens } = reader;
  const english = look(tokens[at], MONTHS);
  if (english !== undefined) {
    const day = tokens[at + 1];
    if (day?.kind !== 'ordinal' && (day?.kind !== 'number' || day.digits === '' || day.value > 31 || isMark(tokens[at + 2], ':', '.') || isWord(tokens[at + 2], 'uhr', 'am', 'pm', 'h', 'bis', 'oder'))) return null;
    if (day.kind === 'number' && isGermanMonth(tokens[at])) return null;
    return withYear(tokens, { day: day.value, month: english, next: at + 2 });
  }
  const day = dayNumberAt(tokens, at);
  if (day === null) return null;
  const place = isWord(tokens[day.next], 'of', 'im') ? day.next + 1 : day.next;
  const month = look(tokens[place], MONTHS);
  if (month === undefined) return null;
  const next = isMark(tokens[place + 1], '.') && tokens[place + 1]?.glued && tokens[place + 2] !== undefined ? place + 2 : place + 1;
  return withYear(tokens, { day: day.day, month, next });
};

/** "Im Dezember 14 Uhr" has an hour, "December 14" a day: only an English month puts its day behind. */
function isGermanMonth(token: Token | undefined): boolean {
  return isWord(token, 'januar', 'jaenner', 'februar', 'maerz', 'marz', 'mai', 'juni', 'juli', 'oktober', 'dezember');
}

function withYear(tokens: readonly Token[], said: { readonly day: number; readonly month: number; readonly next: number }): Match {
  const place = isMark(tokens[said.next], ',') ? said.next + 1 : said.next;
  const year = tokens[place];
  if (year?.kind === 'number' && year.value >= 1900 && year.value <= 2199 && !isWord(tokens[place + 1], 'uhr')) {
    return { next: place + 1, facts: [dayFact(said.day, said.month, year.value)] };
  }
  // "zehnter zweiter siebenundzwanzig": no hour is above 24, so it is the year.
  if (year?.kind === 'number' && place === said.next && year.value >= 25 && year.value <= 99 && !isWord(tokens[place + 1], 'uhr') && !isMark(tokens[place + 1], ':')) {
    return { next: place + 1, facts: [dayFact(said.day, said.month, 2000 + year.value)] };
  }
  return { next: said.next, facts: [dayMonthFact(said.day, said.month)] };
}

/** "siebten elften" = 7.11., "am fünfzehnten ersten" = 15.1.: months are said as ordinals too. */
export const ordinalPair: Rule = (reader, at) => {
  const [day, month] = [reader.tokens[at], reader.tokens[at + 1]];
  if (day?.kind !== 'ordinal' || month?.kind !== 'ordinal' || month.value > 12) return null;
  return withYear(reader.tokens, { day: day.value, month: month.value, next: at + 2 });
};

/** "am siebten", "den 23.", "der 7." · in a date field also "7." or "14" alone. */
export const dayOfMonth: Rule = (reader, at) => {
  const { tokens, field } = reader;
  const read = dayNumberAt(tokens, at);
  if (read === null || isCountedThing(tokens[read.next])) return null;
  const articled = isIn(tokens[at - 1], DAY_ARTICLES) && !isWord(tokens[at - 2], 'um', 'gegen');
  const isBareNumber = tokens[at]?.kind === 'number' && read.next === at + 1;
  if (isBareNumber && (isWord(tokens[read.next], 'uhr') || (tokens[at]?.kind === 'number' && !articled && tokens.length > 1 && field !== 'date'))) return null;
  if (isBareNumber && tokens[at]?.kind === 'number' && tokens[at].digits === '' && field !== 'date') return null;
  if (isBareNumber && isMark(tokens[read.next], ':', '/', '-')) return null;
  const opensSpan = !isBareNumber && (isWord(tokens[read.next], 'bis', 'und') || isMark(tokens[read.next], '-')) && tokens[read.next + 1]?.kind === 'number' && isMark(tokens[read.next + 2], '.');
  const isChoice = !isBareNumber && (reader.lastKind === 'or' || reader.lastKind === 'edge') && reader.lastEnd === at;
  const alone = opensSpan || isChoice || (tokens.length === 1 && tokens[at]?.kind === 'ordinal') || (field === 'date' && (tokens.length <= 2 || tokens[at]?.kind === 'ordinal' || !isBareNumber));
  if (!articled && !alone && !(followsWeekday(reader, at) && !isBareNumber)) return null;
  if (read.day < 1 || read.day > 31) return isBareNumber ? null : { next: read.next, facts: [NO_SUCH_DATE] };
  return { next: read.next, facts: [{ kind: 'day_of_month', day: read.day }] };
};

/** "in der zweiten Januarhälfte", "beim ersten Mal": the ordinal counts something else. */
function isCountedThing(token: Token | undefined): boolean {
  return isIn(token, NOT_A_DAY) || (token?.kind === 'word' && /(?:haelfte|woche|wochenende)$/.test(token.text));
}

function followsWeekday(reader: Reader, at: number): boolean {
  return reader.lastKind === 'weekday' && reader.lastEnd >= at - 2;
}

/** Heiligabend, Silvester … */
export const namedDay: Rule = (reader, at) => {
  const found = look(reader.tokens[at], NAMED_DAYS);
  return found === undefined ? null : { next: at + 1, facts: [{ kind: 'day_month', month: found[0], day: found[1] }] };
};

function dayNumberAt(tokens: readonly Token[], at: number): { readonly day: number; readonly next: number } | null {
  const token = tokens[at];
  if (token?.kind === 'ordinal') return { day: token.value, next: at + 1 };
  if (token?.kind !== 'number' || token.value > 99 || token.digits.length > 2) return null;
  return { day: token.value, next: isMark(tokens[at + 1], '.') && tokens[at + 1]?.glued ? at + 2 : at + 1 };
}

/** A year right behind day and month: four digits anywhere, two only glued ("1.10.25"), so that "15.1. 14 Uhr" keeps its hour. */
function yearAt(tokens: readonly Token[], at: number): { readonly value: number; readonly next: number } | null {
  const year = tokens[at];
  if (year?.kind !== 'number' || isWord(tokens[at + 1], 'uhr')) return null;
  if (year.digits.length === 4 || (year.digits === '' && year.value >= 2000)) return { value: year.value, next: at + 1 };
  return year.digits.length === 2 && year.glued && !isMark(tokens[at + 1], ':') ? { value: 2000 + year.value, next: at + 1 } : null;
}

function dayFact(day: number, month: number, year: number, assumed?: string): Fact {
  const date = dateOf(year, month, day);
  if (date === null) return NO_SUCH_DATE;
  return assumed === undefined ? { kind: 'day', date } : { kind: 'day', date, assumed };
}

function dayMonthFact(day: number, month: number): Fact {
  // 2024 had a 29 February: whether the meant year has one is for settle-date.ts.
  return dateOf(2024, month, day) === null ? NO_SUCH_DATE : { kind: 'day_month', day, month };
}

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = new Temporal.PlainDate(year, month, 1);
  return day <= date.daysInMonth ? date.with({ day }) : null;
}

/** Whether a month word may stand alone for the whole month. */
export function isClearMonth(token: Token | undefined): boolean {
  return look(token, MONTHS) !== undefined && !isIn(token, DOUBTFUL_MONTHS);
}
