import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';

const { database } = await testDatabase();

async function setUp(columns: Record<string, string> = {}) {
  const slug = `salon-${randomUUID().slice(0, 8)}`;
  const rows = await companyWithRows(database, slug);
  const id = await rows.callback(await rows.wish(), { due_at: iso(NOW + 3 * HOUR), notes: 'Zahnschmerzen', customer_name: 'Ada Example', ...columns });
  const key = { companyId: rows.companyId, keyId: randomUUID(), role: 'staff' as const, hint: 'beef', staffId: null };
  const { app } = await adminServer({ database, companies: [{ id: rows.companyId, slug }], keys: { fn_x: key } });
  onTestFinished(() => app.close());
  const ask = async (what: string) => (await app.inject({ url: `/api/v1/callbacks/${id}/${what}`, headers: { authorization: 'Bearer fn_x' } })).json();
  const change = async (priority: string) => (await app.inject({ method: 'POST', url: `/api/v1/callbacks/${id}/priority`, headers: { authorization: 'Bearer fn_x' }, payload: { priority } })).json();
  return { ask, change };
}

test('what is shown before another priority is chosen is the deadline that it then has, never later than promised', async () => {
  const { ask, change } = await setUp();
  const { items } = await ask('priority-options');
  expect(items.map((item: { priority: string; current: boolean }) => [item.priority, item.current])).toEqual([['urgent', false], ['high', false], ['normal', true]]);
  for (const { due_at: dueAt } of items) expect(Date.parse(dueAt)).toBeLessThanOrEqual(NOW + 3 * HOUR);
  const urgent = items.find(({ priority }: { priority: string }) => priority === 'urgent');
  expect((await change('urgent')).due_at).toBe(urgent.due_at);
});

test('the last message greets by name and says nothing of what was wished for', async () => {
  const { ask } = await setUp();
  const { subject, text } = await ask('last-message');
  expect(text).toContain('Guten Tag Ada Example');
  expect(`${subject} ${text}`).not.toMatch(/Zahn|Termin|Rückrufwunsch/);
});
