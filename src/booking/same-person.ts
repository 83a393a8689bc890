// Whether a spoken name may be the one an appointment is stored under. A misheard name must not keep somebody from his
// own appointment ("Sputzer" for "Sputer", predecessor.md 4.1 item 23); somebody else's name must not be read out.
import { tokens } from '../companies/match-name.ts';

const TITLES = new Set('frau herr herrn fraeulein mr mrs ms dr prof doktor professor'.split(' '));
const NO_NAMES = new Set('ja nein ok okay gut bitte danke uhr termin morgen heute anonym anonymous unbekannt unknown kunde kundin anrufer ich mein meine caller customer'.split(' '));
/** Below these shares of equal letters two names are two people. First names count by themselves: in a family the rest is equal. */
const LIKENESS = { word: 0.6, whole: 0.7, first: 0.4 };

/** The words of a name, or none where what stands in the field is none ("acht Uhr", "ja", "{{name}}"). */
function nameWords(said: string | null): string[] {
  if (said === null || /\d|@|[{}]/.test(said)) return [];
  const words = tokens(said).filter((word) => !TITLES.has(word));
  return words.some((word) => NO_NAMES.has(word)) ? [] : words.filter((word) => word.length > 1);
}

/** True also where either name says nothing. */
export function maySamePerson(said: string | null, stored: string | null): boolean {
  const [spoken, known] = [nameWords(said), nameWords(stored)];
  if (spoken.length === 0 || known.length === 0) return true;
  // One word alone is a first or a last name: it is compared with each.
  if (spoken.length === 1 || known.length === 1) return spoken.some((a) => known.some((b) => likeness(a, b) >= LIKENESS.word));
  return isWhole(spoken, known) || isWhole(spoken, known.toReversed());
}

/** For what would be done because of it: two names that say nothing ("Kunde 1", "Kunde 2") are not taken for one. */
export function isSamePerson(said: string, stored: string): boolean {
  if (tokens(said).join(' ') === tokens(stored).join(' ')) return true;
  return nameWords(said).length > 0 && nameWords(stored).length > 0 && maySamePerson(said, stored);
}

function isWhole(spoken: readonly string[], known: readonly string[]): boolean {
  return likeness(spoken.join(''), known.join('')) >= LIKENESS.whole && likeness(spoken[0] ?? '', known[0] ?? '') >= LIKENESS.first;
}

/** 1 for equal words, 0 for words without a letter in common. */
function likeness(a: string, b: string): number {
  return 1 - distance(a, b) / Math.max(a.length, b.length);
}

/** Levenshtein. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
