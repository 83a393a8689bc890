// The name of a caller, as callers, recognisers and language models give it. What is a name stays as it was said, letter by
// letter: nothing is escaped, capitalised or corrected. What is none ("Acht Uhr", "ja", "bei Mario Basler", predecessor.md 4.1
// item 24) is asked for again, because it would stand on the appointment.

import { fold } from './spellings.ts';
import { cardinalOf, ordinalOf } from './number-words.ts';
import { ANSWERS, bareName, DOUBTFUL_STAFF_OPENERS, NAMES_THAT_ARE_MONTHS, PLACEHOLDERS, SENTENCE_WORDS, STAFF_OPENERS, TIME_WORDS, type Bared } from './name-words.ts';
import { readSpelling } from './spelled-letters.ts';
import { MONTHS, PERIODS, WEEKDAYS } from './words.ts';

/** `staff_wish`: "bei Anna" says to whom the caller wants to come; `staff` is a bare name of one who works here. */
export type NotAName = 'time' | 'yes_no' | 'staff' | 'staff_wish' | 'service' | 'company' | 'number' | 'email' | 'placeholder' | 'phrase';

export type NameRead =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'not_a_name'; readonly why: NotAName }
  | { readonly kind: 'not_said' };

/** Names that are not the caller's, as the company writes them. */
export interface NameContext {
  readonly staffNames: readonly string[];
  /** Names and aliases. */
  readonly serviceNames: readonly string[];
  readonly companyName: string;
}

const LONGEST = 100;
const WORDS_MAX = 8;

export function readName(said: string | null, context: NameContext): NameRead {
  const given = (said ?? '').slice(0, LONGEST * 10).normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim();
  if (given === '') return { kind: 'not_said' };
  const { text, introduced } = bareName(given);
  const bared = { text: spelledOut(text), introduced };
  const why = refusal(given, bared, context);
  return why === null ? { kind: 'name', name: bared.text } : { kind: 'not_a_name', why };
}

function refusal(given: string, bared: Bared, context: NameContext): NotAName | null {
  const words = wordsOf(bared.text);
  if (/\{\{|\}\}|^[a-z]+(?:_[a-z]+)+$/i.test(given) || words.length === 0) return 'placeholder';
  if (words.every((word) => PLACEHOLDERS.has(word))) return 'placeholder';
  if (/@|\bpunkt (?:de|com|at|ch|net)\b/i.test(bared.text)) return 'email';
  if (STAFF_OPENERS.test(`${bared.text} `) && words.length > 1) return 'staff_wish';
  if (isStaff(bared, context.staffNames)) return /^(?:zu|zum|zur) /i.test(bared.text) ? 'staff_wish' : 'staff';
  if (isTime(words, bared)) return 'time';
  // "Kunde 12" is whom a shop's own system calls so; asking him again would lose him over a digit.
  if (/\d{5}/.test(bared.text.replaceAll(' ', '')) || words.every((word) => /^\p{N}+$/u.test(word) || (!bared.introduced && isNumber(word)))) return 'number';
  if (wordsOf(given).every((word) => ANSWERS.has(word))) return 'yes_no';
  const whole = words.join('');
  if (context.serviceNames.some((name) => wordsOf(name).join('') === whole)) return 'service';
  if (wordsOf(context.companyName).join('') === whole) return 'company';
  return isSentence(bared, words) ? 'phrase' : null;
}

function isSentence({ text, introduced }: Bared, words: readonly string[]): boolean {
  if (text.includes('?') || text.length > LONGEST || words.length > WORDS_MAX) return true;
  const hasSentence = words.some((word) => SENTENCE_WORDS.has(word)) || /\b(?:kann|soll|will) (?:ich|sie|man|er)\b/iu.test(text);
  // "Herr Keiner" is a person.
  if (hasSentence && !(introduced && words.length === 1)) return true;
  return [...text.matchAll(/[\p{L}\p{M}]/gu)].length === 1 && !/\p{Lo}/u.test(text);
}

/** The whole name of a member of staff, or her first name alone; a surname alone is many people's, and "mein Name ist Anna" another Anna. */
function isStaff({ text, introduced }: Bared, staffNames: readonly string[]): boolean {
  const named = staffNames.map((name) => wordsOf(name).filter((word) => !isDoctor(word)));
  const rest = wordsOf(text.replace(DOUBTFUL_STAFF_OPENERS, '').replace(/^(?:herrn?|frau|fräulein) /iu, ''));
  const asked = rest.filter((word) => !isDoctor(word));
  const sorted = asked.toSorted().join(' ');
  return named.some((name) => {
    const isWhole = name.toSorted().join(' ') === sorted || name[0] === sorted;
    if (isWhole && !(introduced && asked.length === 1 && asked.length === rest.length)) return true;
    // "Dr. Berger" in a practice is whom the patient wants to see.
    return asked.length < rest.length && asked.length === 1 && name.includes(asked[0] ?? '');
  });
}

function isDoctor(word: string): boolean {
  return word === 'dr' || word === 'doktor' || word === 'prof' || word === 'professor' || word === 'med';
}

function isTime(words: readonly string[], { introduced }: Bared): boolean {
  if (words.includes('uhr')) return true;
  // "Frau Freitag" and "mein Name ist März" are people.
  if (introduced && words.length === 1) return false;
  const told = words.filter((word) => WEEKDAYS.has(word) || PERIODS.has(word) || isMonth(word) || TIME_WORDS.has(word) || isNumber(word));
  if (told.length < words.length && !words.every((word) => told.includes(word) || /^\d+$/.test(word))) return false;
  const isBareNumber = words.every((word) => isNumber(word) || /^\d+$/.test(word));
  return !isBareNumber && words.some((word) => !/^(?:um|am|der|die|den|dem|und|oder|in|im|ab|bis|vor|nach|at|on)$/.test(word));
}

function isMonth(word: string): boolean {
  return MONTHS.has(word) && !NAMES_THAT_ARE_MONTHS.has(word);
}

function isNumber(word: string): boolean {
  return cardinalOf(word) !== null || ordinalOf(word) !== null;
}

function wordsOf(text: string): string[] {
  return fold(text.toLowerCase()).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** "Meier, M A I E R" is Maier: who spells knows why. What was spelled replaces the word that it corrects. */
function spelledOut(text: string): string {
  const spelling = readSpelling(text);
  if (spelling === null) return text;
  const name = spelling.spelled.replaceAll(/(^|[-' ])(\p{L})/gu, (_, sign: string, letter: string) => `${sign}${letter.toUpperCase()}`);
  const before = spelling.before.replace(/[\s,.;:!-]+$/u, '').replace(/(?:^|[\s,.;:]+)(?:buchstabiert|geschrieben|ich buchstabiere|das schreibt sich|also|mit)$/iu, '');
  const words = before.split(/[\s,]+/).filter((word) => word !== '');
  const last = words.at(-1);
  if (last !== undefined && alike(fold(last.toLowerCase()), fold(name.toLowerCase()))) words.pop();
  return [...words, name].join(' ');
}

/** Whether a spelled name corrects the spoken one: as good as the same letters. */
function alike(spoken: string, spelled: string): boolean {
  const letters = [...spelled];
  const shared = [...spoken].filter((letter) => letters.includes(letter) && letters.splice(letters.indexOf(letter), 1).length > 0).length;
  return spoken[0] === spelled[0] && shared >= Math.max(spoken.length, spelled.length) * 0.6;
}
