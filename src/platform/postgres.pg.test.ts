import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';

const A = '01900000-0000-7000-8000-00000000000a';

const { database } = await testDatabase();

test('runs a transaction under the role that row-level security binds', async () => {
  const rows = await database.inCompany(A, (tx) => tx.rows('select current_user as role, count(*) as branches from branches'));
  expect(rows).toEqual([{ role: 'fangnetz_app', branches: 0 }]);
});
