// Whoever has the token has read the mailbox that the invitation went to, or is whoever invited. So it makes an account
// where there is none; to join with one that exists it takes that account. Otherwise somebody could invite an address into
// a company of his own, accept it himself, and come in later with the account that another company invites.
import type { Database } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { accountByEmail, createAccount } from './accounts.ts';
import { addMember } from './change-member.ts';
import { hashPassword } from './identity.ts';
import type { Account } from './identity.ts';
import { INVITATION_COLUMNS, stateOf, tokenHash } from './invitation.ts';
import type { Invitation, InvitationState } from './invitation.ts';
import type { People } from './people.ts';

export type FoundInvitation = { readonly invitation: Invitation; readonly state: InvitationState; readonly accountExists: boolean };

/** The token is all that its bearer has, so the company is not known yet and the machine looks. */
export async function findInvitation(people: People, token: string): Promise<FoundInvitation | null> {
  const invitation = await people.database.asMachine((tx) => tx.maybe<Invitation>(`select ${INVITATION_COLUMNS} from invitations where token_hash = $1`, [tokenHash(token)]));
  if (invitation === null) return null;
  const account = await accountByEmail(people.accounts, invitation.email);
  return { invitation, state: stateOf(invitation, people.world.clock.now()), accountExists: account !== null };
}

export type Accepted =
  | { readonly kind: 'joined'; readonly companyId: string; readonly email: string; readonly newAccount: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'over'; readonly state: Exclude<InvitationState, 'open'> }
  /** There is no account yet, and name or password are missing. */
  | { readonly kind: 'account_needed' }
  /** There is one, and nothing shows that it is his. */
  | { readonly kind: 'not_proven' };

export interface Acceptance {
  readonly token: string;
  readonly name: string | undefined;
  readonly password: string | undefined;
  /** Whether whoever accepts may use the account that the address has. */
  readonly proven: (account: Account) => Promise<boolean>;
}

/** Can be repeated: the account that a broken attempt left behind is found and joined. */
export async function acceptInvitation(people: People, given: Acceptance): Promise<Accepted> {
  const found = await findInvitation(people, given.token);
  if (found === null) return { kind: 'unknown' };
  if (found.state !== 'open') return { kind: 'over', state: found.state };
  const { name, password } = given;
  const { email } = found.invitation;
  const now = people.world.clock.now();
  const known = await accountByEmail(people.accounts, email);
  if (known !== null && !(await given.proven(known))) return { kind: 'not_proven' };
  if (known === null && (name === undefined || password === undefined)) return { kind: 'account_needed' };
  const account = known ?? { id: people.world.ids.next(), name: name!, email, operator: false, twoFactor: false };
  if (known === null && !(await createAccount(people.accounts, { ...account, passwordHash: await hashPassword(password!) }, now))) return { kind: 'not_proven' };
  const joined = await join(people.database, { invitation: found.invitation, account, now });
  return joined ? { kind: 'joined', companyId: found.invitation.companyId, email, newAccount: known === null } : { kind: 'over', state: 'accepted' };
}

async function join(database: Database, what: { invitation: Invitation; account: Account; now: EpochMs }): Promise<boolean> {
  const { invitation, account, now } = what;
  const { companyId, id, role, staffId, branchIds } = invitation;
  return await database.inCompany(companyId, async (tx) => {
    // Of two who open the same link at once, one joins: the other one finds it accepted.
    const taken = await tx.run('update invitations set accepted_at = $3, accepted_by = $4 where company_id = $1 and id = $2 and accepted_at is null and revoked_at is null', [companyId, id, iso(now), account.id]);
    if (taken === 0) return false;
    await addMember(tx, { companyId, now }, { userId: account.id, name: account.name, email: account.email, role, staffId, branchIds });
    return true;
  });
}
