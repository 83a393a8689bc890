// The days of a scenario, so that one that was written in November can be played in March: `{next_tuesday}` in a text
// becomes a date as it is from the salon's point of view. `{{…}}` stays: an unresolved template is what flows send.
import { Temporal } from 'temporal-polyfill';

export const ZONE = 'Europe/Berlin';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const WEEKDAYS_DE = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'] as const;
const MONTHS_DE = ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'] as const;

/** Every day that a scenario can name. */
export type Days = ReadonlyMap<string, Temporal.PlainDate>;

export function daysFrom(today: Temporal.PlainDate): Days {
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  return new Map([
    ['today', today],
    ['yesterday', today.subtract({ days: 1 })],
    ['tomorrow', today.add({ days: 1 })],
    ['day_after_tomorrow', today.add({ days: 2 })],
    ...WEEKDAYS.flatMap((name, index) => [
      // The first one after today.
      [`next_${name}`, today.add({ days: ((index + 1 - today.dayOfWeek + 6) % 7) + 1 })] as const,
      // The one of the calendar week after this.
      [`next_week_${name}`, monday.add({ days: 7 + index })] as const,
    ]),
  ]);
}

export const DAY_NAMES: readonly string[] = [...daysFrom(Temporal.PlainDate.from('2026-01-01')).keys()];

const FORMATS: Readonly<Record<string, (day: Temporal.PlainDate) => string>> = {
  iso: (day) => day.toString(),
  'd.m.': (day) => `${day.day}.${day.month}.`,
  'd.m.y': (day) => `${day.day}.${day.month}.${day.year}`,
  'd. month': (day) => `${day.day}. ${MONTHS_DE[day.month - 1]}`,
  weekday: (day) => WEEKDAYS_DE[day.dayOfWeek - 1] ?? '',
};

const PLACEHOLDER = /(?<!\{)\{([a-z_0-9]+)(?:\|([^{}|]+))?\}(?!\})/g;

/** `offers`: the starts of the alternatives of the last answer that had any, for `{offer_1}`. Throws on a name that there is not. */
export function fillIn(text: string, days: Days, offers: readonly string[] = []): string {
  return text.replaceAll(PLACEHOLDER, (whole: string, name: string, format: string | undefined) => {
    const offer = /^offer_([1-9])$/.exec(name)?.[1];
    if (offer !== undefined) {
      const start = offers[Number(offer) - 1];
      if (start === undefined) throw new Error(`${whole}: so many times were not offered (${offers.length})`);
      return start;
    }
    const day = days.get(name);
    if (day === undefined) throw new Error(`${whole}: there is no such day; there are ${[...days.keys()].join(', ')}`);
    const written = FORMATS[format ?? 'iso'];
    if (written === undefined) throw new Error(`${whole}: a day is written as ${Object.keys(FORMATS).join(', ')}`);
    return written(day);
  });
}

/** The same in every text of a value. */
export function fillInAll(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((item: unknown) => fillInAll(item, fill));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillInAll(item, fill)]));
}

/** "2026-12-01 10:00" on the salon's clock, or an instant with its offset, in epoch milliseconds. */
export function startAt(text: string): number {
  const local = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/.exec(text);
  if (local === null) return Temporal.Instant.from(text).epochMilliseconds;
  return Temporal.PlainDateTime.from(`${local[1]}T${local[2]}`).toZonedDateTime(ZONE).epochMilliseconds;
}
