// The shapes of the admin API (docs: contract, section 5). This file imports nothing but zod, so that a UI can.
import { z } from 'zod';
import { CALLBACK_EXAMPLE } from './contract/desk-example.ts';
import { Related, Undo } from './contract/desk-detail.ts';
import { Named } from './contract/named.ts';
import { Fingerprint, moment, paging, several } from './contract/parameters.ts';

export * from './contract/calendar.ts';
export * from './contract/calendar-webhook.ts';
export * from './contract/desk-load.ts';
export * from './contract/company-directory.ts';
export * from './contract/named.ts';
export * from './contract/privacy.ts';
export * from './contract/pulse.ts';
export * from './contract/settings.ts';
export * from './contract/setup.ts';
export * from './contract/test-calls.ts';
export * from './contract/booking-actions.ts';
export * from './contract/desk-actions.ts';
export * from './contract/desk-detail.ts';

export const Priority = z.enum(['normal', 'high', 'urgent']);
export const CallbackStatus = z.enum(['pending', 'assigned', 'contacted', 'completed', 'expired', 'cancelled']);
export const ErrorType = z.enum(['partial_booking', 'api_error', 'exception', 'no_availability']);
export const CreatedFrom = z.enum(['failsafe_callback', 'customer_request', 'anonymous_caller', 'call_problem', 'reconciliation', 'staff']);
export const Intent = z.enum(['book', 'reschedule', 'cancel', 'callback', 'question']);
export const Fate = z.enum(['appointment', 'open_callback', 'in_progress', 'closed', 'merged', 'not_a_wish', 'erased']);
export const AppointmentStatus = z.enum(['pending', 'booked', 'cancelled']);
export const CallbackSort = z.enum(['due_at', '-due_at', 'created_at', '-created_at', 'priority']);
export const CallbackTab = z.enum(['due_now', 'mine', 'unassigned', 'waiting', 'decision_needed', 'today', 'critical', 'overdue', 'done_today', 'all']);
export const PartState = z.enum(['up', 'degraded', 'down']);

const id = z.uuid();
const instant = z.string().describe('ISO 8601 in UTC');
const text = z.string().nullable();
const counts = z.record(z.string(), z.number().int());

const callback = {
  id,
  status: CallbackStatus,
  priority: Priority,
  error_type: ErrorType.nullable(),
  error_message: text,
  category: text,
  created_from: CreatedFrom,
  customer_name: text,
  phone_number: text.describe('E.164'),
  phone_raw: text,
  customer_email: text,
  branch: Named.nullable(),
  service: Named.nullable(),
  assigned_to: id.nullable().describe('Member of staff'),
  assignee: Named.nullable(),
  claimed_by: text.describe('Who is on it now: a member of staff’s id, else key:<id> and the like; null when nobody is, or the claim ran out'),
  claimed_by_name: text,
  claim_until: instant.nullable(),
  due_at: instant,
  overdue: z.boolean(),
  created_at: instant,
  assigned_at: instant.nullable(),
  contacted_at: instant.nullable(),
  completed_at: instant.nullable(),
  resolution: text,
  appointment_id: id.nullable(),
  call_id: id.nullable(),
  wish_id: id,
  preferred_time_window: z.unknown(),
  notes: text,
  metadata: z.record(z.string(), z.unknown()),
  attempts_count: z.number().int(),
  receipt: id,
  caller_key: z.string().describe('Callbacks that share it are of one caller; a claim is about it'),
  snoozed_until: instant.nullable(),
  snooze_words: text,
  next_attempt_at: instant.nullable(),
  last_attempt_at: instant.nullable(),
  decision_since: instant.nullable().describe('Since when a person has to decide how it goes on'),
  escalation_level: z.number().int().describe('0 nobody, 1 assignee, 2 branch manager, 3 owner, 4 operator'),
  version: z.number().int(),
  customer_id: id.nullable().describe('null where neither number nor address is known'),
};
export const Callback = z.object(callback).meta({ id: 'Callback', examples: [CALLBACK_EXAMPLE] });

export const CallOutcome = z.enum(['open_callback', 'in_progress', 'appointment', 'closed', 'no_wish', 'erased']);

export const Call = z
  .object({
    id,
    retell_call_id: z.string(),
    from_number: text,
    to_number: text,
    started_at: instant.nullable(),
    ended_at: instant.nullable(),
    duration_ms: z.number().int().nullable(),
    disconnection_reason: text,
    customer_name: text.describe('As somebody wrote it down, else as it was given in this call, else as it was heard before'),
    outcome: CallOutcome.nullable().describe('What became of the wish; null where it belongs to a branch that one does not see'),
    wish: z
      .object({
        id,
        intent: Intent,
        service: text.describe('Its name, or what was said'),
        start: instant.nullable().describe('Of the appointment that stands, else the one that was asked for'),
        when_said: text.describe('Where no instant could be made of it; null for the role viewer'),
        notes: text,
        appointment_id: id.nullable(),
        callback_id: id.nullable(),
      })
      .nullable()
      .describe('What was wanted; of several wishes the one that needs somebody most'),
    wishes_count: z.number().int(),
    branch: Named.nullable(),
    customer_id: id.nullable(),
    transcript: z.unknown().describe('null for the role viewer'),
    recording: z.object({ available: z.boolean(), consent: z.boolean().nullable().describe('Whether the caller agreed to be recorded; null: nobody said') }),
  })
  .meta({ id: 'Call' });

export const Wish = z
  .object({
    id,
    call_id: id.nullable(),
    retell_call_id: text,
    intent: Intent,
    fate: Fate,
    reason: text,
    appointment_id: id.nullable(),
    callback_id: id.nullable(),
    merged_into: id.nullable().describe('The wish that it went into'),
    customer_id: id.nullable(),
    opened_at: instant,
    settled_at: instant.nullable(),
  })
  .meta({ id: 'Wish' });

export const Appointment = z
  .object({
    id,
    status: AppointmentStatus,
    start: instant,
    end: instant,
    service: Named.nullable(),
    staff: Named.nullable(),
    branch: Named.nullable(),
    customer_name: text,
    phone_number: text,
    provider: z.enum(['cal.com', 'local']),
    booking_uid: z.string(),
    call_id: id.nullable(),
    retell_call_id: text,
    wish_id: id.nullable(),
    customer_id: id.nullable(),
    created_at: instant,
  })
  .meta({ id: 'Appointment' });

export const AttemptOutcome = z.enum(['reached', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'not_in_service', 'wrong_person', 'call_later']);
export const Attempt = z
  .object({ id, at: instant, actor: z.string(), staff: Named.nullable(), outcome: AttemptOutcome, note: text, next_attempt_at: instant.nullable(), withdrawn_at: instant.nullable() })
  .meta({ id: 'Attempt' });
export const Escalation = z
  .object({
    id, at: instant, actor: z.string(), reason: z.string(), note: text, level: z.number().int(), from_staff: Named.nullable(), to_staff: Named.nullable(),
    resolved_at: instant.nullable(), resolved_by: text, resolution_note: text,
  })
  .meta({ id: 'Escalation' });

export const CallbackDetail = z
  .object({
    ...callback,
    due_because: z.string().describe('How the deadline came about, in words'),
    call: Call.nullable(),
    transcript: z.unknown(),
    wish: Wish.nullable(),
    attempts: z.array(Attempt),
    escalations: z.array(Escalation),
    actions: z.array(z.string()).describe('What its status allows'),
    undo: Undo.nullable().describe('What POST …/undo would take back now, if nothing has happened since: your own last action, or what the machine settled for a deed of the customer'),
    related: Related,
    timeline: z.array(z.object({ id, at: instant, actor: z.string(), actor_name: text.describe('Looked up now; null for the machine, and where nobody of that id is known any more'), kind: z.string(), detail: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: 'CallbackDetail' });

export const CallbackFacets = z
  .object({
    total: z.number().int(),
    status: counts,
    priority: counts,
    error_type: counts,
    created_from: counts,
    branch: counts.describe('By slug, or none'),
    service: counts.describe('By slug, or none'),
    assigned_to: counts.describe('By id of the member of staff, or none'),
    category: counts,
    tabs: z.object({
      due_now: z.number().int(),
      mine: z.number().int(),
      unassigned: z.number().int(),
      waiting: z.number().int(),
      decision_needed: z.number().int(),
      today: z.number().int(),
      critical: z.number().int(),
      overdue: z.number().int(),
      done_today: z.number().int(),
      all: z.number().int(),
    }),
  })
  .meta({ id: 'CallbackFacets' });

export const Ledger = z
  .object({
    from: instant.nullable(),
    to: instant.nullable(),
    wishes: z.number().int(),
    fates: z.object({
      appointment: z.number().int(),
      open_callback: z.number().int(),
      in_progress: z.number().int(),
      closed: z.number().int(),
      merged: z.number().int(),
      not_a_wish: z.number().int(),
      erased: z.number().int(),
    }),
    journal_pending: z.number().int(),
    difference: z.number().int(),
    unexplained: z.array(z.string()),
  })
  .meta({ id: 'Ledger' });

export const ProblemDocument = z
  .object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), code: z.string(), next: z.string().optional(), state: z.string().optional().describe('At 409: the state it is in') })
  .meta({ id: 'Problem' });

export const Readiness = z
  .object({
    journal: PartState,
    database: PartState,
    jobs: PartState,
    details: z.object({ journal: z.string().optional(), database: z.string().optional(), jobs: z.string().optional() }),
  })
  .meta({ id: 'Readiness' });

const yesOrNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((given) => given === 'true')]).optional();

const callbackFilters = {
  status: several(CallbackStatus),
  priority: several(Priority),
  error_type: several(z.enum([...ErrorType.options, 'none'])),
  created_from: several(CreatedFrom),
  branch: several(z.string()).describe('Ids or slugs, or none'),
  assigned_to: several(z.union([z.literal('me'), z.literal('none'), z.uuid()])),
  service: several(z.string()).describe('Ids or slugs, or none'),
  category: several(z.string()).describe('Or none'),
  error_group: several(Fingerprint).describe('Fingerprints of GET /analytics/errors'),
  overdue: yesOrNo,
  claimed: yesOrNo.describe('Somebody is on it at this moment'),
  decision: yesOrNo.describe('A person has to decide how it goes on'),
  created_after: moment.describe('Inclusive'),
  created_before: moment.describe('Exclusive'),
  created_within: z.enum(['today', 'last_7_days', 'last_30_days', 'this_month']).optional().describe('Days of the company up to now, today among them'),
  tab: CallbackTab.optional().describe('Exactly what the tab of that name counts; facets narrow by it, except the counts of the tabs themselves'),
  q: z.string().max(200).optional().describe('Name, number (however spelled), e-mail, notes'),
  customer_id: id.optional(),
};

/** In the body of an action on many: a name that is none would silently mean more callbacks than somebody wanted. */
export const CallbackFilter = z.strictObject(callbackFilters);
export const CallbackExportQuery = z.object({ ...callbackFilters, company: paging.company, sort: CallbackSort.default('created_at') });
export const CallbackListQuery = z.object({ ...callbackFilters, ...paging, sort: CallbackSort.default('due_at') });
export const CallbackFacetsQuery = z.object({ ...callbackFilters, company: paging.company });
export const CompanyQuery = z.object({ company: paging.company });
const branch = several(z.string()).describe('Ids or slugs, or none');
export const AppointmentListQuery = z.object({
  ...paging, status: several(AppointmentStatus), branch, staff: branch, service: branch, customer_id: id.optional(),
  q: z.string().max(200).optional().describe('Name, number (however spelled), address, notes, the calendar’s id'), call_id: id.optional(), retell_call_id: z.string().optional(), from: moment, to: moment,
});
export const WishListQuery = z.object({
  ...paging, fate: several(Fate), intent: several(Intent), branch, customer_id: id.optional(),
  q: z.string().max(200).optional().describe('Name, number (however spelled), what was asked for'), call_id: id.optional(), retell_call_id: z.string().optional(), from: moment, to: moment,
});
export const CallListQuery = z.object({
  ...paging, branch, customer_id: id.optional(), outcome: several(CallOutcome), q: z.string().max(200).optional().describe('Number (however spelled), a name of the customer, the platform’s id'), retell_call_id: z.string().optional(), from: moment, to: moment,
});
export const LedgerQuery = z.object({ company: paging.company, from: moment, to: moment });
export const ById = z.object({ id: z.string() });

export { listOf } from './contract/parameters.ts';
export * from './contract/mail-texts.ts';
export * from './contract/notify.ts';
export { Named } from './contract/named.ts';
export { Session } from './contract/people.ts';
