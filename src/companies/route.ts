import type { Branch, Company, Connection } from './company.ts';
import type { Directory } from './directory.ts';

export interface Dialled {
  /** E.164 of the number that was called; null where it is unknown (web call, withheld). */
  readonly toNumber: string | null;
  readonly agentId: string | null;
}

export interface Route {
  readonly company: Company;
  /** null where neither number nor agent tells it and the company has several. */
  readonly branch: Branch | null;
  readonly by: 'number' | 'agent' | 'only_company' | 'nobody';
}

/**
 * Finds the company of a call: by connection + called number, then by agent, then where the connection has
 * exactly one company. Never a guess across companies: anything else is the operator's inbox.
 */
export function route(directory: Directory, connection: Connection, dialled: Dialled): Route {
  const members = connection.members.flatMap(({ companyId, agents }) => {
    const company = directory.company(companyId);
    return company === null ? [] : [{ company, agents }];
  });
  for (const { company } of members) {
    const branch = company.branches.find((b) => dialled.toNumber !== null && b.phoneNumbers.includes(dialled.toNumber));
    if (branch !== undefined) return { company, branch, by: 'number' };
  }
  const byAgent = members.filter((member) => dialled.agentId !== null && member.agents.includes(dialled.agentId));
  if (byAgent.length === 1) return { company: byAgent[0]!.company, branch: onlyBranch(byAgent[0]!.company), by: 'agent' };
  // Counted over all members: one that is not loaded must not make another the only one.
  if (connection.members.length === 1 && members.length === 1) return { company: members[0]!.company, branch: onlyBranch(members[0]!.company), by: 'only_company' };
  return { company: directory.operator(), branch: null, by: 'nobody' };
}

function onlyBranch(company: Company): Branch | null {
  return company.branches.length === 1 ? company.branches[0]! : null;
}
