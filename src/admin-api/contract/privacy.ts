// Audit log and data protection. zod only.
import { z } from 'zod';
import { moment, paging, several } from './parameters.ts';

const instant = z.string().describe('ISO 8601 in UTC');

export const AuditEntry = z
  .object({
    seq: z.number().int().describe('Its number in the chain of this company, without a gap'),
    id: z.uuid(),
    at: instant,
    actor: z.string().describe('machine, user:…, key:… or link:…'),
    actor_name: z.string().nullable().describe('Looked up now; null where nobody of that id is known any more'),
    action: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }),
    detail: z.record(z.string(), z.unknown()).describe('Ids, states, reasons, changed keys; nothing of a person'),
    hash: z.string(),
    prev_hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });

export const AuditListQuery = z.object({
  ...paging,
  actor: several(z.string().max(200)).describe('machine, user:…, key:… or link:…'),
  action: several(z.string().max(100)).describe('callback.complete, or a whole group as callback.*'),
  subject_kind: z.string().max(100).optional(),
  subject_id: z.string().max(200).optional(),
  from: moment,
  to: moment,
});

const days = z.number().int().min(0).max(3650);
const months = z.number().int().min(1).max(240);
const rules = {
  recordings_days: days.describe('The link to a recording, counted from the end of the call; 0: never stored'),
  transcripts_days: days.describe('Transcripts, summaries, and the events of platform and calendar as they came; counted from the end of the last wish of the call'),
  person_days: days.describe('Names, numbers, addresses, notes; after that a keyed hash stands in for the number'),
  counts_months: months.describe('Wishes and their fates, without a person'),
  audit_months: months,
};

export const RetentionRules = z
  .object({
    practice: z.boolean().describe('Patients instead of customers: recordings are off unless recordings_days says otherwise'),
    ...rules,
    delete_at_voice_platform: z.boolean().describe('Along with its transcript here, a call is deleted there'),
    chosen: z.array(z.string()).describe('What is not the default'),
    usual: z.object({ company: z.object(rules), practice: z.object(rules) }).describe('The defaults, of a company and of a practice'),
  })
  .meta({ id: 'RetentionRules' });

/** What is left out becomes the default again. */
export const RetentionChoice = z.strictObject({
  practice: z.boolean().optional(),
  ...z.object(rules).partial().shape,
  delete_at_voice_platform: z.boolean().optional(),
});

export const RetentionPreview = z
  .object({ at: instant, counts: z.record(z.string(), z.number().int()).describe('By kind: what would be deleted if it were done now'), held: z.number().int().describe('Kept for a complaint or a claim') })
  .meta({ id: 'RetentionPreview' });

export const PrivacyRun = z
  .object({
    id: z.uuid(),
    kind: z.enum(['retention', 'erasure', 'disclosure']),
    actor: z.string(),
    actor_name: z.string().nullable(),
    started_at: instant,
    finished_at: instant.nullable().describe('null: under way, or taken up again by another node'),
    counts: z.record(z.string(), z.number().int()),
    problem: z.string().nullable(),
  })
  .meta({ id: 'PrivacyRun' });
export const PrivacyListQuery = z.object(paging);

export const HoldListQuery = z.object({ ...paging, subject: z.uuid().optional().describe('Only what holds this callback or customer back') });

export const PrivacyHold = z
  .object({ id: z.uuid(), subject: z.object({ kind: z.enum(['callback', 'customer']), id: z.uuid() }), reason: z.string(), held_by: z.string(), held_by_name: z.string().nullable(), held_at: instant })
  .meta({ id: 'PrivacyHold' });
export const HoldBody = z.strictObject({
  subject: z.strictObject({ kind: z.enum(['callback', 'customer']), id: z.uuid() }),
  reason: z.string().trim().min(1).max(500).describe('Why it has to be kept; goes with the hold'),
});

export const Nothing = z.null().describe('Done');

const who = {
  phone_number: z.string().max(50).optional().describe('In any spelling'),
  email: z.string().max(320).optional(),
  customer: z.uuid().optional().describe('Id of a customer'),
};
export const DiscloseBody = z.strictObject(who);
export const EraseBody = z.strictObject({
  ...who,
  dry_run: z.boolean().default(false).describe('Only says what would be erased'),
  confirm: z.string().optional().describe('LÖSCHEN or DELETE, typed by whoever erases; not needed for a dry run'),
  appointments: z.array(z.uuid()).max(500).default([]).describe('Ids of the appointments to come that are known to lose their name; each of them has to be named'),
});

const standing = z.object({ id: z.uuid(), start: instant, status: z.enum(['pending', 'booked']), provider: z.enum(['cal.com', 'local']), booking_uid: z.string() });
const identifiers = z.object({ numbers: z.array(z.string()), emails: z.array(z.string()) });

export const Erasure = z
  .object({
    dry_run: z.boolean(),
    run_id: z.uuid().nullable(),
    counts: z.record(z.string(), z.number().int()),
    names: z.array(z.string()).describe('Under which this person was heard'),
    besides: identifiers.describe('Numbers and addresses that stand beside the ones asked for; ask for them too where they are his'),
    appointments: z.array(standing).describe('Still to come'),
    remains: z
      .object({
        calendar: z.array(z.object({ booking_uid: z.string(), start: instant, status: z.string() })).describe('Bookings at the calendar, under his name there: erase them there'),
        mails: z.number().int().describe('Mails about his callbacks that staff received; they lie in their mailboxes'),
        mentions: z.array(z.object({ table: z.string(), id: z.string() })).describe('Where his name stands in what is somebody else’s'),
      })
      .describe('What these tables cannot answer for'),
    obstacle: z.object({ why: z.string(), detail: z.string() }).nullable().describe('Of a dry run: why it could not be erased at this moment'),
  })
  .meta({ id: 'Erasure' });

export const PlatformDeletion = z
  .object({
    id: z.uuid(), call_id: z.uuid(), retell_call_id: z.string(), cause: z.enum(['erasure', 'retention']),
    state: z.enum(['open', 'failing', 'done']).describe('failing: asked at least once, and refused or not answered; it is asked again'),
    asked_at: instant, tries: z.number().int(), next_try_at: instant.nullable(), problem: z.string().nullable(), done_at: instant.nullable(),
  })
  .meta({ id: 'PlatformDeletion' });
export const DeletionListQuery = z.object({ ...paging, state: several(z.enum(['open', 'failing', 'done'])) });

export const Disclosure = z.unknown().describe('fangnetz-disclosure-1: who was asked for, then a list for each kind of row; sent as a file');

export const RecordingLink = z.object({ url: z.string().describe('At the voice platform'), consent: z.boolean().nullable() }).meta({ id: 'RecordingLink' });
