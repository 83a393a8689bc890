import { createHash } from 'node:crypto';
import type { EpochMs, Random } from '../platform/world.ts';
import type { Place } from './member.ts';

export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired';

export interface Invitation extends Place {
  readonly id: string;
  readonly companyId: string;
  readonly email: string;
  readonly invitedBy: string;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs;
  readonly acceptedAt: EpochMs | null;
  readonly revokedAt: EpochMs | null;
}

export const INVITATION_DAYS = 7;

export const INVITATION_COLUMNS = `id, company_id as "companyId", email, role, staff_id as "staffId", branch_ids as "branchIds", invited_by as "invitedBy",
  created_at as "createdAt", expires_at as "expiresAt", accepted_at as "acceptedAt", revoked_at as "revokedAt"`;

export function stateOf(invitation: Invitation, now: EpochMs): InvitationState {
  if (invitation.acceptedAt !== null) return 'accepted';
  if (invitation.revokedAt !== null) return 'revoked';
  return invitation.expiresAt > now ? 'open' : 'expired';
}

export function newToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

/** Only the hash is stored: a copy of the table opens no door. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
