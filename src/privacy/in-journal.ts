import type { Entry } from '../journal/journal.ts';

/** How many entries that the database does not have yet tell of somebody: erased now, they would write him down again. */
export function mentionedIn(entries: Iterable<Pick<Entry, 'body' | 'notes'>>, patterns: readonly string[]): number {
  const expressions = patterns.map((pattern) => new RegExp(pattern, 'i'));
  let found = 0;
  for (const { body, notes } of entries) {
    const text = JSON.stringify([body, notes]);
    if (expressions.some((expression) => expression.test(text))) found += 1;
  }
  return found;
}
