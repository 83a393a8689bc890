import nodemailer from 'nodemailer';
import type { NodemailerError } from 'nodemailer';
import { messageOf } from './errors.ts';
import type { Mailer, MailOutcome } from './mail.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/** `url`: smtp:// or smtps://, with user and password; nodemailer's options may follow as its query (`?requireTLS=true`). */
export function smtpMailer(url: string): Mailer {
  const transport = nodemailer.createTransport({ url, requireTLS: mustEncrypt(new URL(url)), pool: true, maxConnections: 3, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENCE_MS });
  return {
    send: async ({ from, to, raw }): Promise<MailOutcome> => {
      try {
        await transport.sendMail({ envelope: { from, to: [to] }, raw: Buffer.from(raw) });
        return { kind: 'accepted' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A password goes over the network encrypted or not at all, unless the address itself says otherwise (`?ignoreTLS=true`). */
function mustEncrypt({ protocol, username, hostname, searchParams }: URL): boolean {
  const isNear = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  return protocol === 'smtp:' && username !== '' && !isNear && searchParams.get('ignoreTLS') !== 'true';
}

/** RFC 5321, 4.2.1: 5yz about this address or this message is for good. A sign-in that fails is ours to mend, and then it goes. */
function outcomeOf(error: unknown): MailOutcome {
  const { code, responseCode } = error as Partial<NodemailerError> & { responseCode?: number };
  const message = messageOf(error).slice(0, 500);
  const about = code === 'EENVELOPE' || code === 'EMESSAGE';
  return { kind: about && responseCode !== undefined && responseCode >= 500 ? 'refused' : 'failed', message };
}
