// The one way from a request to the database: a transaction that sees the company, and of it the branches, of whoever
// asks. What a route reads or writes outside of it would see more than he may.
import type { FastifyRequest } from 'fastify';
import { must } from '../platform/assert.ts';
import type { Database, TransactOptions, Tx } from '../platform/database.ts';
import { companyOf } from './access.ts';
import { keepOutcome } from './idempotency-rows.ts';
import type { KeyOf } from './idempotency-rows.ts';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyInstance {
    database: Database;
  }
  interface FastifyRequest {
    /** Where it carries an Idempotency-Key (idempotency.ts). */
    once: Once | null;
  }
}

export interface Once extends KeyOf {
  readonly token: string;
  readonly outcomes: Readonly<Record<string, unknown>>;
  /** How many transactions it has begun. */
  steps: number;
  /** A part of it came to no answer, for a reason of ours: sent again, it goes on with that part. */
  unfinished: boolean;
  /** false: they may hold a secret. */
  readonly keepsValues: boolean;
}

export interface ScopeOptions extends Pick<TransactOptions, 'budgetMs'> {
  /**
   * Under an Idempotency-Key: the name of this step of the request; by default its number. null: nothing is kept of it,
   * because what it leads into looks for itself what is done already (a booking at a calendar).
   */
  readonly step?: string | null;
  /** Keeps what it returns also where it wrote nothing, because later steps hang on what it saw. */
  readonly keepsReading?: boolean;
}

/** What `work` returns has to survive JSON, for the request that comes again. Throws Problem COMPANY_REQUIRED, Fault DATABASE_UNAVAILABLE. */
export async function inScope<T>(request: FastifyRequest, work: (tx: Tx) => Promise<T>, { step, keepsReading = false, ...options }: ScopeOptions = {}): Promise<T> {
  const { once } = request;
  if (once === null || step === null) return await transact(request, work, options);
  const name = step ?? String(++once.steps);
  if (Object.hasOwn(once.outcomes, name)) return once.outcomes[name] as T;
  return await transact(request, async (tx) => {
    const value = await work(tx);
    if (!(await keepOutcome(tx, once, { step: name, value: once.keepsValues ? value : null, keepsReading }))) {
      throw new Problem('IDEMPOTENCY_IN_PROGRESS', 'Another request with this Idempotency-Key has taken over.');
    }
    return value;
  }, options);
}

/** The transaction itself. Routes take inScope. */
export async function transact<T>(request: FastifyRequest, work: (tx: Tx) => Promise<T>, options: Pick<TransactOptions, 'budgetMs'> = {}): Promise<T> {
  const { branches } = must(request.access, 'the access hook ran before this route');
  return await request.server.database.inCompany(companyOf(request).id, work, { ...options, branches });
}
