// Times and windows of time.

import type { Clock, Fact, Match, Reader, Rule } from '../facts.ts';
import { readClock } from '../read-clock.ts';
import { wordSet } from '../spellings.ts';
import { isIn, isMark, isWord, look, type Token } from '../tokens.ts';
import { VAGUE_PERIODS } from '../vague-periods.ts';
import { ABOUT, ARTICLES, BEFORE_HOUR, PERIODS, UNITS } from '../words.ts';

const FROM = wordSet('ab frühestens from after since');
const UNTIL = wordSet('bis spätestens before until till by');
const OPENERS = wordSet('von zwischen between from');
const JOINTS = wordSet('bis und to and until till');
const SOFTENERS = wordSet('um so gegen circa ca zirka etwa ungefähr spätestens frühestens erst schon rund at around about spätesten');

/** "von 9 bis 11", "zwischen 10 und 12", "10-12 Uhr", "14 bis 16 Uhr". */
export const clockSpan: Rule = (reader, at) => {
  const { tokens } = reader;
  const opened = isIn(tokens[at], OPENERS);
  const first = readBound(tokens, opened ? soften(tokens, at + 1) : at);
  if (first === null) return null;
  const joint = tokens[first.next];
  if (!isMark(joint, '-') && !isIn(joint, JOINTS)) return null;
  // "neun und zehn" or "Montag und 10" are no spans; "und" needs its "zwischen".
  if (isWord(joint, 'und', 'and') && !(opened && isWord(tokens[at], 'zwischen', 'between'))) return null;
  const second = readBound(tokens, soften(tokens, first.next + 1));
  if (second === null) return null;
  const hasSign = opened || first.signed || second.signed || reader.field === 'time' || followsDate(reader, at);
  if (!hasSign || isUnit(tokens[second.next])) return null;
  return { next: second.next, facts: [{ kind: 'window', from: first.clock, to: second.clock }] };
};

/** "ab 16 Uhr", "nach 17 Uhr", "vor 12", "bis 12 Uhr", "nicht vor 10", "spätestens um vier", "ab mittags". */
export const clockEdge: Rule = (reader, at) => {
  const { tokens } = reader;
  if (isWord(tokens[at], 'von')) {
    const read = readClock(tokens, at + 1, true);
    return read?.kind === 'clock' && isWord(tokens[read.next], 'an') ? { next: read.next + 1, facts: [{ kind: 'window', from: read.clock, to: null }] } : null;
  }
  const negated = isWord(tokens[at], 'nicht', 'not');
  const place = negated ? at + 1 : at;
  const edge = edgeAt(tokens[place]);
  if (edge === null) return null;
  const starts = (edge === 'from') !== (negated && isWord(tokens[place], 'vor', 'nach', 'before', 'after'));
  const past = soften(tokens, place + 1);
  const read = readClock(tokens, past, true);
  if (read !== null && read.kind === 'clock' && !isDayNumber(tokens, past, read.next)) {
    const next = isWord(tokens[read.next], 'an') ? read.next + 1 : read.next;
    const about: readonly Fact[] = tokens.slice(place + 1, past).some((token) => isIn(token, ABOUT)) ? [{ kind: 'about' }] : [];
    return { next, facts: [{ kind: 'window', from: starts ? read.clock : null, to: starts ? null : read.clock }, ...about] };
  }
  if (read !== null && read.kind !== 'clock') return { next: read.next, facts: [troubleOf(read.kind)] };
  return periodEdge(tokens, place, starts);
};

function periodEdge(tokens: readonly Token[], place: number, starts: boolean): Match | null {
  let at = place + 1;
  while (isIn(tokens[at], ARTICLES)) at += 1;
  if (isWord(tokens[place], 'nach', 'after') && isWord(tokens[at], 'arbeit', 'feierabend', 'work', 'dienstschluss')) return { next: at + 1, facts: [{ kind: 'period', period: 'after_work' }] };
  if (isWord(tokens[at], 'mittagessen', 'mittagspause')) return { next: at + 1, facts: [bound(starts ? 780 : 720, starts)] };
  const period = look(tokens[at], PERIODS);
  if (period === undefined || period === 'early' || period === 'late') return null;
  const [from, to] = VAGUE_PERIODS[period].window;
  if (period === 'midday') return { next: at + 1, facts: [bound(isWord(tokens[place], 'nach', 'after') ? 780 : 720, starts)] };
  const edge = isWord(tokens[place], 'nach', 'after', 'bis', 'until', 'till') ? (to ?? from) : from;
  return { next: at + 1, facts: [bound(edge, starts)] };
}

function bound(minutes: number, starts: boolean): Fact {
  const clock: Clock = { minutes, style: 'exact' };
  return { kind: 'window', from: starts ? clock : null, to: starts ? null : clock };
}

/** A time with its own sign ("14 Uhr", "halb drei"), or a bare hour where the words around make it one ("um drei", "morgen 14"). */
export const clockTime: Rule = (reader, at) => {
  const { tokens } = reader;
  const alternative = readAlternative(reader, at);
  if (alternative !== null) return alternative;
  const read = readClock(tokens, at, isHourPlace(reader, at));
  if (read === null) return null;
  if (read.kind !== 'clock') return { next: read.next, facts: [troubleOf(read.kind)] };
  if (reader.field === 'date' && isDayNumber(tokens, at, read.next) && read.next === at + 1 && !isIn(tokens[at - 1], BEFORE_HOUR)) return null;
  return { next: read.next, facts: [{ kind: 'clock', clock: read.clock }] };
};

/** "9 oder 10 Uhr?": the first number gets its Uhr from the second. */
function readAlternative(reader: Reader, at: number): Match | null {
  const { tokens } = reader;
  const joint = tokens[at + 1];
  if (tokens[at]?.kind !== 'number' || !isWord(joint, 'oder', 'or')) return null;
  const first = readClock(tokens.slice(at, at + 1), 0, true);
  const second = readClock(tokens, isWord(tokens[at + 2], 'um', 'at') ? at + 3 : at + 2, reader.field === 'time' || isHourPlace(reader, at));
  if (first?.kind !== 'clock' || second?.kind !== 'clock') return null;
  return { next: second.next, facts: [{ kind: 'clock', clock: first.clock }, { kind: 'or' }, { kind: 'clock', clock: second.clock }] };
}

function troubleOf(kind: 'impossible' | 'unclear'): Fact {
  return { kind: 'trouble', problem: kind === 'impossible' ? 'no_such_time' : null, need: 'time' };
}

/** "10:00 GMT": a machine's zone without a sign that we could convert safely. Asking beats an hour's error. */
export const foreignZone: Rule = (reader, at) =>
  isWord(reader.tokens[at], 'gmt', 'utc') ? { next: at + 1, facts: [{ kind: 'trouble', problem: null, need: 'time' }] } : null;

/** Around, "circa", "so gegen": only a mark on the time; the hour itself is read by clockTime. */
export const aboutWord: Rule = (reader, at) => {
  const { tokens } = reader;
  if (isWord(tokens[at], 'plus') && isWord(tokens[at + 1], 'minus')) return { next: at + 2, facts: [{ kind: 'about' }] };
  if (isWord(tokens[at], 'kurz') && isWord(tokens[at + 1], 'vor', 'nach')) return { next: at + 2, facts: [{ kind: 'about' }] };
  return isIn(tokens[at], ABOUT) ? { next: at + 1, facts: [{ kind: 'about' }] } : null;
};

function isHourPlace(reader: Reader, at: number): boolean {
  const { tokens } = reader;
  let before = at - 1;
  while (isMark(tokens[before], '.', ',')) before -= 1;
  if (isIn(tokens[before], BEFORE_HOUR)) return true;
  if (followsDate(reader, at)) return !isMark(tokens[at + 1], '.') || tokens[at + 2] === undefined;
  const isOnlyNumber = tokens.filter((token) => token.kind === 'number').length === 1 && reader.lastKind === null;
  return reader.field === 'time' ? isOnlyNumber || isIn(tokens[at - 1], OPENERS) : reader.field === 'dateTime' && isOnlyNumber && tokens.length === 1;
}

/** "morgen 14", "Dienstag, zehn", "vormittags 10". */
function followsDate(reader: Reader, at: number): boolean {
  const follows = reader.lastEnd === at || (reader.lastEnd === at - 1 && isMark(reader.tokens[at - 1], ','));
  return follows && reader.lastKind !== null && ['day', 'day_month', 'weekday', 'period', 'week', 'about'].includes(reader.lastKind);
}

function readBound(tokens: readonly Token[], at: number): { readonly clock: Clock; readonly next: number; readonly signed: boolean } | null {
  const read = readClock(tokens, at, false);
  if (read !== null) return read.kind === 'clock' ? { clock: read.clock, next: read.next, signed: true } : null;
  const bare = readClock(tokens, at, true);
  if (bare?.kind !== 'clock' || isMark(tokens[bare.next], '.')) return null;
  return { clock: bare.clock, next: bare.next, signed: false };
}

function edgeAt(token: Token | undefined): 'from' | 'until' | null {
  if (isIn(token, FROM) || isWord(token, 'nach')) return 'from';
  return isIn(token, UNTIL) || isWord(token, 'vor') ? 'until' : null;
}

function soften(tokens: readonly Token[], at: number): number {
  let place = at;
  while (isIn(tokens[place], SOFTENERS) || (place > at && isMark(tokens[place], '.'))) place += 1;
  return place;
}

/** "ab 16.": with more behind the dot it is a date; "16." at the very end of a sentence is an hour only after um, ab, bis … */
function isDayNumber(tokens: readonly Token[], at: number, next: number): boolean {
  return next === at + 1 && isMark(tokens[next], '.') && tokens[next + 1] !== undefined;
}

function isUnit(token: Token | undefined): boolean {
  return look(token, UNITS) !== undefined;
}
