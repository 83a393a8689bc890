import { expect, test } from 'vitest';
import { filtersOf, NO_FILTERS, readInboxSearch, searchOf } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';

const SEARCHES: readonly InboxSearch[] = [
  {}, { tab: 'all' }, { tab: 'done_today', sort: '-created_at' }, { error_type: 'exception,api_error', branch: 'mitte', category: 'Farbe' }, { within: 'last_7_days' }, { error_group: '0123456789abcdef' }, { from: '2026-11-30', to: '2026-12-31' }, { q: '030 1', assigned_to: 'me', sort: 'priority' },
];

test.each(SEARCHES)('a view that was kept leads back to what was shown: %j', (search) => {
  const { sort = null } = search;
  expect(searchOf(filtersOf(search), sort)).toEqual({ tab: 'due_now', ...search });
});

test('what a program kept for the API, and the page cannot show as it is, is no view of the page', () => {
  expect(searchOf({ error_type: 'exception', overdue: 'true' }, null)).toBeNull();
  expect(searchOf({ created_after: '2026-12-01T09:00:00Z' }, null)).toBeNull();
  expect(searchOf({ created_before: 'x' }, null)).toBeNull();
  expect(searchOf({ error_type: 'exception' }, '-due_at')).toEqual({ tab: 'all', error_type: 'exception' });
});

test('an address with what nobody understands opens the list all the same', () => {
  expect(readInboxSearch({ tab: 'x', within: 'ever', from: 'gestern', status: ['pending'], q: 4711 })).toEqual({ q: '4711' });
});

test('taking off all filters leaves the tab and the order', () => {
  expect(filtersOf({ tab: 'all', sort: 'priority', q: 'x', within: 'today', from: '2026-12-01', ...NO_FILTERS })).toEqual({ tab: 'all' });
});
