// What of the list stands in the address: it can be sent to a colleague, bookmarked, and „back“ brings it back.
export const TABS = ['due_now', 'mine', 'unassigned', 'waiting', 'decision_needed', 'today', 'critical', 'overdue', 'done_today', 'all'] as const;
export type Tab = (typeof TABS)[number];

export const SORTS = ['due_at', 'priority', '-created_at', 'created_at'] as const;

/** Filters with several values are 'a,b', as in the API. */
export const FILTER_NAMES = ['error_type', 'created_from', 'status', 'priority', 'branch', 'service', 'assigned_to', 'category'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** Spans that go along with the day on which somebody looks, as the API knows them. */
export const PERIODS = ['today', 'last_7_days', 'last_30_days', 'this_month'] as const;

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
  readonly within?: (typeof PERIODS)[number] | undefined;
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
    within: oneOf('within', PERIODS), from: day('from'), to: day('to'), q: text('q'),
    sort: oneOf('sort', SORTS),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** What the API is asked for. */
export function filtersOf(search: InboxSearch): Record<string, string> {
  const { tab = 'due_now', within, from, to, sort: _sort, ...rest } = search;
  const filters: Record<string, string | undefined> = { ...rest, tab, created_within: within, created_after: from, created_before: to === undefined ? undefined : dayBeside(to, 1) };
  const given: Record<string, string> = {};
  for (const name of ['tab', ...FILTER_NAMES, 'error_group', 'q', ...SPAN]) {
    const value = filters[name];
    if (value !== undefined) given[name] = value;
  }
  return given;
}

/** What is open stands by its deadline; what is done, or all of it, by when it came. */
export function sortOf({ sort, tab }: InboxSearch): (typeof SORTS)[number] {
  return sort ?? (tab === 'done_today' || tab === 'all' ? '-created_at' : 'due_at');
}

const SPAN = ['created_within', 'created_after', 'created_before'] as const;

/** The way back, for a filter that was kept. null: it asks for something that this page has no filter for, and would show too much. */
export function searchOf(filter: Readonly<Record<string, string>>, sort: string | null): InboxSearch | null {
  const { tab = 'all', created_within: within, created_after: from, created_before: before, ...rest } = filter;
  const search = readInboxSearch({ ...rest, tab, within, from, to: before === undefined ? undefined : dayBeside(before, -1), sort });
  const asked = filtersOf(search);
  return Object.entries({ tab, ...filter }).every(([name, value]) => asked[name] === value) ? search : null;
}

/** '' for what is no day. */
function dayBeside(day: string, days: 1 | -1): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? '' : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}

const NARROWING = [...FILTER_NAMES, 'error_group', 'within', 'from', 'to', 'q'] as const;

export function hasFilters(search: InboxSearch): boolean {
  return NARROWING.some((name) => search[name] !== undefined);
}

/** To be laid over what is there: a tab and an order stay. */
export const NO_FILTERS: InboxSearch = Object.fromEntries(NARROWING.map((name) => [name, undefined]));
