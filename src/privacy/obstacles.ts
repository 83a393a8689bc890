// What has to end before somebody can be erased: a conversation, a booking of which it is not known whether it stands, a
// complaint for which his data are held. Each would write him down again, or needs him.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { FoundPerson } from './find-person.ts';

export type Obstacle =
  /** It ends by itself, in minutes. */
  | { readonly kind: 'busy'; readonly why: 'call' | 'request' | 'booking' }
  | { readonly kind: 'held'; readonly holds: readonly { readonly id: string; readonly reason: string }[] };

export async function obstacleTo(tx: Tx, companyId: string, of: { readonly found: FoundPerson; readonly now: EpochMs }): Promise<Obstacle | null> {
  const { found, now } = of;
  const holds = await tx.rows<{ id: string; reason: string }>(
    `select id, reason from privacy_holds where company_id = $1 and (subject_kind = 'callback' and subject_id = any ($2::uuid[]) or subject_kind = 'customer' and subject_id = any ($3::uuid[])) order by held_at, id`,
    [companyId, found.callbacks, found.customers],
  );
  if (holds.length > 0) return { kind: 'held', holds };
  const calls = [...found.calls, ...found.callsOfOthers];
  const busy = async (text: string, ...values: (readonly string[] | string)[]): Promise<boolean> => (await tx.rows(`${text} limit 1`, [companyId, ...values])).length > 0;
  if (await busy('select 1 from requests where company_id = $1 and (call_id = any ($2::uuid[]) or wish_id = any ($3::uuid[])) and state = \'running\' and lease_until > $4', calls, found.wishes, iso(now))) return { kind: 'busy', why: 'request' };
  if (await busy('select 1 from booking_intents where company_id = $1 and id = any ($2::uuid[]) and next_look_at is not null', found.intents)) return { kind: 'busy', why: 'booking' };
  if (await busy('select 1 from calls where company_id = $1 and id = any ($2::uuid[]) and aftercare_at is not null', calls)) return { kind: 'busy', why: 'call' };
  if (await busy('select 1 from wishes where company_id = $1 and id = any ($2::uuid[]) and fate = \'in_progress\'', found.wishes)) return { kind: 'busy', why: 'call' };
  return null;
}
