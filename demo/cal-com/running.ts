// What the parts of one running stand-in share.
import type { OperationName, Switchboard } from './faults.ts';
import type { Store } from './store.ts';
import type { Subscription } from './subscriptions.ts';
import type { WebhookSender } from './webhooks.ts';
import type { Clock } from '../../src/platform/world.ts';

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, null without a body. */
  readonly body: unknown;
  /** Null for an address that does not exist. */
  readonly operation: OperationName | null;
  readonly at: number;
}

export interface Running {
  readonly store: Store;
  readonly switchboard: Switchboard;
  readonly requests: LoggedRequest[];
  readonly clock: Clock;
  readonly webhooks: WebhookSender;
  readonly apiKey: string;
  readonly profile: 'hosted' | 'cal.diy';
  readonly subscriptions: Subscription[];
  readonly pending: Set<Promise<unknown>>;
}
