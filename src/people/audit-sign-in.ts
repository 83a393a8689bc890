// Sign-ins stand in the audit log of each company that the account opens; what concerns no known account, or an
// operator's, in that of the operator. Nothing here says whose address was tried.
import { appendAudit } from '../audit/append-audit.ts';
import { OPERATOR_COMPANY_ID } from '../companies/company.ts';
import { membershipsOf } from './memberships.ts';
import type { People } from './people.ts';

export type SignInEvent =
  | 'signin.success' | 'signin.failed' | 'signin.password' | 'signout' | 'session.end'
  | 'twofactor.on' | 'twofactor.off' | 'twofactor.backup_codes' | 'password.change' | 'password.reset' | 'password.reset_asked';

export interface SignInFact {
  readonly event: SignInEvent;
  readonly accountId: string | null;
  readonly address: string;
  /** How, or why not: 'totp', 'password', 'unknown_account', 'locked'. */
  readonly reason: string | null;
}

export async function auditSignIn(people: Pick<People, 'database' | 'world'>, fact: SignInFact): Promise<void> {
  const { event, accountId, address, reason } = fact;
  const companyIds = accountId === null ? [] : (await membershipsOf(people.database, accountId)).map(({ companyId }) => companyId);
  const at = people.world.clock.now();
  const succeeded = event !== 'signin.failed' && event !== 'password.reset_asked';
  const actor = succeeded && accountId !== null ? `user:${accountId}` : 'machine';
  const subject = accountId === null ? { kind: 'address', id: address } : { kind: 'user', id: accountId };
  await people.database.asMachine(async (tx) => {
    // in one order, or two sign-ins of two agencies could wait for each other
    for (const companyId of companyIds.length === 0 ? [OPERATOR_COMPANY_ID] : companyIds.toSorted()) {
      await appendAudit(tx, companyId, { at, actor, action: event, subject, detail: { address, ...(reason === null ? {} : { reason }) } });
    }
  });
}
