// Bookings that are tried again, one after the other and never two at a time: a calendar that is only just back must not be run over, and
// whoever watches has to be able to stop it. It stops by itself where going on would only make the same failure again.
import { ApiError } from '../api/client.ts';
import type { BookingOutcome } from '../api/shapes.ts';

export type RetryResult = BookingOutcome['outcome'] | 'adopted' | 'claimed' | 'closed' | 'gone' | 'unreachable';

export type Ended =
  /** All of them were tried. */
  | 'done'
  /** Somebody pressed the button. */
  | 'stopped'
  /** So many failed in a row that the calendar is still not well. */
  | 'failing'
  /** Our own server does not answer, or does not let us any more. */
  | 'unreachable';

interface RetryRun {
  readonly ids: readonly string[];
  readonly retry: (id: string) => Promise<BookingOutcome>;
  /** null: it is being tried at this moment. */
  readonly tell: (id: string, result: RetryResult | null) => void;
  readonly isStopped: () => boolean;
}

const FAILURES_IN_A_ROW = 3;
/** The calendar did not answer as it should. */
const SICK: ReadonlySet<RetryResult> = new Set(['failed', 'unconfirmed']);

export async function retryOneByOne({ ids, retry, tell, isStopped }: RetryRun): Promise<Ended> {
  let failures = 0;
  for (const id of ids) {
    if (isStopped()) return 'stopped';
    tell(id, null);
    const result = await resultOf(() => retry(id));
    tell(id, result);
    if (result === 'unreachable') return 'unreachable';
    failures = SICK.has(result) ? failures + 1 : 0;
    if (failures === FAILURES_IN_A_ROW && id !== ids.at(-1)) return 'failing';
  }
  return 'done';
}

async function resultOf(retry: () => Promise<BookingOutcome>): Promise<RetryResult> {
  try {
    const { outcome, adopted } = await retry();
    return outcome === 'booked' && adopted ? 'adopted' : outcome;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.kind === 'conflict') return error.problem?.code === 'CLAIMED' ? 'claimed' : error.problem?.code === 'IDEMPOTENCY_IN_PROGRESS' ? 'busy' : 'closed';
    if (error.kind === 'not_found') return 'gone';
    return error.kind === 'invalid' ? 'incomplete' : 'unreachable';
  }
}
