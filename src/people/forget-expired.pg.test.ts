import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';
import { createAccount } from './accounts.ts';
import { forgetExpired } from './forget-expired.ts';
import { CODE_REMEMBERED_MS } from './use-code.ts';

const NOW = Date.UTC(2027, 0, 4, 9);
const DAY = 86_400_000;

test('forgets sessions, challenges, counted tries, used codes and invitations once they open nothing, and keeps what still does', async () => {
  const { database } = await testDatabase();
  const { companyId } = await companyWithRows(database, 'nord');
  const userId = randomUUID();
  await createAccount(database, { id: userId, name: 'A', email: 'a@example.com', operator: false, passwordHash: 'x' }, NOW);
  await database.asIdentity(async (tx) => {
    for (const until of [NOW - 1, NOW + 1]) {
      await tx.run('insert into auth_sessions (id, user_id, token, expires_at, created_at, updated_at) values ($1, $2, $1::uuid::text, $3, $3, $3)', [randomUUID(), userId, iso(until)]);
      await tx.run(`insert into auth_verifications (id, identifier, value, expires_at, created_at, updated_at) values ($1, 'i', 'v', $2, $2, $2)`, [randomUUID(), iso(until)]);
      await tx.run('insert into auth_rate_limits (id, key, count, last_request) values ($1, $1::uuid::text, 1, $2)', [randomUUID(), until - DAY]);
      await tx.run('insert into auth_used_codes (user_id, code, used_at) values ($1, $2, $3)', [userId, until < NOW ? '000001' : '000002', iso(until - CODE_REMEMBERED_MS)]);
    }
  });
  for (const expires of [NOW - 91 * DAY, NOW - 89 * DAY, NOW + DAY]) {
    await database.asMachine((tx) =>
      tx.run(`insert into invitations (company_id, id, token_hash, email, role, invited_by, created_at, expires_at) values ($1, $2, $2::uuid::text, $2::uuid::text || '@example.com', 'staff', 'machine', $3, $3)`, [companyId, randomUUID(), iso(expires)]),
    );
  }
  expect(await forgetExpired(database, NOW)).toBe(5);
  expect(await forgetExpired(database, NOW)).toBe(0);
  const left = await database.asIdentity((tx) => tx.maybe('select (select count(*) from auth_sessions) as sessions, (select count(*) from auth_verifications) as verifications, (select count(*) from auth_rate_limits) as tries, (select count(*) from auth_used_codes) as codes'));
  expect(left).toEqual({ sessions: 1, verifications: 1, tries: 1, codes: 1 });
  expect(await database.inCompany(companyId, (tx) => tx.rows('select 1 from invitations'))).toHaveLength(2);
});
