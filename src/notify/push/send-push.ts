// One message to all browsers of a person. One that was reached is enough; a browser that the push service no longer
// knows (404, 410) is forgotten.
import type { SendOutcome } from '../delivery.ts';
import { addressIn } from '../mail/message.ts';
import type { Notifying } from '../means.ts';
import { encryptPush } from './encrypt.ts';
import { pushKeys } from './push-keys.ts';
import type { Subscription } from './subscriptions.ts';
import { subscriptionsOf, unsubscribe } from './subscriptions.ts';
import { vapidHeader } from './vapid.ts';
import type { PushKeys } from './vapid.ts';

const TIMEOUT_MS = 15_000;
/** How long a push service keeps it for a browser that is off. */
const TTL_SECONDS = 12 * 3600;

export interface PushText {
  readonly title: string;
  readonly body: string;
  readonly url: string;
  /** A later message of the same tag replaces the earlier one. */
  readonly tag: string;
}

type Single = 'sent' | 'gone' | 'refused' | { readonly failed: string };

export async function sendPush(notify: Notifying, to: { readonly companyId: string; readonly person: string }, text: PushText): Promise<SendOutcome> {
  const subscriptions = await notify.database.inCompany(to.companyId, async (tx) => await subscriptionsOf(tx, to.companyId, to.person));
  const keys = await pushKeys(notify);
  const results = await Promise.all(subscriptions.map(async (subscription) => await sendTo(notify, { subscription, keys, text })));
  const gone = subscriptions.filter((_, i) => results[i] === 'gone');
  if (gone.length > 0) {
    await notify.database.inCompany(to.companyId, async (tx) => {
      for (const { endpoint } of gone) await unsubscribe(tx, to.companyId, endpoint);
    });
  }
  if (results.includes('sent')) return { kind: 'sent' };
  const failure = results.find((result) => typeof result === 'object');
  if (failure !== undefined) return { kind: 'failed', message: failure.failed, forGood: false };
  return { kind: 'failed', message: results.includes('refused') ? 'the push service refused it' : 'no browser of this person is subscribed any more', forGood: true };
}

async function sendTo(notify: Notifying, { subscription, keys, text }: { subscription: Subscription; keys: PushKeys; text: PushText }): Promise<Single> {
  const { world, allowPrivate } = notify;
  const { endpoint } = subscription;
  const headers = {
    authorization: vapidHeader({ keys, endpoint, contact: `mailto:${addressIn(notify.mailFrom)}`, now: world.clock.now() }),
    'content-encoding': 'aes128gcm', 'content-type': 'application/octet-stream', ttl: String(TTL_SECONDS), urgency: 'high',
  };
  const bytes = encryptPush(JSON.stringify(text), subscription, { salt: world.random.bytes(16), privateKey: world.random.bytes(32) });
  const outcome = await world.http({ method: 'POST', url: endpoint, headers, bytes, timeoutMs: TIMEOUT_MS, ...(allowPrivate ? {} : { reach: 'public' as const }) });
  if (!outcome.ok) return { failed: outcome.failure.message };
  const { status } = outcome.reply;
  if (status >= 200 && status < 300) return 'sent';
  if (status === 404 || status === 410) return 'gone';
  return status === 400 || status === 413 ? 'refused' : { failed: `the push service answered ${status}` };
}
