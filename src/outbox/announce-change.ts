// Tells every node that something changed, at the commit of the change; the pages that may see it ask for it again.
import type { Tx } from '../platform/database.ts';

/** Where the branch of a change stands. Whoever is limited to others is not told of it. */
const TABLES = { callback: 'callbacks', call: 'calls', appointment: 'appointments', booking_step: 'callbacks' } as const;

export interface Announced {
  readonly kind: keyof typeof TABLES;
  /** Of the row that it is about. */
  readonly id: string;
  /** What the pages are told, where that is more than the id. */
  readonly told?: string;
}

export async function announceChange(tx: Tx, companyId: string, { kind, id, told = id }: Announced): Promise<void> {
  await tx.run(
    `select pg_notify('fangnetz_changes', json_build_object('company_id', $1::uuid, 'kind', $2::text, 'id', $3::text,
       'branch_id', (select branch_id from ${TABLES[kind]} where company_id = $1::uuid and id = $4::uuid))::text)`,
    [companyId, kind, told, id],
  );
}
