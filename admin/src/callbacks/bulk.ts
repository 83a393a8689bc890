// Many callbacks at once, as the server does it: some hundred a request, and on from there until all are done.
import { send } from '../api/client.ts';
import type { BulkAnswer } from '../api/shapes.ts';
import type { Filters } from './queries.ts';

export interface BulkAction {
  readonly name: 'assign' | 'priority' | 'snooze';
  readonly params: Readonly<Record<string, string | null>>;
  /** What it is, for whoever presses the button. */
  readonly words: string;
}

/** These ones, or all that the list shows under its filters. */
export type Chosen = { readonly ids: readonly string[] } | { readonly filter: Filters };

export interface BulkOutcome {
  readonly changed: number;
  readonly skipped: number;
}

export async function foresee(action: BulkAction, chosen: Chosen): Promise<BulkOutcome> {
  return await each(action, chosen, true);
}

export async function runBulk(action: BulkAction, chosen: Chosen): Promise<BulkOutcome> {
  return await each(action, chosen, false);
}

async function each(action: BulkAction, chosen: Chosen, dryRun: boolean): Promise<BulkOutcome> {
  let outcome: BulkOutcome = { changed: 0, skipped: 0 };
  let cursor: string | null = null;
  do {
    const answer: BulkAnswer = await send('/callbacks/bulk', { ...chosen, action: action.name, params: action.params, dry_run: dryRun, ...(cursor === null ? {} : { cursor }) });
    const refused = Object.values(answer.refused).reduce((sum, n) => sum + n, 0);
    outcome = { changed: outcome.changed + answer.changed + answer.would_change, skipped: outcome.skipped + answer.unchanged + refused };
    cursor = answer.next_cursor;
  } while (cursor !== null);
  return outcome;
}
