import type { Config } from '../platform/config.ts';

/** Whom mails come from, where nobody has said: the mail server's own user, which it lets send, or a name at our address. */
export function senderOf({ mailFrom, smtpUrl, publicUrl }: Pick<Config, 'mailFrom' | 'smtpUrl' | 'publicUrl'>): string {
  if (mailFrom !== null) return mailFrom;
  const user = smtpUrl === null ? '' : decodeURIComponent(new URL(smtpUrl).username);
  if (/^[^\s@]+@[^\s@]+$/.test(user)) return `Fangnetz <${user}>`;
  return `Fangnetz <fangnetz@${publicUrl === null ? 'localhost' : new URL(publicUrl).hostname}>`;
}
