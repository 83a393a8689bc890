// What the actions of the desk answer with. zod only.
import { z } from 'zod';
import { Callback } from '../contract.ts';
import { ATTEMPT_OUTCOMES } from './desk-actions.ts';

const instant = z.string().describe('ISO 8601 in UTC');

const Undo = z.object({ event_id: z.uuid(), kind: z.string(), until: instant }).meta({ id: 'Undo' });

export const ChangedCallback = Callback.extend({ undo: Undo.nullable().describe('What POST …/undo would take back; null where it changed nothing') }).meta({ id: 'ChangedCallback' });

export const NextAttemptQuery = z.object({ company: z.string().optional(), outcome: z.enum(ATTEMPT_OUTCOMES).default('no_answer') });
export const NextAttempt = z
  .object({
    next_attempt_at: instant.nullable().describe('null: no use in trying again, or a person has to decide first'),
    words: z.string().nullable().describe('The same as people say it, in the zone of the company'),
    part: z.enum(['morning', 'noon', 'afternoon', 'evening']).nullable(),
    because: z.array(z.enum(['soon', 'other_part', 'window', 'window_has_passed', 'daily_limit'])),
    exhausted: z.boolean().describe('With this attempt they are used up: then a person decides'),
  })
  .meta({ id: 'NextAttempt', examples: [{ next_attempt_at: '2026-12-01T13:00:00.000Z', words: 'heute 14:00', part: 'afternoon', because: ['other_part'], exhausted: false }] });

export const SnoozeOptions = z
  .object({ items: z.array(z.object({ key: z.string(), words: z.string(), until: instant })) })
  .meta({ id: 'SnoozeOptions', examples: [{ items: [{ key: 'today_14', words: 'heute 14:00', until: '2026-12-01T13:00:00.000Z' }] }] });
