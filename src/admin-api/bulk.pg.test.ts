import { afterAll, describe, expect, test } from 'vitest';
import { deskSalon } from '../../test/desk-salon.ts';
import { testDatabase } from '../../test/pg.ts';
import { iso } from '../platform/iso.ts';
import { NOW } from '../../test/read-side-rows.ts';
import { BULK_MAX } from './contract/bulk.ts';

const { database } = await testDatabase();
const salon = await deskSalon(database, 'bulk');
const { post, get, callback } = salon;
afterAll(() => salon.app.close());

const bulk = async (body: object, by = 'mara') => await post('/callbacks/bulk', body, { by });
const versions = async (ids: readonly string[]): Promise<unknown[]> => await Promise.all(ids.map(async (id) => (await get(`/callbacks/${id}`)).json().version));
const closed = { status: 'completed', completed_at: iso(NOW), resolution: 'answered' };

describe('an action on many callbacks', () => {
  test('tells in a dry run exactly what it then does, and changes nothing by telling', async () => {
    const [open, mine, done] = [await callback(), await callback({ status: 'assigned', assigned_to: salon.staff['ben'] }), await callback(closed)];
    const missing = '01932c07-7a50-7000-8000-000000000001';
    const ids = [open, mine, done, missing, open];
    const asked = { ids, action: 'assign', params: { staff: 'ben' } };
    const dry = (await bulk({ ...asked, dry_run: true })).json();
    expect(dry).toMatchObject({ matched: 3, changed: 0, would_change: 1, unchanged: 1, refused: { completed: 1, not_found: 1 }, next_cursor: null });
    expect(dry.results).toEqual([{ id: open, result: 'would_change' }, { id: mine, result: 'unchanged' }, { id: done, result: 'refused', reason: 'completed' }, { id: missing, result: 'refused', reason: 'not_found' }]);
    expect(await versions([open, mine, done])).toEqual([0, 0, 0]);
    expect((await bulk(asked)).json()).toMatchObject({ matched: 3, changed: 1, would_change: 0, unchanged: 1, refused: { completed: 1, not_found: 1 } });
    expect(await versions([open, mine, done])).toEqual([1, 0, 0]);
  });

  test.each([
    ['complete', { resolution: 'answered' }], ['cancel', { reason: 'Testanrufe' }], ['snooze', { until: 'morgen 8:30' }], ['priority', { priority: 'urgent' }],
    ['escalate', { reason: 'complex_case', to: 'owner' }], ['notes', { text: 'Telefonanlage war aus' }], ['assign', { staff: null }],
  ])('%s', async (action, params) => {
    const ids = [await callback({ assigned_to: salon.staff['anna'], status: 'assigned' }), await callback({ assigned_to: salon.staff['anna'], status: 'assigned' })];
    expect((await bulk({ ids, action, params, dry_run: true })).json()).toMatchObject({ would_change: 2, refused: {} });
    expect((await bulk({ ids, action, params })).json()).toMatchObject({ changed: 2, refused: {} });
  });

  test('by a filter takes those that the list shows', async () => {
    for (let i = 0; i < 3; i++) await callback({ customer_name: 'Vielanrufer', created_at: iso(NOW - i * 1000) });
    await callback({ customer_name: 'Vielanrufer', ...closed });
    const shown = (await get('/callbacks?q=Vielanrufer&status=pending')).json().items;
    const answer = (await bulk({ filter: { q: 'Vielanrufer', status: 'pending' }, action: 'complete', params: { resolution: 'duplicate' } })).json();
    expect(answer).toMatchObject({ matched: 3, changed: 3, next_cursor: null });
    expect(answer.results.map(({ id }: { id: string }) => id).toSorted()).toEqual(shown.map(({ id }: { id: string }) => id).toSorted());
    expect((await get('/callbacks?q=Vielanrufer&status=pending')).json().items).toEqual([]);
  });

  test('goes on with the cursor where there are more than one request may change, although the first do not match any more', async () => {
    const wish = await salon.rows.wish({ intent: 'callback' });
    await database.asMachine((tx) => tx.run(
      `insert into callbacks (company_id, id, receipt, wish_id, status, priority, created_from, customer_name, due_at, due_because, metadata, created_at, updated_at)
       select $1, gen_random_uuid(), gen_random_uuid(), $2, 'pending', 'normal', 'staff', 'Flut ' || n, $3, '24 h', '{}', $3::timestamptz - n * interval '1 second', $3 from generate_series(1, ${BULK_MAX + 2}) n`,
      [salon.rows.companyId, wish, iso(NOW)],
    ));
    const asked = { filter: { q: 'Flut', priority: 'normal' }, action: 'priority', params: { priority: 'high' } };
    // nor does it begin anew where they match as before
    const told = (await bulk({ ...asked, dry_run: true })).json();
    const toldRest = (await bulk({ ...asked, dry_run: true, cursor: told.next_cursor })).json();
    expect([told.results.length, toldRest.results.length, toldRest.next_cursor]).toEqual([BULK_MAX, 2, null]);
    const first = (await bulk(asked)).json();
    expect(first).toMatchObject({ matched: BULK_MAX + 2, changed: BULK_MAX, next_cursor: expect.any(String) });
    const rest = (await bulk({ ...asked, cursor: first.next_cursor })).json();
    expect(rest).toMatchObject({ matched: 2, changed: 2, next_cursor: null });
    expect(new Set([...first.results, ...rest.results].map(({ id }: { id: string }) => id)).size).toBe(BULK_MAX + 2);
  });

  test('that one of them cannot understand refuses that one', async () => {
    const [here, nowhere] = [await callback(), await callback({ branch_id: null })];
    expect((await bulk({ ids: [here, nowhere], action: 'snooze', params: { until: 'sobald geöffnet' } })).json()).toMatchObject({ changed: 1, refused: { invalid: 1 } });
  });

  test.each([
    [{ action: 'assign', params: { staff: 'ben' } }, 'ids'],
    [{ ids: [], action: 'assign', params: { staff: 'ben' } }, 'ids'],
    [{ filter: {}, action: 'complete', params: { resolution: 'answered' } }, 'filter'],
    [{ filter: { stauts: 'pending' }, action: 'complete', params: { resolution: 'answered' } }, 'stauts'],
    [{ filter: { tab: 'mine' }, action: 'complete' }, 'params.resolution'],
    [{ filter: { tab: 'mine' }, action: 'complete', params: { resolution: 'answered', attempt: { outcome: 'reached' } } }, 'params.attempt'],
    [{ filter: { tab: 'mine' }, action: 'assign', params: { staff: 'niemand' } }, 'staff'],
    [{ filter: { tab: 'mine' }, action: 'delete' }, 'action'],
    [{ filter: { tab: 'mine' }, action: 'attempts', params: { outcome: 'reached' } }, 'action'],
  ])('%j is refused with the place', async (body, place) => {
    const response = await bulk(body);
    expect([response.statusCode, response.json().code]).toEqual([400, 'REQUEST_INVALID']);
    expect(response.json().detail).toContain(place);
  });

  test('is for managers, and touches nothing of another company', async () => {
    const id = await callback();
    expect((await bulk({ ids: [id], action: 'cancel', params: { reason: 'r' } }, 'anna')).statusCode).toBe(403);
    expect((await bulk({ ids: [id], action: 'cancel', params: { reason: 'r' } }, 'fremd')).json()).toMatchObject({ matched: 0, changed: 0, refused: { not_found: 1 } });
    expect(await versions([id])).toEqual([0]);
  });
});
