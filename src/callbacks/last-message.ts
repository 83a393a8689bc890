// What is left to say to somebody who cannot be reached: drafts for a mail, an SMS and a mailbox, for a person to send. Pure.
// They say who asks to be called back and nothing of why: that somebody is a patient is a secret, and a family shares mailboxes.
import type { Locale } from './moment-words.ts';

export interface Unreached {
  readonly customerName: string | null;
  /** As the outside knows it: of the branch, else of the company. */
  readonly sender: string;
  /** Where the customer can call back, as it is shown; null: not known. */
  readonly number: string | null;
  readonly attempts: number;
  /** What may be said to a machine; null: nobody has asked, so no name is given away. */
  readonly voicemail: 'none' | 'no_name' | 'may_identify' | null;
}

export interface LastMessage {
  readonly language: Locale;
  readonly subject: string;
  readonly mail: string;
  readonly sms: string;
  /** null: nothing may be left there. */
  readonly voicemail: string | null;
}

export function lastMessage(to: Unreached, language: Locale): LastMessage {
  return language === 'de' ? german(to) : english(to);
}

function german({ customerName, sender, number, attempts, voicemail }: Unreached): LastMessage {
  const tried = attempts > 1 ? 'haben mehrfach versucht, Sie telefonisch zu erreichen' : 'haben versucht, Sie telefonisch zu erreichen';
  const back = number === null ? 'Bitte rufen Sie uns zurück' : `Bitte rufen Sie uns unter ${number} zurück`;
  return {
    language: 'de',
    subject: `Bitte um Rückruf – ${sender}`,
    mail: `Guten Tag${customerName === null ? '' : ` ${customerName}`},\n\nwir ${tried}, leider ohne Erfolg. ${back} oder antworten Sie auf diese Nachricht; wir sind gern für Sie da.\n\nFreundliche Grüße\n${sender}`,
    sms: `Wir ${tried}. ${back}. ${sender}`,
    voicemail: mailbox(voicemail, { named: `Guten Tag, hier ist ${sender}. ${back}. Vielen Dank.`, nameless: `Guten Tag. ${back}. Vielen Dank.` }),
  };
}

function english({ customerName, sender, number, attempts, voicemail }: Unreached): LastMessage {
  const tried = attempts > 1 ? 'We have tried several times to reach you by phone' : 'We have tried to reach you by phone';
  const back = number === null ? 'Please call us back' : `Please call us back on ${number}`;
  return {
    language: 'en',
    subject: `Please call us back – ${sender}`,
    mail: `Hello${customerName === null ? '' : ` ${customerName}`},\n\n${tried}, unfortunately without success. ${back} or reply to this message; we are happy to help.\n\nKind regards\n${sender}`,
    sms: `${tried}. ${back}. ${sender}`,
    voicemail: mailbox(voicemail, { named: `Hello, this is ${sender}. ${back}. Thank you.`, nameless: `Hello. ${back}. Thank you.` }),
  };
}

function mailbox(permission: Unreached['voicemail'], said: { readonly named: string; readonly nameless: string }): string | null {
  if (permission === 'none') return null;
  return permission === 'may_identify' ? said.named : said.nameless;
}
