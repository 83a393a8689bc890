// The API keys of one company, as its owner sees and makes them.
import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { actorText } from './actor.ts';
import type { Person } from './actor.ts';
import type { Role } from './api-key.ts';

export interface CompanyKey {
  readonly id: string;
  readonly role: Role;
  readonly staffId: string | null;
  /** The branches that it is limited to; empty: the whole company. */
  readonly branchIds: readonly string[];
  readonly hint: string;
  readonly createdAt: EpochMs;
  readonly revokedAt: EpochMs | null;
}

interface By {
  readonly companyId: string;
  readonly actor: Person;
  readonly now: EpochMs;
}

const COLUMNS = 'id, role, staff_id as "staffId", branch_ids as "branchIds", key_hint as hint, created_at as "createdAt", revoked_at as "revokedAt"';

/** The newest first, revoked ones included. */
export async function companyKeys(tx: Tx, companyId: string): Promise<readonly CompanyKey[]> {
  return await tx.rows<CompanyKey>(`select ${COLUMNS} from api_keys where company_id = $1 order by created_at desc, id desc`, [companyId]);
}

export async function addKey(tx: Tx, { companyId, actor, now }: By, key: Pick<CompanyKey, 'id' | 'role' | 'staffId' | 'branchIds' | 'hint'> & { readonly hash: string }): Promise<void> {
  await tx.run('insert into api_keys (company_id, id, role, key_hash, key_hint, created_at, staff_id, branch_ids) values ($1, $2, $3, $4, $5, $6, $7, $8::uuid[])', [
    companyId, key.id, key.role, key.hash, key.hint, iso(now), key.staffId, key.branchIds,
  ]);
  const detail = { role: key.role, staff: key.staffId, branches: [...key.branchIds] };
  await appendAudit(tx, companyId, { at: now, actor: actorText(actor), action: 'key.create', subject: { kind: 'key', id: key.id }, detail });
}

/** False where this company has no such key. A second time changes nothing. */
export async function revokeKey(tx: Tx, { companyId, actor, now }: By, id: string): Promise<boolean> {
  const ended = await tx.run('update api_keys set revoked_at = $3 where company_id = $1 and id = $2 and revoked_at is null', [companyId, id, iso(now)]);
  if (ended === 0) return (await tx.maybe('select 1 from api_keys where company_id = $1 and id = $2', [companyId, id])) !== null;
  await appendAudit(tx, companyId, { at: now, actor: actorText(actor), action: 'key.revoke', subject: { kind: 'key', id }, detail: {} });
  return true;
}
