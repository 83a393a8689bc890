// Views of the list that somebody keeps under a name. zod only.
import { z } from 'zod';
import { CallbackFilter, CallbackSort } from '../contract.ts';

const FILTER = { tab: 'all', error_type: 'partial_booking,api_error', created_within: 'last_7_days' } as const;
const instant = z.string().describe('ISO 8601 in UTC');
const name = z.string().trim().min(1).max(60);
const sort = CallbackSort.nullable();

const filter = z
  .record(z.string().max(40), z.string().max(1000))
  .superRefine((given, context) => {
    for (const { path, message } of CallbackFilter.safeParse(given).error?.issues ?? []) context.addIssue({ code: 'custom', path: [...path], message });
  })
  .describe('As in the address of the list: names of its filters, several values of one with commas between them');

export const SavedView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    shared: z.boolean().describe('With everybody in the company; else it is your own'),
    filter: z.record(z.string(), z.string()),
    sort,
    open: z.number().int().nullable().describe('How many open callbacks are in it now; null: this version does not know one of its filters'),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'SavedView', examples: [{ id: '01932c07-7a50-7000-8000-0000000000a7', name: 'Kalenderfehler dieser Woche', shared: true, filter: FILTER, sort: '-created_at', open: 3, created_at: '2026-12-01T09:00:00.000Z', updated_at: '2026-12-01T09:00:00.000Z' }] });
export const SavedViews = z.object({ items: z.array(SavedView) }).meta({ id: 'SavedViews' });
export const SavedViewBody = z
  .strictObject({ name, shared: z.boolean().default(false), filter, sort: sort.default(null) })
  .meta({ id: 'SavedViewBody', examples: [{ name: 'Kalenderfehler dieser Woche', shared: true, filter: FILTER, sort: '-created_at' }] });
export const SavedViewChange = z
  .strictObject({ name: name.optional(), shared: z.boolean().optional(), filter: filter.optional(), sort: sort.optional() })
  .meta({ id: 'SavedViewChange', examples: [{ name: 'Kalenderfehler' }, { shared: false }] });
