// The roles that row-level security binds. Roles belong to the whole server, so another database of it, or
// another node at this very moment, may have made them already.
import { DatabaseError, escapeIdentifier } from 'pg';
import { Fault } from '../errors.ts';
import type { Connection } from './connection.ts';

const OLDEST = 150_000;
// duplicate_object, unique_violation (two CREATE ROLE at once), internal_error ("tuple concurrently updated", two GRANTs at once)
const CONCURRENT = new Set(['42710', '23505', 'XX000']);
const NO_RIGHT = '42501';
const TRIES = 5;

interface Facts {
  readonly version: number;
  readonly owner: string;
}

/** Throws Fault DATABASE_UNSUITABLE with the statements to run by hand where the owner may not do this itself. */
export async function ensureRoles(connection: Connection, roles: readonly string[]): Promise<void> {
  const facts = await only<Facts>(connection, `SELECT current_setting('server_version_num')::int AS version, current_user AS owner`);
  if (facts.version < OLDEST) {
    throw new Fault('DATABASE_UNSUITABLE', `PostgreSQL 15 or newer is needed, this server is ${Math.floor(facts.version / 10_000)}`);
  }
  for (const role of roles) {
    await attempt(connection, facts, role);
    await refuseDangerous(connection, role);
  }
}

/** `role` may do what `group` may, and is bound by its policies and by those of its own. Throws as above. */
export async function ensureMember(connection: Connection, role: string, group: string): Promise<void> {
  const { member } = await only<{ member: boolean }>(connection, `SELECT pg_has_role($1, $2, 'USAGE') AS member`, [role, group]);
  if (member) return;
  try {
    await retried(async () => void (await connection.query(`GRANT ${group} TO ${role}`)));
  } catch (error) {
    if (stateOf(error) !== NO_RIGHT) throw error;
    throw new Fault('DATABASE_UNSUITABLE', `the role ${role} has to be a member of ${group}, and this user may not make it one`, { cause: error, next: `As a superuser of the server run:\nGRANT ${group} TO ${role};` });
  }
}

async function attempt(connection: Connection, facts: Facts, role: string): Promise<void> {
  try {
    await retried(async () => await ensureRole(connection, facts, role));
  } catch (error) {
    throw stateOf(error) === NO_RIGHT ? noRight(facts, role, error) : error;
  }
}

async function retried(work: () => Promise<void>): Promise<void> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!CONCURRENT.has(stateOf(error)) || left === 0) throw error;
    }
  }
}

function stateOf(error: unknown): string {
  return error instanceof DatabaseError ? (error.code ?? '') : '';
}

async function ensureRole(connection: Connection, facts: Facts, role: string): Promise<void> {
  const { exists } = await only<{ exists: boolean }>(connection, 'SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS exists', [role]);
  if (!exists) await connection.query(createStatement(role));
  // Since 16, to be a member is not enough to SET ROLE, and who creates a role is no member with that right.
  const right = facts.version >= 160_000 ? 'SET' : 'MEMBER';
  const { allowed } = await only<{ allowed: boolean }>(connection, `SELECT pg_has_role(current_user, $1, $2) AS allowed`, [role, right]);
  if (!allowed) await connection.query(grantStatement(facts, role));
}

function createStatement(role: string): string {
  return `CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`;
}

function grantStatement(facts: Facts, role: string): string {
  return `GRANT ${role} TO ${escapeIdentifier(facts.owner)}${facts.version >= 160_000 ? ' WITH SET TRUE' : ''}`;
}

function noRight(facts: Facts, role: string, cause: unknown): Fault {
  return new Fault('DATABASE_UNSUITABLE', `the user ${facts.owner} may neither create nor use the role ${role}`, {
    cause,
    next: `As a superuser of the server run (leave the first line out where the role exists):\n${createStatement(role)};\n${grantStatement(facts, role)};`,
  });
}

// Being a member is as bad as having the attribute: SET ROLE would reach it. A superuser is a member of everything.
async function refuseDangerous(connection: Connection, role: string): Promise<void> {
  const { rows } = await connection.query(
    `SELECT b.rolname AS name FROM pg_roles b WHERE (b.rolsuper OR b.rolbypassrls) AND pg_has_role($1, b.oid, 'MEMBER') ORDER BY 1`,
    [role],
  );
  if (rows.length === 0) return;
  const names = (rows as { name: string }[]).map(({ name }) => name).join(', ');
  throw new Fault('DATABASE_UNSUITABLE', `the role ${role} gets around row-level security (through ${names}), so companies would see each other`, {
    next: `Run: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS; and revoke its membership in ${names}.`,
  });
}

async function only<R extends object>(connection: Connection, text: string, values: readonly unknown[] = []): Promise<R> {
  const { rows } = await connection.query(text, values);
  return rows[0] as R;
}
