import { callingWeek } from '../companies/callback-policy.ts';
import type { Branch, Company } from '../companies/company.ts';
import { hasOpeningHours, intersect, openSpans } from '../companies/opening-hours.ts';
import type { Span } from '../companies/opening-hours.ts';

/** When customers of that branch may be called: decent hours, and while somebody is there. */
export function callingTime(company: Company, branch: Branch | null, range: Span): Span[] {
  const decent = openSpans(callingWeek(company.callbacks), range, company.timeZone);
  if (branch === null || !hasOpeningHours(branch.openingHours)) return decent;
  return intersect(decent, openSpans(branch.openingHours, range, company.timeZone));
}

/** null: no branch is known, or it is not there any more. */
export function branchOf(company: Company, branchId: string | null): Branch | null {
  return company.branches.find(({ id }) => id === branchId) ?? null;
}
