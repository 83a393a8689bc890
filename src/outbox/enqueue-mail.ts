// Mails to an account: its link opens a door, so it is stored sealed, and forgotten once the mail is sent.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { SecretContext, Secrets } from '../platform/secrets.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { OUTBOX_CHANNEL } from './enqueue.ts';

export type AccountMailKind = 'invitation' | 'password_reset' | 'two_factor_changed';

/** What such a mail says. */
export interface AccountMail {
  /** Where to go; null where nothing has to be done. */
  readonly link: string | null;
  readonly validUntil: EpochMs | null;
  /** Of the company, or of whoever invites. */
  readonly from: string | null;
}

export interface EnqueuedMail extends AccountMail {
  readonly template: AccountMailKind;
  readonly to: string;
  readonly locale: 'de' | 'en';
  readonly dedupeKey: string;
  readonly at: EpochMs;
}

/** `companyId`: the company that it is about, or the operator's inbox where it is about none. */
export async function enqueueMail(tx: Tx, of: { readonly companyId: string; readonly secrets: Secrets }, mail: EnqueuedMail): Promise<void> {
  const { companyId, secrets } = of;
  const id = uuidFrom('mail', companyId, mail.dedupeKey);
  const content: AccountMail = { link: mail.link, validUntil: mail.validUntil, from: mail.from };
  const added = await tx.run(
    `insert into deliveries (company_id, id, kind, person, channel, address, locale, sealed, due_at, created_at)
     values ($1, $2, $3, $4, 'mail', $5, $6, $7, $8, $8) on conflict do nothing`,
    [companyId, id, mail.template, personOfAddress(mail.to), mail.to, mail.locale, secrets.seal(JSON.stringify(content), mailContext(id)), iso(mail.at)],
  );
  if (added > 0) await tx.run(`select pg_notify($1, '')`, [OUTBOX_CHANNEL]);
}

export function mailContext(deliveryId: string): SecretContext {
  return { owner: deliveryId, field: 'mail' };
}

/** Somebody of whom only an address is known. */
export function personOfAddress(address: string): string {
  return `address:${uuidFrom('address', address.trim().toLowerCase())}`;
}
