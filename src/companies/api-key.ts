// Keys for the admin API. Only their SHA-256 is stored: a key has 256 random bits, so a slow hash would add nothing,
// and the look-up by hash compares no part of a key with anything stored.
import { createHash } from 'node:crypto';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { isUuid } from '../platform/uuid.ts';
import type { EpochMs, World } from '../platform/world.ts';

export type Role = 'owner' | 'manager' | 'staff' | 'viewer';
export const ROLES: readonly Role[] = ['owner', 'manager', 'staff', 'viewer'];

export interface ApiKey {
  readonly id: string;
  readonly companyId: string;
  readonly companySlug: string;
  readonly role: Role;
  /** The last four characters, by which a person recognises it. */
  readonly hint: string;
  readonly createdAt: EpochMs;
  readonly revokedAt: EpochMs | null;
  /** Slugs of the branches that it is limited to; empty: the whole company. */
  readonly branches: readonly string[];
}

export interface VerifiedKey {
  readonly companyId: string;
  readonly keyId: string;
  readonly role: Role;
  /** The last four characters. */
  readonly hint: string;
  /** The member of staff who works with this key; null: nobody in particular. */
  readonly staffId: string | null;
  /** The branches that it is limited to; empty: the whole company. */
  readonly branchIds: readonly string[];
}

interface WantedKey {
  readonly companySlug: string;
  readonly role: Role;
  /** The member of staff who works with it. */
  readonly staffSlug?: string | null;
  /** The branches that it is limited to; none: the whole company. */
  readonly branchSlugs?: readonly string[];
}

interface Means {
  readonly database: Database;
  readonly world: Pick<World, 'clock' | 'random' | 'ids'>;
}

const KEY_BYTES = 32;
const KEY_FORM = /^fn_[A-Za-z0-9_-]{43}$/;

/** A key as it is shown once; what is stored of it is its hash. */
export function newKey(random: World['random']): { readonly key: string; readonly hash: string; readonly hint: string } {
  const key = `fn_${Buffer.from(random.bytes(KEY_BYTES)).toString('base64url')}`;
  return { key, hash: hashOf(key), hint: key.slice(-4) };
}

/** What an owner's key is limited to, it could lift. */
function keyMayBeLimited(role: Role): boolean {
  return role !== 'owner';
}

/** `key` is shown once and stored nowhere. */
export async function createApiKey(means: Means, wanted: WantedKey): Promise<{ id: string; key: string } | 'no_company' | 'no_staff' | 'no_branch' | 'not_limited'> {
  const { clock, random, ids } = means.world;
  const { key, hash, hint } = newKey(random);
  const id = ids.next();
  const { companySlug, role, staffSlug = null, branchSlugs = [] } = wanted;
  if (branchSlugs.length > 0 && !keyMayBeLimited(role)) return 'not_limited';
  return await means.database.asMachine(async (tx) => {
    const found = await tx.maybe<{ company_id: string; staff_id: string | null; branch_ids: readonly string[] }>(
      `select c.id as company_id, s.id as staff_id, array(select b.id from branches b where b.company_id = c.id and b.slug = any ($3::text[]) and b.active order by b.slug) as branch_ids
       from companies c left join staff s on s.company_id = c.id and s.slug = $2 and s.active where c.slug = $1`,
      [companySlug, staffSlug, branchSlugs],
    );
    if (found === null) return 'no_company';
    if (staffSlug !== null && found.staff_id === null) return 'no_staff';
    if (found.branch_ids.length !== new Set(branchSlugs).size) return 'no_branch';
    await tx.run('insert into api_keys (company_id, id, role, key_hash, key_hint, created_at, staff_id, branch_ids) values ($1, $2, $3, $4, $5, $6, $7, $8::uuid[]) on conflict do nothing', [
      found.company_id, id, role, hash, hint, iso(clock.now()), found.staff_id, found.branch_ids,
    ]);
    await appendAudit(tx, found.company_id, { at: clock.now(), actor: 'machine', action: 'key.create', subject: { kind: 'key', id }, detail: { role, staff: found.staff_id, branches: [...found.branch_ids], by: 'command' } });
    return { id, key };
  });
}

/** null for anything that is not a valid, unrevoked key. Throws Fault DATABASE_UNAVAILABLE. */
export async function verifyApiKey(database: Database, key: string): Promise<VerifiedKey | null> {
  if (!KEY_FORM.test(key)) return null;
  return await database.asMachine((tx) =>
    tx.maybe<VerifiedKey>(
      `select company_id as "companyId", id as "keyId", role, key_hint as hint, staff_id as "staffId", branch_ids as "branchIds" from api_keys where key_hash = $1 and revoked_at is null`,
      [hashOf(key)],
    ),
  );
}

/** Of one company, or of all; newest first, revoked ones included. */
export async function listApiKeys(database: Database, companySlug: string | null): Promise<readonly ApiKey[]> {
  return database.asMachine((tx) =>
    tx.rows<ApiKey>(
      `select k.id, k.company_id as "companyId", c.slug as "companySlug", k.role, k.key_hint as hint, k.created_at as "createdAt", k.revoked_at as "revokedAt",
         array(select coalesce(b.slug, limit_id::text) from unnest(k.branch_ids) as limit_id left join branches b on b.company_id = k.company_id and b.id = limit_id order by 1) as branches
       from api_keys k join companies c on c.id = k.company_id where $1::text is null or c.slug = $1 order by k.created_at desc, k.id desc`,
      [companySlug],
    ),
  );
}

/** False where there is no such key. Revoking twice keeps the first instant. */
export async function revokeApiKey(means: Pick<Means, 'database'> & { world: Pick<World, 'clock'> }, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const at = means.world.clock.now();
  return await means.database.asMachine(async (tx) => {
    const ended = await tx.maybe<{ company_id: string }>('update api_keys set revoked_at = $2 where id = $1 and revoked_at is null returning company_id', [id, iso(at)]);
    if (ended === null) return (await tx.maybe('select 1 from api_keys where id = $1', [id])) !== null;
    await appendAudit(tx, ended.company_id, { at, actor: 'machine', action: 'key.revoke', subject: { kind: 'key', id }, detail: { by: 'command' } });
    return true;
  });
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
