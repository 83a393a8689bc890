// What everything about people needs.
import type { Database, IdentityDatabase, Tx } from '../platform/database.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Identity } from './identity.ts';

export interface PeopleMail {
  readonly template: 'invitation' | 'password_reset';
  readonly to: string;
  readonly locale: 'de' | 'en';
  readonly link: string;
  readonly validUntil: EpochMs;
  /** Of the company, or of whoever invites. */
  readonly from: string | null;
  /** What makes a repetition the same mail. */
  readonly dedupeKey: string;
}

export interface People {
  readonly world: Pick<World, 'clock' | 'ids' | 'random' | 'log'>;
  readonly database: Database;
  readonly accounts: IdentityDatabase;
  readonly identity: Identity;
  /** Puts a mail into the outbox, in the transaction of what it tells of. */
  readonly enqueue: (tx: Tx, companyId: string, mail: PeopleMail) => Promise<void>;
}
