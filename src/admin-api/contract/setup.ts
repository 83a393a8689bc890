// How far a company is set up, read from what is there. zod only.
import { z } from 'zod';

export const Setup = z
  .object({
    steps: z.object({
      business: z.boolean().describe('A branch has opening hours'),
      calendar: z.boolean().describe('There are services, and each can be booked'),
      voice: z.boolean().describe('The agents were found to carry our functions, or somebody has called'),
      test_call: z.boolean().describe('A test call came to something'),
      people: z.boolean().describe('Somebody beside whoever asks has access, or is invited'),
    }),
    voice_missing: z.enum(['connection', 'address', 'functions']).nullable().describe('What the voice platform lacks: a connection, an https address of this server, or our functions at the agent; null: nothing'),
    called: z.boolean().describe('Customers call already'),
    unusable: z.boolean().describe('Nobody has called yet, and calendar, voice or a test call is missing: the page leads there by itself'),
    public_address: z.string().nullable().describe('How the voice platform reaches this server; null: it does not, https is missing'),
  })
  .meta({ id: 'Setup' });

export const AgentPrompt = z.object({ text: z.string().describe('For the prompt of the voice agent; German, as the callers are') }).meta({ id: 'AgentPrompt' });
