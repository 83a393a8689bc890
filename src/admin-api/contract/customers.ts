// Customers, and what leads from one thing to all that belongs to it. zod only.
import { z } from 'zod';
import { Appointment, Attempt, Call, Callback, Wish } from '../contract.ts';
import { listOf, paging } from './parameters.ts';

const instant = z.string().describe('ISO 8601 in UTC');
const text = z.string().nullable();

const VoicemailPermission = z.enum(['none', 'no_name', 'may_identify']);
const Language = z.enum(['de', 'en']);

const customer = {
  id: z.uuid().describe('Derived from the number, or from the address where there is none'),
  name: text.describe('The last one that was heard, or the one that somebody wrote down'),
  names: z.array(z.string()).describe('Every name that was heard, the last one first: a family shares a line'),
  phone_number: text.describe('E.164'),
  email: text,
  language: Language.nullable(),
  voicemail_permission: VoicemailPermission.nullable().describe('What may be said to a machine that answers; null: nobody has asked'),
  do_not_call: z.boolean(),
  note: text,
  first_seen_at: instant,
  last_seen_at: instant,
  calls_count: z.number().int(),
  open_callbacks_count: z.number().int(),
  appointments_count: z.number().int(),
  next_appointment_at: instant.nullable(),
};
export const Customer = z.object(customer).meta({ id: 'Customer' });

/** The first rows of each; the rest by the same lists with `customer_id` and this cursor. */
export const CustomerDetail = z
  .object({ ...customer, calls: listOf(Call), wishes: listOf(Wish), callbacks: listOf(Callback), appointments: listOf(Appointment), attempts: z.array(Attempt.extend({ callback_id: z.uuid() })) })
  .meta({ id: 'CustomerDetail' });

export const CustomerListQuery = z.object({ ...paging, q: z.string().max(200).optional().describe('Name, number (however spelled), address, note') });
export const CustomerChangeBody = z
  .object({
    name: z.string().trim().min(1).max(200).nullable(),
    note: z.string().trim().max(4000).nullable(),
    language: Language.nullable(),
    voicemail_permission: VoicemailPermission.nullable(),
    do_not_call: z.boolean(),
  })
  .partial();

export const AppointmentDetail = z
  .object({
    ...Appointment.shape,
    customer_email: text,
    notes: text,
    cancelled_at: instant.nullable(),
    cancel_reason: text,
    reschedule_count: z.number().int(),
    replaced_by: z.uuid().nullable().describe('The appointment that took its place'),
    replaces: z.uuid().nullable(),
    call: Call.nullable(),
    wish: Wish.nullable(),
    callbacks: z.array(Callback).describe('Callbacks about it, or of its wish'),
  })
  .meta({ id: 'AppointmentDetail' });

const FunctionCall = z.object({
  at: instant,
  answered_at: instant.nullable().describe('null while it is being answered'),
  function: z.string(),
  wish_id: z.uuid().nullable(),
  answer: z.record(z.string(), z.unknown()).nullable().describe('What the agent was given; null for the role viewer'),
});

export const CallDetail = z
  .object({
    ...Call.shape,
    direction: text,
    recording_url: text.describe('Ours, which writes down who listens; null where there is none, and for the role viewer'),
    functions: z.array(FunctionCall).describe('What the agent asked, in order'),
    wishes: z.array(Wish),
    callbacks: z.array(Callback).describe('Those opened in this call, and those that a wish of it went into'),
    appointments: z.array(Appointment),
  })
  .meta({ id: 'CallDetail' });

export const WishDetail = z
  .object({
    ...Wish.shape,
    settled_by: text,
    requested: z.record(z.string(), z.unknown()).describe('What was asked for, as understood; empty for the role viewer'),
    merged: z.array(Wish).describe('Wishes that went into this one'),
    call: Call.nullable(),
    callbacks: z.array(Callback),
    appointment: Appointment.nullable(),
  })
  .meta({ id: 'WishDetail' });

export const SplitBody = z.object({ wish_id: z.uuid().describe('A wish with the fate merged into that of this callback') }).meta({ examples: [{ wish_id: '01932c07-7a50-7000-8000-0000000000e2' }] });
