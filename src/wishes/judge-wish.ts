import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { WishDraft } from './wish.ts';

/** Writes down that a call held no wish, so that it counts and can be reviewed. What is there already stays. */
export async function dismissWish(tx: Tx, companyId: string, dismissed: { wish: WishDraft; reason: string; by: string; at: EpochMs }): Promise<void> {
  const { wish, reason, by, at } = dismissed;
  await tx.run(
    `insert into wishes (company_id, id, call_id, intent, fate, reason, settled_by, requested, receipt, opened_at, settled_at, updated_at)
     values ($1, $2, $3, $4, 'not_a_wish', $5, $6, $7, $8, $9, $10, $10)
     on conflict (company_id, id) do update set reason = excluded.reason, updated_at = excluded.updated_at
       where wishes.fate = 'not_a_wish' and wishes.settled_by = excluded.settled_by and wishes.reason <> excluded.reason`,
    [companyId, wish.id, wish.callId, wish.intent, reason, by, JSON.stringify(wish.requested), wish.receipt, iso(wish.openedAt), iso(at)],
  );
}

/** Opens the wish, or opens again what the machine had judged to be none. A person's judgement stands. */
export async function reviveWish(tx: Tx, companyId: string, wish: WishDraft, at: EpochMs): Promise<void> {
  await tx.run(
    `insert into wishes (company_id, id, call_id, intent, fate, requested, receipt, opened_at, updated_at)
     values ($1, $2, $3, $4, 'in_progress', $5, $6, $7, $8)
     on conflict (company_id, id) do update set fate = 'in_progress', intent = excluded.intent, reason = null, settled_by = null, settled_at = null,
       requested = wishes.requested || excluded.requested, updated_at = excluded.updated_at
       where wishes.fate = 'not_a_wish' and wishes.settled_by like 'machine:%'`,
    [companyId, wish.id, wish.callId, wish.intent, JSON.stringify(wish.requested), wish.receipt, iso(wish.openedAt), iso(at)],
  );
}
