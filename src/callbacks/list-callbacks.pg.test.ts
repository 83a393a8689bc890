import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';
import type { Page, Place } from '../platform/keyset.ts';
import { callbackFacets } from './callback-facets.ts';
import { CALLBACK_TABS } from './callback-tabs.ts';
import type { CallbackFacets } from './callback-facets.ts';
import type { CallbackFilters } from './callback-filters.ts';
import type { CallbackView } from './callback-view.ts';
import { CALLBACK_SORTS, listCallbacks } from './list-callbacks.ts';
import type { CallbackListQuery, CallbackSort } from './list-callbacks.ts';
import { readCallback } from './read-callback.ts';

const { database } = await testDatabase();
const rows = await companyWithRows(database, 'list');
const mitte = await rows.branch('mitte', 'Filiale Mitte');
const anna = await rows.staff('anna', 'Anna Berger');
const cut = await rows.service('haarschnitt', 'Herrenhaarschnitt');
const LOOKING = { companyId: rows.companyId, now: NOW, today: { startAt: NOW - 10 * HOUR, endAt: NOW + 14 * HOUR }, staffId: anna };
const ids = await makeCallbacks(rows);
await database.asMachine((tx) => tx.run(
  `insert into caller_claims (company_id, caller_key, claimed_by, claimed_name, claimed_at, claim_until) values ($1, '+4930777777', 'key:1', 'Anna', $2, $3)`,
  [rows.companyId, iso(NOW - 1), iso(NOW + HOUR)],
));

/** 60 rows with many equal deadlines, so that the id has to decide; instants with microseconds, as now() would write them. */
async function makeCallbacks(company: Rows): Promise<string[]> {
  const made: string[] = [];
  const statuses = ['pending', 'assigned', 'contacted', 'completed', 'cancelled'];
  for (let i = 0; i < 60; i += 1) {
    const status = statuses[i % 5]!;
    const closed = status === 'completed' || status === 'cancelled';
    made.push(
      await company.callback(await company.wish(), {
        status,
        completed_at: closed ? iso(NOW - (i % 3) * 12 * HOUR) : null,
        resolution: closed ? 'done' : null,
        priority: ['urgent', 'high', 'normal'][i % 3],
        error_type: ['partial_booking', 'api_error', 'exception', 'no_availability', null][(i * 7) % 5] ?? null,
        created_from: i % 4 === 0 ? 'customer_request' : 'failsafe_callback',
        branch_id: i % 2 === 0 ? mitte : null,
        service_id: i % 6 === 0 ? cut : null,
        assigned_to: i % 7 === 0 ? anna : null,
        category: i % 5 === 1 ? 'Farbe' : null,
        customer_name: i % 10 === 0 ? 'Özlem Yıldız' : 'Max Muster',
        phone_number: i % 9 === 0 ? '+493012345678' : i % 13 === 0 ? '+4930777777' : null,
        phone_raw: i % 9 === 0 ? '030 / 123 456-78' : 'anonymous',
        notes: i % 11 === 0 ? 'lieber 100% vormittags' : null,
        attempts_count: i % 4,
        decision_since: i % 4 === 3 ? iso(NOW - HOUR) : null,
        due_at: iso(NOW + ((i % 6) - 3) * HOUR).replace('.000Z', `.00000${i % 3}Z`),
        created_at: iso(NOW - (i % 8) * HOUR).replace('.000Z', `.12345${i % 2}Z`),
      }),
    );
  }
  return made;
}

const isClosed = (c: CallbackView): boolean => ['completed', 'cancelled', 'expired'].includes(c.status);

async function walk(filters: CallbackFilters, sort: CallbackSort, limit: number): Promise<CallbackView[]> {
  const all: CallbackView[] = [];
  let after: Place | null = null;
  do {
    const query: CallbackListQuery = { ...LOOKING, filters, sort, limit, after };
    const page: Page<CallbackView> = await database.inCompany(rows.companyId, (tx) => listCallbacks(tx, query));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}

function facets(filters: CallbackFilters = {}): Promise<CallbackFacets> {
  return database.inCompany(rows.companyId, (tx) => callbackFacets(tx, { ...LOOKING, filters }));
}

const RANK = { urgent: 0, high: 1, normal: 2 } as const;
const IN_ORDER: Readonly<Record<CallbackSort, (a: CallbackView, b: CallbackView) => boolean>> = {
  due_at: (a, b) => a.due_at <= b.due_at,
  '-due_at': (a, b) => a.due_at >= b.due_at,
  created_at: (a, b) => a.created_at <= b.created_at,
  '-created_at': (a, b) => a.created_at >= b.created_at,
  priority: (a, b) => RANK[a.priority] < RANK[b.priority] || (a.priority === b.priority && a.due_at <= b.due_at),
};

describe('walking the cursor shows every callback exactly once, in order, whatever the page size', () => {
  test.each(Object.keys(CALLBACK_SORTS) as CallbackSort[])('sorted by %s', async (sort) => {
    for (const limit of [1, 7, 60, 200]) {
      const all = await walk({}, sort, limit);
      expect(all.map((c) => c.id).sort()).toEqual([...ids].sort());
      for (let i = 1; i < all.length; i += 1) expect(IN_ORDER[sort](all[i - 1]!, all[i]!)).toBe(true);
    }
  });
});

test('a callback that arrives while somebody pages neither repeats nor hides another', async () => {
  const query = { ...LOOKING, filters: {}, sort: 'due_at' as const, limit: 10 };
  const first = await database.inCompany(rows.companyId, (tx) => listCallbacks(tx, { ...query, after: null }));
  const late = await rows.callback(await rows.wish(), { due_at: iso(NOW - 100 * HOUR) });
  const second = await database.inCompany(rows.companyId, (tx) => listCallbacks(tx, { ...query, after: first.next }));
  await database.asMachine((tx) => tx.run('delete from callbacks where id = $1', [late]));
  const seen = [...first.items, ...second.items].map((c) => c.id);
  expect(new Set(seen).size).toBe(20);
  expect(seen).toEqual((await walk({}, 'due_at', 200)).slice(0, 20).map((c) => c.id));
});

describe('each filter shows what it says, and no other row', () => {
  const filters: readonly (readonly [name: string, filters: CallbackFilters, matches: (c: CallbackView) => boolean])[] = [
    ['status', { status: ['pending', 'contacted'] }, (c) => c.status === 'pending' || c.status === 'contacted'],
    ['priority', { priority: ['urgent'] }, (c) => c.priority === 'urgent'],
    ['error_type', { errorType: ['api_error', 'exception'] }, (c) => c.error_type === 'api_error' || c.error_type === 'exception'],
    ['no error', { errorType: ['none'] }, (c) => c.error_type === null],
    ['created_from', { createdFrom: ['customer_request'] }, (c) => c.created_from === 'customer_request'],
    ['branch by slug', { branch: ['mitte'] }, (c) => c.branch?.slug === 'mitte'],
    ['branch by id', { branch: [mitte] }, (c) => c.branch?.id === mitte],
    ['no branch', { branch: ['none'] }, (c) => c.branch === null],
    ['assigned to somebody', { assignedTo: [anna] }, (c) => c.assigned_to === anna],
    ['assigned to nobody', { assignedTo: ['none'] }, (c) => c.assigned_to === null],
    ['overdue', { overdue: true }, (c) => c.overdue],
    ['not overdue', { overdue: false }, (c) => !c.overdue],
    ['created in an interval', { createdAfter: NOW - 4 * HOUR, createdBefore: NOW - HOUR }, (c) => c.created_at >= iso(NOW - 4 * HOUR) && c.created_at < iso(NOW - HOUR)],
    ['service by slug', { service: ['haarschnitt'] }, (c) => c.service?.slug === 'haarschnitt'],
    ['no service, or one', { service: ['none', cut] }, () => true],
    ['a category', { category: ['Farbe'] }, (c) => c.category === 'Farbe'],
    ['no category', { category: ['none'] }, (c) => c.category === null],
    ['somebody is on it', { claimed: true }, (c) => c.claimed_by !== null],
    ['nobody is on it', { claimed: false }, (c) => c.claimed_by === null],
    ['a decision is needed', { decision: true }, (c) => c.decision_since !== null && !isClosed(c)],
    ['two at once', { priority: ['high'], overdue: true }, (c) => c.priority === 'high' && c.overdue],
    ['a name, in any case', { q: 'yıldız ÖZLEM' }, (c) => c.customer_name === 'Özlem Yıldız'],
    ['a number as it was dialled', { q: '030 123 45678' }, (c) => c.phone_number === '+493012345678'],
    ['the end of a number', { q: '5678' }, (c) => c.phone_number === '+493012345678'],
    ['a word of the notes', { q: 'vormittags' }, (c) => c.notes !== null],
    ['a percent sign as itself', { q: '100%' }, (c) => c.notes !== null],
    ['an underscore as itself', { q: 'M_x' }, () => false],
  ];
  test.each(filters)('%s', async (_name, filter, matches) => {
    const expected = (await walk({}, 'due_at', 200)).filter(matches).map((c) => c.id);
    const shown = await walk(filter, 'due_at', 200);
    expect(shown.map((c) => c.id)).toEqual(expected);
    expect(await facets(filter)).toMatchObject({ total: expected.length, ...countedBy(shown) });
  });
});

/** What the facets of these callbacks have to be, counted one by one. */
function countedBy(callbacks: readonly CallbackView[]): Omit<CallbackFacets, 'total' | 'tabs'> {
  const by = (name: (c: CallbackView) => string | null | undefined): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const c of callbacks) counts[name(c) ?? 'none'] = (counts[name(c) ?? 'none'] ?? 0) + 1;
    return counts;
  };
  return {
    status: by((c) => c.status), priority: by((c) => c.priority), error_type: by((c) => c.error_type), created_from: by((c) => c.created_from), branch: by((c) => c.branch?.slug), service: by((c) => c.service?.slug),
    assigned_to: by((c) => c.assigned_to), category: by((c) => c.category),
  };
}

test('what is searched for is found however long the note is in whose last word it stands, and however often it occurs', async () => {
  const other = await companyWithRows(database, 'search');
  const long = await other.callback(await other.wish(), { customer_name: 'Frau Lang', notes: `${'bla '.repeat(1200)}Schlusswort` });
  const wish = await other.wish();
  await database.asMachine((tx) => tx.run(
    `insert into callbacks (company_id, id, receipt, wish_id, status, priority, created_from, customer_name, due_at, due_because, metadata, created_at, updated_at)
     select $1, gen_random_uuid(), gen_random_uuid(), $2, 'pending', 'normal', 'staff', 'Häufig ' || n, $3, '24 h', '{}', $3::timestamptz - n * interval '1 second', $3 from generate_series(1, 700) n`,
    [other.companyId, wish, iso(NOW)],
  ));
  const looking = { ...LOOKING, companyId: other.companyId };
  const found = async (q: string): Promise<{ total: number; first: string[] }> => await database.inCompany(other.companyId, async (tx) => ({
    total: (await callbackFacets(tx, { ...looking, filters: { q } })).total,
    first: (await listCallbacks(tx, { ...looking, filters: { q }, sort: '-created_at', limit: 3, after: null })).items.map(({ customer_name: name }) => name!),
  }));
  expect(await found('schlusswort lang')).toEqual({ total: 1, first: ['Frau Lang'] });
  expect((await found('HÄUFIG')).total).toBe(700);
  expect((await found('häufig')).first).toEqual(['Häufig 1', 'Häufig 2', 'Häufig 3']);
  expect(await found('häufig 500')).toEqual({ total: 1, first: ['Häufig 500'] });
  expect((await found('schlusswort häufig')).total).toBe(0);
  await database.asMachine((tx) => tx.run('delete from callbacks where id = $1', [long]));
});

test('overdue means open and past its time; what is done is never overdue', async () => {
  const all = await walk({}, 'due_at', 200);
  for (const c of all) expect(c.overdue).toBe(['pending', 'assigned', 'contacted'].includes(c.status) && c.due_at < iso(NOW));
  expect(all.some((c) => c.overdue)).toBe(true);
});

test('the tabs count what the list shows', async () => {
  const { tabs } = await facets();
  const count = async (filters: CallbackFilters): Promise<number> => (await walk(filters, 'due_at', 200)).length;
  const open = { status: ['pending', 'assigned', 'contacted'] } as const;
  expect(tabs).toMatchObject({
    overdue: await count({ overdue: true }),
    mine: await count({ ...open, assignedTo: [anna] }),
    unassigned: await count({ ...open, assignedTo: ['none'], claimed: false }),
    waiting: await count({ status: ['contacted'] }),
    all: 60,
  });
  const all = await walk({}, 'due_at', 200);
  const isOpen = (c: CallbackView): boolean => ['pending', 'assigned', 'contacted'].includes(c.status);
  expect(tabs.due_now).toBe(all.filter((c) => isOpen(c) && c.due_at < iso(NOW + HOUR / 2)).length);
  expect(tabs.critical).toBe(all.filter((c) => isOpen(c) && (c.priority === 'urgent' || c.error_type === 'partial_booking')).length);
  expect(tabs.decision_needed).toBe(all.filter((c) => isOpen(c) && (c.decision_since !== null || c.phone_number === null)).length);
  expect(tabs.today).toBe(all.filter(isOpen).length);
  expect(tabs.done_today).toBe(all.filter((c) => c.completed_at !== null && c.completed_at >= iso(NOW - 10 * HOUR)).length);
});

test.each(CALLBACK_TABS)('the tab %s shows as many as it counts, also among filtered ones, and what lies on the other piles stays said', async (tab) => {
  for (const filters of [{}, { priority: ['urgent'] as const }, { branch: ['mitte'], errorType: ['partial_booking', 'none'] as const }, { service: ['none'] }, { q: 'muster' }]) {
    const all = await facets(filters);
    const shown = await walk({ ...filters, tab }, 'due_at', 7);
    expect(shown.length).toBe(all.tabs[tab]);
    expect(await facets({ ...filters, tab })).toEqual({ ...countedBy(shown), tabs: all.tabs, total: shown.length });
  }
  expect((await facets()).tabs[tab]).toBeGreaterThan(0);
});

test('no callback at all gives facets of zero, not of null', async () => {
  const none = await facets({ q: 'gibt es nicht' });
  expect(none).toMatchObject({ total: 0, status: {}, branch: {}, tabs: { overdue: 0, all: 0 } });
});

test('a claim that has run out is nobody’s, without anything having to clear it', async () => {
  const wish = await rows.wish();
  const claimed = await rows.callback(wish, { phone_number: '+493099999999' });
  await database.asMachine((tx) => tx.run(
    `insert into caller_claims (company_id, caller_key, claimed_by, claimed_name, claimed_at, claim_until) values ($1, '+493099999999', 'key:1', 'Anna', $2, $3)`,
    [rows.companyId, iso(NOW - 1), iso(NOW + 1)],
  ));
  const read = async (now: number): Promise<string | null | undefined> =>
    (await database.inCompany(rows.companyId, (tx) => readCallback(tx, { companyId: rows.companyId, idOrReceipt: claimed, now })))?.callback.claimed_by;
  expect([await read(NOW), await read(NOW + 1)]).toEqual(['key:1', null]);
  await database.asMachine((tx) => tx.run('delete from callbacks where id = $1', [claimed]));
});

test('a callback is found by its id, by its receipt, and by the receipt of a promise that joined it', async () => {
  const receipt = '0190c1d2-0000-7000-8000-00000000000a';
  const joined = '0190c1d2-0000-7000-8000-00000000000b';
  const id = await rows.callback(await rows.wish(), { receipt });
  await rows.event(id, { kind: 'joined', detail: { receipt: joined } });
  const find = (idOrReceipt: string): Promise<string | undefined> =>
    database.inCompany(rows.companyId, async (tx) => (await readCallback(tx, { companyId: rows.companyId, idOrReceipt, now: NOW }))?.callback.id);
  expect([await find(id), await find(receipt), await find(joined)]).toEqual([id, id, id]);
  expect(await find('0190c1d2-0000-7000-8000-00000000000c')).toBeUndefined();
  await database.asMachine((tx) => tx.run('delete from callbacks where id = $1', [id]));
});
