import { createHmac, timingSafeEqual } from 'node:crypto';

// Cal.com sends bare hex without a prefix, and the words `no-secret-provided` where the webhook has no secret
// (reference: cal.com/docs, webhooks). No time is signed, so a replay is told by its content (store-event.ts).
const SIGNATURE = /^[0-9a-f]{64}$/i;

/** Whether `secret` signed exactly these bytes. An empty secret signs nothing: anybody could compute it. */
export function isSigned(rawBody: Buffer, signature: string | undefined, secret: string): boolean {
  if (secret === '' || signature === undefined || !SIGNATURE.test(signature)) return false;
  return timingSafeEqual(Buffer.from(signature, 'hex'), hmac(rawBody, secret));
}

/** The header value with which Cal.com would sign `rawBody`; for the demo and the tests. */
export function signed(rawBody: Buffer, secret: string): string {
  return hmac(rawBody, secret).toString('hex');
}

function hmac(rawBody: Buffer, secret: string): Buffer {
  return createHmac('sha256', secret).update(rawBody).digest();
}
