// Standard Webhooks 1.0.0 (standardwebhooks.com): what is signed is id, second and body, so that a message can neither be
// altered nor kept for later.
import { createHmac } from 'node:crypto';
import type { Random } from '../../platform/world.ts';

const PREFIX = 'whsec_';

export function newWebhookSecret(random: Random): string {
  return PREFIX + Buffer.from(random.bytes(32)).toString('base64');
}

export function signedHeaders(secret: string, { id, seconds, body }: { id: string; seconds: number; body: string }): Record<string, string> {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}
