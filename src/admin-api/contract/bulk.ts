// One action on many callbacks. zod only.
import { z } from 'zod';
import { CallbackFilter } from '../contract.ts';

/** Not among them: claims, because one person works one caller, and attempts, because nobody calls twenty people at once. */
const BULK_ACTIONS = ['assign', 'complete', 'cancel', 'reopen', 'snooze', 'priority', 'escalate', 'notes'] as const;
export const BULK_MAX = 500;

export const BulkBody = z
  .object({
    ids: z.array(z.uuid()).min(1).max(BULK_MAX).optional(),
    filter: CallbackFilter.optional().describe('As for the list; at least one of them'),
    action: z.enum(BULK_ACTIONS),
    params: z.record(z.string(), z.unknown()).nullish().describe('The body of that action'),
    dry_run: z.boolean().default(false).describe('Only count what it would do'),
    cursor: z.string().max(500).nullish().describe(`next_cursor of the answer before, with the same filter: at most ${BULK_MAX} a request`),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), { path: ['ids'], error: 'send either ids or filter' })
  .refine(({ filter }) => filter === undefined || Object.values(filter).some((value) => value !== undefined), { path: ['filter'], error: 'says nothing, which would be every callback of the company; name at least one filter' });

// Said in words: of a body that is transformed (filters are), zod leaves the examples out.
export const BULK_EXAMPLE = { filter: { tab: 'unassigned' }, action: 'assign', params: { staff: 'anna' }, dry_run: true } as const;

const count = z.number().int();
export const BulkAnswer = z
  .object({
    matched: count.describe('How many there are that ids or filter name'),
    changed: count,
    would_change: count.describe('In a dry run'),
    unchanged: count.describe('They were so already'),
    refused: z.record(z.string(), count).describe('By reason: the state that does not allow it, not_found, invalid, unavailable (the database did not answer, so that it is not known; sent again under its Idempotency-Key, only these are done)'),
    results: z.array(z.object({ id: z.uuid(), result: z.enum(['changed', 'would_change', 'unchanged', 'refused']), reason: z.string().optional() })),
    next_cursor: z.string().nullable().describe('Where it goes on, if more than a request may do were matched'),
  })
  .meta({ id: 'BulkAnswer', examples: [{ matched: 3, changed: 2, would_change: 0, unchanged: 0, refused: { completed: 1 }, results: [], next_cursor: null }] });
