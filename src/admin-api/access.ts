// Who asks, and for which company. Everything after this hook sees exactly one company.
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Person } from '../companies/actor.ts';
import type { Role, VerifiedKey } from '../companies/api-key.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { refusalOf } from '../companies/permissions.ts';
import type { Asker, Permission } from '../companies/permissions.ts';
import type { SignedIn } from '../people/identity.ts';
import { roleOf } from '../people/member.ts';
import type { MemberRole } from '../people/member.ts';
import { membershipsOf } from '../people/memberships.ts';
import type { People } from '../people/people.ts';
import { must } from '../platform/assert.ts';
import { Fault } from '../platform/errors.ts';
import type { Attempts } from './attempts.ts';
import { Problem } from './problem.ts';
import type { SignIns } from './sign-in.ts';

export type KeyHolder = VerifiedKey;

export interface Access extends Asker {
  readonly role: Role;
  /** null only where none was chosen of several, or there is none. */
  readonly company: Company | null;
  /** Every company that this sign-in may choose. */
  readonly companies: readonly Company[];
  /** What somebody with an account is in the company; null for keys and sign-in links. */
  readonly membership: MemberRole | 'operator' | null;
  /** The member of staff behind it, where there is one. */
  readonly staffId: string | null;
  /** Ids of the branches that he is limited to; null: the whole company. */
  readonly branches: readonly string[] | null;
  /** Who is written down as having done what this request does. */
  readonly actor: Person;
  /** null for keys and sign-in links. */
  readonly signedIn: SignedIn | null;
  /** Sees every company of this installation. */
  readonly operator: boolean;
  /** The same person in another of his companies. */
  asIn(company: Company): Access;
}

declare module 'fastify' {
  interface FastifyRequest {
    access: Access | null;
  }
  interface FastifyContextConfig {
    /** What whoever asks has to be allowed to do. Every route under /api says it; 'nothing' where it is how one signs in, 'operator' where it is about no single company. */
    needs?: Permission | 'operator' | 'signed_in' | 'nothing';
  }
}

export interface Gate {
  readonly directory: Directory;
  readonly signIns: SignIns;
  readonly attempts: Attempts;
  readonly people: People;
  /** Throws Fault DATABASE_UNAVAILABLE while keys cannot be looked up. */
  readonly verifyApiKey: (key: string) => Promise<KeyHolder | null>;
}

/** Of the sign-in link; accounts have better-auth's. */
export const SESSION_COOKIE = 'fangnetz_session';
const ACCOUNT_COOKIE = /(?:^|;\s*)(?:__Secure-)?fangnetz\.session_token=/;

/** Throws Problem UNAUTHENTICATED, TOO_MANY_ATTEMPTS, NOT_FOUND (a company that is not theirs), Fault DATABASE_UNAVAILABLE. */
export async function accessOf(gate: Gate, request: FastifyRequest): Promise<Access> {
  const key = bearerOf(request);
  if (key !== null) return await byKey(gate, request, key);
  const access = byLink(gate, request) ?? (await byAccount(gate, request));
  if (access !== null) return access;
  const sent = sessionSecret(request) !== null || hasAccountCookie(request);
  throw new Problem('UNAUTHENTICATED', sent ? 'The session has ended.' : 'Neither a key nor a session was sent.');
}

export function accessIn(request: FastifyRequest): Access {
  return must(request.access, 'the access hook ran before this route');
}

/** For what a route shows more or less of, by who asks. */
export function may(request: FastifyRequest, permission: Permission): boolean {
  return refusalOf(accessIn(request), permission) === null;
}

/** Throws Problem FORBIDDEN, with the role that is needed. */
export function demand(access: Access, permission: Permission | 'operator'): void {
  if (permission === 'operator') {
    if (!access.operator) throw new Problem('FORBIDDEN', 'This is for whoever runs this installation.');
    return;
  }
  const refusal = refusalOf(access, permission);
  if (refusal !== null) throw new Problem('FORBIDDEN', refusal);
}

/** Whoever asks, for what is written down about a change. */
export function actorOf(request: FastifyRequest): Person {
  return accessIn(request).actor;
}

/** For every route behind the hook that needs a company. */
export function companyOf(request: FastifyRequest): Company {
  const { company, companies } = accessIn(request);
  if (company !== null) return company;
  if (companies.length === 0) throw new Problem('FORBIDDEN', 'You belong to no company.');
  throw new Problem('COMPANY_REQUIRED', 'Say which company is meant.');
}

export function hasAccountCookie(request: FastifyRequest): boolean {
  return ACCOUNT_COOKIE.test(request.headers.cookie ?? '');
}

export function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function byLink(gate: Gate, request: FastifyRequest): Access | null {
  const secret = sessionSecret(request);
  const scope = secret === null ? null : gate.signIns.session(secret);
  if (secret === null || scope === null) return null;
  // two people who opened two links are two people, and the secret itself is written down nowhere
  const id = createHash('sha256').update(secret).digest('hex').slice(0, 16);
  const actor: Person = { kind: 'link', id, name: 'Anmeldelink', staffId: null, role: 'owner' };
  const companies = scope.kind === 'operator' ? gate.directory.companies() : known(gate, [scope.companyId]);
  return everywhere({ role: actor.role, company: chosen(request, companies), companies, membership: null, staffId: null, branches: null, actor, signedIn: null, operator: scope.kind === 'operator' });
}

async function byKey(gate: Gate, request: FastifyRequest, key: string): Promise<Access> {
  if (gate.attempts.blocked(request.ip)) throw new Problem('TOO_MANY_ATTEMPTS', 'This address has failed to sign in too often.');
  const holder = key.startsWith('fn_') ? await gate.verifyApiKey(key) : null;
  if (holder === null) {
    gate.attempts.failed(request.ip);
    throw new Problem('UNAUTHENTICATED', 'The API key is not known, or was revoked.');
  }
  const { role, staffId, branchIds } = holder;
  const actor: Person = { kind: 'key', id: holder.keyId, name: `Schlüssel …${holder.hint}`, staffId, role };
  const companies = known(gate, [holder.companyId]);
  return everywhere({ role, company: chosen(request, companies), companies, membership: null, staffId, branches: branchIds.length === 0 ? null : branchIds, actor, signedIn: null, operator: false });
}

async function byAccount(gate: Gate, request: FastifyRequest): Promise<Access | null> {
  const header = request.headers.cookie ?? '';
  const signedIn = hasAccountCookie(request) ? await gate.people.identity.session(header) : null;
  if (signedIn === null) return null;
  const { account } = signedIn;
  const memberships = await membershipsOf(gate.people.database, account.id);
  const companies = account.operator ? gate.directory.companies() : known(gate, memberships.map(({ companyId }) => companyId)).toSorted((a, b) => a.name.localeCompare(b.name));
  // In each company he is what he is there: whoever leads one may see a single branch of another.
  const asIn = (company: Company | null): Access => {
    const member = memberships.find(({ companyId }) => companyId === company?.id) ?? null;
    const membership = account.operator ? 'operator' : (member?.role ?? null);
    const role = account.operator ? 'owner' : roleOf(member?.role ?? 'viewer');
    const branches = account.operator || member === null || member.branchIds.length === 0 ? null : member.branchIds;
    const staffId = member?.staffId ?? null;
    const actor: Person = { kind: 'user', id: account.id, name: account.name, staffId, role };
    return { role, company, companies, membership, staffId, branches, actor, signedIn, operator: account.operator, asIn };
  };
  return asIn(chosen(request, companies));
}

/** A link or a key is the same in every company that it opens. */
function everywhere(access: Omit<Access, 'asIn'>): Access {
  const asIn = (company: Company): Access => ({ ...access, company, asIn });
  return { ...access, asIn };
}

/**
 * The database can know a key or a membership before this server has read the companies, as after a crash while it was
 * away. Whoever is told "You belong to no company" then goes away for good; a 503 passes.
 */
function known(gate: Gate, companyIds: readonly string[]): readonly Company[] {
  const read = companyIds.map((id) => gate.directory.company(id)).filter((company) => company !== null);
  if (read.length === 0 && companyIds.length > 0) throw new Fault('DATABASE_UNAVAILABLE', 'the company has not been read yet');
  return read;
}

function chosen(request: FastifyRequest, companies: readonly Company[]): Company | null {
  const slug = (request.query as { company?: unknown } | undefined)?.company;
  if (slug === undefined || slug === '') return companies.length === 1 ? companies[0]! : null;
  const company = companies.find((candidate) => candidate.slug === slug);
  if (company === undefined) throw new Problem('NOT_FOUND', 'There is no such company.');
  return company;
}

export function sessionSecret(request: FastifyRequest): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const pair = pairs.find((candidate) => candidate.startsWith(`${SESSION_COOKIE}=`));
  return pair === undefined ? null : pair.slice(SESSION_COOKIE.length + 1);
}
