// When the customer said that he can be reached, as far as it can be understood. It was given by many hands: his own
// words, a pair of times, a form. What cannot be understood narrows nothing.
import { minuteOfDay } from '../companies/wall-clock.ts';
import { understandWhen } from '../language/understand/understand-when.ts';
import type { EpochMs } from '../platform/world.ts';

export interface PreferredWindow {
  /** 'YYYY-MM-DD'; null: any day. */
  readonly date: string | null;
  /** Minutes of the day; null where open. */
  readonly from: number | null;
  readonly until: number | null;
}

/** `saidAt`: when it was said, because "morgen" meant the day after that one. */
export function preferredWindow(stored: unknown, said: { readonly saidAt: EpochMs; readonly timeZone: string }): PreferredWindow | null {
  const words = wordsOf(stored);
  if (words === '') return null;
  const when = understandWhen({ dateTime: words }, { now: said.saidAt, timeZone: said.timeZone });
  const exact = when.time === null ? null : minuteOfDay(when.time);
  // 'um 15 Uhr' of somebody who waits for a call means about then
  const from = exact ?? minutes(when.window?.from);
  const until = exact === null ? minutes(when.window?.to) : exact + 60;
  const date = when.problem === 'past' ? null : when.date;
  return date === null && from === null && until === null ? null : { date, from, until };
}

function minutes(time: string | null | undefined): number | null {
  return time == null ? null : minuteOfDay(time);
}

/** Text as it is; of a form what it says, as somebody would: { start, end }, { from, to }, { "Montag": "09:00-12:00" }. */
function wordsOf(stored: unknown): string {
  if (typeof stored === 'string') return stored;
  if (typeof stored !== 'object' || stored === null) return '';
  const { start, from = start, end, to = end, ...rest } = stored as Readonly<Record<string, unknown>>;
  const span = typeof from === 'string' && typeof to === 'string' ? `${from} bis ${to}` : typeof from === 'string' ? `ab ${from}` : '';
  const others = Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return [...others.map(([name, value]) => (/^(preference|text|words|date)$/.test(name) ? value : `${name} ${value}`)), span].join(' ').trim();
}
