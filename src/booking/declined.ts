// The caller was told that his appointment still has to be confirmed, and it will not be: the host declined or
// cancelled it, or its time came without a word. Somebody has to tell him.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company } from '../companies/company.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { settleFate } from '../wishes/store-wish.ts';
import { callbackAbout } from './callback-about.ts';
import { updateIntent, type IntentRow } from './store-intent.ts';

export interface Declined {
  readonly company: Company;
  readonly row: IntentRow;
  readonly why: 'declined' | 'never_confirmed';
  readonly at: EpochMs;
}

const REASON = {
  declined: 'Der angefragte Termin wurde im Kalender abgelehnt. Der Kunde wartet noch auf die Bestätigung.',
  never_confirmed: 'Der angefragte Termin wurde bis zu seinem Beginn nicht bestätigt. Der Kunde weiß nicht, ob er gilt.',
} as const;

/** Safe to repeat: every row has an id derived from the intent. */
export async function bookingDeclined(tx: Tx, { company, row, why, at }: Declined): Promise<void> {
  await updateIntent(tx, company.id, { id: row.id, state: 'refused', bookingUid: null, detail: why, nextLookAt: null }, at);
  await tx.run(`update appointments set status = 'cancelled', updated_at = $3 where company_id = $1 and intent_id = $2 and status = 'pending'`, [
    company.id, row.id, iso(at),
  ]);
  await storeCallback(tx, company.id, await callbackAbout(tx, {
    company, intent: row.request, wishId: row.wish_id, id: uuidFrom('declined', row.id),
    priority: 'high', errorType: null, reason: REASON[why], notes: null, bookingUid: row.booking_uid, at,
  }));
  await settleFate(tx, company.id, row.wish_id, at);
}
