// Error analytics (contract, section 5). zod only.
import { z } from 'zod';
import { Fingerprint, moment, paging, several } from './parameters.ts';

const instant = z.string().describe('ISO 8601 in UTC');
const count = z.number().int();
const rate = z.number().nullable().describe('0 to 1; null where there is nothing to judge');
const counts = z.record(z.string(), count);

const outcome = {
  created: count,
  completed: count,
  open: count,
  overdue: count,
  appointments: count.describe('Of which an appointment came that stands'),
  contacted: count,
  completion_rate: rate,
  success_rate: rate.describe('appointments / created'),
  response_seconds: z.object({ average: z.number().nullable(), median: z.number().nullable().describe('To the minute') }).describe('Created to first contact'),
  sla: z.object({ judged: count, met: count, rate }).describe('Reached or settled by the deadline, of those that were reached, done or are overdue'),
  attempts_average: z.number().nullable().describe('Of those that were reached'),
};

export const FailsafeAnalyticsQuery = z.object({
  company: paging.company,
  from: moment.describe('Inclusive; default: 30 days before `to`'),
  to: moment.describe('Exclusive; default: now'),
  bucket: z.enum(['day', 'week', 'month']).default('day'),
  branch: several(z.string()).describe('Ids or slugs, or none'),
});

export const FailsafeAnalytics = z
  .object({
    from: instant,
    to: instant,
    bucket: z.enum(['day', 'week', 'month']),
    time_zone: z.string(),
    ...outcome,
    buckets: z.array(
      z.object({
        start: z.string().describe('First day, in the company’s zone'),
        total: count, completed: count, appointments: count,
        response_seconds: z.number().nullable().describe('Average from creation to first contact'), sla_rate: rate,
        by_error_type: counts.describe('With the key none for callbacks without an error'), by_priority: counts, by_source: counts,
      }),
    ),
    by_error_type: z.array(z.object({ error_type: z.string().describe('none: no error'), ...outcome })),
    by_source: z.array(z.object({ created_from: z.string(), ...outcome })),
    attempts_until_reached: z.array(z.object({ attempts: count, callbacks: count })),
    by_hour: z.array(count).length(24),
    by_weekday: z.array(count).length(7).describe('Monday first'),
    recovered: z.object({ appointments: count, value: z.array(z.object({ currency: z.string(), appointments: count, amount: z.number() })), without_price: count }),
  })
  .meta({ id: 'FailsafeAnalytics' });

const GroupState = z.enum(['new', 'known', 'back_again', 'ignored']);
const ErrorType = z.enum(['partial_booking', 'api_error', 'exception', 'no_availability']);

const ErrorCause = z.enum([
  'slot_taken', 'in_the_past', 'outside_window', 'email_required', 'invalid_contact', 'missing_field', 'service_not_found', 'booking_not_found', 'already_cancelled', 'not_allowed', 'rate_limited', 'rejected',
  'no_answer', 'server_error', 'absurd', 'not_tried', 'unreachable', 'not_connected', 'not_stored', 'interrupted', 'unknown_number', 'bug',
]);

export const ErrorGroup = z
  .object({
    fingerprint: z.string(),
    error_type: ErrorType,
    step: z.string().describe('alternative_search, availability_check, booking_exception, booking or storing'),
    cause: ErrorCause.nullable().describe('What it comes from, as far as its text tells; null: not known'),
    template: z.string().describe('The words that all of them share, with <n>, <id>, <time>, <text>… for what differs'),
    sample: z.object({ callback_id: z.uuid(), original_error: z.string() }).describe('The latest'),
    state: GroupState.describe('new: nobody has said anything of it; back_again: it was known, gone for a week, and came again'),
    known_at: instant.nullable(),
    known_by: z.string().nullable(),
    ignored_until: instant.nullable(),
    occurrences: count,
    open: count.describe('Still open, of all time'),
    per_day: z.array(count).describe('One for each day of the period'),
    first_seen: instant,
    last_seen: instant,
    services: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string(), occurrences: count })),
    open_callback_ids: z.array(z.uuid()).describe('For POST /callbacks/bulk; at most 500'),
  })
  .meta({ id: 'ErrorGroup' });

export const ErrorGroupsQuery = z.object({
  company: paging.company,
  from: moment.describe('Inclusive; default: 14 days before `to`'),
  to: moment.describe('Exclusive; default: now'),
  state: several(GroupState),
  error_type: several(ErrorType),
  branch: several(z.string()).describe('Ids or slugs, or none'),
});
export const ErrorGroups = z.object({ from: instant, to: instant, items: z.array(ErrorGroup).describe('The most frequent first; at most 200') });
export const ByFingerprint = z.object({ fingerprint: Fingerprint });
export const ErrorGroupBody = z
  .object({ state: z.enum(['new', 'known', 'ignored']), ignored_until: z.iso.datetime({ offset: true }).optional() })
  .refine(({ state, ignored_until: until }) => (state === 'ignored') === (until !== undefined), { path: ['ignored_until'], message: 'goes with ignored, and only with it' });

export const GroupCompaniesQuery = z.object({ company: paging.company, from: ErrorGroupsQuery.shape.from, to: ErrorGroupsQuery.shape.to, fingerprint: several(Fingerprint) });
export const GroupCompanies = z
  .object({
    items: z.array(z.object({ company: z.object({ slug: z.string(), name: z.string() }), groups: z.array(z.object({ fingerprint: z.string(), occurrences: count, open: count.describe('Of these'), last_seen: instant })) })).describe('Companies that have none of them are left out'),
  })
  .meta({ id: 'ErrorGroupCompanies' });

export const RetryPreview = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        result: z.enum(['would_book', 'would_look', 'has_appointment', 'incomplete', 'claimed']).describe('would_look: its time is over, so that only an appointment that stands at the calendar would be taken over'),
        customer_name: z.string().nullable(),
        service: z.string().nullable().describe('Name'),
        start: z.string().nullable().describe('ISO 8601 with the company’s offset'),
        missing: z.array(z.string()).describe('At incomplete'),
        claimed_by_name: z.string().nullable().describe('At claimed: who is on it'),
      }),
    ).describe('What is due first comes first; at most 500'),
    more: z.boolean().describe('There are more than these'),
  })
  .meta({ id: 'RetryPreview' });
