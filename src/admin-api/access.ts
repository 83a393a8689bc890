// Who asks, and for which company. Everything after this hook sees exactly one company.
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Person } from '../companies/actor.ts';
import type { Role, VerifiedKey } from '../companies/api-key.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { refusalOf } from '../companies/permissions.ts';
import type { Permission } from '../companies/permissions.ts';
import { must } from '../platform/assert.ts';
import type { Attempts } from './attempts.ts';
import { Problem } from './problem.ts';
import type { SignIns, SignInScope } from './sign-in.ts';

export type KeyHolder = VerifiedKey;

export interface Access {
  readonly role: Role;
  /** null only at /session, and only for an operator who has chosen none yet. */
  readonly company: Company | null;
  /** Every company that this sign-in may choose. */
  readonly companies: readonly Company[];
  /** The member of staff behind it, where there is one. */
  readonly staffId: string | null;
  /** Ids of the branches that he is limited to; null: the whole company. */
  readonly branches: readonly string[] | null;
  /** Who is written down as having done what this request does. */
  readonly actor: Person;
}

declare module 'fastify' {
  interface FastifyRequest {
    access: Access | null;
  }
  interface FastifyContextConfig {
    /** What whoever asks has to be allowed to do. Every route under /api/v1 says it. */
    needs?: Permission | 'signed_in';
  }
}

export interface Gate {
  readonly directory: Directory;
  readonly signIns: SignIns;
  readonly attempts: Attempts;
  /** Throws Fault DATABASE_UNAVAILABLE while keys cannot be looked up. */
  readonly verifyApiKey: (key: string) => Promise<KeyHolder | null>;
}

export const SESSION_COOKIE = 'fangnetz_session';

/** Throws Problem UNAUTHENTICATED, TOO_MANY_ATTEMPTS, NOT_FOUND (a company that is not theirs). */
export async function accessOf(gate: Gate, request: FastifyRequest): Promise<Access> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const { actor, scope } = bearer === undefined ? bySession(gate, request) : await byKey(gate, request, bearer);
  const companies =
    scope.kind === 'operator' ? gate.directory.companies() : [gate.directory.company(scope.companyId)].filter((company) => company !== null);
  return { role: actor.role, company: chosen(request, companies), companies, staffId: actor.staffId, branches: null, actor };
}

/** For what a route shows more or less of, by who asks. */
export function may(request: FastifyRequest, permission: Permission): boolean {
  return refusalOf(must(request.access, 'the access hook ran before this route'), permission) === null;
}

/** Throws Problem FORBIDDEN, with the role that is needed. */
export function demand(access: Access, permission: Permission): void {
  const refusal = refusalOf(access, permission);
  if (refusal !== null) throw new Problem('FORBIDDEN', refusal);
}

/** Whoever asks, for what is written down about a change. */
export function actorOf(request: FastifyRequest): Person {
  return must(request.access, 'the access hook ran before this route').actor;
}

/** For every route behind the hook that needs a company. */
export function companyOf(request: FastifyRequest): Company {
  const { company } = must(request.access, 'the access hook ran before this route');
  if (company === null) throw new Problem('COMPANY_REQUIRED', 'Say which company is meant.');
  return company;
}

interface Asking {
  readonly actor: Person;
  readonly scope: SignInScope;
}

function bySession(gate: Gate, request: FastifyRequest): Asking {
  const secret = sessionSecret(request);
  const scope = secret === null ? null : gate.signIns.session(secret);
  if (scope === null) throw new Problem('UNAUTHENTICATED', secret === null ? 'Neither a key nor a session was sent.' : 'The session has ended.');
  // two people who opened two links are two people, and the secret itself is written down nowhere
  const id = createHash('sha256').update(secret!).digest('hex').slice(0, 16);
  return { actor: { kind: 'link', id, name: 'Anmeldelink', staffId: null, role: 'owner' }, scope };
}

async function byKey(gate: Gate, request: FastifyRequest, key: string): Promise<Asking> {
  if (gate.attempts.blocked(request.ip)) throw new Problem('TOO_MANY_ATTEMPTS', 'This address has failed to sign in too often.');
  const holder = key.startsWith('fn_') ? await gate.verifyApiKey(key) : null;
  if (holder === null) {
    gate.attempts.failed(request.ip);
    throw new Problem('UNAUTHENTICATED', 'The API key is not known, or was revoked.');
  }
  const actor: Person = { kind: 'key', id: holder.keyId, name: `Schlüssel …${holder.hint}`, staffId: holder.staffId, role: holder.role };
  return { actor, scope: { kind: 'company', companyId: holder.companyId } };
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
