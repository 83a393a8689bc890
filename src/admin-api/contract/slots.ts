// Free times of a service, for whoever enters an appointment. zod only.
import { z } from 'zod';
import { moment, paging } from './parameters.ts';

export const SlotsQuery = z.object({
  company: paging.company,
  service: z.string().describe('Id or slug'),
  branch: z.string().optional().describe('Id or slug; default: the first one'),
  staff: z.string().optional().describe('Id or slug; only where the calendar can tell who would do it'),
  from: moment.describe('Default: now'),
  to: moment.describe('Exclusive; default: a week from then; at most 31 days'),
});

export const Slots = z
  .object({
    calendar: z.enum(['answered', 'silent', 'missing']).describe('silent: it could not be asked now; missing: the service has none. Neither says that nothing is free'),
    items: z.array(z.object({ start: z.string().describe('ISO 8601 with the company’s offset'), end: z.string(), staff_id: z.uuid().nullable() })),
  })
  .meta({ id: 'Slots', examples: [{ calendar: 'answered', items: [{ start: '2026-12-01T14:30:00+01:00', end: '2026-12-01T15:00:00+01:00', staff_id: null }] }] });
