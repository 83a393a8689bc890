// Finds what a caller named among a few known names. A wrong match books the wrong thing, so anything that is not
// clearly one is handed back as a question, and never replaced by a default (predecessor.md 4.1, incident 17).

export interface Named<T> {
  readonly item: T;
  /** Ids and slugs: match only as a whole. */
  readonly ids: readonly string[];
  /** Names and aliases: match in part too. */
  readonly names: readonly string[];
}

export type Match<T> =
  | { readonly kind: 'found'; readonly item: T }
  | { readonly kind: 'not_found' }
  /** One or more that may be meant; with one it is a "do you mean …?". */
  | { readonly kind: 'ambiguous'; readonly items: readonly T[] };

/** `fillers` are words that mean nothing here, folded. */
export function matchName<T>(said: string, candidates: readonly Named<T>[], fillers: ReadonlySet<string>): Match<T> {
  const known = candidates.map((candidate) => ({ ...candidate, keys: [...candidate.names, ...candidate.ids].map(compact).filter((key) => key !== '') }));
  const whole = compact(said);
  const words = tokens(said).filter((word) => !fillers.has(word));
  const meant = words.join('');
  const exact = known.filter(({ keys }) => keys.includes(whole) || keys.includes(meant));
  if (exact.length > 0) return decided(exact);
  if (meant === '') return { kind: 'not_found' };
  const part = byPart(words, candidates);
  if (part?.kind === 'found') return part;
  const spelled = bySpelling(meant, candidates);
  // 'Jörg Müler': the first name alone would be a question, the misheard whole is not. Of two that were named neither is.
  const isSame = part === null || (part.kind === 'ambiguous' && spelled.kind === 'found' && part.items.length === 1 && part.items[0] === spelled.item);
  if (spelled.kind === 'found' && isSame) return spelled;
  return part ?? (spelled.kind === 'ambiguous' ? spelled : byKnownWords(words, candidates));
}

/** Lower case, umlauts spelled out, other accents dropped: 'Föhnen', 'FOEHNEN' and 'fo\u0308hnen' are one. */
function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '');
}

export function tokens(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function compact(text: string): string {
  return tokens(text).join('');
}

function decided<T>(matches: readonly Named<T>[]): Match<T> {
  return matches.length === 1 ? { kind: 'found', item: matches[0]!.item } : { kind: 'ambiguous', items: matches.map(({ item }) => item) };
}

/** Shorter parts than this occur in too many words: 'art' in 'Bart'. */
const PART_MIN = 4;

function byPart<T>(words: readonly string[], candidates: readonly Named<T>[]): Match<T> | null {
  // 'Haarschnitt' or 'Haarschnitt Herren': every word said belongs to the name.
  const within = candidates.filter(({ names }) => names.some((name) => words.every((word) => isPartOf(word, name))));
  if (within.length > 0) return isMostOf(words, within) ? decided(within) : { kind: 'ambiguous', items: within.map(({ item }) => item) };
  // 'Herrenhaarschnitt kurz': the name was said, and something else that may change what is meant, so it is a question.
  const spoken = candidates.flatMap((candidate) => {
    const longest = candidate.names.map(compact).filter((key) => key.length >= PART_MIN && isSpokenIn(key, words)).sort((a, b) => b.length - a.length)[0];
    return longest === undefined ? [] : [{ item: candidate.item, key: longest }];
  });
  const own = spoken.filter(({ key }) => !spoken.some((other) => other.key.length > key.length && other.key.includes(key)));
  return own.length === 0 ? null : { kind: 'ambiguous', items: own.map(({ item }) => item) };
}

/** 'Föhnen' is one of three things in 'Waschen, Schneiden, Föhnen', and may well be wanted alone. */
function isMostOf<T>(words: readonly string[], [first]: readonly Named<T>[]): boolean {
  const names = (first?.names ?? []).filter((name) => words.every((word) => isPartOf(word, name)));
  return names.some((name) => tokens(name).length < 3 || words.length * 2 >= tokens(name).length);
}

/** 'Haarschnitt für meinen Sohn': what is known of it names several or one, the rest says which, and we do not know how. */
function byKnownWords<T>(words: readonly string[], candidates: readonly Named<T>[]): Match<T> {
  const counted = candidates.map(({ item, names }) => ({ item, count: Math.max(0, ...names.map((name) => words.filter((word) => word.length >= PART_MIN && isPartOf(word, name)).length)) }));
  const most = Math.max(0, ...counted.map(({ count }) => count));
  // 'Paket 2' is none of 'Paket 1' and 'Paket 3'.
  const isNumbered = words.some((word) => /\p{N}/u.test(word));
  return most === 0 || isNumbered ? { kind: 'not_found' } : { kind: 'ambiguous', items: counted.filter(({ count }) => count === most).map(({ item }) => item) };
}

function isPartOf(word: string, name: string): boolean {
  return tokens(name).includes(word) || (word.length >= PART_MIN && compact(name).includes(word));
}

/** Whether the words, some of them in a row, make up the key; never from the middle of a word. Stops at the key's length: all pairs of some hundred words would hold up every call. */
function isSpokenIn(key: string, words: readonly string[]): boolean {
  return words.some((_, from) => {
    let joined = '';
    for (let to = from; to < words.length && joined.length < key.length; to++) joined += words[to];
    return joined === key;
  });
}

/** How much nearer the best has to be than the second best. */
const MARGIN = 2;
const SHORT = 6;

function bySpelling<T>(meant: string, candidates: readonly Named<T>[]): Match<T> {
  const near = candidates
    .map(({ item, names }) => ({ item, distance: Math.min(Number.POSITIVE_INFINITY, ...names.map((name) => misheard(meant, name))) }))
    .sort((a, b) => a.distance - b.distance);
  const best = near[0];
  if (best === undefined || best.distance > allowed(meant)) return { kind: 'not_found' };
  const rivals = near.filter(({ distance }) => distance < best.distance + MARGIN);
  // In a short name one letter makes another name: Mario is not Maria.
  const certain = rivals.length === 1 && meant.length >= SHORT;
  return certain ? { kind: 'found', item: best.item } : { kind: 'ambiguous', items: rivals.map(({ item }) => item) };
}

function allowed(meant: string): number {
  if (meant.length < PART_MIN) return 0;
  return Math.min(3, Math.max(1, Math.floor(meant.length / 5)));
}

/** Edits between them; infinite where the digits differ: 'Paket 1' is never a misspelt 'Paket 2'. */
function misheard(meant: string, name: string): number {
  const key = compact(name);
  const digits = (text: string): string => text.replaceAll(/\P{N}/gu, '');
  return digits(meant) === digits(key) ? editDistance(sound(meant), sound(key)) : Number.POSITIVE_INFINITY;
}

/** What sounds the same in German is written as recognisers please: Alexandra and Aleksandra, Balayage and Balayasch. */
function sound(key: string): string {
  return key.replaceAll('x', 'ks').replace(/age$/, 'asch');
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
