// How the calendar tells of what is changed in it. zod only.
import { z } from 'zod';

export const CalendarWebhook = z
  .object({
    address: z.string().nullable().describe('Where Cal.com sends its messages; null: it cannot reach this server, https is missing'),
    secret_stored: z.boolean().describe('Without one every message is refused'),
    last_message_at: z.string().nullable().describe('Of those that were signed rightly'),
  })
  .meta({ id: 'CalendarWebhook' });

export const CalendarWebhookRegistered = z
  .object({
    outcome: z.enum(['done', 'refused', 'unknown']).describe('refused: nothing was changed at Cal.com; unknown: no answer came, and asking again is safe, it looks first'),
    how: z.enum(['there', 'made', 'mended']).nullable().describe('Of what is done: it stood there rightly, was made, or was there and put right'),
    detail: z.string().nullable().describe('What Cal.com said'),
  })
  .meta({ id: 'CalendarWebhookRegistered' });

export const CalendarWebhookSecret = z.object({ secret: z.string().describe('Shown this once; what is signed with the one before is refused from now on') }).meta({ id: 'CalendarWebhookSecret' });
