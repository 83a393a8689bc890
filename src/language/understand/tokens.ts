// Cleaned text → tokens. One pass over bounded text; the merges (spelled numbers, compounds) look at neighbours only,
// so the work grows with the length and nothing can backtrack.

import { cardinalOf, ordinalOf } from './number-words.ts';
import { fold } from './spellings.ts';
import { PERIODS, WEEKDAYS } from './words.ts';

export type Token =
  /** `digits` as written ("09"), empty for a spelled number. `glued`: no blank before it. */
  | { readonly kind: 'number'; readonly value: number; readonly digits: string; readonly glued: boolean }
  | { readonly kind: 'ordinal'; readonly value: number; readonly glued: boolean }
  | { readonly kind: 'word'; readonly text: string; readonly glued: boolean }
  | { readonly kind: 'mark'; readonly text: string; readonly glued: boolean };

const PIECE = /(?<digits>\d+)|(?<word>\p{L}+)|(?<mark>[.:,;?!/+-])/gu;
const ORDINAL_SUFFIXES = new Set(['st', 'nd', 'rd', 'th', 'te', 'ten', 'ter', 'ste', 'sten', 'ster']);
const DAY_WORDS = ['heute', 'morgen', 'uebermorgen'];

/** Tokens of cleaned (lower-case, composed, bounded) text. */
export function tokenize(text: string): readonly Token[] {
  const plain = text.replace(/[‐-―−]/g, '-').replace(/['’`´]/g, '').replace(/([ap])\.\s?m\b\.?/g, '$1m');
  const tokens: Token[] = [];
  let end = 0;
  for (const match of plain.matchAll(PIECE)) {
    const glued = match.index === end && end > 0;
    end = match.index + match[0].length;
    addPiece(tokens, match.groups ?? {}, glued);
  }
  return tokens;
}

function addPiece(tokens: Token[], piece: Readonly<Record<string, string | undefined>>, glued: boolean): void {
  if (piece['digits'] !== undefined) tokens.push({ kind: 'number', value: Number(piece['digits']), digits: piece['digits'], glued });
  else if (piece['mark'] !== undefined) tokens.push({ kind: 'mark', text: piece['mark'], glued });
  else for (const part of splitCompound(fold(piece['word'] ?? ''))) addWord(tokens, part, glued);
}

function addWord(tokens: Token[], text: string, glued: boolean): void {
  const last = tokens.at(-1);
  if (glued && last?.kind === 'number' && last.digits !== '' && last.value <= 31 && ORDINAL_SUFFIXES.has(text)) {
    tokens[tokens.length - 1] = { kind: 'ordinal', value: last.value, glued: last.glued };
    return;
  }
  const value = cardinalOf(text);
  if (value !== null) {
    tokens.push({ kind: 'number', value, digits: '', glued });
    mergeSpelledNumber(tokens);
    return;
  }
  const ordinal = ordinalOf(text);
  tokens.push(ordinal === null ? { kind: 'word', text, glued } : { kind: 'ordinal', value: ordinal, glued });
}

/** Recognisers write "fünf und vierzig" and "forty-five" as separate words. "zwischen drei und zwanzig" stays two numbers. */
function mergeSpelledNumber(tokens: Token[]): void {
  const [before, first, joint, second] = [tokens.at(-4), tokens.at(-3), tokens.at(-2), tokens.at(-1)];
  if (second?.kind !== 'number') return;
  const isUnit = (token: Token | undefined) => token?.kind === 'number' && token.digits === '' && token.value >= 1 && token.value <= 9;
  if (isTens(second) && isUnit(first) && first?.kind === 'number' && joint?.kind === 'word' && joint.text === 'und' && !isWord(before, 'zwischen')) {
    tokens.splice(-3, 3, { ...second, value: second.value + first.value });
  } else if (isUnit(second) && joint?.kind === 'mark' && joint.text === '-' && joint.glued && first?.kind === 'number' && isTens(first)) {
    tokens.splice(-3, 3, { ...first, value: first.value + second.value });
  }
}

function isTens(token: Token & { kind: 'number' }): boolean {
  return token.digits === '' && token.value >= 20 && token.value <= 90 && token.value % 10 === 0;
}

/** "freitagnachmittag", "heuteabend", "vierzehnuhrdreißig" → their parts. */
function splitCompound(word: string): readonly string[] {
  if (WEEKDAYS.has(word) || PERIODS.has(word)) return [word];
  for (const start of [...DAY_WORDS, ...WEEKDAYS.keys()]) {
    const rest = word.slice(start.length);
    if (rest !== '' && word.startsWith(start) && (PERIODS.has(rest) || rest === 'morgen')) return [start, rest];
  }
  const hour = word.indexOf('uhr');
  if (hour > 0 && cardinalOf(word.slice(0, hour)) !== null) {
    const minutes = word.slice(hour + 3);
    if (minutes === '' || cardinalOf(minutes) !== null) return [word.slice(0, hour), 'uhr', minutes].filter((part) => part !== '');
  }
  return [word];
}

/** Whether the token is one of these words. */
export function isWord(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'word' && texts.includes(token.text);
}

export function isMark(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'mark' && texts.includes(token.text);
}

/** The meaning of a word token in a dictionary, or undefined. */
export function look<Meaning>(token: Token | undefined, dictionary: ReadonlyMap<string, Meaning>): Meaning | undefined {
  return token?.kind === 'word' ? dictionary.get(token.text) : undefined;
}

export function isIn(token: Token | undefined, words: ReadonlySet<string>): boolean {
  return token?.kind === 'word' && words.has(token.text);
}

/** The number at a token, or null. */
export function numberAt(token: Token | undefined): number | null {
  return token?.kind === 'number' ? token.value : null;
}
