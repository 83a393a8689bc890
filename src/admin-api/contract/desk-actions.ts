// The bodies of what is done with a callback (contract, section 5). zod only.
import { z } from 'zod';

/** null and nothing are the same: many clients send `{}` as no body at all. */
export const NoBody = z.object({}).nullish();
export const AssignBody = z.object({ staff: z.string().nullable().describe('Id or slug of a member of staff; null: nobody') });
export const CompleteBody = z.object({
  resolution: z.string().trim().min(1).max(100).describe('What came of it: appointment_booked, answered, no_longer_needed, solved_otherwise, duplicate, other, or a word of your own'),
  notes: z.string().trim().max(4000).nullish(),
  appointment_id: z.uuid().nullish().describe('The appointment that came of it'),
});
export const ReasonBody = z.object({ reason: z.string().trim().min(1).max(500) });
