import type { Branch, Company } from '../companies/company.ts';

/** The branch of a callback; null: none is known, or it is not there any more. */
export function branchOf(company: Company, branchId: string | null): Branch | null {
  return company.branches.find(({ id }) => id === branchId) ?? null;
}
