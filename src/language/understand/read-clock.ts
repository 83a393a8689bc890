// One clock time at one place in the words: "14:30", "halb drei", "fünf vor halb drei", "dreizehn Uhr fünfzehn", "2 pm".

import { isIn, isMark, isWord, look, numberAt, type Token } from './tokens.ts';
import { MONTHS, UNITS, WEEKDAYS } from './words.ts';
import { wordSet } from './spellings.ts';
import type { Clock } from './facts.ts';

export type ClockRead =
  | { readonly kind: 'clock'; readonly clock: Clock; readonly next: number }
  /** A time that no clock shows ("25 Uhr"). */
  | { readonly kind: 'impossible'; readonly next: number }
  /** The recogniser's double ("sechs sechzehn Uhr", field): two hours or hour and minute, only the caller knows. */
  | { readonly kind: 'unclear'; readonly next: number };

const HALF_DAY = 720;
const COUNTED = wordSet('personen person leute kinder kind mal euro prozent haarschnitte termine plätze people times');
const QUARTERS = wordSet('viertel quarter');

/**
 * Reads a clock time at `at`, or null. `loose` also takes a bare hour ("um drei"); otherwise a word or sign of time is required,
 * because most bare numbers in a sentence are days, durations or people.
 */
export function readClock(tokens: readonly Token[], at: number, loose: boolean): ClockRead | null {
  return readFraction(tokens, at) ?? readBesideHour(tokens, at) ?? readNoonWords(tokens, at) ?? readDigital(tokens, at) ?? readHour(tokens, at) ?? readPair(tokens, at, loose) ?? (loose ? readBare(tokens, at) : null);
}

/** halb drei = 2:30 · viertel elf = 10:15 · dreiviertel elf = 10:45 (east and south) · half past two, unlike "halb", is 2:30 of two. */
function readFraction(tokens: readonly Token[], at: number): ClockRead | null {
  const word = tokens[at];
  if (isWord(word, 'half') && isWord(tokens[at + 1], 'past')) return around(tokens, at + 2, 30);
  const minutes = isWord(word, 'halb', 'halbi') ? -30 : isWord(word, 'dreiviertel') ? -15 : isWord(word, 'viertel') ? -45 : null;
  if (minutes !== null) return around(tokens, at + 1, minutes);
  return isWord(word, 'drei') || numberAt(word) === 3 ? isWord(tokens[at + 1], 'viertel') && hourAt(tokens, at + 2) !== null ? around(tokens, at + 2, -15) : null : null;
}

/** fünf vor drei · viertel nach zehn · zehn Minuten nach halb drei · ten to three. */
function readBesideHour(tokens: readonly Token[], at: number): ClockRead | null {
  const amount = isIn(tokens[at], QUARTERS) ? 15 : numberAt(tokens[at]);
  if (amount === null || amount < 1 || amount > 29) return null;
  if (isWord(tokens[at - 1], 'from', 'between')) return null;
  let place = at + 1;
  if (look(tokens[place], UNITS) === 'minute') place += 1;
  // "Viertel ab zwei" is Swiss for viertel nach; after a number in digits ("am 10. ab 9") ab is a bound.
  const isSpelled = tokens[at]?.kind === 'word' || (tokens[at]?.kind === 'number' && tokens[at].digits === '');
  const sign = isWord(tokens[place], 'vor', 'to') ? -1 : isWord(tokens[place], 'nach', 'past') || (isSpelled && isWord(tokens[place], 'ab')) ? 1 : null;
  if (sign === null) return null;
  const fraction = isWord(tokens[place + 1], 'halb', 'halbi') ? -30 : isWord(tokens[place + 1], 'dreiviertel') ? -15 : isWord(tokens[place + 1], 'viertel') ? -45 : null;
  if (fraction !== null) return around(tokens, place + 2, sign * amount + fraction);
  return around(tokens, place + 1, sign * amount);
}

/** An hour shifted by minutes on the twelve-hour dial, or on the day where the hour was said exactly ("viertel vor 14 Uhr"). */
function around(tokens: readonly Token[], at: number, shift: number): ClockRead | null {
  const hour = hourAt(tokens, at);
  if (hour === null || isUnit(tokens[at + 1]) || isMonth(tokens[at + 1])) return null;
  const next = isWord(tokens[at + 1], 'uhr', 'oclock') ? at + 2 : at + 1;
  if (hour > 24) return { kind: 'impossible', next };
  if (hour > 12 || hour === 0) return { kind: 'clock', clock: { minutes: (hour * 60 + shift + 1440) % 1440, style: 'exact' }, next };
  const minutes = (hour * 60 + shift + HALF_DAY) % HALF_DAY;
  return withHalf(tokens, next, { minutes: minutes < 60 ? minutes + HALF_DAY : minutes, style: 'spoken' });
}

function readNoonWords(tokens: readonly Token[], at: number): ClockRead | null {
  if (isWord(tokens[at], 'mitternacht', 'midnight')) return { kind: 'clock', clock: { minutes: 1440, style: 'exact' }, next: at + 1 };
  if (isWord(tokens[at], 'noon')) return { kind: 'clock', clock: { minutes: 720, style: 'exact' }, next: at + 1 };
  return null;
}

/** 14:30 · 14:30:00 · 14.30 (two digits of minutes; rules/dates.ts has taken what is a date before). */
function readDigital(tokens: readonly Token[], at: number): ClockRead | null {
  const [hours, mark, minutes] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (hours?.kind !== 'number' || hours.digits === '' || !isMark(mark, ':', '.') || minutes?.kind !== 'number' || minutes.digits.length !== 2) return null;
  if (isMark(mark, '.') && (!mark?.glued || !minutes.glued)) return null;
  let next = at + 3;
  if (isMark(tokens[next], ':') && numberAt(tokens[next + 1]) !== null) next += 2;
  if (isWord(tokens[next], 'uhr')) next += 1;
  return clockOf(tokens, { hours, minute: minutes.value, next });
}

/** 14 Uhr · vierzehn Uhr dreißig · 14 Uhr und 30 Minuten · 14h30 · 1430 Uhr · 2 o'clock · 2 pm. */
function readHour(tokens: readonly Token[], at: number): ClockRead | null {
  const hours = tokens[at];
  const sign = tokens[at + 1];
  if (isWord(hours, 'ein') && isWord(sign, 'uhr')) return minutesAfter(tokens, { kind: 'number', value: 1, digits: '', glued: false }, at + 2);
  if (hours?.kind !== 'number') return null;
  if (isWord(sign, 'uhr')) return minutesAfter(tokens, hours, at + 2);
  if (isWord(sign, 'h') && hours.digits !== '') return minutesAfter(tokens, hours, at + 2);
  if (isWord(sign, 'oclock')) return clockOf(tokens, { hours, minute: 0, next: at + 2 });
  return halfAt(tokens, at + 1) === null ? null : clockOf(tokens, { hours, minute: 0, next: at + 1 });
}

function minutesAfter(tokens: readonly Token[], hours: Token & { kind: 'number' }, at: number): ClockRead {
  if (hours.digits.length === 4) {
    return clockOf(tokens, { hours: { ...hours, value: Math.floor(hours.value / 100), digits: hours.digits.slice(0, 2) }, minute: hours.value % 100, next: at });
  }
  const place = isWord(tokens[at], 'und') ? at + 1 : at;
  const minute = tokens[place];
  const after = tokens[place + 1];
  const isMinute = minute?.kind === 'number' && minute.digits.length <= 2 && !isMonth(after) && !isWord(after, 'uhr', 'oder', 'bis') && !isMark(after, '.', ':', '/') && (!isUnit(after) || look(after, UNITS) === 'minute') && !isIn(after, COUNTED);
  if (!isMinute || (place > at && look(after, UNITS) !== 'minute')) return clockOf(tokens, { hours, minute: 0, next: at });
  return clockOf(tokens, { hours, minute: minute.value, next: look(after, UNITS) === 'minute' ? place + 2 : place + 1 });
}

/** "neun Uhr dreißig" without its Uhr: "neun dreißig". Two hours in a row are asked about, not guessed. */
function readPair(tokens: readonly Token[], at: number, loose: boolean): ClockRead | null {
  const [hours, minute] = [tokens[at], tokens[at + 1]];
  if (hours?.kind !== 'number' || minute?.kind !== 'number' || hours.value > 24 || minute.value > 59 || hours.digits.length > 2 || minute.digits.length > 2) return null;
  const after = tokens[at + 2];
  if (isMark(after, '.', '/', ':') && tokens[at + 3] !== undefined) return null;
  if (isMonth(after) || isUnit(after) || isIn(after, COUNTED) || isWord(after, 'vor', 'nach', 'oder', 'bis')) return null;
  if (isWord(after, 'uhr')) return minute.value > 24 || minute.digits === '00' ? clockOf(tokens, { hours, minute: minute.value, next: at + 3 }) : { kind: 'unclear', next: at + 3 };
  if (after?.kind === 'number' && !loose) return null;
  const plausible = minute.digits === '00' || minute.digits === '05' || (minute.value >= 10 && minute.value % 5 === 0);
  if (plausible) return clockOf(tokens, { hours, minute: minute.value, next: at + 2 });
  return loose ? { kind: 'unclear', next: at + 2 } : null;
}

function readBare(tokens: readonly Token[], at: number): ClockRead | null {
  const hours = tokens[at];
  const after = tokens[at + 1];
  if (hours?.kind !== 'number' || isUnit(after) || isMonth(after) || isIn(after, COUNTED) || isMark(after, ':', '/')) return null;
  if (isMark(after, '.') && (numberAt(tokens[at + 2]) !== null || isMonth(tokens[at + 2]))) return null;
  if (hours.digits.length === 4) return clockOf(tokens, { hours: { ...hours, value: Math.floor(hours.value / 100), digits: hours.digits.slice(0, 2) }, minute: hours.value % 100, next: at + 1 });
  return hours.value <= 24 ? clockOf(tokens, { hours, minute: 0, next: at + 1 }) : null;
}

function clockOf(tokens: readonly Token[], said: { readonly hours: Token & { kind: 'number' }; readonly minute: number; readonly next: number }): ClockRead {
  const { hours, minute, next } = said;
  if (hours.value > 24 || minute > 59 || (hours.value === 24 && minute > 0)) return { kind: 'impossible', next };
  const isPadded = hours.digits.length === 2 && hours.digits.startsWith('0');
  const style = hours.value === 0 || hours.value > 12 ? 'exact' : isPadded ? 'padded' : 'spoken';
  return withHalf(tokens, next, { minutes: hours.value * 60 + minute, style });
}

/** Applies am/pm behind a time. */
function withHalf(tokens: readonly Token[], at: number, clock: Clock): ClockRead {
  const half = halfAt(tokens, at);
  if (half === null) return { kind: 'clock', clock, next: at };
  if (clock.minutes >= 780 || clock.minutes < 60) return { kind: 'clock', clock, next: at + 1 };
  return { kind: 'clock', clock: { minutes: (clock.minutes % HALF_DAY) + (half === 'pm' ? HALF_DAY : 0), style: 'exact' }, next: at + 1 };
}

/** German "am" is a preposition: "um 10 am Dienstag". It is English only when glued or where no German date can follow. */
function halfAt(tokens: readonly Token[], at: number): 'am' | 'pm' | null {
  const word = tokens[at];
  if (isWord(word, 'pm')) return 'pm';
  if (!isWord(word, 'am')) return null;
  const after = tokens[at + 1];
  return word?.glued || after === undefined || after.kind === 'mark' || isWord(after, 'on', 'tomorrow', 'today', 'next', 'this', 'please') ? 'am' : null;
}

function hourAt(tokens: readonly Token[], at: number): number | null {
  if (isWord(tokens[at], 'ein')) return 1;
  return numberAt(tokens[at]);
}

function isUnit(token: Token | undefined): boolean {
  return look(token, UNITS) !== undefined;
}

function isMonth(token: Token | undefined): boolean {
  return look(token, MONTHS) !== undefined && look(token, WEEKDAYS) === undefined;
}
