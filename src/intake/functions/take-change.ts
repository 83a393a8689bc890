// Makes a change durable before the calendar is touched, and decides whether this request may send at all.
import type { ChangeIntent } from '../../booking/change-intent.ts';
import { recordChange, type RecordedChange } from '../../booking/store-change.ts';
import { holdIntent, type IntentRow } from '../../booking/store-intent.ts';
import { inDatabase, left, reserveMs, type InDatabase, type Turn } from '../turn.ts';

export type TakenChange =
  | { readonly kind: 'go'; readonly begin: 'send' | 'look'; readonly intent: ChangeIntent }
  /** The appointment is not any more what it was when it was identified; or an earlier attempt made room. */
  | { readonly kind: 'again' }
  | { readonly kind: 'under_way' }
  | { readonly kind: 'database_down'; readonly detail: string };

const POLL_MS = 150;
/** Waiting for somebody else must leave time for a change of our own. */
const OWN_TIME_MS = 2_000;

/** A change is never sent on the journal's word alone: which appointment it concerns only the database knows. */
export async function takeChange(turn: Turn, draft: Omit<ChangeIntent, 'id' | 'attempt'>): Promise<TakenChange> {
  for (;;) {
    const recorded = await record(turn, draft);
    if (recorded.kind === 'down') return { kind: 'database_down', detail: recorded.error.message };
    const outcome = recorded.value;
    if (outcome.kind === 'recorded') return { kind: 'go', begin: 'send', intent: outcome.intent };
    if (outcome.kind === 'changed_meanwhile') return { kind: 'again' };
    if (outcome.kind === 'earlier' && !isHeld(turn, outcome.row)) return await takeUp(turn, outcome.row);
    if (left(turn) < reserveMs(turn) + OWN_TIME_MS) return { kind: 'under_way' };
    await turn.intake.world.clock.sleep(POLL_MS);
  }
}

async function record(turn: Turn, draft: Omit<ChangeIntent, 'id' | 'attempt'>): Promise<InDatabase<RecordedChange>> {
  const heldUntil = turn.intake.world.clock.now() + turn.intake.answerBudgetMs * 2;
  return await inDatabase(turn, async (tx) => await recordChange(tx, turn.company.id, draft, heldUntil));
}

function isHeld(turn: Turn, row: IntentRow): boolean {
  return row.state === 'sent' && row.held_until !== null && row.held_until > turn.intake.world.clock.now();
}

/** The same was tried before: where that is certain the appointment shows it, else it is looked for. */
async function takeUp(turn: Turn, row: IntentRow): Promise<TakenChange> {
  if (row.state === 'confirmed' || row.state === 'pending') return { kind: 'again' };
  if (row.state === 'refused' || row.state === 'absent') return { kind: 'under_way' };
  const now = turn.intake.world.clock.now();
  const held = await inDatabase(turn, async (tx) => await holdIntent(tx, turn.company.id, row.id, { now, until: now + turn.intake.answerBudgetMs * 2 }));
  if (held.kind === 'down') return { kind: 'database_down', detail: held.error.message };
  if (!held.value) return { kind: 'under_way' };
  const { wish } = turn;
  // Tried in this very call: then it is one wish. An attempt of another call keeps its own.
  if (wish !== null && wish.id !== row.wish_id && row.request.callId === turn.call.id) {
    turn.absorbedWishId = wish.id;
    turn.wish = { ...wish, id: row.wish_id };
  }
  return { kind: 'go', begin: 'look', intent: row.request as ChangeIntent };
}
