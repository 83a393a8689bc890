// What somebody is in a company. Accounts know nothing of it (identity.ts), and it knows of an account only the id.
import type { Role } from '../companies/api-key.ts';

/** `agency`: works for this company as its owner does, and for others. */
export type MemberRole = Role | 'agency';

export interface Place {
  readonly role: MemberRole;
  /** The member of staff that this person is. */
  readonly staffId: string | null;
  /** The branches that he is limited to; empty: the whole company. */
  readonly branchIds: readonly string[];
}

export interface Member extends Place {
  readonly userId: string;
}

export interface NamedMember extends Member {
  readonly name: string;
  readonly email: string;
}

/** What a member's role lets him do. */
export function roleOf(role: MemberRole): Role {
  return role === 'agency' ? 'owner' : role;
}

/** Nobody makes somebody what he is not himself: a manager invites and changes staff and viewers only. */
export function mayGive(by: Role, role: MemberRole): boolean {
  return by === 'owner' || (by === 'manager' && (role === 'staff' || role === 'viewer'));
}

/** Owners and agencies see the whole company; a limit on them would be one that they can lift. */
export function mayBeLimited(role: MemberRole): boolean {
  return role !== 'owner' && role !== 'agency';
}
