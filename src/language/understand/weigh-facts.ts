// People correct themselves: "nicht Montag, sondern Dienstag", "Samstag, nein, Sonntag", "Dienstag geht nicht, Mittwoch".
// The predecessor kept the first date it saw and insisted on it (field 14). Here the later word wins, per date and per time.

import { isDateFact, type Found } from './facts.ts';

/** How far behind a "nicht" its object may start, in tokens: "nicht am kommenden Dienstag", but not "nicht so früh, um elf". */
const REACH = 2;

/** The facts that still stand at the end of one field. */
export function weighFacts(facts: readonly Found[]): readonly Found[] {
  let kept: Found[] = [];
  let correctedAt = -1;
  let skip: Found | null = null;
  for (const [index, fact] of facts.entries()) {
    if (fact.kind === 'correction') {
      correctedAt = fact.start;
    } else if (fact.kind === 'refused') {
      kept = [];
    } else if (fact.kind === 'not') {
      const next = facts[index + 1];
      skip = next !== undefined && next.start - fact.end <= REACH ? next : null;
    } else if (fact !== skip) {
      kept = kept.filter((earlier) => earlier.start >= correctedAt || topicOf(earlier) !== topicOf(fact) || topicOf(fact) === null);
      kept.push(fact);
    }
  }
  return kept;
}

/** Whether a fact says when; the others only colour it. */
export function tellsWhen(fact: Found): boolean {
  return topicOf(fact) !== null;
}

function topicOf(fact: Found): 'date' | 'time' | null {
  if (isDateFact(fact)) return 'date';
  if (fact.kind === 'clock' || fact.kind === 'window' || fact.kind === 'period') return 'time';
  if (fact.kind === 'trouble') return fact.need === 'time' ? 'time' : 'date';
  return fact.kind === 'moment' || fact.kind === 'asap' || fact.kind === 'any_time' || fact.kind === 'right_now' ? 'date' : null;
}
