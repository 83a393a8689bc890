// It is done. Where the call that settled it is told along, both are written together and one undo takes both back: in two
// requests the second could fail, and an undo of it would leave a call that whoever takes it back says was none.
import { assert } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { changeCallback } from './change-callback.ts';
import type { Change, Desk } from './change-callback.ts';
import type { DeskEvent } from './decide.ts';
import { recordAttempt } from './record-attempt.ts';

export interface Completed {
  readonly callbackId: string;
  readonly event: Extract<DeskEvent, { kind: 'complete' }>;
  /** The call in which the customer was reached; null: it is recorded already, or there was none. */
  readonly reached: { readonly note: string | null } | null;
}

export async function completeCallback(tx: Tx, desk: Desk, { callbackId, event, reached }: Completed): Promise<Change> {
  if (reached === null) return await changeCallback(tx, desk, { id: callbackId, event });
  // a millisecond before it: the ids of one millisecond are in no order, and the timeline would show them in either
  const attempt = await recordAttempt(tx, { ...desk, now: desk.now - 1 }, { callbackId, outcome: 'reached', note: reached.note });
  if (attempt.kind !== 'changed') return attempt;
  const completion = await changeCallback(tx, desk, { id: callbackId, event, detail: { attempt: attempt.eventId } });
  // said as a refusal it would leave the call standing alone
  assert(completion.kind === 'changed', 'what allows an attempt allows a completion (decide.ts), and the row is locked');
  return { ...completion, before: attempt.before };
}
