// The functions that only tell something: nothing is wished, nothing is stored but the request itself.
import { branchCalendar, type BranchCalendar } from '../../companies/branch-calendar.ts';
import { WEEKDAYS, type Branch, type OpeningHours, type Weekday } from '../../companies/company.ts';
import { addDays, wallClock, weekdayOf } from '../../companies/wall-clock.ts';
import { displayDay, speakDay, speakHours, speakWeekday } from '../../language/speak/speak-when.ts';
import type { Answer } from '../answer.ts';
import { askAboutTime, namesOf, spokenMoment } from '../ask.ts';
import type { Turn } from '../turn.ts';
import type { Wanted } from '../wanted.ts';
import { spokenClosing } from './closed-then.ts';

export type Informing = (turn: Turn, wanted: Wanted) => Answer | Promise<Answer>;

export const parseDate: Informing = (turn, { when }) => {
  const facts = {
    date: when.date,
    time: when.time,
    time_from: when.window?.from ?? null,
    time_to: when.window?.to ?? null,
    display_date: when.date === null ? null : displayDay(when.date, turn.company.locale),
    needs: when.needs,
  };
  const question = askAboutTime(turn, when);
  if (question !== null) return { ...question, ...facts };
  const spoken = spokenMoment(turn, when);
  if (spoken === null) return { success: false, status: 'missing_required_fields', message: turn.say.askDate(), ...facts };
  return { success: true, status: 'ok', message: turn.say.understoodDate(spoken), ...facts };
};

export const listServices: Informing = (turn) => {
  const { services } = turn.company;
  if (services.length === 0) return { success: false, status: 'error', message: turn.say.noServices(), services: [] };
  return {
    success: true,
    status: 'ok',
    message: turn.say.services(namesOf(turn, services)),
    services: services.map((service) => ({ id: service.slug, name: service.name, minutes: service.minutes })),
  };
};

export const openingHours: Informing = (turn, { when }) => {
  const branch: Branch | undefined = turn.branch ?? turn.company.branches[0];
  if (branch === undefined) return { success: false, status: 'error', message: turn.say.noServices() };
  const facts = { opening_hours: branch.openingHours as unknown as Record<string, never> };
  const calendar = branchCalendar(turn.company, branch);
  if (when.date !== null && when.problem === null) return { success: true, status: 'ok', message: spokenHours(turn, calendar, when.date), ...facts };
  return { success: true, status: 'ok', message: [turn.say.openingHours(spokenWeek(turn, branch.openingHours)), ...otherwise(turn, calendar)].join(' '), ...facts };
};

/** Of one day, holidays and exceptions counted. */
function spokenHours(turn: Turn, calendar: BranchCalendar, date: string): string {
  const { locale, timeZone } = turn.company;
  const { intervals } = calendar.day(date);
  const day = speakDay(date, { locale, now: turn.receivedAt, timeZone });
  return intervals.length === 0 ? spokenClosing(turn, calendar, date) : turn.say.openOn(day, turn.say.list(intervals.map((interval) => speakHours(interval, locale)), 'and'));
}

/** How far ahead a caller who asks for the usual hours is told of days that differ: whoever asks today comes within these. */
const DAYS_AHEAD = 7;

/** „Am Samstag, dem 3. Oktober, haben wir wegen des Feiertags geschlossen.“ Without it the usual hours would be a wrong answer. */
function otherwise(turn: Turn, calendar: BranchCalendar): string[] {
  const today = wallClock(turn.receivedAt, turn.company.timeZone).date;
  const dates = Array.from({ length: DAYS_AHEAD }, (_, i) => addDays(today, i));
  return dates.filter((date) => JSON.stringify(calendar.day(date).intervals) !== JSON.stringify(calendar.weekly[weekdayOf(date)])).map((date) => spokenHours(turn, calendar, date));
}

/** Days in a row with the same hours are said together: „Montag bis Mittwoch 9 Uhr bis 18 Uhr“. */
function spokenWeek(turn: Turn, hours: OpeningHours): string {
  const { locale } = turn.company;
  const runs: { from: Weekday; to: Weekday; hours: string }[] = [];
  for (const day of WEEKDAYS) {
    const intervals = hours[day];
    if (intervals.length === 0) continue;
    const spoken = turn.say.list(intervals.map((interval) => speakHours(interval, locale)), 'and');
    const last = runs.at(-1);
    if (last !== undefined && last.hours === spoken && WEEKDAYS.indexOf(last.to) === WEEKDAYS.indexOf(day) - 1) last.to = day;
    else runs.push({ from: day, to: day, hours: spoken });
  }
  const until = locale === 'en' ? 'to' : 'bis';
  return runs
    .map((run) => `${speakWeekday(run.from, locale)}${run.from === run.to ? '' : ` ${until} ${speakWeekday(run.to, locale)}`} ${run.hours}`)
    .join(', ');
}
