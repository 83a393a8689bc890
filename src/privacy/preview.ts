import { readPrivacyPolicy } from '../companies/privacy-policy.ts';
import type { PrivacyPolicy } from '../companies/privacy-policy.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { cutoffOf } from './cutoffs.ts';
import { DUE, WITH_WHAT_STAYS } from './due.ts';
import { FORGETTABLE_WISHES } from './forget-counts.ts';

export interface Preview {
  /** By kind: how many a sweep would take if it ran now. */
  readonly counts: Readonly<Record<string, number>>;
  /** Kept beyond their rule because somebody needs them for a complaint or a claim. */
  readonly held: number;
}

/** `policy`: what is not chosen yet; null: what holds. */
export async function previewRetention(tx: Tx, of: { readonly companyId: string; readonly policy: PrivacyPolicy | null; readonly now: EpochMs }): Promise<Preview> {
  const { companyId, now } = of;
  const { retention } = of.policy ?? (await readPrivacyPolicy(tx, companyId));
  const count = async (ids: string, before: EpochMs): Promise<number> => numberOf(await tx.maybe<{ n: number }>(`${WITH_WHAT_STAYS} select count(*)::int as n from (${ids}) due`, [companyId, iso(before)]));
  const counts: Record<string, number> = {};
  for (const { kind, rule, ids } of DUE) counts[kind] = await count(ids, cutoffOf(rule, retention, now));
  counts['counted_wishes'] = await count(FORGETTABLE_WISHES, cutoffOf('countsMonths', retention, now));
  counts['audit'] = numberOf(await tx.maybe<{ n: number }>('select count(*)::int as n from audit_log where company_id = $1 and at < $2', [companyId, iso(cutoffOf('auditMonths', retention, now))]));
  const held = numberOf(await tx.maybe<{ n: number }>('select count(*)::int as n from privacy_holds where company_id = $1', [companyId]));
  return { counts, held };
}

function numberOf(row: { readonly n: number } | null): number {
  return must(row, 'a count is one row').n;
}
