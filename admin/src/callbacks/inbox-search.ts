// What of the list stands in the address: it can be sent to a colleague, bookmarked, and „back“ brings it back.
export const TABS = ['due_now', 'mine', 'unassigned', 'waiting', 'decision_needed', 'today', 'critical', 'overdue', 'done_today', 'all'] as const;
export type Tab = (typeof TABS)[number];

const SORTS = ['due_at', 'priority', '-created_at', 'created_at'] as const;

/** Filters with several values are 'a,b', as in the API. */
export const FILTER_NAMES = ['error_type', 'created_from', 'status', 'priority', 'branch', 'service', 'assigned_to', 'category'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

export interface InboxSearch {
  readonly tab?: Tab | undefined;
  readonly error_type?: string | undefined;
  readonly created_from?: string | undefined;
  readonly status?: string | undefined;
  readonly priority?: string | undefined;
  readonly branch?: string | undefined;
  readonly service?: string | undefined;
  readonly assigned_to?: string | undefined;
  readonly category?: string | undefined;
  /** Fingerprint: the callbacks of errors that are one (analytics). */
  readonly error_group?: string | undefined;
  /** Days, both inclusive: '2026-12-01'. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
  readonly sort?: (typeof SORTS)[number] | undefined;
}

/** Whatever somebody typed or an old link holds: what is not understood is left out, never an error. */
export function readInboxSearch(given: Record<string, unknown>): InboxSearch {
  const text = (name: string): string | undefined => {
    const value = given[name];
    return (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T | undefined => allowed.find((one) => one === text(name));
  const day = (name: string): string | undefined => (/^\d{4}-\d\d-\d\d$/.test(text(name) ?? '') ? text(name) : undefined);
  const search: Record<string, string | undefined> = {
    tab: oneOf('tab', TABS),
    ...Object.fromEntries(FILTER_NAMES.map((name) => [name, text(name)])),
    error_group: /^[0-9a-f]{16}$/.test(text('error_group') ?? '') ? text('error_group') : undefined,
    from: day('from'), to: day('to'), q: text('q'),
    sort: oneOf('sort', SORTS),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** What the API is asked for. */
export function filtersOf(search: InboxSearch): Record<string, string> {
  const { tab = 'due_now', from, to, sort: _sort, ...rest } = search;
  const filters: Record<string, string | undefined> = { ...rest, tab, created_after: from, created_before: to === undefined ? undefined : dayAfter(to) };
  const given: Record<string, string> = {};
  for (const name of ['tab', ...FILTER_NAMES, 'error_group', 'q', 'created_after', 'created_before']) {
    const value = filters[name];
    if (value !== undefined) given[name] = value;
  }
  return given;
}

export function sortOf({ sort, tab }: InboxSearch): string {
  return sort ?? (tab === 'done_today' || tab === 'all' ? '-created_at' : 'due_at');
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

export function hasFilters(search: InboxSearch): boolean {
  return [...FILTER_NAMES, 'error_group', 'from', 'to', 'q'].some((name) => search[name as keyof InboxSearch] !== undefined);
}
