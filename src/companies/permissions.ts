// Who may do what: one table. The routes of the admin API name what they need, and nothing else decides.
import type { Role } from './api-key.ts';

interface Grant {
  readonly roles: readonly Role[];
  /** Only for people who see the whole company: what it touches cannot be cut into branches. */
  readonly wholeCompany?: true;
}

const GRANTS = {
  read: { roles: ['owner', 'manager', 'staff', 'viewer'] },
  /** What was said: transcripts, recordings, analyses. */
  transcripts: { roles: ['owner', 'manager', 'staff'] },
  /** The proof runs over all wishes: a part of it proves nothing. */
  ledger: { roles: ['owner', 'manager', 'staff', 'viewer'], wholeCompany: true },
  /** Claim, attempt, note, complete, snooze; make callbacks and appointments. */
  work: { roles: ['owner', 'manager', 'staff'] },
  /** Give work to somebody else, or take it from him; many callbacks at once. */
  assign_others: { roles: ['owner', 'manager'] },
  export: { roles: ['owner', 'manager'] },
  /** A view of the list that everybody in the company finds in his menu. */
  share_views: { roles: ['owner', 'manager'], wholeCompany: true },
  /** Closures, openings, absences: of a branch by whoever manages that branch. */
  manage_calendar: { roles: ['owner', 'manager'] },
  manage_company: { roles: ['owner', 'manager'], wholeCompany: true },
  manage_people: { roles: ['owner', 'manager'], wholeCompany: true },
  manage_keys: { roles: ['owner'], wholeCompany: true },
  audit: { roles: ['owner', 'manager'], wholeCompany: true },
  /** Erasure and disclosure of a person's data, and for how long anything is kept. */
  protect_data: { roles: ['owner'], wholeCompany: true },
} as const satisfies Readonly<Record<string, Grant>>;

export type Permission = keyof typeof GRANTS;

export interface Asker {
  readonly role: Role;
  /** Ids of the branches that he is limited to; null: the whole company. */
  readonly branches: readonly string[] | null;
}

/** null where it is allowed; otherwise why not, for whoever asked. */
export function refusalOf(asker: Asker, permission: Permission): string | null {
  const { roles, wholeCompany }: Grant = GRANTS[permission];
  if (!roles.includes(asker.role)) return `This needs the role ${roles.join(' or ')}; yours is ${asker.role}.`;
  if (wholeCompany === true && asker.branches !== null) return 'This concerns the whole company, and you see only some of its branches.';
  return null;
}

export function permissionsOf(asker: Asker): Permission[] {
  return (Object.keys(GRANTS) as Permission[]).filter((permission) => refusalOf(asker, permission) === null);
}
