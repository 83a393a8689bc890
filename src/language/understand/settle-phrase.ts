// One phrase about one day: "nächste Woche Dienstag", "Dienstag, den 11. November", "heute in acht Tagen", "Anfang Dezember".

import { Temporal } from 'temporal-polyfill';
import type { DateFact } from './facts.ts';
import { meaning, type DayContext, type Meaning } from './meaning.ts';
import { settleDayMonth, settleDayOfMonth } from './settle-calendar-day.ts';
import { settleWeekday } from './settle-weekday.ts';

type Of<Kind extends DateFact['kind']> = DateFact & { kind: Kind };

export function settlePhrase(facts: readonly DateFact[], context: DayContext): Meaning {
  const weekdays = only(facts, 'weekday');
  const spans = spansOf(facts, context);
  const named = namedDays(facts, { context, spans, weekday: weekdays[0]?.weekday ?? null });
  const settled = named ?? weekdayOrSpan(facts, weekdays, { context, spans });
  if (settled.from === null || settled.to === null || settled.problem === 'contradiction') return settled;
  if (weekdays.some((said) => said.weekday !== weekdays[0]?.weekday)) return meaning({ problem: 'contradiction', needs: ['date'] });
  const checked = checkWeekday(settled, weekdays[0]);
  return checked.problem === null ? notPast(clip(checked, context), context) : checked;
}

/** Dates that stand for themselves; several of them must be the same day. Null: none was said. */
function namedDays(facts: readonly DateFact[], said: { readonly context: DayContext; readonly spans: readonly Meaning[]; readonly weekday: number | null }): Meaning | null {
  const { today } = said.context;
  const days = facts.flatMap((fact): readonly Meaning[] => {
    if (fact.kind === 'day') return [meaning({ from: fact.date, to: fact.date, assumed: fact.assumed === undefined ? [] : [fact.assumed] })];
    if (fact.kind === 'day_month') return [settleDayMonth(fact, today, said.weekday)];
    return fact.kind === 'day_of_month' ? [inSpan(fact.day, said.spans) ?? settleDayOfMonth(fact.day, today, said.weekday)] : [];
  });
  const later = only(facts, 'later')[0];
  const first = days.find((day) => day.from === null) ?? days[0];
  if (first === undefined) return later === undefined || said.weekday !== null ? null : move(meaning({ from: today, to: today }), later);
  if (first.from === null) return first;
  if (days.some((day) => day.from !== null && first.from !== null && !day.from.equals(first.from) && !isSameDayOfMonth(facts, day.from, first.from))) {
    return meaning({ problem: 'contradiction', needs: ['date'], candidates: days.flatMap((day) => day.from ?? []) });
  }
  const chosen = only(facts, 'day').length > 0 ? (days[facts.filter(isNamedDay).findIndex((fact) => fact.kind === 'day')] ?? first) : first;
  if (later !== undefined) return move(chosen, later);
  const outside = said.spans.some((span) => !contains(span, chosen.from));
  return outside ? meaning({ problem: 'contradiction', needs: ['date'] }) : chosen;
}

function isNamedDay(fact: DateFact): boolean {
  return fact.kind === 'day' || fact.kind === 'day_month' || fact.kind === 'day_of_month';
}

/** "den 20." beside "2026-02-20" in the other field: a bare day number agrees with any date of that number. */
function isSameDayOfMonth(facts: readonly DateFact[], a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return a.day === b.day && facts.some((fact) => fact.kind === 'day_of_month' && fact.day === a.day);
}

/** "am 15. nächsten Monats": the day inside the month that was named. */
function inSpan(day: number, spans: readonly Meaning[]): Meaning | null {
  const span = spans.find((found) => found.from !== null && found.to !== null && found.from.month === found.to.month);
  if (span?.from === null || span?.from === undefined) return null;
  if (day > span.from.daysInMonth) return meaning({ problem: 'no_such_date', needs: ['date'] });
  const date = span.from.with({ day });
  return meaning({ from: date, to: date });
}

function move(base: Meaning, by: Of<'later'>): Meaning {
  if (base.from === null) return base;
  const date = by.unit === 'month' ? base.from.add({ months: by.amount }) : base.from.add({ days: by.unit === 'week' ? by.amount * 7 : by.amount });
  return { ...base, from: date, to: date, assumed: by.assumed === undefined ? base.assumed : [...base.assumed, by.assumed] };
}

function weekdayOrSpan(facts: readonly DateFact[], weekdays: readonly Of<'weekday'>[], said: { readonly context: DayContext; readonly spans: readonly Meaning[] }): Meaning {
  const { context, spans } = said;
  const [weekday] = weekdays;
  const span = spans.length === 0 ? null : spans.reduce(overlap);
  if (span !== null && (weekday === undefined || span.from === null || span.to === null)) return span.from === null ? span : { ...span, needs: [...span.needs, 'date'] };
  if (weekday === undefined) return meaning({ needs: ['date'] });
  if (span !== null) return weekdayInSpan(weekday.weekday, span);
  const later = only(facts, 'later')[0];
  if (later !== undefined) return weekdayLater(facts, { weekday, later, context });
  const found = settleWeekday(weekday, context.today, context.isOverToday);
  if (found.date === null) return meaning({ candidates: found.candidates, needs: ['which_week'] });
  return meaning({ from: found.date, to: found.date, assumed: found.assumed });
}

/** "nächste Woche Dienstag", "am Wochenende, Samstag": the one such day of the span; of several ("Dezember, dienstags") none is ours to choose. */
function weekdayInSpan(weekday: number, span: Meaning): Meaning {
  if (span.from === null || span.to === null) return span;
  const first = span.from.add({ days: (weekday - span.from.dayOfWeek + 7) % 7 });
  if (!contains(span, first)) return meaning({ problem: 'contradiction', needs: ['date'] });
  return contains(span, first.add({ days: 7 })) ? { ...span, needs: ['date'] } : { ...span, from: first, to: first, needs: [] };
}

/** "Dienstag in zwei Wochen" counts from the next Tuesday; "in zwei Wochen am Dienstag" is the Tuesday of that week. */
function weekdayLater(facts: readonly DateFact[], said: { readonly weekday: Of<'weekday'>; readonly later: Of<'later'>; readonly context: DayContext }): Meaning {
  const { weekday, later, context } = said;
  const { today } = context;
  if (facts.indexOf(weekday) < facts.indexOf(later)) {
    const ahead = (weekday.weekday - today.dayOfWeek + 7) % 7;
    return move(meaning({ from: today.add({ days: ahead }), to: today.add({ days: ahead }) }), later);
  }
  const target = move(meaning({ from: today, to: today }), later).from ?? today;
  const date = target.add({ days: weekday.weekday - target.dayOfWeek });
  return meaning({ from: date, to: date });
}

/** Weeks, weekends, parts of months. Parts of a week: start = Mon-Tue, middle = Wed, end = Thu-Fri. */
function spansOf(facts: readonly DateFact[], context: DayContext): readonly Meaning[] {
  return facts.flatMap((fact): readonly Meaning[] => {
    if (fact.kind === 'range') return [meaning({ from: fact.from, to: fact.to, assumed: fact.assumed === undefined ? [] : [fact.assumed] })];
    if (fact.kind === 'weekend') return [weekendOf(fact, context)];
    if (fact.kind !== 'week') return [];
    const [first, last] = fact.part === 'start' ? [0, 1] : fact.part === 'middle' ? [2, 2] : fact.part === 'end' ? [3, 4] : [0, 6];
    return [meaning({ from: fact.monday.add({ days: first }), to: fact.monday.add({ days: last }) })];
  });
}

/** On a weekday, "nächstes Wochenende" is the coming one to some and the one after to others: ask. */
function weekendOf(said: Of<'weekend'>, { today }: DayContext): Meaning {
  const saturday = today.add({ days: 6 - today.dayOfWeek });
  const isWeekend = today.dayOfWeek >= 6;
  if (said.which === 'next' && !isWeekend) return meaning({ candidates: [saturday, saturday.add({ days: 7 })].map(saturdayOf), needs: ['which_week'] });
  const weeks = said.which === 'after_next' ? (isWeekend ? 2 : 1) : said.which === 'last' ? -1 : (said.which === 'next' || said.which === 'coming') && isWeekend ? 1 : 0;
  const start = saturdayOf(saturday).add({ weeks });
  return meaning({ from: start, to: start.add({ days: 1 }) });
}

function saturdayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.add({ days: 6 - date.dayOfWeek });
}

function overlap(a: Meaning, b: Meaning): Meaning {
  if (a.from === null || a.to === null) return a;
  if (b.from === null || b.to === null) return b;
  const from = Temporal.PlainDate.compare(a.from, b.from) >= 0 ? a.from : b.from;
  const to = Temporal.PlainDate.compare(a.to, b.to) <= 0 ? a.to : b.to;
  return Temporal.PlainDate.compare(from, to) <= 0 ? meaning({ from, to }) : meaning({ problem: 'contradiction', needs: ['date'] });
}

/** "Dienstag, den 12. November" where the 12th is a Wednesday: one of the two was misheard, and only the caller knows which. */
function checkWeekday(settled: Meaning, said: Of<'weekday'> | undefined): Meaning {
  const { from, to } = settled;
  if (said === undefined || from === null || to === null || !from.equals(to) || from.dayOfWeek === said.weekday) return settled;
  if (settled.problem === 'past') return settled;
  const away = (said.weekday - from.dayOfWeek + 10) % 7 - 3;
  return meaning({ problem: 'contradiction', needs: ['weekday_or_date'], candidates: [from, from.add({ days: away })].toSorted((a, b) => Temporal.PlainDate.compare(a, b)) });
}

/** A range that has begun starts today. */
function clip(settled: Meaning, { today }: DayContext): Meaning {
  const { from, to } = settled;
  if (from === null || to === null || from.equals(to)) return settled;
  return Temporal.PlainDate.compare(from, today) < 0 && Temporal.PlainDate.compare(to, today) >= 0 ? { ...settled, from: today } : settled;
}

/** What lies behind us is said so and stays where it was said; it is never moved to a date nobody named (field 12). */
function notPast(settled: Meaning, { today }: DayContext): Meaning {
  const isPast = settled.to !== null && Temporal.PlainDate.compare(settled.to, today) < 0;
  return isPast ? { ...settled, problem: 'past', needs: ['date'] } : settled;
}

function contains(span: Meaning, date: Temporal.PlainDate | null): boolean {
  if (span.from === null || span.to === null || date === null) return true;
  return Temporal.PlainDate.compare(date, span.from) >= 0 && Temporal.PlainDate.compare(date, span.to) <= 0;
}

function only<Kind extends DateFact['kind']>(facts: readonly DateFact[], kind: Kind): readonly Of<Kind>[] {
  return facts.filter((fact): fact is Of<Kind> => fact.kind === kind);
}
