// What an entry of the audit log is hashed over. Whoever wants to verify a chain without this program needs this file only:
//
//   hash = SHA-256 in lower-case hex over the UTF-8 bytes of the JSON array, without blanks,
//   ["fangnetz-audit-1", company_id, seq, id, at, actor, action, subject_kind, subject_id, detail, prev_hash]
//
// `at` is ISO 8601 in UTC with milliseconds ('2026-12-01T09:30:00.123Z'), seq a number, detail an object whose keys are
// sorted by UTF-16 code units at every depth (as RFC 8785 sorts them). The first entry follows 64 zeros.
import { createHash } from 'node:crypto';
import type { Json } from '../journal/journal.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

export const NOTHING_BEFORE = '0'.repeat(64);

export interface ChainedEntry {
  readonly seq: number;
  readonly id: string;
  readonly at: EpochMs;
  readonly actor: string;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly detail: Readonly<Record<string, Json>>;
  readonly prev_hash: string;
}

export function entryHash(companyId: string, entry: ChainedEntry): string {
  const { seq, id, at, actor, action, subject_kind, subject_id, detail, prev_hash } = entry;
  const text = sorted(['fangnetz-audit-1', companyId, seq, id, iso(at), actor, action, subject_kind, subject_id, detail, prev_hash]);
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** JSON whose keys are sorted: PostgreSQL gives the keys of jsonb back in an order of its own. */
export function sorted(value: Json): string {
  return JSON.stringify(value, (_key, part: Json) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
