import { OPERATOR_COMPANY_ID } from '../companies/company.ts';
import type { Database, IdentityDatabase } from '../platform/database.ts';
import { messageOf } from '../platform/errors.ts';
import type { World } from '../platform/world.ts';
import { accountByEmail } from './accounts.ts';
import { auditSignIn } from './audit-sign-in.ts';
import { openIdentity, RESET_HOURS } from './identity.ts';
import { membershipsOf } from './memberships.ts';
import type { People } from './people.ts';

export interface PeopleOptions {
  readonly world: Pick<World, 'clock' | 'ids' | 'random' | 'log'>;
  readonly database: Database;
  readonly accounts: IdentityDatabase;
  /** Signs cookies; the same on every node. */
  readonly secret: string;
  readonly secureCookies: boolean;
  /** Where the pages are; without a slash at the end. */
  readonly baseUrl: () => string;
  readonly enqueue: People['enqueue'];
}

export function openPeople(options: PeopleOptions): People {
  const { world, database, accounts, secret, secureCookies, enqueue } = options;
  const identity = openIdentity({
    world, database: accounts, secret, secureCookies,
    onPasswordReset: ({ email }, token) =>
      void remind(options, email, token).catch((error: unknown) => world.log.error({ event: 'password_reset.mail', error: messageOf(error) }, 'a mail with the way to a new password could not be written')),
  });
  return { world, database, accounts, identity, enqueue };
}

/** The mail is one of the company that somebody belongs to, and of the operator's where that is none. */
async function remind({ world, database, accounts, baseUrl, enqueue }: PeopleOptions, email: string, token: string): Promise<void> {
  const account = await accountByEmail(accounts, email);
  if (account === null) return;
  const [membership] = await membershipsOf(database, account.id);
  const now = world.clock.now();
  const companyId = membership?.companyId ?? OPERATOR_COMPANY_ID;
  await database.asMachine(async (tx) => {
    const company = await tx.maybe<{ name: string; locale: 'de' | 'en' }>('select name, locale from companies where id = $1', [companyId]);
    await enqueue(tx, companyId, {
      template: 'password_reset', to: email, locale: company?.locale ?? 'de', link: `${baseUrl()}/reset-password?token=${token}`,
      validUntil: now + RESET_HOURS * 3_600_000, from: company?.name ?? null, dedupeKey: `password_reset ${token}`,
    });
  });
  await auditSignIn({ database, world }, { event: 'password.reset_asked', accountId: account.id, address: 'mail', reason: null });
}
