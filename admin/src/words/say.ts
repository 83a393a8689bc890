// Moments, spans and figures as people say them: always in the zone of the company, in the language of the page.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';

const HOUR_MS = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
}

/** Days since 1970 of the calendar day in that zone. */
export function dayIn(at: number, zone: string): number {
  const parts = format('en-US', zone, { year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / 86_400_000;
}

export interface Say {
  /** '15:20' */
  readonly clock: (iso: string) => string;
  /** 'heute 15:20' · 'morgen 09:00' · 'Di 1.12. 15:20' */
  readonly moment: (iso: string) => string;
  /** The same, but only '15:20' for today: for lists */
  readonly shortMoment: (iso: string) => string;
  /** 'Dienstag, 1. Dezember 2026, 15:20' for a tooltip or where there is room */
  readonly fullMoment: (iso: string) => string;
  /** 'heute' · 'Di 1.12.' */
  readonly day: (iso: string) => string;
  /** A calendar date without a time: '2026-12-01' → 'Di 1.12.' */
  readonly date: (date: string) => string;
  /** '42 min' · '1 h 20 min' · '3 Tage' */
  readonly span: (ms: number) => string;
  /** '1:32 min': of a call, of which one minute or two is the difference */
  readonly length: (ms: number) => string;
  /** 'noch 42 min' · 'noch 1 h 20 min' · 'seit 2 h' · 'jetzt': from two hours on nobody counts minutes */
  readonly remaining: (iso: string) => string;
  /** 'noch 42 min' · 'noch 1½ h' · 'seit 3 h': for lists, beside the moment itself */
  readonly remainingBriefly: (iso: string) => string;
  readonly count: (n: number) => string;
  readonly percent: (share: number) => string;
  /** '557 €' */
  readonly money: (amount: number, currency: string) => string;
}

export function useSay(): Say {
  const { t, i18n } = useTranslation('frame');
  const { company } = useSession();
  const language = i18n.language === 'en' ? 'en' : 'de';
  return useMemo(() => sayIn({ language, zone: company.time_zone, t: (key, values) => t(`time.${key}`, values ?? {}) }), [language, company.time_zone, t]);
}

type TimeWord = 'today' | 'tomorrow' | 'yesterday' | 'left' | 'since' | 'now' | 'days' | 'lessThanMinute';

export function sayIn({ language, zone, t }: { readonly language: 'de' | 'en'; readonly zone: string; readonly t: (key: TimeWord, values?: { readonly span: string } | { readonly count: number }) => string }): Say {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const clock = (at: number): string => format(locale, zone, { hour: '2-digit', minute: '2-digit' }).format(at);
  const plainDay = (at: number, inZone: string): string => {
    const weekday = format(locale, inZone, { weekday: 'short' }).format(at).replace('.', '');
    return `${weekday} ${format(locale, inZone, language === 'de' ? { day: 'numeric', month: 'numeric' } : { day: 'numeric', month: 'short' }).format(at)}`;
  };
  const day = (at: number): string => {
    const days = dayIn(at, zone) - dayIn(serverNow(), zone);
    if (days === 0) return t('today');
    if (days === 1) return t('tomorrow');
    return days === -1 ? t('yesterday') : plainDay(at, zone);
  };
  const span = (ms: number): string => {
    const minutes = Math.floor(Math.abs(ms) / 60_000);
    if (minutes < 1) return t('lessThanMinute');
    if (minutes < 60) return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    if (hours >= 48) return t('days', { count: Math.floor(hours / 24) });
    return minutes % 60 === 0 || hours >= 4 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  };
  const rough = (ms: number): string => span(Math.abs(ms) < 2 * HOUR_MS ? ms : Math.floor(Math.abs(ms) / HOUR_MS) * HOUR_MS);
  const brief = (ms: number): string => {
    const hours = Math.abs(ms) / HOUR_MS;
    return hours < 1 || hours >= 2 ? rough(ms) : hours < 1.5 ? '1 h' : '1½ h';
  };
  const remaining = (words: (ms: number) => string) => (iso: string): string => {
    const ms = Date.parse(iso) - serverNow();
    if (Math.abs(ms) < 60_000) return t('now');
    return ms > 0 ? t('left', { span: words(ms) }) : t('since', { span: words(ms) });
  };
  return {
    clock: (iso) => clock(Date.parse(iso)),
    moment: (iso) => `${day(Date.parse(iso))} ${clock(Date.parse(iso))}`,
    shortMoment: (iso) => (dayIn(Date.parse(iso), zone) === dayIn(serverNow(), zone) ? clock(Date.parse(iso)) : `${day(Date.parse(iso))} ${clock(Date.parse(iso))}`),
    fullMoment: (iso) => format(locale, zone, { dateStyle: 'full', timeStyle: 'short' }).format(Date.parse(iso)),
    day: (iso) => day(Date.parse(iso)),
    date: (date) => plainDay(Date.parse(`${date}T12:00:00Z`), 'UTC'),
    span,
    length: (ms) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')} min`,
    remaining: remaining(rough),
    remainingBriefly: remaining(brief),
    count: (n) => new Intl.NumberFormat(locale).format(n),
    money: (amount, currency) => new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: Number.isInteger(amount) ? 0 : 2 }).format(amount),
    percent: (share) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share),
  };
}
