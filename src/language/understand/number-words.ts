// German and English number words: cardinals to 99 (minutes need 59, spoken years the rest), ordinals to 31.

import { fold, spellings } from './spellings.ts';

const GERMAN_SMALL = 'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(' ');
const GERMAN_TENS = 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');
const GERMAN_ORDINAL_STEMS = 'erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt'.split(' ');
const ENGLISH_SMALL = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const ENGLISH_TENS = 'twenty thirty forty fifty'.split(' ');
const ENGLISH_ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(' ');
const ORDINAL_ENDINGS = ['e', 'en', 'er', 'em', 'es'];

function cardinals(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (word: string, value: number) => spellings(word).forEach((form) => found.set(form, value));
  GERMAN_SMALL.forEach(add);
  // "zwo" is how Germans say two on a bad line, so that it is not taken for three.
  add('zwo', 2);
  // Hours as the south and the east say them: "um viere", "halb elfe". ("achte" stays the ordinal.)
  [[2, 'zweie'], [3, 'dreie'], [4, 'viere'], [5, 'fünfe'], [6, 'sechse'], [7, 'siebene'], [9, 'neune'], [10, 'zehne'], [11, 'elfe'], [12, 'zwölfe']].forEach(([value, word]) => add(String(word), Number(value)));
  GERMAN_TENS.forEach((tens, index) => {
    const base = (index + 2) * 10;
    add(tens, base);
    GERMAN_SMALL.slice(1, 10).forEach((unit, at) => add(`${unit === 'eins' ? 'ein' : unit}und${tens}`, base + at + 1));
    add(`zwound${tens}`, base + 2);
  });
  ENGLISH_SMALL.forEach(add);
  ENGLISH_TENS.forEach((tens, index) => add(tens, (index + 2) * 10));
  return found;
}

function ordinals(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (stem: string, value: number) => ORDINAL_ENDINGS.forEach((ending) => spellings(stem + ending).forEach((form) => found.set(form, value)));
  GERMAN_ORDINAL_STEMS.forEach((stem, index) => add(stem, index + 1));
  add('siebent', 7);
  for (const [word, value] of CARDINALS) if (value >= 20 && value <= 31 && word.endsWith('ig')) add(`${word}st`, value);
  ENGLISH_ORDINALS.forEach((word, index) => found.set(word, index + 1));
  return found;
}

const CARDINALS = cardinals();
const ORDINALS = ordinals();

/** The value of a folded number word ("dreiundzwanzig", "zweitausendsechsundzwanzig"), or null. Articles ("ein", "einer") are none. */
export function cardinalOf(word: string): number | null {
  const small = CARDINALS.get(word);
  if (small !== undefined) return small;
  const thousand = /^zweitausend(?:und)?(.*)$/.exec(word);
  if (!thousand) return null;
  if (thousand[1] === '') return 2000;
  const rest = CARDINALS.get(thousand[1] ?? '');
  return rest === undefined ? null : 2000 + rest;
}

/** The value of a folded ordinal word ("siebten", "einunddreißigster"), or null. */
export function ordinalOf(word: string): number | null {
  return ORDINALS.get(fold(word)) ?? null;
}
