// When branches are open and who is away (contract, section 5). zod only.
import { z } from 'zod';
import { Named } from './named.ts';
import { paging } from './parameters.ts';

const instant = z.string().describe('ISO 8601 in UTC');
const date = z.iso.date();
const interval = z.tuple([z.string(), z.string()]).describe('["09:00", "13:00"] on the branch’s clock; "24:00" may end one');
const hours = z.array(interval);
const spoken = z.object({ de: z.string(), en: z.string() });
const origin = z.enum(['file', 'person']).describe('file: listed in the company file, and only taken away there');

export const CalendarException = z
  .object({
    id: z.uuid(),
    branch: Named.nullable().describe('null: every branch'),
    kind: z.enum(['closed', 'hours', 'extra']).describe('closed: all day or at these hours; hours: open at these and no others; extra: open at these too'),
    from: z.string().describe('2026-12-24, or 12-24 for every year'),
    to: z.string().describe('Included'),
    hours: hours.nullable(),
    reason: z.string().nullable().describe('For staff; callers are not told'),
    origin,
  })
  .meta({ id: 'CalendarException' });

export const Absence = z
  .object({
    id: z.uuid(),
    staff: Named,
    from: date,
    to: date.describe('Included'),
    hours: hours.nullable().describe('Away at these hours only'),
    reason: z.string().nullable().describe('For owners and managers; null for everybody else'),
    origin,
  })
  .meta({ id: 'Absence' });

const day = z.object({
  date,
  open: hours,
  spans: z.array(z.object({ from: instant, until: instant })).describe('The same as instants, clock changes counted'),
  closures: z.array(
    z.object({
      kind: z.enum(['holiday', 'exception']),
      name: spoken.nullable().describe('Of a holiday its name, of an exception its reason'),
      hours: hours.describe('What it took away'),
    }),
  ),
  holiday: spoken.nullable().describe('A public holiday there, also where it closes nothing'),
});

export const Calendar = z
  .object({
    from: date,
    to: date,
    branches: z.array(
      z.object({
        branch: Named,
        region: z.string().nullable(),
        municipality: z.string().nullable(),
        municipalities: z.array(z.string()).describe('What it may be, where holidays depend on it; the first is meant by null'),
        days: z.array(day),
      }),
    ),
    exceptions: z.array(CalendarException),
    absences: z.array(Absence),
  })
  .meta({ id: 'Calendar' });

export const CalendarQuery = z.object({
  company: paging.company,
  from: date.optional().describe('Default: today'),
  to: date.optional().describe('Included; default: four weeks from then; at most 92 days'),
});

const entered = { to: z.string().optional().describe('Default: the same day'), hours: z.array(z.array(z.string())).nullish(), reason: z.string().nullish() };

export const ExceptionBody = z.object({
  branch: z.string().nullish().describe('Id or slug; absent: every branch'),
  kind: CalendarException.shape.kind,
  from: CalendarException.shape.from,
  ...entered,
});
export const AbsenceBody = z.object({ staff: z.string().describe('Id or slug'), from: z.string().describe('2026-12-24'), ...entered });
