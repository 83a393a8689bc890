// One spelling for comparison: ä=ae, ö=oe, ü=ue, ß=ss. Recognisers and forms also drop the dots altogether
// ("ubermorgen", "fruh"), so each dictionary word is indexed under both forms.

const FOLDS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** The form in which words are compared. Expects lower-case, composed text. */
export function fold(word: string): string {
  return word.replace(/[äöüß]/g, (letter) => FOLDS[letter] ?? letter).normalize('NFD').replace(/\p{M}/gu, '');
}

/** Every folded spelling under which a dictionary word may arrive. */
export function spellings(word: string): readonly string[] {
  const dotless = word.replace(/ß/g, 'ss').normalize('NFD').replace(/\p{M}/gu, '');
  return [...new Set([fold(word), dotless])];
}

/** Builds a lookup from correctly spelled words (blank-separated) to their meaning. */
export function lexicon<Meaning>(entries: readonly (readonly [words: string, meaning: Meaning])[]): ReadonlyMap<string, Meaning> {
  return new Map(entries.flatMap(([words, meaning]) => words.split(' ').flatMap((word) => spellings(word).map((form) => [form, meaning] as const))));
}

/** The same for a mere set of words. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' ').flatMap((word) => spellings(word)));
}
