import { appendAudit } from '../audit/append-audit.ts';
import { privacyPolicy, writePrivacyChoice } from '../companies/privacy-policy.ts';
import type { PrivacyChoice, PrivacyPolicy } from '../companies/privacy-policy.ts';
import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';

/** The sweep keeps to it from its next batch on. Tightened by mistake, it is widened again before the night; what was deleted is not back then. */
export async function changeRules(tx: Tx, by: { readonly companyId: string; readonly actor: string; readonly now: EpochMs }, chosen: PrivacyChoice): Promise<PrivacyPolicy> {
  const { companyId, actor, now } = by;
  const policy = privacyPolicy(chosen);
  const before = await writePrivacyChoice(tx, companyId, chosen);
  if (before !== null) {
    const detail = { from: { ...before, retention: { ...before.retention } }, to: { ...policy, retention: { ...policy.retention } } };
    await appendAudit(tx, companyId, { at: now, actor, action: 'privacy.rules', subject: { kind: 'company', id: companyId }, detail });
  }
  return policy;
}
