// One look of the follow-up at a change whose outcome is unknown, or whose new time waits for the host.
import type { Database, Tx } from '../platform/database.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Calendar } from '../calendar/port.ts';
import type { Company } from '../companies/company.ts';
import { settleFate } from '../wishes/store-wish.ts';
import type { ChangeIntent } from './change-intent.ts';
import { changeTurnedUp } from './change-turned-up.ts';
import type { ChangeSeen } from './decide-change.ts';
import { bookingDeclined } from './declined.ts';
import { lookForChange } from './look-for-change.ts';
import { nextLookAt, nextPendingLookAt } from './schedule.ts';
import { readIntent, type IntentRow } from './store-intent.ts';
import { lockWish, lookedInVain } from './turned-up.ts';

export interface ChangeFollowUp {
  readonly world: World;
  readonly database: Database;
}

export interface LookedAt {
  readonly company: Company;
  readonly row: IntentRow;
  readonly intent: ChangeIntent;
  readonly calendar: Calendar | null;
}

const LOOK_BUDGET_MS = 10_000;
const UNREADABLE_AGAIN_MS = 3_600_000;

export async function followChange(parts: ChangeFollowUp, looked: LookedAt): Promise<void> {
  const { company, row } = looked;
  const seen = await look(looked);
  const at = parts.world.clock.now();
  await parts.database.inCompany(company.id, async (tx) => {
    await lockWish(tx, company.id, row.wish_id);
    await tx.run('select 1 from booking_intents where company_id = $1 and id = $2 for update', [company.id, row.id]);
    const current = await readIntent(tx, company.id, row.id);
    if (current === null || current.state === 'confirmed' || current.state === 'refused' || current.state === 'absent') return;
    await settleSeen(tx, { ...looked, row: current, seen, at });
  });
}

async function look({ calendar, intent }: LookedAt): Promise<ChangeSeen> {
  if (calendar === null) return { kind: 'unseen', detail: 'the service has no calendar any more' };
  return await lookForChange(calendar, intent, LOOK_BUDGET_MS);
}

async function settleSeen(tx: Tx, { company, row, intent, seen, at }: LookedAt & { readonly seen: ChangeSeen; readonly at: EpochMs }): Promise<void> {
  const isPending = row.state === 'pending';
  if (seen.kind === 'done' && !(isPending && seen.booking.status === 'pending')) {
    await changeTurnedUp(tx, { company, row, intent, booking: seen.booking, at });
    return;
  }
  if (isPending) {
    // The host said no to the new time, or never said yes; the old one is given up already, so a person has to help.
    if (seen.kind === 'gone' || at >= intent.startAt) await bookingDeclined(tx, { company, row, why: seen.kind === 'gone' ? 'declined' : 'never_confirmed', at });
    else await lookedInVain(tx, row, { nextLookAt: nextPendingLookAt(row.look_ups, at), detail: seen.kind === 'unseen' ? seen.detail : null, at });
    return;
  }
  const again = seen.kind === 'gone' ? null : (nextLookAt(row.look_ups + 1, at) ?? (seen.kind === 'unseen' ? at + UNREADABLE_AGAIN_MS : null));
  const note = seen.kind === 'gone' ? 'Der Termin ist im Kalender anderweitig geändert worden' : 'Der Termin steht unverändert im Kalender';
  await lookedInVain(tx, row, { nextLookAt: again, detail: 'detail' in seen ? seen.detail : null, at, note });
  if (again === null) await settleFate(tx, company.id, row.wish_id, at);
}
