// Branches and members of staff as people write them (ids or slugs), and back as the API shows them.
import type { Company } from '../companies/company.ts';
import { mayBeLimited } from '../people/member.ts';
import type { MemberRole, Place } from '../people/member.ts';
import { Problem } from './problem.ts';

interface Named {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface GivenPlace {
  readonly role: MemberRole;
  readonly staff?: string | null | undefined;
  readonly branches?: readonly string[] | undefined;
}

/** Throws Problem REQUEST_INVALID where the company has no such branch or member of staff. */
export function placeOf(company: Company, given: GivenPlace): Place {
  const branches = given.branches ?? [];
  if (branches.length > 0 && !mayBeLimited(given.role)) throw new Problem('REQUEST_INVALID', `branches: the role ${given.role} sees the whole company`);
  return { role: given.role, staffId: staffIdOf(company, given.staff), branchIds: branches.map((branch) => find(company.branches, branch, 'branches').id) };
}

function staffIdOf(company: Company, staff: string | null | undefined): string | null {
  return staff === undefined || staff === null ? null : find(company.staff, staff, 'staff').id;
}

/** Somebody who left, or a branch that closed, is shown by its id: the limit on it holds all the same. */
export function shown(all: readonly Named[], id: string): Named {
  const { slug, name } = all.find((one) => one.id === id) ?? { slug: id, name: id };
  return { id, slug, name };
}

export function shownPlace(company: Company, { role, staffId, branchIds }: Place): { role: MemberRole; staff: Named | null; branches: Named[] } {
  return { role, staff: staffId === null ? null : shown(company.staff, staffId), branches: branchIds.map((id) => shown(company.branches, id)) };
}

function find(all: readonly Named[], wanted: string, field: string): Named {
  const found = all.find(({ id, slug }) => id === wanted || slug === wanted);
  if (found === undefined) throw new Problem('REQUEST_INVALID', `${field}: this company has no “${wanted}”`);
  return found;
}
