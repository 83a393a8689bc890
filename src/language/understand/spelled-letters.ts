// Letters said one by one: "M wie Martha, E, I, E, R", "Em E I E Er", "doppel l", "Umlaut a", "Martha Emil Ida Emil Richard".

import { fold, lexicon, wordSet } from './spellings.ts';

/** Names of letters as recognisers write them down. */
const LETTER_NAMES = lexicon<string>([
  ['be bee', 'b'], ['ce zeh', 'c'], ['de dee', 'd'], ['ef eff', 'f'], ['ge', 'g'], ['ha', 'h'], ['jot', 'j'], ['ka', 'k'], ['el ell', 'l'], ['em emm', 'm'], ['en enn', 'n'],
  ['pe pee', 'p'], ['ku kuh', 'q'], ['er err', 'r'], ['es ess', 's'], ['te tee', 't'], ['vau fau', 'v'], ['we weh', 'w'], ['ix iks', 'x'], ['ypsilon', 'y'], ['zet zett', 'z'],
  ['eszett ß', 'ß'],
]);

/**
 * Spelling alphabets: German post (Anton), DIN 5009:2022 (Aachen), Austria (ÖNORM A 1081), Switzerland (Anna) and ICAO (Alfa). Each
 * word stands for its first letter.
 */
const CODE_WORDS = wordSet(
  'anton ärger berta cäsar charlotte dora emil friedrich gustav heinrich ida julius kaufmann konrad ludwig martha nordpol otto ökonom paula quelle richard samuel siegfried theodor ulrich übermut viktor wilhelm xanthippe ypsilon zacharias zeppelin ' +
    'aachen berlin chemnitz düsseldorf essen frankfurt goslar hamburg ingelheim jena köln leipzig münchen nürnberg offenbach potsdam quickborn rostock salzwedel tübingen unna völklingen wuppertal xanten zwickau ' +
    'christine norbert österreich übel xaver zürich anna äsch bern chiasso daniel jakob kaiser leopold marie niklaus örlikon peter quasi rosa sophie yverdon ' +
    'alfa alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu',
);

/** Several letters under one name. */
const GROUPS = wordSet('sch ch st sp ei ie ck tz');
const SIGNS = lexicon<string>([['bindestrich minus', '-'], ['apostroph hochkomma', "'"], ['leerzeichen leertaste', ' ']]);
const LINKS = wordSet('wie von as like for');
const TWICE = wordSet('doppel doppelt doppeltes double');
const UMLAUTS: Readonly<Record<string, string>> = { a: 'ä', o: 'ö', u: 'ü' };
const SKIPPED = wordSet('dann und also danach nochmal noch bitte danke');

export interface Letters {
  readonly letters: string;
  readonly next: number;
  /** Said so that it is nothing but a letter: with "wie …", "doppel" or as a code word's letter. */
  readonly certain: boolean;
}

/** One spelled letter (or group, sign, doubled letter) at a place in lower-case words, or null. `code`: only bare words of a spelling alphabet. */
export function spelledAt(words: readonly string[], at: number, code = false): Letters | null {
  const word = words[at];
  if (word === undefined) return null;
  if (TWICE.has(fold(word))) {
    const twice = letterAt(words, at + 1);
    return twice === null ? null : { letters: twice.letters.repeat(2), next: twice.next, certain: true };
  }
  const glued = /^doppel-?(\p{L})$/u.exec(word)?.[1];
  if (glued !== undefined) return { letters: glued.repeat(2), next: at + 1, certain: true };
  if (code) return CODE_WORDS.has(fold(word)) ? { letters: word.slice(0, 1), next: at + 1, certain: false } : null;
  return letterAt(words, at);
}

function letterAt(words: readonly string[], at: number): Letters | null {
  const word = words[at];
  if (word === undefined) return null;
  const sign = SIGNS.get(fold(word));
  if (sign !== undefined) return { letters: sign, next: at + 1, certain: false };
  if (word === 'umlaut') return umlaut(words[at + 1]?.slice(0, 1), at + 2);
  if (/^scharfe?s?$/.test(word) && /^(s|es|ess)$/.test(words[at + 1] ?? '')) return { letters: 'ß', next: at + 2, certain: true };
  const letter = [...word].length === 1 ? word : LETTER_NAMES.get(word === 'ß' ? word : fold(word));
  const example = LINKS.has(words[at + 1] ?? '') ? words[at + 2] : undefined;
  if (letter === undefined) return example !== undefined && GROUPS.has(word) && example.startsWith(word) ? { letters: word, next: at + 3, certain: true } : null;
  if (words[at + 1] === 'umlaut' && letter in UMLAUTS) return umlaut(letter, at + 2);
  // The word is said because the letter alone is misheard on the phone: "N wie Martha" is an M.
  if (example !== undefined && letter !== 'ß') return { letters: example.slice(0, 1), next: at + 3, certain: true };
  return { letters: letter, next: example === undefined ? at + 1 : at + 3, certain: example !== undefined };
}

function umlaut(base: string | undefined, next: number): Letters | null {
  const letters = base === undefined ? undefined : (UMLAUTS[base] ?? (Object.values(UMLAUTS).includes(base) ? base : undefined));
  return letters === undefined ? null : { letters, next, certain: true };
}

export interface Spelling {
  /** What was said before the letters, as it was said. */
  readonly before: string;
  /** The letters put together, lower case. */
  readonly spelled: string;
}

/** Three letters are a spelling, two where at least one was said with its word; "J. R. Müller" has initials. */
const LETTERS_MIN = 3;
const CODE_WORDS_MIN = 4;

/** A text that ends in spelled letters, or null. */
export function readSpelling(text: string): Spelling | null {
  const found = [...text.matchAll(/[\p{L}\p{M}]+/gu)];
  const words = found.map((match) => match[0].toLowerCase());
  for (let from = 0; from < words.length; from += 1) {
    const spelled = lettersToEnd(words, from, false) ?? lettersToEnd(words, from, true);
    if (spelled !== null) return { before: text.slice(0, found[from]?.index), spelled };
  }
  return null;
}

function lettersToEnd(words: readonly string[], from: number, code: boolean): string | null {
  let spelled = '';
  let certain = 0;
  let count = 0;
  for (let at = from; at < words.length;) {
    const read = spelledAt(words, at, code);
    if (read === null) {
      if (at === from || !SKIPPED.has(words[at] ?? '')) return null;
      at += 1;
      continue;
    }
    spelled += read.letters;
    certain += read.certain ? 1 : 0;
    count += 1;
    at = read.next;
  }
  const isSpelling = code ? count >= CODE_WORDS_MIN : count >= LETTERS_MIN || (count >= 2 && certain >= 1);
  return isSpelling && /^\p{L}/u.test(spelled) ? spelled : null;
}
