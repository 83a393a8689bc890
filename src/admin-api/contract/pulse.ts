// How companies are doing at this moment. zod only.
import { z } from 'zod';

const instant = z.string().nullable().describe('ISO 8601 in UTC');

export const Pulse = z
  .object({
    open: z.number().int(),
    overdue: z.number().int(),
    urgent: z.number().int(),
    unassigned: z.number().int(),
    decision_needed: z.number().int(),
    done_today: z.number().int(),
    calls_today: z.number().int(),
    last_call_at: instant,
    calls_a_day: z.number().describe('Over the last four weeks'),
    silent: z.boolean().describe('Open for hours, usually called, and nobody calls: the line is probably dead'),
    calendar: z.object({ state: z.enum(['up', 'failing', 'unknown']), last_success_at: instant, last_failure_at: instant, failures_24h: z.number().int() }),
    voice: z.object({ last_event_at: instant, compared_at: instant, problem: z.string().nullable() }),
    ledger: z.object({ wishes: z.number().int(), difference: z.number().int() }).nullable().describe('Of the last seven days; null for whoever sees only some branches'),
  })
  .meta({ id: 'Pulse' });

export const CompanyPulses = z
  .object({ items: z.array(z.object({ company: z.object({ slug: z.string(), name: z.string(), kind: z.enum(['company', 'operator']) }), pulse: Pulse.nullable().describe('null: could not be read now') })) })
  .meta({ id: 'CompanyPulses' });
