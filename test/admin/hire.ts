// People of a salon with accounts of their own, and their way in through the page.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { createAccount } from '../../src/people/accounts.ts';
import { hashPassword } from '../../src/people/identity.ts';
import type { Postgres } from '../../src/platform/postgres.ts';

export interface Hired {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface Post {
  readonly companyId: string;
  readonly role: 'owner' | 'manager' | 'staff' | 'viewer';
  readonly staffId?: string;
}

export async function hire(database: Postgres, name: string, { companyId, role, staffId }: Post): Promise<Hired> {
  const [id, email, password] = [randomUUID(), `${randomUUID().slice(0, 8)}@salon.example`, 'ein langes Passwort'];
  await createAccount(database, { id, name, email, operator: false, passwordHash: await hashPassword(password) }, Date.now());
  await database.asMachine((tx) => tx.run(
    'insert into members (company_id, user_id, name, email, role, staff_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, now(), now())',
    [companyId, id, name, email, role, staffId ?? null],
  ));
  return { name, email, password };
}

/** As far as the password goes; a code may be asked for next. */
export async function givePassword(page: Page, { email, password }: Hired): Promise<void> {
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
}
