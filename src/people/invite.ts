import { appendAudit } from '../audit/append-audit.ts';
import { actorText } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { addressOf } from './accounts.ts';
import type { Doing } from './change-member.ts';
import { INVITATION_COLUMNS, INVITATION_DAYS } from './invitation.ts';
import type { Invitation } from './invitation.ts';
import { mayGive } from './member.ts';
import type { Place } from './member.ts';

export interface NewInvitation extends Place {
  readonly id: string;
  readonly email: string;
  readonly tokenHash: string;
}

/** An open invitation of the same address is revoked by it. */
export async function invite(tx: Tx, doing: Doing, wanted: NewInvitation): Promise<'invited' | 'beyond_role'> {
  const { companyId, actor, now } = doing;
  if (!mayGive(actor.role, wanted.role)) return 'beyond_role';
  const email = addressOf(wanted.email);
  await tx.run('update invitations set revoked_at = $3 where company_id = $1 and email = $2 and accepted_at is null and revoked_at is null', [companyId, email, iso(now)]);
  await tx.run(
    `insert into invitations (company_id, id, token_hash, email, role, staff_id, branch_ids, invited_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7::uuid[], $8, $9, $10)`,
    [companyId, wanted.id, wanted.tokenHash, email, wanted.role, wanted.staffId, wanted.branchIds, actorText(actor), iso(now), iso(now + INVITATION_DAYS * 86_400_000)],
  );
  const detail = { role: wanted.role, staff: wanted.staffId, branches: [...wanted.branchIds] };
  await appendAudit(tx, companyId, { at: now, actor: actorText(actor), action: 'member.invite', subject: { kind: 'invitation', id: wanted.id }, detail });
  return 'invited';
}

/** The newest first; those that were accepted or revoked stay readable for a while. */
export async function listInvitations(tx: Tx, companyId: string): Promise<readonly Invitation[]> {
  return await tx.rows<Invitation>(`select ${INVITATION_COLUMNS} from invitations where company_id = $1 order by created_at desc, id desc limit 200`, [companyId]);
}

export async function revokeInvitation(tx: Tx, doing: Doing, id: string): Promise<'revoked' | 'unknown' | 'beyond_role' | 'accepted'> {
  const { companyId, actor, now } = doing;
  const found = await tx.maybe<Invitation>(`select ${INVITATION_COLUMNS} from invitations where company_id = $1 and id = $2 for update`, [companyId, id]);
  if (found === null) return 'unknown';
  if (!mayGive(actor.role, found.role)) return 'beyond_role';
  if (found.acceptedAt !== null) return 'accepted';
  if (found.revokedAt !== null) return 'revoked';
  await tx.run('update invitations set revoked_at = $3 where company_id = $1 and id = $2', [companyId, id, iso(now)]);
  await appendAudit(tx, companyId, { at: now, actor: actorText(actor), action: 'invitation.revoke', subject: { kind: 'invitation', id }, detail: {} });
  return 'revoked';
}
