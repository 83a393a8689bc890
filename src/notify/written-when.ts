// An instant as it is written, in the branch's zone. With the day, unless it is today: a mail is read later than it is sent.
import { wallClock } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';

interface Zone {
  readonly timeZone: string;
  readonly locale: 'de' | 'en';
}

export function writtenWhen(at: EpochMs, { timeZone, locale, now }: Zone & { readonly now: EpochMs }): string {
  const time = format(at, timeZone, locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const clock = locale === 'de' ? `${time} Uhr` : time;
  return wallClock(at, timeZone).date === wallClock(now, timeZone).date ? clock : `${writtenDay(at, { timeZone, locale })}, ${clock}`;
}

export function writtenDay(at: EpochMs, { timeZone, locale }: Zone): string {
  return format(at, timeZone, locale, { weekday: 'short', day: 'numeric', month: 'long' });
}

function format(at: EpochMs, timeZone: string, locale: 'de' | 'en', options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { timeZone, ...options }).format(at);
}
