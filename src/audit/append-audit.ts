import type { Json } from '../journal/journal.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { entryHash, NOTHING_BEFORE, sorted } from './entry-hash.ts';
import { harmless, harmlessText } from './harmless.ts';

export interface AuditEntry {
  readonly at: EpochMs;
  /** 'machine', 'user:<id>', 'key:<id>', 'link:<id>'. */
  readonly actor: string;
  /** What was done, as noun.verb: 'callback.complete', 'member.role', 'signin.failed'. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Ids, states, reasons, changed keys. Anything that reads like a person's words, name or number is withheld (harmless.ts). */
  readonly detail: Readonly<Record<string, Json>>;
}

/**
 * Adds one entry to the company's chain, in the transaction that does what it says. Call it last: the head of the chain
 * stays locked until COMMIT, so that whatever comes after it holds up everybody who works for this company. Whoever
 * enters something for several companies takes them in the order of their ids, or two such transactions wait for each
 * other. The same entry again (same instant, actor, action, subject and detail) is entered once: a COMMIT whose answer
 * was lost is repeated.
 */
export async function appendAudit(tx: Tx, companyId: string, entry: AuditEntry): Promise<void> {
  const [actor, action, kind, subjectId] = [entry.actor, entry.action, entry.subject.kind, entry.subject.id].map(harmlessText) as [string, string, string, string];
  const at = Math.floor(entry.at);
  const detail = harmless(entry.detail);
  const id = uuidFrom('audit', companyId, iso(at), actor, action, kind, subjectId, sorted(detail));
  await tx.run('insert into audit_heads (company_id, seq, hash) values ($1, 0, $2) on conflict do nothing', [companyId, NOTHING_BEFORE]);
  const head = must(
    await tx.maybe<{ seq: number; hash: string }>('select seq, hash from audit_heads where company_id = $1 for update', [companyId]),
    'an audit chain has a head',
  );
  const seq = head.seq + 1;
  const hash = entryHash(companyId, { seq, id, at, actor, action, subject_kind: kind, subject_id: subjectId, detail, prev_hash: head.hash });
  await tx.run(
    `insert into audit_log (company_id, seq, id, at, actor, action, subject_kind, subject_id, detail, prev_hash, hash)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
     where not exists (select 1 from audit_log where company_id = $1 and id = $3)`,
    [companyId, seq, id, iso(at), actor, action, kind, subjectId, JSON.stringify(detail), head.hash, hash],
  );
}
