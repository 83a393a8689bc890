// A letter → the bytes of a mail. The same delivery gives the same bytes, however often and on whichever node it is made:
// what is drawn at random or read from the clock elsewhere (boundary, Message-ID, Date) is derived from it here.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailMessage } from '../../platform/mail.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { Letter } from '../letter.ts';
import { htmlOf } from './html.ts';
import { textOf } from './text.ts';

export interface Envelope {
  readonly deliveryId: string;
  readonly to: string;
  /** 'address' or 'Name <address>'. */
  readonly from: string;
  readonly at: EpochMs;
  /** Mails of one case are shown as one conversation. */
  readonly callbackId: string | null;
}

export async function mailOf(letter: Letter, envelope: Envelope): Promise<MailMessage> {
  const from = addressIn(envelope.from);
  const host = from.slice(from.lastIndexOf('@') + 1);
  const thread = envelope.callbackId === null ? null : `<callback.${envelope.callbackId}@${host}>`;
  const composer = new MailComposer({
    from: envelope.from,
    to: { name: '', address: envelope.to },
    subject: letter.subject,
    date: new Date(envelope.at),
    messageId: messageIdOf(envelope.deliveryId, host),
    ...(thread === null ? {} : { inReplyTo: thread, references: thread }),
    text: textOf(letter),
    html: htmlOf(letter),
    baseBoundary: envelope.deliveryId,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
    // RFC 3834: nobody's out-of-office note answers a machine. The second header is what Exchange looks at.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  });
  return { from, to: envelope.to, raw: await composer.compile().build(), id: envelope.deliveryId };
}

function messageIdOf(deliveryId: string, host: string): string {
  return `<${deliveryId}@${host}>`;
}

export function addressIn(sender: string): string {
  return /<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
}
