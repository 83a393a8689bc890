// What stands around a callback. zod only.
import { z } from 'zod';
import { Named } from './named.ts';

const id = z.uuid();
const instant = z.string().describe('ISO 8601 in UTC');

export const Undo = z.object({ event_id: id, kind: z.string(), until: instant }).meta({ id: 'Undo' });

export const Related = z
  .object({
    callbacks: z.array(z.object({ id, status: z.string(), priority: z.string(), due_at: instant, notes: z.string().nullable() })).describe('The other open ones of the same caller'),
    calls: z.array(z.object({ id, retell_call_id: z.string(), started_at: instant.nullable(), disconnection_reason: z.string().nullable() })).describe('The last other calls of the customer'),
    appointments: z.array(z.object({ id, status: z.string(), start: instant, end: instant, service: Named.nullable(), staff: Named.nullable() })),
  })
  .meta({ id: 'Related' });
