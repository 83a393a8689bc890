// What a company adds to the mails that its people get. zod only.
import { z } from 'zod';

export const MailTextKind = z.enum([
  'all', 'assigned', 'warning', 'overdue', 'escalated', 'decision_needed', 'unassigned_too_long', 'digest', 'mention', 'settled', 'reopened',
  'load_short', 'called_again', 'attempt_due', 'snooze_over', 'claim_returned', 'unassigned', 'invitation',
]);

const stored = z.object({ opening: z.string().optional(), closing: z.string().optional() });
const given = z.strictObject({
  opening: z.string().max(2000).nullable().optional().describe('One line above the program’s own text; null or empty: the standard'),
  closing: z.string().max(4000).nullable().optional().describe('Up to eight lines below it, such as a signature; null or empty: the standard'),
});

export const MailTexts = z
  .object({
    texts: z.partialRecord(MailTextKind, z.object({ de: stored.optional(), en: stored.optional() }).optional()).describe('Only what is the company’s own; `all` stands where a kind has none'),
    placeholders: z.record(MailTextKind, z.object({ de: z.array(z.string()), en: z.array(z.string()) })).describe('What may stand in a text of this kind and is filled in'),
    limits: z.object({ opening: z.number().int(), closing: z.number().int() }).describe('Characters'),
  })
  .meta({ id: 'MailTexts' });

export const MailTextsBody = z
  .strictObject({ texts: z.partialRecord(MailTextKind, z.strictObject({ de: given.optional(), en: given.optional() })) })
  .meta({ id: 'MailTextsBody', examples: [{ texts: { assigned: { de: { opening: 'Guten Tag {Name}, bitte rufen Sie bis {Frist} zurück.', closing: 'Herzlich\nIhre Leitung' } }, digest: { en: { opening: null, closing: null } } } }] });

export const MailTextProblem = z.object({
  place: z.string().describe('As in a company file: mailTexts.assigned.de.opening'),
  code: z.enum(['unknown_placeholder', 'stray_brace', 'unprintable', 'too_long', 'too_many_lines', 'empty']),
  given: z.string().nullable().describe('The part of the text that it is about'),
  reason: z.string(),
  remedy: z.string(),
});
