// A company as notices see it. From the database and not from memory: who has left since must get nothing more.
import type { Tx } from '../platform/database.ts';
import type { NotificationChoice, NotificationPolicy } from '../companies/notification-policy.ts';
import { notificationPolicy } from '../companies/notification-policy.ts';

export interface Employer {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly locale: 'de' | 'en';
  readonly notifyEmails: readonly string[];
  readonly policy: NotificationPolicy;
}

type Row = Omit<Employer, 'policy'> & { readonly policy: NotificationChoice };

export async function readEmployers(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Employer>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<Row>(
    `select id, slug, name, time_zone as "timeZone", locale, notify_emails as "notifyEmails", notification_policy as policy from companies where id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, { ...row, policy: notificationPolicy(row.policy) }]));
}
