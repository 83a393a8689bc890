import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';
import { changeId, type ChangeIntent } from './change-intent.ts';
import { insertIntent, readIntent, type IntentRow } from './store-intent.ts';

/** Other than for a booking these are counted over all calls: who asks for a taken time on many days is not at fault. */
const ATTEMPTS_MAX = 50;

export type RecordedChange =
  | { readonly kind: 'recorded'; readonly intent: ChangeIntent }
  /** The same was tried before: `confirmed`, or not known yet. */
  | { readonly kind: 'earlier'; readonly row: IntentRow }
  /** Another change of this appointment is under way, or its outcome is unknown; two at once could undo each other. */
  | { readonly kind: 'other_under_way' }
  /** It was changed since it was identified. */
  | { readonly kind: 'changed_meanwhile' };

/** Records what is to be done before anything is sent. One undecided change per appointment: its row is the lock. */
export async function recordChange(tx: Tx, companyId: string, draft: Omit<ChangeIntent, 'id' | 'attempt'>, heldUntil: EpochMs): Promise<RecordedChange> {
  const { appointmentId } = draft;
  const appointment = await tx.maybe<{ status: string }>('select status from appointments where company_id = $1 and id = $2 for update', [companyId, appointmentId]);
  for (let attempt = 1; ; attempt++) {
    const intent: ChangeIntent = { ...draft, attempt, id: changeId({ ...draft, attempt }) };
    const row = await readIntent(tx, companyId, intent.id);
    if (row !== null) {
      const closed = row.state === 'refused' || row.state === 'absent';
      if (!closed || attempt === ATTEMPTS_MAX) return { kind: 'earlier', row };
      continue;
    }
    if (appointment === null || appointment.status === 'cancelled') return { kind: 'changed_meanwhile' };
    if (await otherUnderWay(tx, companyId, appointmentId)) return { kind: 'other_under_way' };
    await insertIntent(tx, companyId, intent, heldUntil);
    return { kind: 'recorded', intent };
  }
}

async function otherUnderWay(tx: Tx, companyId: string, appointmentId: string): Promise<boolean> {
  const row = await tx.maybe<{ found: boolean }>(
    `select exists (select 1 from booking_intents where company_id = $1 and appointment_id = $2 and state in ('recorded', 'sent', 'unknown')) as found`,
    [companyId, appointmentId],
  );
  return row?.found ?? false;
}
