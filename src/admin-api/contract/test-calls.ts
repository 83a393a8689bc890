// Test calls: a stand-in agent, the real intake, and a calendar that fails on request. zod only.
import { z } from 'zod';

export const TestCallFault = z.enum([
  'none', 'calendar_error', 'calendar_error_throughout', 'calendar_silent', 'lost_reply', 'availability_error', 'nothing_free', 'slot_taken', 'absurd_answer', 'database_down',
]);
export const StartTestCallBody = z.object({
  fault: TestCallFault.default('none').describe('What is to break'),
  customer_name: z.string().trim().min(1).max(100).nullish(),
  phone_number: z.string().trim().max(60).nullish().describe('null: the caller hides it'),
});
export const SayBody = z.object({ text: z.string().trim().min(1).max(500) });
export const EndTestCallBody = z.object({ how: z.enum(['hang_up', 'breaks_off']).default('hang_up') });
export const TestCallById = z.object({ id: z.string().max(80) });

const line = z.object({
  who: z.enum(['caller', 'agent', 'function']),
  at: z.string(),
  text: z.string().nullable(),
  function: z.object({ name: z.string(), args: z.record(z.string(), z.unknown()), answer: z.record(z.string(), z.unknown()), ms: z.number() }).nullable(),
});
export const TestCall = z
  .object({
    id: z.string().describe('The call’s id at the voice platform: wishes and appointments are found by it'),
    fault: TestCallFault,
    over: z.boolean(),
    booked: z.number().int().describe('Bookings that stand in the test call’s own calendar'),
    lines: z.array(line),
    wishes: z.array(z.object({ id: z.uuid(), fate: z.string(), callback_id: z.uuid().nullable(), appointment_id: z.uuid().nullable() })),
  })
  .meta({ id: 'TestCall' });
export const ClearedTestCalls = z.object({ callbacks: z.number().int(), appointments: z.number().int(), wishes: z.number().int() }).meta({ id: 'ClearedTestCalls' });
