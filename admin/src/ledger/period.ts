// Weeks and months of the company's calendar, as dates: [from, to), so that a month and the next one share nothing.
import { serverNow } from '../api/client.ts';

export const PERIODS = ['week', 'lastWeek', 'month', 'lastMonth'] as const;
export type PeriodName = (typeof PERIODS)[number];

export interface Period {
  /** 'YYYY-MM-DD' */
  readonly from: string;
  readonly to: string;
}

export function periodOf(name: PeriodName, zone: string): Period {
  const today = new Date(`${new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(serverNow())}T12:00:00Z`);
  if (name === 'week' || name === 'lastWeek') {
    const monday = shifted(today, -((today.getUTCDay() + 6) % 7) - (name === 'lastWeek' ? 7 : 0));
    return { from: text(monday), to: text(shifted(monday, 7)) };
  }
  const month = today.getUTCMonth() - (name === 'lastMonth' ? 1 : 0);
  return { from: text(new Date(Date.UTC(today.getUTCFullYear(), month, 1, 12))), to: text(new Date(Date.UTC(today.getUTCFullYear(), month + 1, 1, 12))) };
}

/** The last day that belongs to it. */
export function lastDayOf({ to }: Period): string {
  return text(shifted(new Date(`${to}T12:00:00Z`), -1));
}

export function readPeriod(search: Record<string, unknown>): { readonly period?: PeriodName; readonly fate?: string } {
  const period = PERIODS.find((name) => name === search['period']);
  const { fate } = search;
  return { ...(period === undefined ? {} : { period }), ...(typeof fate === 'string' && /^[a-z_]{1,20}$/.test(fate) ? { fate } : {}) };
}

function shifted(day: Date, days: number): Date {
  return new Date(day.getTime() + days * 86_400_000);
}

function text(day: Date): string {
  return day.toISOString().slice(0, 10);
}
