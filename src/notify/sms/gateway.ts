// SMS as a port, with one implementation over HTTP: a gateway of one's own, or a few lines in front of any provider. The
// end of an escalation only; nothing is sent to a landline, where nobody would read it.
import { createHmac } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { World } from '../../platform/world.ts';

export type SmsOutcome = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly message: string } | { readonly kind: 'failed'; readonly message: string };

/** `id`: the same one again is the same message. Never throws. */
export type SendSms = (message: { readonly id: string; readonly to: string; readonly text: string }) => Promise<SmsOutcome>;

const TIMEOUT_MS = 15_000;

export function smsGateway({ world, url, secret }: { world: Pick<World, 'http' | 'clock'>; url: string; secret: string | null }): SendSms {
  return async ({ id, to, text }) => {
    if (!takesSms(to)) return { kind: 'refused', message: 'not a mobile number' };
    const body = JSON.stringify({ to, text });
    const timestamp = String(Math.floor(world.clock.now() / 1000));
    const signature = secret === null ? {} : { 'fangnetz-signature': `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}` };
    const headers = { 'content-type': 'application/json', 'idempotency-key': id, 'fangnetz-id': id, 'fangnetz-timestamp': timestamp, ...signature };
    const outcome = await world.http({ method: 'POST', url, headers, body, timeoutMs: TIMEOUT_MS });
    if (!outcome.ok) return { kind: 'failed', message: outcome.failure.message };
    const { status } = outcome.reply;
    if (status >= 200 && status < 300) return { kind: 'accepted' };
    // 408 and 429 ask for patience; every other 4xx says that this message will never do.
    return { kind: status >= 400 && status < 500 && status !== 408 && status !== 429 && status !== 401 && status !== 403 ? 'refused' : 'failed', message: `the gateway answered ${status}` };
  };
}

/** In some countries a number does not tell; there it is tried. */
function takesSms(number: string): boolean {
  const type = parsePhoneNumberFromString(number)?.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}
