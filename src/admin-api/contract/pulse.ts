// How companies are doing at this moment. zod only.
import { z } from 'zod';

const instant = z.string().nullable().describe('ISO 8601 in UTC');

export const Pulse = z
  .object({
    open: z.number().int(),
    due_now: z.number().int().describe('Overdue, or due within half an hour'),
    overdue: z.number().int(),
    urgent: z.number().int(),
    unassigned: z.number().int(),
    decision_needed: z.number().int(),
    done_today: z.number().int(),
    arisen: z.array(z.number().int()).describe('Callbacks that arose on each of the last 14 days, the oldest first'),
    calls_today: z.number().int(),
    last_call_at: instant,
    calls_a_day: z.number().describe('Over the last four weeks'),
    silent: z.boolean().describe('Open for hours, usually called, and nobody calls: the line is probably dead'),
    calendar: z.object({ state: z.enum(['up', 'failing', 'unknown']), last_success_at: instant, last_failure_at: instant, failures_24h: z.number().int() }),
    voice: z.object({ connected: z.boolean(), last_event_at: instant, compared_at: instant, problem: z.string().nullable() }),
    ledger: z.object({ wishes: z.number().int(), difference: z.number().int() }).nullable().describe('Of the last seven days; null for whoever sees only some branches, and where it was not asked for'),
  })
  .meta({ id: 'Pulse' });

const company = z.object({
  slug: z.string(),
  name: z.string(),
  kind: z.enum(['company', 'operator']),
  time_zone: z.string(),
  calendar: z.enum(['cal.com', 'local']).nullable().describe('Where it books; null: not set up'),
  branches: z.number().int(),
});
export const CompaniesQuery = z.object({
  company: z.string().optional(),
  ledger: z.enum(['true', 'false']).default('true').transform((asked) => asked === 'true').describe('false: without the ledger, which is most of the work'),
});
export const CompanyPulses = z.object({ items: z.array(z.object({ company, pulse: Pulse.nullable().describe('null: could not be read now') })) }).meta({ id: 'CompanyPulses' });
