// Digits from words that are dictated one group at a time: "zwo", "zweiundzwanzig", "fünf und vierzig", "hundertfünfzig",
// "doppel drei", "dreimal die null".

import { cardinalOf } from './number-words.ts';
import { fold, lexicon, wordSet } from './spellings.ts';

export type DigitsAt =
  | { readonly kind: 'digits'; readonly digits: string; readonly next: number }
  /** Two people would write it down differently ("hundert fünfzig": 150 or 10050). */
  | { readonly kind: 'doubtful' };

const TIMES = lexicon<number>([['doppel doppelt doppelte zweimal zweifach double', 2], ['dreimal dreifach triple', 3], ['viermal vierfach', 4]]);
const ARTICLES = wordSet('die der den eine');
const ENGLISH_TENS = wordSet('twenty thirty forty fifty');
const OH = wordSet('o oh');

/** The digits that start at a place in lower-case words, or null where no number is said. */
export function digitsAt(words: readonly string[], at: number): DigitsAt | null {
  const word = fold(words[at] ?? '');
  if (/^\d+$/.test(word)) return { kind: 'digits', digits: word, next: at + 1 };
  const times = timesAt(words, at);
  if (times !== null) return repeated(words, times);
  const glued = /^doppel(.+)$/.exec(word)?.[1];
  if (glued !== undefined && isDigitWord(glued)) return { kind: 'digits', digits: String(cardinalOf(glued)).repeat(2), next: at + 1 };
  if (OH.has(word)) return { kind: 'digits', digits: '0', next: at + 1 };
  const joined = joinedTens(words, at);
  if (joined !== null) return joined;
  const digits = numberOf(word);
  if (digits === null) return null;
  const follower = words[at + 1] === 'und' ? words[at + 2] : words[at + 1];
  // What a German says in one breath may arrive in two words, and then nobody knows whether it was one number.
  const isOpen = /hundert$|tausend$/.test(word) || ENGLISH_TENS.has(word);
  const following = follower === undefined ? null : numberOf(fold(follower));
  if (isOpen && following !== null && following !== '0') return { kind: 'doubtful' };
  return { kind: 'digits', digits, next: at + 1 };
}

function timesAt(words: readonly string[], at: number): { readonly count: number; readonly next: number } | null {
  const word = fold(words[at] ?? '');
  const known = TIMES.get(word);
  const count = known ?? (words[at + 1] === 'mal' ? cardinalOf(word) : null);
  if (count === null || count < 2 || count > 5) return null;
  let next = known === undefined ? at + 2 : at + 1;
  while (ARTICLES.has(words[next] ?? '')) next += 1;
  return { count, next };
}

function repeated(words: readonly string[], { count, next }: { readonly count: number; readonly next: number }): DigitsAt | null {
  const word = words[next];
  if (word === undefined) return { kind: 'doubtful' };
  const digits = /^\d$/.test(word) ? word : isDigitWord(fold(word)) ? String(cardinalOf(fold(word))) : null;
  // "Doppel l" is a letter; "dreimal zwanzig" may be 20 20 20 or a slip.
  if (digits === null) return numberOf(fold(word)) === null ? null : { kind: 'doubtful' };
  return { kind: 'digits', digits: digits.repeat(count), next: next + 1 };
}

/** "fünf und vierzig" is 45; "eins und vierzig" is 1 and 40, or a slip of the recogniser. */
function joinedTens(words: readonly string[], at: number): DigitsAt | null {
  const tens = cardinalOf(fold(words[at + 2] ?? ''));
  if (words[at + 1] !== 'und' || tens === null || tens < 20 || tens > 90 || tens % 10 !== 0) return null;
  const word = fold(words[at] ?? '');
  if (word === 'eins') return { kind: 'doubtful' };
  const unit = word === 'ein' ? 1 : cardinalOf(word);
  return unit === null || unit < 1 || unit > 9 ? null : { kind: 'digits', digits: String(tens + unit), next: at + 3 };
}

function isDigitWord(word: string): boolean {
  const value = cardinalOf(word);
  return value !== null && value <= 9;
}

/** The digits of one folded number word: "zweiundzwanzig", "hundertfünfzig", "neunzehnhundertachtzig", "zweitausendfünf". */
function numberOf(word: string): string | null {
  const value = cardinalOf(word);
  if (value !== null) return String(value);
  const parts = /^(.*?)hundert(?:und)?(.*)$/.exec(word);
  if (parts === null) return null;
  const head = parts[1] === '' || parts[1] === 'ein' ? 1 : cardinalOf(parts[1] ?? '');
  const tail = parts[2] === '' ? 0 : cardinalOf(parts[2] ?? '');
  return head === null || tail === null || head < 1 || tail > 99 ? null : String(head * 100 + tail);
}
