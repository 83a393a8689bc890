// When a caller wants to come, from the words of callers, recognisers and language models. Deterministic, never throws,
// never fills a gap with a default: what was not said clearly comes back as a question (`needs`) or a problem.

import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../platform/world.ts';
import { cleanText } from './clean-text.ts';
import type { Field, Found, Need, Problem } from './facts.ts';
import { meaning, type Meaning } from './meaning.ts';
import { readFacts } from './read-facts.ts';
import { settleDate } from './settle-date.ts';
import { settleInstant } from './settle-instant.ts';
import { settleTime, type TimeMeaning } from './settle-time.ts';
import { tellsWhen, weighFacts } from './weigh-facts.ts';

export type { Need, Problem } from './facts.ts';

/** What was given, per argument. Each may hold everything ("date": "morgen um 14 Uhr"). */
export interface Said {
  readonly date?: string | undefined;
  readonly time?: string | undefined;
  readonly dateTime?: string | undefined;
}

export interface WhenContext {
  readonly now: EpochMs;
  /** The branch's IANA zone. */
  readonly timeZone: string;
}

export interface When {
  /** 'YYYY-MM-DD' in the branch's zone. Also filled where `problem` is 'past', so that the answer can name the day. */
  readonly date: string | null;
  /** Inclusive, where no single day was said: "nächste Woche", "Anfang Dezember", "Montag oder Dienstag". */
  readonly dateRange: { readonly from: string; readonly to: string } | null;
  /** The days to choose from where `needs` has 'which_week' or 'weekday_or_date', or where alternatives were said. */
  readonly candidates: readonly string[];
  /** 'HH:MM', 24 hours. */
  readonly time: string | null;
  /** Start times that suit, both ends included, null where open ("ab 16 Uhr"); both null: any time ("egal"). */
  readonly window: { readonly from: string | null; readonly to: string | null } | null;
  /** "gegen 15 Uhr": near `time` suits too. */
  readonly about: boolean;
  /** `date` and `time` as an instant; null while one is missing or doubtful. */
  readonly startAt: EpochMs | null;
  readonly problem: Problem | null;
  /** What to ask, most important first; empty where date and (time or window) are clear. Check it before using anything else. */
  readonly needs: readonly Need[];
  /**
   * What we took for granted: afternoon, next_year, next_week, this_week, next_month, today, eight_days_are_a_week,
   * first_of_two (the hour that the end of summer time repeats), day_before_month (1/2/2026).
   */
  readonly assumed: readonly string[];
  /** As soon as possible; with a date or a window, within those. */
  readonly asap: boolean;
}

const FIELDS = ['dateTime', 'date', 'time'] as const satisfies readonly Field[];

export function understandWhen(said: Said, context: WhenContext): When {
  const now = Temporal.Instant.fromEpochMilliseconds(context.now).toZonedDateTimeISO(context.timeZone);
  const readings = FIELDS.flatMap((field) => {
    const text = cleanText(said[field]);
    return text === null ? [] : [{ field, ...readFacts(text, field, now) }];
  });
  const fields = readings.map((reading) => expandMoments(weighFacts(reading.facts), context.timeZone));
  const facts = fields.flat();
  const time = settleTime(facts);
  const date = settleDay(fields, { now, time });
  const asap = isAsap(facts, date !== null, time);
  const lost = readings.filter((reading, index) => reading.hasContent && !(fields[index] ?? []).some(tellsWhen));
  const silent = readings.every((reading) => !reading.hasContent) && !facts.some(tellsWhen);
  const nothing = silent ? 'nothing_said' : null;
  return compose({ date: date ?? meaning({}), time, asap, now, facts, unread: nothing ?? (isMissing(lost, { date, time, asap }) ? 'not_understood' : null) });
}

interface Settled {
  readonly date: Meaning;
  readonly time: TimeMeaning;
  readonly asap: boolean;
  readonly now: Temporal.ZonedDateTime;
  readonly facts: readonly Found[];
  readonly unread: Problem | null;
}

function compose(settled: Settled): When {
  const { date, time, asap } = settled;
  const isDay = date.from !== null && date.to !== null && date.from.equals(date.to) && !date.needs.includes('which_week');
  const instant = settleInstant({ date: isDay ? date.from : null, time, now: settled.now, moment: momentOf(settled.facts) });
  const isPastDay = date.problem === 'past';
  const needs = new Set<Need>([...date.needs, ...(isPastDay ? [] : instant.needs), ...time.needs]);
  if (date.from === null && !asap && date.needs.length === 0) needs.add('date');
  if (time.minutes === null && time.window === null && !asap && time.needs.length === 0) needs.add('time');
  // A span that has shrunk to its last day needs no further question; "so bald wie möglich" answers the one of the day.
  if ((asap || isDay) && date.problem === null) needs.delete('date');
  const problems = new Set([settled.unread, date.problem, time.problem, instant.problem]);
  return {
    date: isDay ? (instant.date ?? date.from).toString() : null,
    dateRange: !isDay && date.from !== null && date.to !== null ? { from: date.from.toString(), to: date.to.toString() } : null,
    candidates: date.candidates.map(String),
    time: clockText(time.minutes === null ? null : time.minutes % 1440),
    window: time.minutes === null && time.window !== null ? { from: clockText(time.window.from), to: clockText(time.window.to) } : null,
    about: time.about,
    startAt: needs.has('am_pm') ? null : instant.startAt,
    problem: ORDER.find((problem) => problems.has(problem)) ?? null,
    needs: ASK_FIRST.filter((need) => needs.has(need)),
    assumed: [...new Set([...date.assumed, ...time.assumed, ...instant.assumed])],
    asap,
  };
}

/** The day before the hour, and what narrows a question down before the open question. */
const ASK_FIRST: readonly Need[] = ['which_week', 'weekday_or_date', 'year', 'month', 'date', 'am_pm', 'time'];

/** Where several things are wrong, the first of these is worth saying. */
const ORDER: readonly Problem[] = ['no_such_date', 'no_such_time', 'contradiction', 'past', 'not_understood', 'nothing_said'];

/** An instant stands for its day and its time in the branch's zone; the instant itself decides in the repeated hour. */
function expandMoments(facts: readonly Found[], timeZone: string): readonly Found[] {
  return facts.flatMap((fact): readonly Found[] => {
    if (fact.kind !== 'moment') return [fact];
    const local = Temporal.Instant.fromEpochMilliseconds(fact.at).toZonedDateTimeISO(timeZone);
    const place = { start: fact.start, end: fact.end, field: fact.field };
    return [fact, { kind: 'day', date: local.toPlainDate(), ...place }, { kind: 'clock', clock: { minutes: local.hour * 60 + local.minute, style: 'exact' }, ...place }];
  });
}

function momentOf(facts: readonly Found[]): EpochMs | null {
  const moments = facts.filter((fact) => fact.kind === 'moment');
  return moments.length === 1 ? (moments[0]?.at ?? null) : null;
}

/** "jetzt um drei" means today; "jetzt" beside a date means nothing. */
function settleDay(fields: readonly (readonly Found[])[], { now, time }: { readonly now: Temporal.ZonedDateTime; readonly time: TimeMeaning }): Meaning | null {
  const nowMinutes = now.hour * 60 + now.minute;
  const last = time.minutes ?? time.window?.to ?? null;
  const today = now.toPlainDate();
  const found = settleDate(fields, { today, isOverToday: last !== null && last <= nowMinutes });
  const isNow = fields.flat().some((fact) => fact.kind === 'right_now');
  return found === null && isNow && time.minutes !== null ? meaning({ from: today, to: today, assumed: ['today'] }) : found;
}

/** "egal" for the day is as good as "the next free one"; for the hour alone it is an open window. */
function isAsap(facts: readonly Found[], hasDate: boolean, time: TimeMeaning): boolean {
  if (facts.some((fact) => fact.kind === 'asap')) return true;
  if (hasDate) return false;
  return facts.some((fact) => (fact.kind === 'any_time' && fact.field !== 'time') || (fact.kind === 'right_now' && time.minutes === null));
}

/** A field nobody could read matters only where its half of the answer is missing. */
function isMissing(lost: readonly { readonly field: Field }[], known: { readonly date: Meaning | null; readonly time: TimeMeaning; readonly asap: boolean }): boolean {
  const hasTime = known.time.minutes !== null || known.time.window !== null || known.time.needs.length > 0;
  return lost.some(({ field }) => !known.asap && ((field !== 'time' && known.date === null) || (field !== 'date' && !hasTime)));
}

function clockText(minutes: number | null): string | null {
  if (minutes === null) return null;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

