// Dates and times as the agent says them. The German texts are read aloud by a voice: "14 Uhr 30" comes out right in
// every voice, "halb drei" is misheard and "halb vierzehn" (the predecessor's) is no German. What is spoken here is
// understood by understand/: a property test speaks every slot of a year and reads it back.

import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../platform/world.ts';

export type Locale = 'de' | 'en';

export interface SpeakContext {
  readonly now: EpochMs;
  /** The branch's IANA zone. */
  readonly timeZone: string;
  readonly locale: Locale;
}

const WEEKDAYS: Readonly<Record<Locale, readonly string[]>> = {
  de: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const MONTHS: Readonly<Record<Locale, readonly string[]>> = {
  de: ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};
/** A day this far ahead or nearer is named without its year. */
const MONTHS_WITHOUT_YEAR = 11;

/** "am Dienstag, dem 1. Dezember" · "on Tuesday, 1 December" · with the year where it is not within about eleven months. */
export function speakDate(at: EpochMs, context: SpeakContext): string {
  return speakDay(dayOf(at, context), context);
}

/** The same for a day 'YYYY-MM-DD'. */
export function speakDay(day: string, context: SpeakContext): string {
  const date = Temporal.PlainDate.from(day);
  return context.locale === 'de' ? `am ${weekdayOf(date, 'de')}, dem ${dayAndMonth(date, context)}` : `on ${weekdayOf(date, 'en')}, ${dayAndMonth(date, context)}`;
}

/** "um 14 Uhr 30", "um 10 Uhr", "um 1 Uhr nachts" · "at 2:30 pm". Seconds are left out. */
export function speakTime(at: EpochMs, context: SpeakContext): string {
  return `${context.locale === 'de' ? 'um' : 'at'} ${clockOf(at, context)}`;
}

/** The same for a time 'HH:MM'. */
export function speakClock(time: string, locale: Locale): string {
  return `${locale === 'de' ? 'um' : 'at'} ${clockText(Temporal.PlainTime.from(time), locale)}`;
}

/** "am Dienstag, dem 1. Dezember, um 14 Uhr 30" · "on Tuesday, 1 December, at 2:30 pm". */
export function speakWhen(at: EpochMs, context: SpeakContext): string {
  return `${speakDate(at, context)}, ${speakTime(at, context)}`;
}

/** For lists (`alternatives[].spoken`): "am Montag, 1. Dezember, um 10 Uhr". */
export function speakShort(at: EpochMs, context: SpeakContext): string {
  if (context.locale === 'en') return speakWhen(at, context);
  const date = Temporal.PlainDate.from(dayOf(at, context));
  return `am ${weekdayOf(date, 'de')}, ${dayAndMonth(date, context)}, ${speakTime(at, context)}`;
}

/** Keys of opening hours. */
const WEEKDAY_KEYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** "Montag" · "Monday". */
export function speakWeekday(day: (typeof WEEKDAY_KEYS)[number], locale: Locale): string {
  return WEEKDAYS[locale][WEEKDAY_KEYS.indexOf(day)] ?? '';
}

/** An interval of opening hours, ['09:00', '18:00']: "9 Uhr bis 18 Uhr" · "9 am to 6 pm". '24:00' ends the day. */
export function speakHours([from, to]: readonly [from: string, to: string], locale: Locale): string {
  const text = (time: string) => (time === '24:00' ? (locale === 'de' ? '24 Uhr' : 'midnight') : clockText(Temporal.PlainTime.from(time), locale));
  return `${text(from)} ${locale === 'de' ? 'bis' : 'to'} ${text(to)}`;
}

/** For screens and `display_date`: "Dienstag, 1. Dezember 2026" · "Tuesday, 1 December 2026". `day` is 'YYYY-MM-DD'. */
export function displayDay(day: string, locale: Locale): string {
  const date = Temporal.PlainDate.from(day);
  const number = locale === 'de' ? `${date.day}.` : String(date.day);
  return `${weekdayOf(date, locale)}, ${number} ${monthOf(date, locale)} ${date.year}`;
}

export function displayDate(at: EpochMs, context: SpeakContext): string {
  return displayDay(dayOf(at, context), context.locale);
}

/**
 * A deadline as a promise: "heute bis 16 Uhr 30", "bis morgen, 9 Uhr", "bis Dienstag, den 1. Dezember, 14 Uhr 30".
 * A started minute counts as the next one: the promise is never earlier than the deadline staff work to.
 */
export function speakDeadline(dueAt: EpochMs, context: SpeakContext): string {
  const at = Math.ceil(dueAt / 60_000) * 60_000;
  const date = Temporal.PlainDate.from(dayOf(at, context));
  const today = Temporal.PlainDate.from(dayOf(context.now, context));
  const clock = clockOf(at, context);
  const isGerman = context.locale === 'de';
  if (date.equals(today)) return isGerman ? `heute bis ${clock}` : `today by ${clock}`;
  if (date.equals(today.add({ days: 1 }))) return isGerman ? `bis morgen, ${clock}` : `by tomorrow, ${clock}`;
  const day = dayAndMonth(date, context);
  return isGerman ? `bis ${weekdayOf(date, 'de')}, den ${day}, ${clock}` : `by ${weekdayOf(date, 'en')}, ${day}, ${clock}`;
}

function dayAndMonth(date: Temporal.PlainDate, context: SpeakContext): string {
  const today = Temporal.PlainDate.from(dayOf(context.now, context));
  const isNear = Temporal.PlainDate.compare(date, today) >= 0 && Temporal.PlainDate.compare(date, today.add({ months: MONTHS_WITHOUT_YEAR })) <= 0;
  const text = context.locale === 'de' ? `${date.day}. ${monthOf(date, 'de')}` : `${date.day} ${monthOf(date, 'en')}`;
  return isNear ? text : `${text} ${date.year}`;
}

function weekdayOf(date: Temporal.PlainDate, locale: Locale): string {
  return WEEKDAYS[locale][date.dayOfWeek - 1] ?? '';
}

function monthOf(date: Temporal.PlainDate, locale: Locale): string {
  return MONTHS[locale][date.month - 1] ?? '';
}

function clockOf(at: EpochMs, context: SpeakContext): string {
  return clockText(zoned(at, context).toPlainTime(), context.locale);
}

/** Hours before seven say which half of the day they belong to: "um 5 Uhr" alone is heard as the afternoon. */
function clockText(time: Temporal.PlainTime, locale: Locale): string {
  const { hour, minute } = time;
  if (locale === 'de') {
    const part = hour >= 1 && hour <= 3 ? ' nachts' : hour >= 4 && hour <= 6 ? ' morgens' : '';
    return `${hour} Uhr${minute === 0 ? '' : ` ${minute}`}${part}`;
  }
  // "midnight" leaves open which end of the day is meant, "12 am" does not.
  if (minute === 0 && hour === 12) return '12 noon';
  const face = hour % 12 === 0 ? 12 : hour % 12;
  return `${face}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`} ${hour < 12 ? 'am' : 'pm'}`;
}

function dayOf(at: EpochMs, context: SpeakContext): string {
  return zoned(at, context).toPlainDate().toString();
}

function zoned(at: EpochMs, context: SpeakContext): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(context.timeZone);
}
