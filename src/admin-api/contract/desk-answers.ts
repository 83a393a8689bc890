// What the actions of the desk answer with. zod only.
import { z } from 'zod';
import { Callback } from '../contract.ts';
import { ATTEMPT_OUTCOMES } from './desk-actions.ts';
import { Undo } from './desk-detail.ts';
import { CALLBACK_EXAMPLE } from './desk-example.ts';

const voicemail = z.enum(['none', 'no_name', 'may_identify']).nullable().describe('What may be said to a machine that answers; null: nobody has asked');
const instant = z.string().describe('ISO 8601 in UTC');

export const ChangedCallback = Callback.extend({ undo: Undo.nullable().describe('What POST …/undo would take back; null where it changed nothing') }).meta({ id: 'ChangedCallback', examples: [{ ...CALLBACK_EXAMPLE, undo: { event_id: '01932c07-7a50-7000-8000-000000000002', kind: 'attempt', until: '2026-12-01T09:20:00.000Z' } }] });

export const NextAttemptQuery = z.object({ company: z.string().optional(), outcome: z.enum(ATTEMPT_OUTCOMES).default('no_answer') });
export const NextAttempt = z
  .object({
    next_attempt_at: instant.nullable().describe('null: no use in trying again, or a person has to decide first'),
    words: z.string().nullable().describe('The same as people say it, in the zone of the company'),
    part: z.enum(['morning', 'noon', 'afternoon', 'evening']).nullable(),
    because: z
      .array(z.enum(['soon', 'other_part', 'window', 'window_has_passed', 'daily_limit', 'before_deadline', 'window_after_deadline', 'limit_until_deadline', 'no_time_until_deadline', 'deadline_passed']))
      .describe('It lies before the deadline unless one of the last four says why not'),
    do_not_call: z.boolean().describe('He does not want to be called'),
    voicemail_permission: voicemail,
    exhausted: z.boolean().describe('With this attempt they are used up: then a person decides'),
  })
  .meta({ id: 'NextAttempt', examples: [{ next_attempt_at: '2026-12-01T13:00:00.000Z', words: 'heute 14:00', part: 'afternoon', because: ['other_part'], do_not_call: false, voicemail_permission: null, exhausted: false }] });

export const SnoozeOptions = z
  .object({ items: z.array(z.object({ key: z.string(), words: z.string(), until: instant })) })
  .meta({ id: 'SnoozeOptions', examples: [{ items: [{ key: 'today_14', words: 'heute 14:00', until: '2026-12-01T13:00:00.000Z' }] }] });

export const LastMessage = z
  .object({
    subject: z.string().describe('Of the mail, in that language'),
    text: z.string().describe('The mail; says nothing of what was wished for'),
    language: z.enum(['de', 'en']).describe('The customer’s, else the company’s'),
    email: z.string().nullable().describe('Where a mail could go'),
    sms_to: z.string().nullable().describe('Where an SMS could go: only to a mobile number'),
    voicemail_permission: voicemail,
    items: z.array(z.object({ language: z.enum(['de', 'en']), subject: z.string(), mail: z.string(), sms: z.string(), voicemail: z.string().nullable().describe('null: nothing may be left there') })),
  })
  .meta({
    id: 'LastMessage',
    examples: [{
      subject: 'Bitte um Rückruf – Salon Nord', text: 'Guten Tag Frau Sommer, …', language: 'de', email: null, sms_to: '+4915112345678', voicemail_permission: 'no_name',
      items: [{ language: 'de', subject: 'Bitte um Rückruf – Salon Nord', mail: 'Guten Tag Frau Sommer, …', sms: 'Wir haben mehrfach versucht …', voicemail: 'Guten Tag. Bitte rufen Sie uns unter +49 30 1234567 zurück. Vielen Dank.' }],
    }],
  });
