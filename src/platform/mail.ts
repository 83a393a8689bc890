// Handing a finished message over. Which bytes it has is decided elsewhere (src/notify/mail/): a message that is tried
// again is the same message.

export interface MailMessage {
  /** Addresses only, without names. */
  readonly from: string;
  readonly to: string;
  /** The whole message (RFC 5322), lines ended by CRLF. */
  readonly raw: Uint8Array;
  /** For a file's name; ends up nowhere else. */
  readonly id: string;
}

/** `refused`: this address or this message will not be taken, however often it is tried. */
export type MailOutcome = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly message: string } | { readonly kind: 'failed'; readonly message: string };

export interface Mailer {
  /** Never throws. */
  send(message: MailMessage): Promise<MailOutcome>;
  close(): void;
}
