// A way to look at the list that somebody keeps under a name: its filter and its order.
import type { Person } from '../companies/actor.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

/** As in the address of the list: {"tab": "all", "error_type": "exception,api_error"}. */
export type ViewFilter = Readonly<Record<string, string>>;

export interface Kept {
  readonly name: string;
  /** With everybody in the company. */
  readonly shared: boolean;
  readonly filter: ViewFilter;
  readonly sort: string | null;
}

/** Instants are ISO 8601 in UTC. */
export interface View extends Kept {
  readonly id: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Who looks, and where. */
export interface Looker {
  readonly companyId: string;
  readonly actor: Person;
}

export type ViewRow = Omit<View, 'created_at' | 'updated_at'> & { readonly created_at: EpochMs; readonly updated_at: EpochMs };

export const VIEW_COLUMNS = 'v.id, v.name, v.shared, v.filter, v.sort, v.created_at, v.updated_at';

/** Over saved_views as v, for the values of lookerValues: his own, and what is shared. */
export const VISIBLE_SQL = 'v.company_id = $1 and (v.shared or (v.user_id is not distinct from $2::uuid and v.key_id is not distinct from $3::uuid))';

/** A sign-in link is nobody in particular: whoever opens the next one finds what was kept with this one. */
export function lookerValues({ companyId, actor: { kind, id } }: Looker): readonly [string, string | null, string | null] {
  return [companyId, kind === 'user' ? id : null, kind === 'key' ? id : null];
}

export function viewOf({ created_at: createdAt, updated_at: updatedAt, ...row }: ViewRow): View {
  return { ...row, created_at: iso(createdAt), updated_at: iso(updatedAt) };
}
