// A mail address as it is dictated ("fub handy at gmail punkt com"), recognised or typed. A confirmation that goes to a wrong
// address tells a stranger of somebody's appointment: so nothing is completed or corrected by guessing, an ending that was not
// said is not added, and whatever is not certain is doubtful and not to be used unasked.

import { ENDINGS, INTRO, MISHEARD_AT, MISHEARD_ENDINGS, OUTRO, PROVIDERS, PROVIDER_NAMES, SENTENCE, SIGNS, SLIPS, TURNS } from './mail-words.ts';
import { digitsAt } from './spoken-digits.ts';
import { fold, spellings } from './spellings.ts';
import { spelledAt } from './spelled-letters.ts';

export interface EmailRead {
  /** Lower case and syntactically valid; null where none could be made of what was said. */
  readonly email: string | null;
  /** Something was said that is not certainly this address. Always true beside null, unless nothing was said. */
  readonly doubtful: boolean;
}

const NOTHING: EmailRead = { email: null, doubtful: false };
const UNCLEAR: EmailRead = { email: null, doubtful: true };
const LONGEST = 300;

/** A piece of an address: a sign, or letters and digits. */
interface Piece {
  readonly text: string;
  readonly isSign: boolean;
  readonly spelled: boolean;
}

export function readEmail(said: string | null): EmailRead {
  const given = (said ?? '').slice(0, LONGEST + 1).normalize('NFKC').replaceAll(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim().toLowerCase();
  if (given === '' || /\{\{|\}\}/.test(given)) return NOTHING;
  if (given.length > LONGEST) return UNCLEAR;
  const typed = given.replace(/^<?(?:mailto:)?([^<>\s]+?)>?[.,;]?$/u, '$1');
  if (isAddress(typed)) return { email: typed, doubtful: SLIPS.has(typed.slice(typed.lastIndexOf('.') + 1)) };
  return dictated(bared(given));
}

function bared(text: string): string {
  let rest = ` ${text}`.replace(/^\s+/, ' ');
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.trim().replace(INTRO, (intro) => (intro.trim() === '' ? intro : '')).replace(OUTRO, '').trim();
  }
  return rest;
}

function dictated(text: string): EmailRead {
  const lexed = piecesOf(text);
  if (lexed === null) return UNCLEAR;
  const { doubtful } = lexed;
  const halves = split(lexed.pieces);
  if (halves === null) return { email: null, doubtful: true };
  const domain = domainOf(halves.domain);
  const local = halves.local;
  if (domain === null) return UNCLEAR;
  const email = `${local.map(({ text: piece }) => piece).join('')}@${domain.name}`;
  const ascii = withoutAccents(email);
  if (!isAddress(ascii)) return UNCLEAR;
  const words = local.filter(({ isSign, spelled }) => !isSign && !spelled).map(({ text: piece }) => fold(piece));
  const isSentence = words.length > 1 && words.some((word) => SENTENCE.has(word));
  return { email: ascii, doubtful: doubtful || domain.doubtful || halves.doubtful || ascii !== email || isSentence || words.length > 4 };
}

/** "müller" may be written mueller or muller there: only the caller knows. */
function withoutAccents(text: string): string {
  return fold(text);
}

const AT: Piece = { text: '@', isSign: true, spelled: false };

function piecesOf(text: string): { readonly pieces: readonly Piece[]; readonly doubtful: boolean } | null {
  const prepared = text.replaceAll(/\b(?:at|ät)[ -]zeichen\b/gu, '@').replaceAll(/(?<=\s)e-(?=mail\b)/gu, 'e');
  const tokens: readonly string[] = prepared.match(/[\p{L}\p{M}]+|\d+|[@.+_-]|[^\s\p{L}\p{M}\d@.+_,;-]/gu) ?? [];
  const hasAt = tokens.some((token) => token === '@' || SIGNS.get(fold(token)) === '@');
  const pieces: Piece[] = [];
  let doubtful = false;
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at] ?? '';
    const sign = SIGNS.get(fold(token)) ?? (/^[@.+_-]$/.test(token) ? token : undefined);
    if (sign !== undefined && !(sign === '@' && isEnding(pieces))) {
      pieces.push({ text: sign, isSign: true, spelled: false });
      at += 1;
      continue;
    }
    if (!hasAt && MISHEARD_AT.has(fold(token)) && pieces.length > 0 && namesProvider(tokens, at + 1)) {
      pieces.push(AT);
      at += 1;
      continue;
    }
    const ruled = umlautRule(tokens, at) ?? digitPiece(tokens, at) ?? spelledPiece(tokens, at);
    if (ruled === 'doubtful' || /^[^\p{L}\p{M}\d]$/u.test(token)) return null;
    doubtful ||= ruled?.doubtful === true;
    pieces.push(ruled?.piece ?? { text: token, isSign: false, spelled: false });
    at = ruled?.next ?? at + 1;
  }
  return { pieces, doubtful };
}

/** "gmx punkt at": right behind a dot in the domain, "at" is Austria. */
function isEnding(pieces: readonly Piece[]): boolean {
  return pieces.at(-1)?.text === '.' && pieces.some(({ text }) => text === '@');
}

interface Ruled {
  readonly piece: Piece;
  readonly next: number;
  readonly doubtful: boolean;
}

/** "Müller mit u e": the caller says himself how it is written. "Maier mit a i" the recogniser may have spelled differently. */
function umlautRule(tokens: readonly string[], at: number): Ruled | null {
  const word = tokens[at] ?? '';
  if (tokens[at + 1] !== 'mit' || [...word].length < 2) return null;
  const how = `${tokens[at + 2] ?? ''}${/^\p{L}$/u.test(tokens[at + 2] ?? '') ? (tokens[at + 3] ?? '') : ''}`;
  const umlaut = { ae: 'ä', oe: 'ö', ue: 'ü', ss: 'ß' }[how];
  const length = /^\p{L}$/u.test(tokens[at + 2] ?? '') ? 4 : 3;
  if (umlaut === undefined || !(word.includes(umlaut) || word.includes(how))) return null;
  return { piece: { text: word.replaceAll(umlaut, how), isSign: false, spelled: false }, next: at + length, doubtful: false };
}

function digitPiece(tokens: readonly string[], at: number): Ruled | 'doubtful' | null {
  const read = digitsAt(tokens, at);
  // "O" is a letter here, and a word may be a name: "acht" in an address is nearly always the digit.
  if (read === null || /^oh?$/.test(tokens[at] ?? '')) return null;
  return read.kind === 'doubtful' ? 'doubtful' : { piece: { text: read.digits, isSign: false, spelled: true }, next: read.next, doubtful: false };
}

function spelledPiece(tokens: readonly string[], at: number): Ruled | null {
  const word = tokens[at] ?? '';
  const read = spelledAt(tokens, at);
  if (read === null) return null;
  // Letter names ("te", "es") are letters only among letters; single letters and "M wie Martha" always are.
  const isName = [...word].length > 1 && !read.certain && !(isLone(tokens[at - 1]) && tokens[at - 2] !== 'doppel') && !isLone(tokens[read.next]);
  return isName ? null : { piece: { text: read.letters, isSign: false, spelled: true }, next: read.next, doubtful: false };
}

function isLone(token: string | undefined): boolean {
  return token !== undefined && /^\p{L}$/u.test(token);
}

function namesProvider(tokens: readonly string[], at: number): boolean {
  const rest = tokens.slice(at, at + 3).join('');
  return [...PROVIDER_NAMES].some((name) => rest.startsWith(name.replace('-', '')) || rest.startsWith(name));
}

interface Halves {
  readonly local: readonly Piece[];
  readonly domain: readonly Piece[];
  readonly doubtful: boolean;
}

/** At the "@"; one that was said twice, or hangs behind a whole address, is one. */
function split(pieces: readonly Piece[]): Halves | null {
  const signs = pieces.flatMap((piece, index) => (piece.text === '@' ? [index] : []));
  const [first] = signs;
  if (first === undefined || first === 0) return null;
  const local = pieces.slice(0, first);
  let rest = pieces.slice(first + 1);
  while (rest[0]?.text === '@') rest = rest.slice(1);
  const again = rest.findIndex(({ text }) => text === '@');
  if (again < 0) return { local, domain: rest, doubtful: false };
  const [before, behind] = [rest.slice(0, again), rest.slice(again + 1)];
  const isWhole = before.some(({ text }) => text === '.');
  // "gmx at" without a dot: Austria. "gmail.com at", "gmail.com at gmail.com": a stammer.
  if (!isWhole && behind.length === 0) return { local, domain: [...before, { text: 'at', isSign: false, spelled: false }], doubtful: false };
  const isStammer = behind.length === 0 || textOf(behind) === textOf(before);
  return isWhole && isStammer ? { local, domain: before, doubtful: false } : null;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** The domain as it was said, or null. A dot is understood only between a known provider and an ending: "web de". */
function domainOf(said: readonly Piece[]): { readonly name: string; readonly doubtful: boolean } | null {
  const pieces = said.map(({ text }) => text);
  const provider = PROVIDERS.find(([parts]) => parts.every((part, index) => pieces[index] === part));
  const parts = provider === undefined ? pieces : [provider[1], ...pieces.slice(provider[0].length)];
  const ending = endingOf(parts);
  if (ending === null) return null;
  const [label, between] = [parts.slice(0, ending.from), parts[ending.from]];
  const hasDot = between === '.';
  const name = label.join('');
  const isKnown = PROVIDER_NAMES.has(name);
  if (!hasDot && !isKnown) return null;
  if (said.some(({ text, isSign }) => !isSign && TURNS.has(text))) return null;
  const isJoined = label.some((part, index) => index > 0 && /^\p{L}{2,}$/u.test(part) && /^\p{L}{2,}$/u.test(label[index - 1] ?? ''));
  const certain = isKnown || (!isJoined && label.length > 0);
  return { name: `${name}.${ending.text}`, doubtful: !certain || ending.doubtful };
}

function endingOf(parts: readonly string[]): { readonly text: string; readonly from: number; readonly doubtful: boolean } | null {
  const dot = parts.lastIndexOf('.');
  const spoken = (dot < 0 ? parts.slice(-1) : parts.slice(dot + 1)).join('').toLowerCase();
  const text = spellings(spoken).map((form) => MISHEARD_ENDINGS.get(form)).find((found) => found !== undefined) ?? spoken;
  const isKnown = ENDINGS.has(text);
  if (dot < 0) return isKnown && parts.length > 1 ? { text, from: parts.length - 1, doubtful: false } : null;
  return text === '' ? null : { text, from: dot, doubtful: !isKnown };
}

const ADDRESS = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z]{2,24}$/;

function isAddress(text: string): boolean {
  const [local = '', domain = ''] = text.split('@');
  return text.length <= 254 && local.length <= 64 && ADDRESS.test(text) && domain.split('.').every((label) => label.length <= 63) && !/[-_.]{3}/.test(local);
}
