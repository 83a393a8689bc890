// Changes to who is what in a company. One rule stands above all: a company never loses its last owner, because nobody
// could make another one.
import { appendAudit } from '../audit/append-audit.ts';
import { actorText } from '../companies/actor.ts';
import type { Person } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { MEMBER_COLUMNS } from './list-members.ts';
import { mayGive } from './member.ts';
import type { Member, NamedMember, Place } from './member.ts';

export interface Doing {
  readonly companyId: string;
  readonly actor: Person;
  readonly now: EpochMs;
}

export type MemberRefusal = 'unknown' | 'beyond_role' | 'last_owner' | 'staff_taken';

export async function changeMember(tx: Tx, doing: Doing, wanted: Member): Promise<'changed' | MemberRefusal> {
  const found = await lockedMember(tx, doing, wanted.userId);
  if (found === null) return 'unknown';
  if (!mayGive(doing.actor.role, found.role) || !mayGive(doing.actor.role, wanted.role)) return 'beyond_role';
  if (found.role === 'owner' && wanted.role !== 'owner' && found.lastOwner) return 'last_owner';
  if (await staffTaken(tx, doing.companyId, wanted)) return 'staff_taken';
  await tx.run('update members set role = $3, staff_id = $4, branch_ids = $5::uuid[], updated_at = $6 where company_id = $1 and user_id = $2', [
    doing.companyId, wanted.userId, wanted.role, wanted.staffId, wanted.branchIds, iso(doing.now),
  ]);
  await told(tx, doing, { action: 'member.change', userId: wanted.userId, detail: { from: shortly(found), to: shortly(wanted) } });
  return 'changed';
}

export async function removeMember(tx: Tx, doing: Doing, userId: string): Promise<'removed' | Exclude<MemberRefusal, 'staff_taken'>> {
  const found = await lockedMember(tx, doing, userId);
  if (found === null) return 'unknown';
  if (!mayGive(doing.actor.role, found.role)) return 'beyond_role';
  if (found.role === 'owner' && found.lastOwner) return 'last_owner';
  await tx.run('delete from members where company_id = $1 and user_id = $2', [doing.companyId, userId]);
  // His telephone would go on being told, also as the member of staff that he signed in as.
  await tx.run('delete from push_subscriptions where company_id = $1 and person = any ($2::text[])', [doing.companyId, [`user:${userId}`, ...(found.staffId === null ? [] : [`staff:${found.staffId}`])]]);
  await told(tx, doing, { action: 'member.remove', userId, detail: { from: shortly(found) } });
  return 'removed';
}

/** What somebody already is in this company stays: an invitation makes nobody less. */
export async function addMember(tx: Tx, doing: Pick<Doing, 'companyId' | 'now'>, member: NamedMember): Promise<boolean> {
  const staffId = (await staffTaken(tx, doing.companyId, member)) ? null : member.staffId;
  const added = await tx.run(
    `insert into members (company_id, user_id, name, email, role, staff_id, branch_ids, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7::uuid[], $8, $8)
     on conflict (company_id, user_id) do nothing`,
    [doing.companyId, member.userId, member.name, member.email, member.role, staffId, member.branchIds, iso(doing.now)],
  );
  if (added === 0) return false;
  const entry = { at: doing.now, actor: `user:${member.userId}`, action: 'member.join', subject: { kind: 'user', id: member.userId }, detail: { as: shortly(member) } };
  await appendAudit(tx, doing.companyId, entry);
  return true;
}

// All owners are locked, in one order: two who demote each other at the same moment would otherwise both find the other one still there.
async function lockedMember(tx: Tx, { companyId }: Doing, userId: string): Promise<(Member & { readonly lastOwner: boolean }) | null> {
  const rows = await tx.rows<Member>(`select ${MEMBER_COLUMNS} from members where company_id = $1 and (role = 'owner' or user_id = $2) order by user_id for update`, [companyId, userId]);
  const found = rows.find((row) => row.userId === userId);
  return found === undefined ? null : { ...found, lastOwner: rows.every((row) => row.userId === userId || row.role !== 'owner') };
}

async function staffTaken(tx: Tx, companyId: string, { userId, staffId }: Member): Promise<boolean> {
  if (staffId === null) return false;
  return (await tx.maybe('select 1 from members where company_id = $1 and staff_id = $2 and user_id <> $3', [companyId, staffId, userId])) !== null;
}

/** To the audit log, and to the event streams, which end: what somebody may see has changed. */
async function told(tx: Tx, { companyId, actor, now }: Doing, what: { action: string; userId: string; detail: Readonly<Record<string, ReturnType<typeof shortly>>> }): Promise<void> {
  const { action, userId, detail } = what;
  await tx.run(`select pg_notify('fangnetz_changes', json_build_object('company_id', $1::text, 'kind', 'access', 'id', $2::text)::text)`, [companyId, userId]);
  await appendAudit(tx, companyId, { at: now, actor: actorText(actor), action, subject: { kind: 'user', id: userId }, detail });
}

function shortly({ role, staffId, branchIds }: Place) {
  return { role, staff: staffId, branches: [...branchIds] };
}
