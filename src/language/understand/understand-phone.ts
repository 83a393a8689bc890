// A telephone number dictated in words → the digits to dial. Which number that is in E.164 depends on the branch's country and
// is for companies/phone.ts. Whatever could be written down in two ways is doubtful and asked for: a wrong digit is a caller
// whom nobody ever reaches.

import { digitsAt } from './spoken-digits.ts';
import { fold, wordSet } from './spellings.ts';

export type PhoneRead =
  | { readonly kind: 'digits'; readonly digits: string }
  /** No number word in it: it can be read as it is written. */
  | { readonly kind: 'as_written' }
  | { readonly kind: 'doubtful' };

const LONGEST = 300;

/** What is said around a number and changes nothing in it. */
const AROUND = wordSet(
  'ja also äh ähm hm okay gut gerne bitte danke die der das den dem meine mein ist sind lautet wäre sie ich mich man mir bin erreichen erreichbar unter auf an zu und dann danach weiter noch jetzt so kommt folgt es geht mit von in im ' +
    'nummer telefonnummer handynummer mobilnummer rufnummer rückrufnummer festnetznummer handy mobil festnetz telefon tel mobiltelefon privat vorwahl durchwahl landesvorwahl deutschland österreich schweiz ' +
    'strich schrägstrich bindestrich minus punkt komma pause leerzeichen klammer klammern klammert my the number is and phone mobile yes please eine',
);

/** `said`: as it was given; never throws. */
export function readDictatedPhone(said: string): PhoneRead {
  const text = said.slice(0, LONGEST).normalize('NFKC').toLowerCase().replaceAll(/\p{Cf}/gu, '');
  const words: readonly string[] = text.match(/[\p{L}\p{M}]+|\d+|\+/gu) ?? [];
  let digits = '';
  let inWords = false;
  let isUnsure = said.length > LONGEST;
  for (let at = 0; at < words.length;) {
    const word = words[at] ?? '';
    const read = digitsAt(words, at);
    if (read?.kind === 'digits') {
      inWords ||= !/^\d+$/.test(word);
      digits += read.digits;
      at = read.next;
      continue;
    }
    if (read !== null) return { kind: 'doubtful' };
    if (word === '+' || word === 'plus') {
      isUnsure ||= digits !== '';
      digits += '+';
    } else {
      isUnsure ||= !AROUND.has(fold(word));
    }
    at += 1;
  }
  if (!inWords) return { kind: 'as_written' };
  return isUnsure ? { kind: 'doubtful' } : { kind: 'digits', digits };
}
