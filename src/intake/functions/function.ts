import type { Intent } from '../../wishes/wish.ts';
import type { Ended } from '../ending.ts';
import type { Turn } from '../turn.ts';
import type { Wanted } from '../wanted.ts';

/** One function of the voice contract. `intent` says that calling it names a wish of that kind. */
export interface CallFunction {
  readonly intent: Intent | null;
  /** Calling it tries to book, unless `bestaetigung` is false. */
  readonly attempts?: boolean;
  run(turn: Turn, wanted: Wanted): Promise<Ended>;
}
