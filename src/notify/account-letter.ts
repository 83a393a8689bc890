import type { AccountMail, AccountMailKind } from '../outbox/enqueue-mail.ts';
import type { Letter } from './letter.ts';
import type { Surroundings } from './notice-letter.ts';
import { wordsFor } from './words.ts';
import { writtenWhen } from './written-when.ts';

/** Invitation, new password, changed sign-in. */
export function accountLetter(kind: AccountMailKind, mail: AccountMail, around: Surroundings): Letter {
  const words = wordsFor(around.locale);
  const { subject, text, action } = words.account[kind];
  return {
    subject: subject(mail.from),
    preview: text(mail.from),
    heading: subject(mail.from),
    paragraphs: [text(mail.from), ...(mail.validUntil === null ? [] : [words.validUntil(writtenWhen(mail.validUntil, { ...around.company, ...around }))])],
    facts: [],
    rows: [],
    action: mail.link === null ? null : { label: action, href: mail.link },
    closing: [],
    footer: [words.footerAccount],
    tone: 'calm',
    locale: around.locale,
  };
}
