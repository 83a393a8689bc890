import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/client.ts';

export interface DayWords {
  /** 'Do, 24. Dezember', with the year where it is another one */
  readonly day: (date: string) => string;
  /** '24. Dezember bis 2. Januar 2027' · 'jedes Jahr am 24. Dezember' */
  readonly days: (from: string, to: string) => string;
}

/** Dates of a calendar, which no zone moves; '12-24' is every year's. */
export function useDayWords(): DayWords {
  const { t, i18n } = useTranslation('team');
  const locale = i18n.language === 'en' ? 'en-GB' : 'de-DE';
  return useMemo(() => {
    const thisYear = new Date(serverNow()).getUTCFullYear();
    const written = (date: string, weekday: boolean): string => {
      const yearly = date.length === 5;
      const at = new Date(`${yearly ? `2028-${date}` : date}T12:00:00Z`);
      const year = !yearly && at.getUTCFullYear() !== thisYear;
      return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', ...(weekday && !yearly ? { weekday: 'short' as const } : {}), ...(year ? { year: 'numeric' as const } : {}) }).format(at);
    };
    return {
      day: (date) => written(date, true),
      days: (from, to) => {
        const text = from === to ? written(from, true) : t('days.until', { from: written(from, false), to: written(to, false) });
        return from.length === 5 ? t('days.yearly', { text }) : text;
      },
    };
  }, [locale, t]);
}
