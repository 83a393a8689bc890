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
