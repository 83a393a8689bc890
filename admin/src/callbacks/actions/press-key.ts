// The Idempotency-Key of a press. It stays the same only while it is unknown what became of it: a refusal is an answer, and the
// server would repeat that answer for a day, also when a colleague has long hung up and it would be possible.
import { ApiError } from '../../api/client.ts';

export interface PressKey {
  /** `asked`: what is sent and where; something else is another press. */
  readonly keyFor: (asked: string) => string;
  /** `error`: null where it was done. */
  readonly ended: (error: unknown) => void;
}

export function createPressKey(newKey: () => string = () => crypto.randomUUID()): PressKey {
  let last: { readonly asked: string; readonly key: string } | null = null;
  return {
    keyFor: (asked) => {
      if (last?.asked !== asked) last = { asked, key: newKey() };
      return last.key;
    },
    ended: (error) => {
      if (error === null || isAnswer(error)) last = null;
    },
  };
}

function isAnswer(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.problem?.code === 'IDEMPOTENCY_IN_PROGRESS') return false;
  return error.kind !== 'offline' && error.kind !== 'unavailable' && error.kind !== 'broken';
}
