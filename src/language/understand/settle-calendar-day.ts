// Dates without a year or without a month. The next such day is meant, but a day that passed only lately is rather a slip
// or a date of the language model's: that is said, not silently moved by a year.

import { Temporal } from 'temporal-polyfill';
import { meaning, type Meaning } from './meaning.ts';

/** A day gone for less than this is "past"; gone for longer, next year's is meant ("15.1." said in December). */
const LATELY_DAYS = 90;

/** A weekday said with it settles the year: the same date never falls on the same weekday in two years running. */
export function settleDayMonth(said: { readonly day: number; readonly month: number }, today: Temporal.PlainDate, weekday: number | null): Meaning {
  const thisYear = dayIn(today.year, said.month, said.day);
  const nextYear = dayIn(today.year + 1, said.month, said.day);
  if (thisYear !== null && Temporal.PlainDate.compare(thisYear, today) >= 0) return meaning({ from: thisYear, to: thisYear });
  const isNextByWeekday = weekday !== null && thisYear?.dayOfWeek !== weekday && nextYear?.dayOfWeek === weekday;
  if (thisYear !== null && !isNextByWeekday && today.since(thisYear, { largestUnit: 'day' }).days < LATELY_DAYS) {
    return meaning({ from: thisYear, to: thisYear, problem: 'past', needs: ['year'] });
  }
  // 29 February: no such day where neither the running nor the next year has one.
  const isAhead = said.month >= today.month;
  if (thisYear === null && isAhead) return meaning({ problem: 'no_such_date', needs: ['date'] });
  return nextYear === null ? meaning({ problem: 'no_such_date', needs: ['date'] }) : meaning({ from: nextYear, to: nextYear, assumed: ['next_year'] });
}

/** "am siebten": this month if still to come, else next month's; with a weekday, the one of the two that falls on it. */
export function settleDayOfMonth(day: number, today: Temporal.PlainDate, weekday: number | null): Meaning {
  const inMonth = (months: number) => {
    const first = today.with({ day: 1 }).add({ months });
    return dayIn(first.year, first.month, day);
  };
  const [current, next] = [day >= today.day ? inMonth(0) : null, inMonth(1)];
  if (weekday !== null && current?.dayOfWeek !== weekday && next?.dayOfWeek === weekday) return meaning({ from: next, to: next, assumed: ['next_month'] });
  if (current !== null) return meaning({ from: current, to: current });
  // "am 31." in a month without one: next month's 31st is as likely a slip as a wish.
  if (day >= today.day || next === null) return meaning({ needs: ['month'] });
  return meaning({ from: next, to: next, assumed: ['next_month'] });
}

function dayIn(year: number, month: number, day: number): Temporal.PlainDate | null {
  const first = new Temporal.PlainDate(year, month, 1);
  return day <= first.daysInMonth ? first.with({ day }) : null;
}
