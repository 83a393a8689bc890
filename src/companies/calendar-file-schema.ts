// Single days in a company file: what a branch does otherwise than its week says, and who is away.
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { isYearly } from './branch-calendar.ts';
import { intervals, must, text } from './company-file-values.ts';

/** Nobody closes for longer without closing for good; a year typed wrongly does. */
const DAYS_MAX = 366;

const date = must(z.string(), (value) => isDate(value), { reason: 'is not a date', remedy: 'write it as YYYY-MM-DD, for example "2026-12-24"' });
const day = must(z.string(), (value) => isDate(value) || (isYearly(value) && isDate(`2028-${value}`)), {
  reason: 'is not a date',
  remedy: 'write it as YYYY-MM-DD, or MM-DD for every year, for example "12-24"',
});

const atLeastOne = must(intervals, (list) => list.length > 0, { reason: 'is empty', remedy: 'write at least one interval, for example [["09:00", "13:00"]], or leave it out' });

interface Days {
  readonly from: string;
  readonly to?: string | undefined;
}

function checkDays({ from, to = from }: Days, context: z.RefinementCtx): void {
  const refuse = (message: string, remedy: string): void => void context.addIssue({ code: 'custom', path: ['to'], message, params: { remedy } });
  const written = [from, to].every((value) => isDate(value) || isYearly(value));
  if (!written) return; // said of the value itself
  if (isYearly(from) !== isYearly(to)) refuse('is written with a year, and "from" without, or the other way round', 'write both alike');
  else if (!isYearly(from) && to < from) refuse('lies before "from"', 'write the last day on which it still holds');
  else if (!isYearly(from) && Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days > DAYS_MAX) refuse(`is more than ${DAYS_MAX} days after "from"`, 'check the year');
}

const complete = <T extends Days>(entry: T): Omit<T, 'to'> & { readonly to: string } => ({ ...entry, to: entry.to ?? entry.from });

const entry = { hours: atLeastOne.nullable().default(null), reason: text.nullable().default(null) };

export const exception = z
  .strictObject({ kind: z.enum(['closed', 'hours', 'extra']), from: day, to: day.optional(), ...entry })
  .superRefine((given, context) => {
    checkDays(given, context);
    if (given.kind === 'closed' || given.hours !== null) return;
    context.addIssue({ code: 'custom', path: ['hours'], message: `is missing, and "${given.kind}" is about hours`, params: { remedy: 'write when it is open, for example [["09:00", "13:00"]]' } });
  })
  .transform(complete);

export const absence = z
  .strictObject({ from: date, to: date.optional(), ...entry })
  .superRefine(checkDays)
  .transform(complete);

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString() === value;
  } catch {
    return false;
  }
}
