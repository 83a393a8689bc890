import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, NOW } from '../../test/read-side-rows.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Role } from '../companies/api-key.ts';
import { iso } from '../platform/iso.ts';

const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const sued = await companyWithRows(database, 'sued');
const keyId = randomUUID();
const key = (companyId: string, role: Role) => ({ companyId, keyId, role, hint: 'beef', staffId: null });
const keys = { fn_owner: key(nord.companyId, 'owner'), fn_manager: key(nord.companyId, 'manager'), fn_staff: key(nord.companyId, 'staff'), fn_viewer: key(nord.companyId, 'viewer'), fn_sued: key(sued.companyId, 'owner') };
const { app } = await adminServer({ database, companies: [{ id: nord.companyId, slug: 'nord' }, { id: sued.companyId, slug: 'sued' }], keys });
afterAll(() => app.close());

await database.inCompany(nord.companyId, async (tx) => {
  await tx.run(`insert into api_keys (company_id, id, role, key_hash, key_hint, created_at) values ($1, $2, 'owner', 'h', 'beef', $3)`, [nord.companyId, keyId, iso(NOW)]);
  const entries = [
    { actor: `key:${keyId}`, action: 'callback.complete', id: 'c1' }, { actor: 'machine', action: 'callback.assign', id: 'c1' }, { actor: 'link:abc', action: 'callback.complete', id: 'c2' },
    { actor: 'user:gone', action: 'member.role', id: 'm1' },
  ];
  for (const [i, { actor, action, id }] of entries.entries()) {
    await appendAudit(tx, nord.companyId, { at: NOW + i * 86_400_000, actor, action, subject: { kind: action.split('.')[0]!, id }, detail: { to: 'completed' } });
  }
});

const get = (query: string, as: keyof typeof keys = 'fn_owner'): Promise<LightMyRequestResponse> => app.inject({ method: 'GET', url: `/api/v1/audit${query}`, headers: { authorization: `Bearer ${as}` } });
const seqs = async (query: string): Promise<number[]> => (await get(query)).json().items.map(({ seq }: { seq: number }) => seq);

test('the newest entry comes first, with the name that its actor has today', async () => {
  const { items, next_cursor } = (await get('')).json();
  expect(items.map(({ seq, actor_name }: { seq: number; actor_name: string | null }) => [seq, actor_name])).toEqual([[4, null], [3, 'Anmeldelink'], [2, null], [1, 'Schlüssel …beef']]);
  expect(items[3]).toMatchObject({ at: iso(NOW), action: 'callback.complete', subject: { kind: 'callback', id: 'c1' }, detail: { to: 'completed' }, prev_hash: '0'.repeat(64) });
  expect(items[2].prev_hash).toBe(items[3].hash);
  expect(next_cursor).toBeNull();
});

test.each([
  ['?action=callback.complete', [3, 1]], ['?action=callback.*', [3, 2, 1]], ['?action=member.role,callback.assign', [4, 2]], ['?actor=machine', [2]], [`?actor=key:${keyId}`, [1]],
  ['?subject_kind=callback&subject_id=c1', [2, 1]], [`?from=${iso(NOW + 86_400_000)}&to=${iso(NOW + 3 * 86_400_000)}`, [3, 2]], ['?action=callback', []],
])('filter %s', async (query, expected) => {
  expect(await seqs(query)).toEqual(expected);
});

test('the cursor leads through all of it once', async () => {
  const first = (await get('?limit=3')).json();
  expect(first.items).toHaveLength(3);
  expect(await seqs(`?limit=3&cursor=${first.next_cursor}`)).toEqual([1]);
});

test('is for owners and managers, and another company’s is empty', async () => {
  expect((await get('', 'fn_manager')).statusCode).toBe(200);
  for (const as of ['fn_staff', 'fn_viewer'] as const) expect((await get('', as)).statusCode).toBe(403);
  expect((await get('', 'fn_sued')).json()).toEqual({ items: [], next_cursor: null });
});
