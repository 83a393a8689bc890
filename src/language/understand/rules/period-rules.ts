// "vormittags", "am frühen Abend", "heute Morgen": words for a part of the day.

import type { Fact, Rule } from '../facts.ts';
import { wordSet } from '../spellings.ts';
import { isIn, isWord, look, type Token } from '../tokens.ts';
import type { PeriodName } from '../vague-periods.ts';
import { PERIODS } from '../words.ts';

const EARLY = wordSet('früher frühen frühe frühem zeitigen early');
const LATE = wordSet('später späten späte spätem late');
const REFINED: Readonly<Partial<Record<PeriodName, readonly [early: PeriodName, late: PeriodName]>>> = {
  early: ['early', 'late_forenoon'],
  forenoon: ['early_forenoon', 'late_forenoon'],
  midday: ['midday', 'midday'],
  afternoon: ['early_afternoon', 'late_afternoon'],
  evening: ['early_evening', 'late_evening'],
  night: ['night', 'night'],
};

export const refinedPeriod: Rule = (reader, at) => {
  const { tokens } = reader;
  const side = isIn(tokens[at], EARLY) ? 0 : isIn(tokens[at], LATE) ? 1 : null;
  const base = isWord(tokens[at + 1], 'morgen') ? 'early' : look(tokens[at + 1], PERIODS);
  if (side === null || base === undefined) return null;
  const period = REFINED[base]?.[side];
  return period === undefined ? null : { next: at + 2, facts: [{ kind: 'period', period }] };
};

export const plainPeriod: Rule = (reader, at) => {
  const { tokens } = reader;
  if (isWord(tokens[at], 'frueh', 'spaet', 'late') && isWord(tokens[at - 1], 'zu', 'too', 'so', 'wie')) return { next: at + 1, facts: [] };
  if (isMorningPart(tokens, at)) return { next: at + 1, facts: [{ kind: 'period', period: 'early', weak: true }] };
  const period = look(tokens[at], PERIODS);
  if (period === undefined) return null;
  const facts: Fact[] = [{ kind: 'period', period }];
  if (isWord(tokens[at], 'tonight')) facts.unshift({ kind: 'day', date: reader.today });
  return { next: at + 1, facts };
};

const DAY_BEFORE = wordSet('heute heut gestern morgen übermorgen montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag');

/**
 * "morgen" is the next day, except behind a day ("heute Morgen", "Dienstag Morgen") or an article ("am Morgen").
 * The predecessor read "morgen" as a part of the day and lost the date.
 */
export function isMorningPart(tokens: readonly Token[], at: number): boolean {
  if (!isWord(tokens[at], 'morgen')) return false;
  return isIn(tokens[at - 1], DAY_BEFORE) || isWord(tokens[at - 1], 'am', 'zum', 'jeden');
}
