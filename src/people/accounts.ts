// Accounts and their sessions, as far as they are read or made by us and not by better-auth.
import type { IdentityDatabase } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Account } from './identity.ts';

const COLUMNS = 'id, name, email, operator, two_factor_enabled as "twoFactor"';

export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly operator: boolean;
  readonly passwordHash: string;
}

export interface Session {
  readonly id: string;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly expiresAt: EpochMs;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** False where the address has an account already, which stays as it is. */
export async function createAccount(database: IdentityDatabase, account: NewAccount, now: EpochMs): Promise<boolean> {
  const { id, name, operator, passwordHash } = account;
  return await database.asIdentity(async (tx) => {
    const made = await tx.run(
      `insert into auth_users (id, name, email, email_verified, operator, created_at, updated_at) values ($1, $2, $3, true, $4, $5, $5) on conflict (email) do nothing`,
      [id, name, addressOf(account.email), operator, iso(now)],
    );
    if (made === 0) return false;
    await tx.run(
      `insert into auth_accounts (id, user_id, account_id, provider_id, password, created_at, updated_at) values ($1, $1, $1::uuid::text, 'credential', $2, $3, $3)`,
      [id, passwordHash, iso(now)],
    );
    return true;
  });
}

export async function accountByEmail(database: IdentityDatabase, email: string): Promise<Account | null> {
  return await database.asIdentity((tx) => tx.maybe<Account>(`select ${COLUMNS} from auth_users where email = $1`, [addressOf(email)]));
}

export async function accountsById(database: IdentityDatabase, ids: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  const accounts = ids.length === 0 ? [] : await database.asIdentity((tx) => tx.rows<Account>(`select ${COLUMNS} from auth_users where id = any ($1::uuid[])`, [ids]));
  return new Map(accounts.map((account) => [account.id, account]));
}

/** Where messages to those go who work for every company; nothing else of them. */
export async function operatorAddresses(database: IdentityDatabase): Promise<readonly string[]> {
  return (await database.asIdentity((tx) => tx.rows<{ email: string }>('select email from auth_users where operator order by id'))).map(({ email }) => email);
}

/** Those that have not expired, the latest used first. */
export async function listSessions(database: IdentityDatabase, userId: string, now: EpochMs): Promise<readonly Session[]> {
  return await database.asIdentity((tx) =>
    tx.rows<Session>(
      `select id, created_at as "createdAt", updated_at as "updatedAt", expires_at as "expiresAt", ip_address as address, user_agent as "userAgent"
       from auth_sessions where user_id = $1 and expires_at > $2 order by updated_at desc, id desc`,
      [userId, iso(now)],
    ),
  );
}

/** `except` null: all of them. Returns how many ended. */
export async function endSessions(database: IdentityDatabase, userId: string, which: { readonly id: string } | { readonly except: string | null }): Promise<number> {
  const [only, except] = 'id' in which ? [which.id, null] : [null, which.except];
  return await database.asIdentity((tx) =>
    tx.run('delete from auth_sessions where user_id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)', [userId, only, except]),
  );
}

/** One spelling per address: 'Anna@…' and 'anna@…' are one mailbox, and have to be one account. */
export function addressOf(email: string): string {
  return email.trim().toLowerCase();
}
