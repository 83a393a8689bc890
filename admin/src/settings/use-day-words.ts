import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/client.ts';

export interface DayWords {
  /** 'Do., 24. Dezember', with the year where it is another one */
  readonly day: (date: string) => string;
  /** '14.–18. Dezember' · 'Jedes Jahr: 24. Dezember' */
  readonly days: (from: string, to: string) => string;
}

/** Dates of a calendar, which no zone moves; '12-24' is every year's. */
export function useDayWords(): DayWords {
  const { t, i18n } = useTranslation('team');
  const locale = i18n.language === 'en' ? 'en-GB' : 'de-DE';
  return useMemo(() => {
    const thisYear = String(new Date(serverNow()).getUTCFullYear());
    const noonOf = (date: string): Date => new Date(`${date.length === 5 ? `2028-${date}` : date}T12:00:00Z`);
    const format = (dates: readonly string[], more: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat => {
      const otherYear = dates.some((date) => date.length > 5 && !date.startsWith(thisYear));
      return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', ...more, ...(otherYear ? { year: 'numeric' } : {}) });
    };
    const day = (date: string): string => format([date], { weekday: 'short' }).format(noonOf(date));
    return {
      day,
      days: (from, to) => {
        if (from.length === 5) return t('days.yearly', { text: from === to ? format([from]).format(noonOf(from)) : `${format([from]).format(noonOf(from))} – ${format([to]).format(noonOf(to))}` });
        return from === to ? day(from) : format([from, to]).formatRange(noonOf(from), noonOf(to));
      },
    };
  }, [locale, t]);
}
