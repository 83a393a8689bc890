import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import type { Say } from '../words/say.ts';

/** What the caller wanted, in one line: „Herrenhaarschnitt, Di 1.12. 14:30“. */
export function useWishLine(): (callback: Callback) => string {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  return useCallback((callback) => {
    const when = wishedTime(callback, say);
    const wish = [callback.service?.name, when].filter((part) => part !== undefined && part !== '').join(', ');
    if (wish !== '') return wish;
    if (callback.notes !== null && callback.notes.trim() !== '') return inOneLine(callback.notes);
    return callback.created_from === 'customer_request' ? t('wish.callback') : t('wish.unknown');
  }, [t, say]);
}

/** What was said comes in lines, and ran together in one: „Termin: morgen Neu: Donnerstag“. */
export function inOneLine(text: string): string {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').join(' · ');
}

/** 'Di 1.12. 14:30', or what he said where no instant could be made of it. */
export function wishedTime({ metadata }: Callback, say: Say): string {
  const { requested_time: time, requested_date: date } = metadata;
  if (isInstant(time)) return say.moment(time);
  const day = typeof date !== 'string' ? '' : /^\d{4}-\d\d-\d\d$/.test(date) ? say.date(date) : date;
  return [day, typeof time === 'string' ? time : ''].filter((part) => part !== '').join(' ');
}

function isInstant(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
}

/** When he can be reached, as he said it. */
export function windowWords(window: unknown): string {
  if (typeof window === 'string') return window;
  if (window === null || typeof window !== 'object') return '';
  return Object.values(window).filter((part) => typeof part === 'string').join(' – ');
}
