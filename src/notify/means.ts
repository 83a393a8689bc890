import type { Database } from '../platform/database.ts';
import type { Mailer } from '../platform/mail.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { World } from '../platform/world.ts';
import type { SendSms } from './sms/gateway.ts';

/** Whoever runs the installation: the last of every chain. */
export interface Operator {
  readonly mail: readonly string[];
  /** E.164. */
  readonly phone: readonly string[];
}

export interface Notifying {
  readonly world: World;
  readonly database: Database;
  readonly secrets: Secrets;
  readonly metrics: Pick<Metrics, 'notification' | 'webhookDelivery'>;
  readonly mailer: Mailer;
  /** 'address' or 'Name <address>'. */
  readonly mailFrom: string;
  /** null: no gateway is configured. */
  readonly sms: SendSms | null;
  readonly operator: Operator;
  /** Where the pages are; without a slash at the end. Known once the server listens. */
  readonly baseUrl: () => string;
  /** Addresses of the accounts that work for every company; only the accounts' own part of the program may read them. */
  readonly operatorAccounts: () => Promise<readonly string[]>;
  /** Aborted at the end: a mail server that does not answer must not keep this one from stopping. */
  readonly ending: AbortSignal;
  /** Webhooks and push services may lie in our own network. */
  readonly allowPrivate: boolean;
}
