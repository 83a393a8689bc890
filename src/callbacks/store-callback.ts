import type { Tx } from '../platform/database.ts';
import { mergeRepeat } from '../wishes/merge-repeat.ts';
import type { CallbackDraft, StoredCallback } from './callback.ts';
import { tellCalledAgain } from './called-again.ts';
import { findStanding, lockCaller, type StandingCallback } from './find-standing.ts';
import { insertCallback } from './insert-callback.ts';
import { joinCallback } from './join-callback.ts';

/**
 * Stores the callback. Where its wish has an open one already, or the same caller has wanted the same in an earlier call
 * and still waits for it, the two become one; so he is called once, by the stricter promise. The later wish stays
 * countable: it is merged into the first one. Safe to repeat with the same draft, also after a person has dealt with it.
 */
export async function storeCallback(tx: Tx, companyId: string, draft: CallbackDraft): Promise<StoredCallback> {
  if (draft.phoneNumber !== null) await lockCaller(tx, companyId, draft.phoneNumber);
  const standing = await findStanding(tx, companyId, draft);
  if (standing === null) return await insertCallback(tx, companyId, draft);
  const { kind, callback: open } = standing;
  if (kind === 'known') return { id: open.id, dueAt: open.due_at, phoneNumber: open.phone_number };
  const stored = await joinCallback(tx, companyId, { open, draft });
  if (open.wish_id !== draft.wishId) await followRepeat(tx, companyId, { open, draft });
  return stored;
}

async function followRepeat(tx: Tx, companyId: string, { open, draft }: { readonly open: StandingCallback; readonly draft: CallbackDraft }): Promise<void> {
  await mergeRepeat(tx, companyId, { from: draft.wishId, into: open.wish_id, callbackId: open.id, at: draft.createdAt });
  if (draft.callId === null || draft.callId === open.call_id) return;
  await tellCalledAgain(tx, companyId, { callbackId: open.id, callId: draft.callId, at: draft.createdAt, callerKey: open.caller_key, assignedTo: open.assigned_to });
}
