// Keys for the admin API. Only their SHA-256 is stored: a key has 256 random bits, so a slow hash would add nothing,
// and the look-up by hash compares no part of a key with anything stored.
import { createHash } from 'node:crypto';
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
}

export interface VerifiedKey {
  readonly companyId: string;
  readonly keyId: string;
  readonly role: Role;
  /** The last four characters. */
  readonly hint: string;
  /** The member of staff who works with this key; null: nobody in particular. */
  readonly staffId: string | null;
}

interface Means {
  readonly database: Database;
  readonly world: Pick<World, 'clock' | 'random' | 'ids'>;
}

const KEY_BYTES = 32;
const KEY_FORM = /^fn_[A-Za-z0-9_-]{43}$/;

/** `key` is shown once and stored nowhere. null where no company has that slug. */
export async function createApiKey(means: Means, wanted: { companySlug: string; role: Role }): Promise<{ id: string; key: string } | null> {
  const { clock, random, ids } = means.world;
  const key = `fn_${Buffer.from(random.bytes(KEY_BYTES)).toString('base64url')}`;
  const id = ids.next();
  const made = await means.database.asMachine((tx) =>
    tx.run(
      `insert into api_keys (company_id, id, role, key_hash, key_hint, created_at)
       select c.id, $2, $3, $4, $5, $6 from companies c where c.slug = $1 on conflict do nothing`,
      [wanted.companySlug, id, wanted.role, hashOf(key), key.slice(-4), iso(clock.now())],
    ),
  );
  return made === 1 ? { id, key } : null;
}

/** null for anything that is not a valid, unrevoked key. Throws Fault DATABASE_UNAVAILABLE. */
export async function verifyApiKey(database: Database, key: string): Promise<VerifiedKey | null> {
  if (!KEY_FORM.test(key)) return null;
  const row = await database.asMachine((tx) =>
    tx.maybe<{ company_id: string; id: string; role: Role; key_hint: string; staff_id: string | null }>('select company_id, id, role, key_hint, staff_id from api_keys where key_hash = $1 and revoked_at is null', [hashOf(key)]),
  );
  return row === null ? null : { companyId: row.company_id, keyId: row.id, role: row.role, hint: row.key_hint, staffId: row.staff_id };
}

/** Of one company, or of all; newest first, revoked ones included. */
export async function listApiKeys(database: Database, companySlug: string | null): Promise<readonly ApiKey[]> {
  return database.asMachine((tx) =>
    tx.rows<ApiKey>(
      `select k.id, k.company_id as "companyId", c.slug as "companySlug", k.role, k.key_hint as hint, k.created_at as "createdAt", k.revoked_at as "revokedAt"
       from api_keys k join companies c on c.id = k.company_id where $1::text is null or c.slug = $1 order by k.created_at desc, k.id desc`,
      [companySlug],
    ),
  );
}

/** False where there is no such key. Revoking twice keeps the first instant. */
export async function revokeApiKey(means: Pick<Means, 'database'> & { world: Pick<World, 'clock'> }, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const now = iso(means.world.clock.now());
  return (await means.database.asMachine((tx) => tx.run('update api_keys set revoked_at = coalesce(revoked_at, $2) where id = $1', [id, now]))) === 1;
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
