import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows } from '../../test/read-side-rows.ts';
import type { Person } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { createAccount } from './accounts.ts';
import { addMember, changeMember, removeMember } from './change-member.ts';
import type { Doing } from './change-member.ts';

const NOW = Date.UTC(2027, 0, 4, 9);
const { database } = await testDatabase();

async function companyWithOwners(count: number): Promise<{ doing: Doing; owners: string[] }> {
  const { companyId } = await companyWithRows(database, randomUUID().slice(0, 8));
  const owners = Array.from({ length: count }, () => randomUUID());
  for (const userId of owners) {
    const email = `${userId}@example.com`;
    await createAccount(database, { id: userId, name: 'Eine', email, operator: false, passwordHash: 'x' }, NOW);
    await database.inCompany(companyId, (tx) => addMember(tx, { companyId, now: NOW }, { userId, name: 'Eine', email, role: 'owner', staffId: null, branchIds: [] }));
  }
  const actor: Person = { kind: 'link', id: 'test', name: 'x', staffId: null, role: 'owner' };
  return { doing: { companyId, actor, now: NOW }, owners };
}

/** Lets both have looked before either goes on, where nothing holds the second one up. */
function meeting() {
  let here = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const late = new Promise<void>((done) => setTimeout(done, 400));
  return (tx: Tx): Tx => ({
    run: (text, values) => tx.run(text, values),
    maybe: (text, values) => tx.maybe(text, values),
    rows: async (text, values) => {
      const rows = await tx.rows<never>(text, values);
      here += 1;
      if (here === 2) resolve();
      await Promise.race([promise, late]);
      return rows;
    },
  });
}

test('of two owners who make each other less while each still sees the other one, one stays', async () => {
  const { doing, owners } = await companyWithOwners(2);
  const met = meeting();
  const outcomes = await Promise.all(owners.map((userId) => database.inCompany(doing.companyId, (tx) => changeMember(met(tx), doing, { userId, role: 'staff', staffId: null, branchIds: [] }))));
  expect(outcomes.toSorted()).toEqual(['changed', 'last_owner']);
});

test('the same when they remove each other', async () => {
  const { doing, owners } = await companyWithOwners(2);
  const met = meeting();
  const outcomes = await Promise.all(owners.map((userId) => database.inCompany(doing.companyId, (tx) => removeMember(met(tx), doing, userId))));
  expect(outcomes.toSorted()).toEqual(['last_owner', 'removed']);
});

test('somebody else may go at the same moment', async () => {
  const { doing, owners } = await companyWithOwners(3);
  const outcomes = await Promise.all(owners.map((userId) => database.inCompany(doing.companyId, (tx) => removeMember(tx, doing, userId))));
  expect(outcomes.toSorted()).toEqual(['last_owner', 'removed', 'removed']);
});

test('whoever is removed takes his browsers along, and those of the member of staff that he was; nobody else loses his', async () => {
  const { doing, owners: [leaving, staying] } = await companyWithOwners(2);
  const { companyId } = doing;
  const rows = async (text: string) => await database.asMachine((tx) => tx.rows<{ person: string }>(text, [companyId]));
  const [{ id: staffId } = { id: '' }] = await database.asMachine((tx) => tx.rows<{ id: string }>(
    `insert into staff (company_id, id, slug, name, role, active) values ($1, $2, 'anna', 'Anna', 'staff', true) returning id`, [companyId, randomUUID()],
  ));
  await database.inCompany(companyId, (tx) => changeMember(tx, doing, { userId: leaving!, role: 'owner', staffId, branchIds: [] }));
  for (const person of [`user:${leaving}`, `staff:${staffId}`, `user:${staying}`]) {
    await database.asMachine((tx) => tx.run(`insert into push_subscriptions (company_id, id, person, endpoint, p256dh, auth, created_at) values ($1, $2, $3, 'https://push.example', '', '', now())`, [companyId, randomUUID(), person]));
  }
  expect(await database.inCompany(companyId, (tx) => removeMember(tx, doing, leaving!))).toBe('removed');
  expect(await rows('select person from push_subscriptions where company_id = $1')).toEqual([{ person: `user:${staying}` }]);
});
