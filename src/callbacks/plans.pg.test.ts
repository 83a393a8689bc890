// The list and its facets take their rows from indexes, of a company with a tenth of all callbacks as of a small one. What
// that means in milliseconds is measured by bench/desk-list.ts.
import { expect, test } from 'vitest';
import { fillDesk, slugOf } from '../../bench/fill-desk.ts';
import { execute } from '../../test/execute.ts';
import { testDatabase } from '../../test/pg.ts';
import type { Tx } from '../platform/database.ts';
import { callbackFacets } from './callback-facets.ts';
import type { CallbackFilters } from './callback-filters.ts';
import { listCallbacks } from './list-callbacks.ts';
import type { CallbackSort } from './list-callbacks.ts';

const NOW = Date.UTC(2026, 11, 1, 9);
const DAY = 24 * 3_600_000;
const { database, url } = await testDatabase();
await fillDesk(url, { companies: 60, callbacks: 30_000, largest: 3_000, now: new Date(NOW).toISOString() });
const companies = await execute<{ id: string; slug: string }>(url, `select id, slug from companies where slug in ('${slugOf(1)}', '${slugOf(2)}', '${slugOf(40)}') order by slug`);

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Node[];
}

/** Answers as the database does, and keeps how it would go about it. */
function explaining(tx: Tx, kept: Node[]): Tx {
  return {
    ...tx,
    rows: async (text, values) => {
      const [plan] = await tx.rows<{ 'QUERY PLAN': readonly [{ readonly Plan: Node }] }>(`explain (format json) ${text}`, values);
      kept.push(plan!['QUERY PLAN'][0].Plan);
      return await tx.rows(text, values);
    },
  };
}

const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)];

async function ways(work: (tx: Tx, companyId: string) => Promise<unknown>): Promise<string[][]> {
  const found: string[][] = [];
  for (const { id } of companies) {
    const plans: Node[] = [];
    await database.inCompany(id, async (tx) => await work(explaining(tx, plans), id));
    expect(plans).not.toEqual([]);
    // an index is read below a bitmap, which names the table
    found.push(plans.flatMap(all).filter((node) => node['Relation Name'] === 'callbacks' || node['Index Name']?.startsWith('callbacks_')).map((node) => `${node['Node Type']} ${node['Index Name'] ?? node['Relation Name']}`));
  }
  return found;
}

const looking = (companyId: string) => ({ companyId, now: NOW, today: { startAt: NOW - 9 * DAY / 24, endAt: NOW + 15 * DAY / 24 }, staffId: null });
const list = async (filters: CallbackFilters, sort: CallbackSort = 'due_at'): Promise<string[][]> => await ways(async (tx, id) => await listCallbacks(tx, { ...looking(id), filters, sort, limit: 50, after: null }));
const facets = async (filters: CallbackFilters): Promise<string[][]> => await ways(async (tx, id) => await callbackFacets(tx, { ...looking(id), filters }));

const FILTERS: readonly CallbackFilters[] = [
  {}, { tab: 'due_now' }, { tab: 'unassigned' }, { tab: 'done_today' }, { status: ['pending', 'assigned'], priority: ['urgent'], branch: ['filiale-2'] },
  { status: ['completed'], errorType: ['partial_booking'] }, { service: ['leistung-3'], createdAfter: NOW - 30 * DAY }, { assignedTo: ['none'] }, { q: 'Yıldız' }, { overdue: true },
];

test.each(FILTERS)('no list reads the whole table: %j', async (filters) => {
  for (const sort of ['due_at', '-created_at', 'priority'] as const) {
    for (const ways of await list(filters, sort)) expect(ways.filter((way) => way.startsWith('Seq Scan'))).toEqual([]);
  }
});

test.each(FILTERS)('no facets read the whole table: %j', async (filters) => {
  for (const ways of await facets(filters)) expect(ways.filter((way) => way.startsWith('Seq Scan'))).toEqual([]);
});

test.each([['due_at', 'callbacks_by_due'], ['-created_at', 'callbacks_by_time'], ['priority', 'callbacks_by_rank']] as const)('sorted by %s the list is read in order from %s, and nothing is sorted', async (sort, index) => {
  const [largest] = await list({}, sort);
  expect(largest).toEqual([`Index Scan ${index}`]);
});

test('what the facets say of closed callbacks is read from the tallies: of the table only the open ones are touched, and those of today', async () => {
  const [largest] = await facets({});
  expect(largest!.filter((way) => !/callbacks_(open_\w+|by_completion)$/.test(way))).toEqual([]);
});

test.each(['Hoffmann 27', '030 2001500', '2001', 'kunde12@'])('what is rare is looked up by its letters, and nobody’s text is read for it: %s', async (q) => {
  const read = async (tx: Tx): Promise<Record<string, number>> => Object.fromEntries((await tx.rows<{ name: string; n: number }>(
    `select indexrelid::regclass::text as name, pg_stat_get_xact_numscans(indexrelid) as n from pg_index where indrelid = 'callbacks'::regclass`)).map(({ name, n }) => [name, n]));
  await database.inCompany(companies[0]!.id, async (tx) => {
    const before = await read(tx);
    await listCallbacks(tx, { ...looking(companies[0]!.id), filters: { q }, sort: 'due_at', limit: 50, after: null });
    const after = await read(tx);
    expect(after['callbacks_by_gram']).toBeGreaterThan(before['callbacks_by_gram']!);
    expect(after['callbacks_to_search']).toBe(before['callbacks_to_search']);
  });
});
