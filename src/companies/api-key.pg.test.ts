import { expect, test } from 'vitest';
import { salonFile } from '../../test/companies/salon-file.ts';
import { testDatabase } from '../../test/pg.ts';
import { silentLog } from '../../test/silent-log.ts';
import { assert } from '../platform/assert.ts';
import { realWorld } from '../platform/real-world.ts';
import { deriveKey, secretsOf } from '../platform/secrets.ts';
import { createApiKey, listApiKeys, revokeApiKey, verifyApiKey } from './api-key.ts';
import { applyCompanyFile } from './apply.ts';

const world = realWorld(silentLog);

function made(key: Awaited<ReturnType<typeof createApiKey>>): { id: string; key: string } {
  assert(typeof key === 'object', `not made: ${String(key)}`);
  return key;
}

async function salon() {
  const { database } = await testDatabase();
  const applied = await applyCompanyFile({ database, world, secrets: secretsOf(deriveKey('a master key of a test'), world.random) }, salonFile());
  if (applied.kind === 'refused') throw new Error('refused');
  return { database, world, companyId: applied.companyId };
}

test('a key opens its own company with its role, until it is revoked', async () => {
  const means = await salon();
  const { id, key } = made(await createApiKey(means, { companySlug: 'salon-nord', role: 'manager' }));
  expect(key).toMatch(/^fn_[A-Za-z0-9_-]{40,}$/);
  expect(await verifyApiKey(means.database, key)).toEqual({ companyId: means.companyId, keyId: id, role: 'manager', hint: key.slice(-4), staffId: null, branchIds: [] });
  expect(await revokeApiKey(means, id)).toBe(true);
  expect(await verifyApiKey(means.database, key)).toBeNull();
});

test('the database holds nothing from which the key could be read', async () => {
  const means = await salon();
  const { key } = made(await createApiKey(means, { companySlug: 'salon-nord', role: 'viewer' }));
  const rows = await means.database.asMachine((tx) => tx.rows('select * from api_keys'));
  expect(JSON.stringify(rows)).not.toContain(key.slice(3, 40));
  expect(await listApiKeys(means.database, 'salon-nord')).toMatchObject([{ companySlug: 'salon-nord', role: 'viewer', hint: key.slice(-4), revokedAt: null }]);
});

test('neither a changed, a shortened nor an absurd key is one', async () => {
  const means = await salon();
  const { key } = made(await createApiKey(means, { companySlug: 'salon-nord', role: 'owner' }));
  const flipped = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
  for (const wrong of [flipped, key.slice(0, -1), `${key}x`, key.toUpperCase(), '', 'fn_', 'x'.repeat(100_000), "fn_' or 1=1 --"]) {
    expect(await verifyApiKey(means.database, wrong)).toBeNull();
  }
});

test('revoking again keeps the first instant, and an unknown id is no key', async () => {
  const means = await salon();
  const { id } = made(await createApiKey(means, { companySlug: 'salon-nord', role: 'owner' }));
  await revokeApiKey(means, id);
  const [first] = await listApiKeys(means.database, null);
  expect(await revokeApiKey({ ...means, world: { clock: { ...world.clock, now: () => world.clock.now() + 60_000 } } }, id)).toBe(true);
  expect((await listApiKeys(means.database, null))[0]).toEqual(first);
  expect(await revokeApiKey(means, world.ids.next())).toBe(false);
  expect(await revokeApiKey(means, 'not-an-id')).toBe(false);
});

test('no key is made for a company that does not exist', async () => {
  const means = await salon();
  expect(await createApiKey(means, { companySlug: 'salon-west', role: 'owner' })).toBe('no_company');
});

test('a key may belong to a member of staff, who then works with it; an unknown one gets none', async () => {
  const means = await salon();
  const { key } = made(await createApiKey(means, { companySlug: 'salon-nord', role: 'staff', staffSlug: 'anna' }));
  const [anna] = await means.database.asMachine((tx) => tx.rows<{ id: string }>("select id from staff where slug = 'anna'"));
  expect(await verifyApiKey(means.database, key)).toMatchObject({ role: 'staff', staffId: anna?.id });
  expect(await createApiKey(means, { companySlug: 'salon-nord', role: 'staff', staffSlug: 'niemand' })).toBe('no_staff');
});

test('a key may be limited to branches; one of an owner may not, and with a branch that is not there none is made', async () => {
  const means = await salon();
  const limited = { companySlug: 'salon-nord', role: 'manager', branchSlugs: ['mitte'] } as const;
  const { key } = made(await createApiKey(means, limited));
  const [mitte] = await means.database.asMachine((tx) => tx.rows<{ id: string }>("select id from branches where slug = 'mitte'"));
  expect(await verifyApiKey(means.database, key)).toMatchObject({ role: 'manager', branchIds: [mitte?.id] });
  expect(await createApiKey(means, { ...limited, branchSlugs: ['mitte', 'nirgends'] })).toBe('no_branch');
  expect(await createApiKey(means, { ...limited, role: 'owner' })).toBe('not_limited');
  expect(await listApiKeys(means.database, 'salon-nord')).toMatchObject([{ branches: ['mitte'] }]);
});

test('another company sees no key of this one', async () => {
  const means = await salon();
  await createApiKey(means, { companySlug: 'salon-nord', role: 'owner' });
  expect(await means.database.inCompany(world.ids.next(), (tx) => tx.rows('select id from api_keys'))).toEqual([]);
});
