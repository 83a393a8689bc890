import { assert } from '../platform/assert.ts';
import { openFailsafeCallback, type CallbackDesk, type CallbackReason } from '../callbacks/open-failsafe.ts';
import type { StoredCallback } from '../callbacks/callback.ts';
import { end, type Ended, type Ending } from './ending.ts';
import type { Turn } from './turn.ts';

/** Ends the request with a callback. The answer is built from the callback as it was stored, in the database or in the journal. */
export async function endWithCallback(turn: Turn, why: CallbackReason, ending: Omit<Ending, 'callback'>): Promise<Ended> {
  const { wish } = turn;
  assert(wish !== null, 'a callback belongs to a wish');
  let ended: Ended = { kind: 'failed', error: new Error('the callback was not saved') };
  const desk: CallbackDesk = {
    world: turn.intake.world,
    company: turn.company,
    branch: turn.branch,
    call: turn.call,
    wish,
    receipt: turn.receipt,
    promisedAt: turn.receivedAt,
    count: (created) => turn.intake.metrics.failsafeCallback({ errorType: created.errorType, priority: created.priority, source: created.source }),
    save: async (draft) => {
      ended = await end(turn, { ...ending, callback: draft });
      if (ended.kind === 'failed') return { kind: 'nowhere', reason: ended.error.message };
      return { kind: 'stored', in: ended.in, callback: ended.callback as StoredCallback };
    },
  };
  await openFailsafeCallback(desk, why);
  return ended;
}

/** Whether a promise to call can be kept as things stand: somebody has to be reachable. */
export function reachable(turn: Turn): boolean {
  return turn.wish?.requested.phone !== undefined || turn.call.fromNumber !== null;
}

/** The failure's sentence; where no number is known the caller is asked for one, because nobody could keep the promise. */
export function promising(turn: Turn, sentence: string): string {
  return reachable(turn) ? sentence : `${sentence} ${turn.say.askPhone()}`;
}
