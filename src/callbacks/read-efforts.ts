import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Named } from './callback-view.ts';
import type { AttemptOutcome } from './desk-state.ts';

interface Attempt {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly staff: Named | null;
  readonly outcome: AttemptOutcome;
  readonly note: string | null;
  readonly next_attempt_at: string | null;
  readonly withdrawn_at: string | null;
}

interface Escalation {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
  readonly note: string | null;
  readonly level: number;
  readonly from_staff: Named | null;
  readonly to_staff: Named | null;
  readonly resolved_at: string | null;
  readonly resolved_by: string | null;
  readonly resolution_note: string | null;
}

type AttemptRow = Omit<Attempt, 'at' | 'next_attempt_at' | 'withdrawn_at'> & { readonly at: EpochMs; readonly next_attempt_at: EpochMs | null; readonly withdrawn_at: EpochMs | null };
type EscalationRow = Omit<Escalation, 'at' | 'resolved_at'> & { readonly at: EpochMs; readonly resolved_at: EpochMs | null };

const named = (alias: string): string => `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'slug', ${alias}.slug, 'name', ${alias}.name) end`;

/** What people (and the machine) did about a callback, oldest first. Instants are ISO 8601 in UTC. */
export async function readEfforts(tx: Tx, companyId: string, callbackId: string): Promise<{ readonly attempts: readonly Attempt[]; readonly escalations: readonly Escalation[] }> {
  const attempts = await tx.rows<AttemptRow>(
    `select t.id, t.at, t.actor, ${named('s')} as staff, t.outcome, t.note, t.next_attempt_at, t.withdrawn_at
     from callback_attempts t left join staff s on s.company_id = t.company_id and s.id = t.staff_id
     where t.company_id = $1 and t.callback_id = $2 order by t.at, t.id`,
    [companyId, callbackId],
  );
  const escalations = await tx.rows<EscalationRow>(
    `select e.id, e.at, e.actor, e.reason, e.note, e.level, ${named('f')} as from_staff, ${named('t')} as to_staff, e.resolved_at, e.resolved_by, e.resolution_note
     from callback_escalations e
     left join staff f on f.company_id = e.company_id and f.id = e.from_staff
     left join staff t on t.company_id = e.company_id and t.id = e.to_staff
     where e.company_id = $1 and e.callback_id = $2 order by e.at, e.id`,
    [companyId, callbackId],
  );
  return {
    attempts: attempts.map((row) => ({ ...row, at: iso(row.at), next_attempt_at: isoOrNull(row.next_attempt_at), withdrawn_at: isoOrNull(row.withdrawn_at) })),
    escalations: escalations.map((row) => ({ ...row, at: iso(row.at), resolved_at: isoOrNull(row.resolved_at) })),
  };
}

const OF_A_CUSTOMER = 20;

/** The last attempts to reach a customer, over all of his callbacks; the newest first. */
export async function attemptsOfCustomer(tx: Tx, companyId: string, customerId: string): Promise<readonly (Attempt & { readonly callback_id: string })[]> {
  const rows = await tx.rows<AttemptRow & { readonly callback_id: string }>(
    `select t.id, t.callback_id, t.at, t.actor, ${named('s')} as staff, t.outcome, t.note, t.next_attempt_at, t.withdrawn_at
     from callback_attempts t join callbacks c on c.company_id = t.company_id and c.id = t.callback_id
     left join staff s on s.company_id = t.company_id and s.id = t.staff_id
     where t.company_id = $1 and c.customer_id = $2 order by t.at desc, t.id limit ${OF_A_CUSTOMER}`,
    [companyId, customerId],
  );
  return rows.map((row) => ({ ...row, at: iso(row.at), next_attempt_at: isoOrNull(row.next_attempt_at), withdrawn_at: isoOrNull(row.withdrawn_at) }));
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : iso(at);
}
