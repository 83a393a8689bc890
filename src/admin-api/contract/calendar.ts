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

export const CalendarEntries = z
  .object({
    from: date.describe('Today, on the company’s clock'),
    closed_on_holidays: z.boolean(),
    regions: z.array(z.string()).describe('Of the branches that are seen: whose holidays these are'),
    exceptions: z.array(CalendarException),
    absences: z.array(Absence),
    holidays: z.array(z.object({ date, name: spoken, since: z.string().nullable().describe('Only from this time of day on; null: all day'), branches: z.array(Named) })).describe('Of a year from then on'),
  })
  .meta({
    id: 'CalendarEntries',
    examples: [{
      from: '2026-12-01', closed_on_holidays: true, regions: ['DE-BE'],
      exceptions: [{ id: '4f0c2a34-6c1e-5d53-9f5e-0c9b1c1a6f10', branch: null, kind: 'hours', from: '12-24', to: '12-24', hours: [['09:00', '13:00']], reason: 'Heiligabend', origin: 'person' }],
      absences: [{ id: '5a7d9b02-3f44-5c3e-8a59-1f4f6a0f2b21', staff: { id: '7d0f7a52-8c1b-4f0e-9a77-3b0a2d6c9e01', slug: 'anna', name: 'Anna Berger' }, from: '2026-12-07', to: '2026-12-11', hours: null, reason: 'Urlaub', origin: 'person' }],
      holidays: [{ date: '2026-12-25', name: { de: '1. Weihnachtstag', en: 'Christmas Day' }, since: null, branches: [{ id: '0f4e9a1b-52c7-4d64-8f0d-6f1d1b7d4c55', slug: 'mitte', name: 'Filiale Mitte' }] }],
    }],
  });

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
