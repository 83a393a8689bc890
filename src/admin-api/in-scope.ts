// The one way from a request to the database: a transaction that sees the company, and of it the branches, of whoever
// asks. What a route reads or writes outside of it would see more than he may.
import type { FastifyRequest } from 'fastify';
import { must } from '../platform/assert.ts';
import type { Database, TransactOptions, Tx } from '../platform/database.ts';
import { companyOf } from './access.ts';

declare module 'fastify' {
  interface FastifyInstance {
    database: Database;
  }
}

/** Throws Problem COMPANY_REQUIRED, Fault DATABASE_UNAVAILABLE. */
export async function inScope<T>(request: FastifyRequest, work: (tx: Tx) => Promise<T>, options: Pick<TransactOptions, 'budgetMs'> = {}): Promise<T> {
  const { branches } = must(request.access, 'the access hook ran before this route');
  return await request.server.database.inCompany(companyOf(request).id, work, { ...options, branches });
}
