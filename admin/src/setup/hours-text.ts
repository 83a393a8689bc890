// Opening hours as one types them: '9-13, 14-18:30'. A field per day is filled in a minute, twenty little ones are not.
import type { Interval } from '../settings/file.ts';

const TIME = /^(\d{1,2})(?:[:.](\d{2}))?$/;

/** null: not understood. Nothing but blanks, or a dash: closed. */
export function hoursOf(text: string): readonly Interval[] | null {
  const given = text.replaceAll(/uhr|h\b/gi, '').replaceAll(/\s*(?:–|—|-|bis|to)\s*/gi, '-').trim();
  if (given === '' || given === '-') return [];
  const intervals = given.split(/\s*(?:,|;|und|and)\s*/).filter((part) => part !== '').map(intervalOf);
  if (intervals.some((interval) => interval === null)) return null;
  const found = (intervals as Interval[]).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return found.every(([from], i) => i === 0 || from >= found[i - 1]![1]) ? found : null;
}

export function hoursText(intervals: readonly Interval[]): string {
  return intervals.map(([from, until]) => `${from}–${until}`).join(', ');
}

function intervalOf(text: string): Interval | null {
  const [from, until, ...rest] = text.split('-').map((part) => timeOf(part.trim()));
  return rest.length === 0 && from != null && until != null && from < until ? [from, until] : null;
}

function timeOf(text: string): string | null {
  const [, hours = '', minutes = '00'] = TIME.exec(text) ?? [];
  if (hours === '' || Number(minutes) > 59) return null;
  const time = `${hours.padStart(2, '0')}:${minutes}`;
  return time <= '24:00' ? time : null;
}
