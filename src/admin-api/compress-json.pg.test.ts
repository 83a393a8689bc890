import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows } from '../../test/read-side-rows.ts';

const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const { app } = await adminServer({ database, companies: [{ id: nord.companyId, slug: 'nord' }], keys: { fn_owner: { companyId: nord.companyId, keyId: randomUUID(), role: 'owner', hint: 'beef', staffId: null } } });
afterAll(() => app.close());
const get = (path: string, encoding: string) => app.inject({ url: `/api/v1${path}`, headers: { authorization: 'Bearer fn_owner', 'accept-encoding': encoding } });

test('a long list goes compressed to whoever can read that, and is the same list', async () => {
  for (let i = 0; i < 20; i++) await nord.callback(await nord.wish(), { customer_name: `Kundin Nr. ${i}` });
  const [plain, packed] = [await get('/callbacks', 'identity'), await get('/callbacks', 'br, gzip')];
  expect([plain.headers['content-encoding'], packed.headers['content-encoding'], packed.headers['vary']]).toEqual([undefined, 'gzip', 'accept-encoding']);
  expect(Number(packed.headers['content-length'])).toBe(packed.rawPayload.length);
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 4);
  expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toEqual(plain.json());
});

test('a short answer, an export and an answer to a change go as they are', async () => {
  const post = (path: string, payload: object) => app.inject({ method: 'POST', url: `/api/v1${path}`, headers: { authorization: 'Bearer fn_owner', 'accept-encoding': 'gzip' }, payload });
  const [short, exported, made, changed] = [await get('/session', 'gzip'), await get('/callbacks.csv', 'gzip'), await post('/api-keys', { role: 'staff' }), await post('/callbacks/bulk', { filter: { priority: 'normal' }, action: 'notes', params: { text: 'an alle' } })];
  expect([short, exported, made, changed].map(({ statusCode, headers }) => [statusCode, headers['content-encoding']])).toEqual([[200, undefined], [200, undefined], [201, undefined], [200, undefined]]);
  // long enough for a list of that length to be compressed
  expect(Math.min(exported.rawPayload.length, changed.rawPayload.length)).toBeGreaterThan(1_400);
});
