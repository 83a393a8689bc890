// Everybody of a company whom a notice may concern: its staff, and accounts that are no member of staff (an owner who
// cuts no hair). Somebody who is both is one person, told at the address of his account.
import type { Tx } from '../platform/database.ts';
import type { Recipient } from '../outbox/notice.ts';
import { personOfAddress } from '../outbox/enqueue-mail.ts';
import type { Reachable } from './person.ts';
import { staffPerson } from './person.ts';

export interface Colleague extends Reachable {
  readonly staffId: string | null;
  readonly userId: string | null;
  readonly role: string;
  /** Empty: all of them. */
  readonly branchIds: readonly string[];
}

interface StaffRow {
  readonly id: string;
  readonly email: string | null;
  readonly role: string;
  readonly branchIds: readonly string[];
}

interface MemberRow {
  readonly userId: string;
  readonly staffId: string | null;
  readonly email: string;
  readonly role: string;
  readonly branchIds: readonly string[];
}

export async function readColleagues(tx: Tx, companyId: string): Promise<Colleague[]> {
  const staff = await tx.rows<StaffRow>('select id, email, role, branch_ids as "branchIds" from staff where company_id = $1 and active order by position, id', [companyId]);
  const members = await tx.rows<MemberRow>('select user_id as "userId", staff_id as "staffId", email, role, branch_ids as "branchIds" from members where company_id = $1 order by user_id', [companyId]);
  const byStaff = new Map(members.flatMap((member) => (member.staffId === null ? [] : [[member.staffId, member]])));
  const known = new Set(staff.map(({ id }) => id));
  return [
    ...staff.map((one): Colleague => {
      const member = byStaff.get(one.id);
      // What an account may not see it is not told of either, wherever its owner works.
      const branchIds = member !== undefined && member.branchIds.length > 0 ? member.branchIds : one.branchIds;
      return { person: staffPerson(one.id), staffId: one.id, userId: member?.userId ?? null, role: member?.role ?? one.role, branchIds, mail: member?.email ?? one.email };
    }),
    ...members.filter(({ staffId }) => staffId === null || !known.has(staffId)).map(({ userId, role, branchIds, email }): Colleague => ({ person: `user:${userId}`, staffId: null, userId, role, branchIds, mail: email })),
  ];
}

/** Who that is today. Empty: nobody any more. */
export function peopleOf(to: Recipient, around: { readonly colleagues: readonly Colleague[]; readonly notifyEmails: readonly string[]; readonly keyStaff: ReadonlyMap<string, string>; readonly operatorMail: readonly string[] }): Reachable[] {
  const { colleagues, notifyEmails, keyStaff, operatorMail } = around;
  const at = (branchId: string | null) => (one: Colleague): boolean => branchId === null || one.branchIds.length === 0 || one.branchIds.includes(branchId);
  switch (to.kind) {
    case 'staff':
      return colleagues.filter(({ staffId }) => staffId === to.id);
    case 'actor':
      return actor(to.id, colleagues, keyStaff);
    case 'managers':
      return colleagues.filter((one) => one.role === 'manager' && at(to.branchId)(one));
    case 'team':
      return colleagues.filter((one) => one.role !== 'viewer' && one.role !== 'agency' && at(to.branchId)(one));
    case 'owners':
      return withAddresses(colleagues.filter(({ role }) => role === 'owner'), notifyEmails);
    case 'operator':
      return withAddresses([], operatorMail);
  }
}

function actor(id: string, colleagues: readonly Colleague[], keyStaff: ReadonlyMap<string, string>): Reachable[] {
  const [kind, own] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
  const found = colleagues.filter((one) => (kind === 'user' && one.userId === own) || (kind === 'key' && one.staffId !== null && one.staffId === keyStaff.get(own)));
  // A key or a link of which nobody is known: the bell that it sees itself.
  return found.length > 0 ? found : [{ person: id, role: null, mail: null }];
}

function withAddresses(people: readonly Reachable[], addresses: readonly string[]): Reachable[] {
  const known = new Set(people.map(({ mail }) => mail?.toLowerCase()));
  return [...people, ...addresses.filter((mail) => !known.has(mail.toLowerCase())).map((mail) => ({ person: personOfAddress(mail), role: null, mail }))];
}
