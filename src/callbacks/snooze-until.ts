// "heute 14:00", "Mo 8:30", "in 2 Stunden", "sobald geöffnet": what somebody at the desk writes, as one instant. Pure.
// Other than a caller he sees the moment that was understood, and may take it back; so a little may be taken for granted.
import { Temporal } from 'temporal-polyfill';
import { knownCalendar } from '../companies/branch-calendar.ts';
import type { CalendarBranch, CompanyCalendar } from '../companies/branch-calendar.ts';
import { nextOpening, openSpans, SEARCH_DAYS } from '../companies/opening-hours.ts';
import { HOUR_MS, instantOf, minuteOfDay, startOfDay, wallClock } from '../companies/wall-clock.ts';
import { understandWhen } from '../language/understand/understand-when.ts';
import type { EpochMs } from '../platform/world.ts';

export type SnoozeUntil =
  | { readonly kind: 'until'; readonly at: EpochMs; /** null: it was said as an instant. */ readonly words: string | null }
  /** `opening`: it has to open for that, and when it does is not known. `time`, `date`: that half is missing. */
  | { readonly kind: 'unclear'; readonly why: 'not_understood' | 'date' | 'time' | 'opening' | 'past' };

interface Place {
  readonly company: CompanyCalendar;
  readonly branch: CalendarBranch | null;
  readonly now: EpochMs;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;
const AT_OPENING = /^(sobald|wenn|bis)?\s*(die |der |das |wir |the )?(praxis |salon |geschäft |laden |filiale |branch |shop )?(wieder )?(offen|auf|geöffnet|öffnet|öffnen|aufmacht|auf ist|öffnung|zur öffnung)( ist| sind| hat| haben)?$|^(as soon as|when|once|until)( we| it| the \w+)?( is| are)? ?open(s|ed)?$|^(at )?opening$/i;

export function snoozeUntil(said: string, place: Place): SnoozeUntil {
  const text = said.trim();
  if (INSTANT.test(text)) return future({ kind: 'until', at: Temporal.Instant.from(text).epochMilliseconds, words: null }, place.now);
  if (AT_OPENING.test(text)) return opening(text, place);
  return understood(text, place);
}

function understood(text: string, place: Place): SnoozeUntil {
  const { now, company: { timeZone } } = place;
  const when = understandWhen({ dateTime: text }, { now, timeZone });
  if (when.problem === 'past') return { kind: 'unclear', why: 'past' };
  if (when.startAt !== null) return future({ kind: 'until', at: when.startAt, words: text }, now);
  const time = when.time ?? when.window?.from ?? null;
  if (when.date !== null && time !== null) return future({ kind: 'until', at: instantOf(when.date, minuteOfDay(time), timeZone), words: text }, now);
  if (when.date !== null && when.needs.length <= 1) return openingOn(text, when.date, place);
  if (time !== null && when.dateRange === null && when.candidates.length === 0) return future({ kind: 'until', at: instantOf(wallClock(now, timeZone).date, minuteOfDay(time), timeZone), words: text }, now);
  return { kind: 'unclear', why: when.problem === 'not_understood' || when.problem === 'nothing_said' ? 'not_understood' : time === null && when.date !== null ? 'time' : 'date' };
}

/** Where it is open at this moment the next opening is meant: after the break, or tomorrow. */
function opening(words: string, place: Place): SnoozeUntil {
  const at = openingAfter(place);
  return at === null ? { kind: 'unclear', why: 'opening' } : { kind: 'until', at, words };
}

/** null: its hours are not known, or it does not open for 60 days. */
export function openingAfter({ company, branch, now }: Place): EpochMs | null {
  const calendar = knownCalendar(company, branch);
  if (calendar === null) return null;
  return openSpans(calendar, { fromAt: now, untilAt: now + SEARCH_DAYS * 24 * HOUR_MS }).find(({ fromAt }) => fromAt > now)?.fromAt ?? null;
}

/** "morgen", "Montag": from when the branch opens that day. */
function openingOn(words: string, date: string, { company, branch, now }: Place): SnoozeUntil {
  const { timeZone } = company;
  const calendar = knownCalendar(company, branch);
  const at = calendar === null ? null : nextOpening(calendar, startOfDay(date, timeZone));
  if (at === null || wallClock(at, timeZone).date !== date) return { kind: 'unclear', why: 'time' };
  return future({ kind: 'until', at, words }, now);
}

function future(until: Extract<SnoozeUntil, { kind: 'until' }>, now: EpochMs): SnoozeUntil {
  return until.at > now ? until : { kind: 'unclear', why: 'past' };
}
