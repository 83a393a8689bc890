// The bodies of what is done with a callback (contract, section 5). zod only.
import { z } from 'zod';

const text = (max: number) => z.string().trim().min(1).max(max);
const instant = z.iso.datetime({ offset: true, error: 'an ISO 8601 instant, for example 2026-12-01T14:00:00+01:00' });

export const ATTEMPT_OUTCOMES = ['reached', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'not_in_service', 'wrong_person', 'call_later'] as const;

/** null and nothing are the same: many clients send `{}` as no body at all. */
export const NoBody = z.object({}).nullish();
export const AssignBody = z.object({ staff: z.string().nullable().describe('Id or slug of a member of staff; null: nobody') }).meta({ examples: [{ staff: 'anna' }, { staff: null }] });
export const CompleteBody = z
  .object({
    resolution: text(100).describe('What came of it: appointment_booked, answered, no_longer_needed, solved_otherwise, duplicate, other, or a word of your own'),
    notes: z.string().trim().max(4000).nullish(),
    appointment_id: z.uuid().nullish().describe('The appointment that came of it'),
    attempt: z.object({ outcome: z.literal('reached'), note: z.string().trim().max(4000).nullish() }).nullish().describe('The call in which it was settled, where it is not recorded yet: both are written together, and one undo takes both back'),
  })
  .meta({ examples: [{ resolution: 'appointment_booked', notes: 'Kommt am Dienstag um 10 Uhr' }, { resolution: 'answered', attempt: { outcome: 'reached' } }] });
export const ReasonBody = z.object({ reason: text(500) }).meta({ examples: [{ reason: 'Verwählt' }] });
export const AttemptBody = z
  .object({
    outcome: z.enum(ATTEMPT_OUTCOMES),
    note: z.string().trim().max(4000).nullish(),
    next_attempt_at: instant.nullish().describe('When to try again; absent: proposed by Fangnetz, see GET …/next-attempt'),
  })
  .meta({ examples: [{ outcome: 'no_answer' }, { outcome: 'call_later', note: 'erst nach 17 Uhr', next_attempt_at: '2026-12-01T17:15:00+01:00' }] });
export const SnoozeBody = z
  .object({ until: text(200).describe('An ISO 8601 instant, or words: „heute 14:00“, „morgen 8:30“, „Mo 8:30“, „in 2 Stunden“, „sobald geöffnet“') })
  .meta({ examples: [{ until: 'Mo 8:30' }, { until: '2026-12-07T08:30:00+01:00' }] });
export const NotesBody = z.object({ text: text(4000).describe('@anna or @Anna Berger tells that colleague') }).meta({ examples: [{ text: '@anna kennst du sie?' }] });
export const PriorityBody = z.object({ priority: z.enum(['normal', 'high', 'urgent']) }).meta({ examples: [{ priority: 'urgent' }] });
export const EscalateBody = z
  .object({
    reason: text(500).describe('no_answer, technical_issue, customer_complaint, urgent_request, complex_case or other; any other text is kept as the note of other'),
    note: z.string().trim().max(4000).nullish(),
    to: text(200).nullish().describe('Id or slug of a member of staff, or manager, owner, operator; absent: whoever comes next in the chain'),
  })
  .meta({ examples: [{ reason: 'customer_complaint', note: 'will die Chefin sprechen', to: 'owner' }] });
export const ResolveBody = z.object({ note: z.string().trim().max(4000).nullish() }).nullish().meta({ examples: [{ note: 'angerufen, alles geklärt' }] });
export const CreateBody = z
  .object({
    customer_name: z.string().trim().max(200).nullish(),
    phone_number: z.string().trim().max(60).nullish().describe('However it is spelled'),
    customer_email: z.union([z.literal(''), z.email().max(254)]).nullish(),
    branch: z.string().trim().max(200).nullish().describe('Id or slug; absent: the only one, where there is one'),
    service: z.string().trim().max(200).nullish().describe('Id or slug'),
    priority: z.enum(['normal', 'high', 'urgent']).nullish().describe('Absent: normal'),
    preferred_time_window: z.union([z.string().trim().max(500), z.record(z.string().max(100), z.string().max(200))]).nullish().describe('„nachmittags“, „Di ab 16 Uhr“, or {"from": "16:00", "to": "18:00"}'),
    notes: z.string().trim().max(4000).nullish(),
  })
  .meta({ examples: [{ customer_name: 'Frau Sommer', phone_number: '030 1234567', branch: 'mitte', priority: 'high', preferred_time_window: 'nachmittags', notes: 'Frage zur Farbe' }] });
