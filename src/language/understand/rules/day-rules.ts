// Days counted from today: heute, übermorgen, "in drei Tagen", "heute in acht Tagen", "in einer Stunde".

import type { Fact, Match, Reader, Rule } from '../facts.ts';
import { lexicon } from '../spellings.ts';
import { isIn, isWord, look, numberAt, type Token } from '../tokens.ts';
import { ONE_WORDS, UNITS } from '../words.ts';
import { isMorningPart } from './period-rules.ts';

const DAYS_AHEAD = lexicon<number>([
  ['heute heut today', 0], ['morgen tomorrow', 1], ['übermorgen', 2], ['überübermorgen', 3], ['gestern yesterday', -1], ['vorgestern', -2],
]);

export const countedDay: Rule = (reader, at) => {
  const { tokens } = reader;
  if (isWord(tokens[at], 'day') && isWord(tokens[at + 1], 'after') && isWord(tokens[at + 2], 'tomorrow')) return dayMatch(reader, at + 3, 2);
  const ahead = look(tokens[at], DAYS_AHEAD);
  if (ahead === undefined || isMorningPart(tokens, at)) return null;
  if (isWord(tokens[at], 'morgen') && isWord(tokens[at - 1], 'guten')) return null;
  return dayMatch(reader, at + 1, ahead);
};

function dayMatch(reader: Reader, next: number, days: number): Match {
  return { next, facts: [{ kind: 'day', date: reader.today.add({ days }) }] };
}

/** "in zwei Wochen", "in einer halben Stunde", "in acht Tagen", "in den nächsten Tagen", "innerhalb der nächsten 2 Wochen". */
export const later: Rule = (reader, at) => {
  const { tokens } = reader;
  if (isWord(tokens[at], 'naechsten', 'naechste', 'kommenden', 'next') && numberAt(tokens[at + 1]) !== null) return within(reader, at - 1);
  if (!isWord(tokens[at], 'in', 'innerhalb', 'within', 'binnen')) return null;
  const soon = within(reader, at);
  if (soon !== null) return soon;
  const amount = amountAt(tokens, at + 1);
  if (amount === null) return null;
  const unit = look(tokens[amount.next], UNITS);
  const next = amount.next + 1;
  if (isWord(tokens[amount.next], 'viertelstunde', 'dreiviertelstunde')) return momentMatch(reader, next, isWord(tokens[amount.next], 'viertelstunde') ? 15 : 45);
  if (unit === undefined) return null;
  if (unit === 'minute' || unit === 'hour') return momentMatch(reader, next, amount.value * (unit === 'hour' ? 60 : 1));
  if (amount.few) return spanMatch(reader, next, unit === 'day' ? [2, 5] : [14, 28]);
  if (!Number.isInteger(amount.value)) return null;
  // "In acht Tagen" is German for a week from now, not for eight days.
  if (unit === 'day' && amount.value === 8) return { next, facts: [{ kind: 'later', amount: 7, unit: 'day', assumed: 'eight_days_are_a_week' }] };
  return { next, facts: [{ kind: 'later', amount: Math.min(amount.value, 500), unit }] };
};

/** "in den nächsten Tagen", "in den nächsten zwei Wochen": a range from today. */
function within(reader: Reader, at: number): Match | null {
  const { tokens } = reader;
  let place = at + 1;
  while (isWord(tokens[place], 'den', 'der', 'the', 'von')) place += 1;
  const ahead = isWord(tokens[place], 'naechsten', 'nachsten', 'kommenden', 'next');
  if (ahead) place += 1;
  if (!ahead && isWord(tokens[at], 'in')) return null;
  const amount = amountAt(tokens, place);
  const unit = look(tokens[amount?.next ?? place], UNITS);
  if (unit !== 'day' && unit !== 'week') return null;
  const isPlural = amount !== null || isWord(tokens[place], 'tage', 'tagen', 'days', 'wochen', 'weeks');
  if (!isPlural) return null;
  const count = amount === null || amount.few ? (unit === 'day' ? 5 : 3) : Math.min(Math.floor(amount.value), 60);
  return spanMatch(reader, (amount?.next ?? place) + 1, [0, unit === 'day' ? count : count * 7]);
}

function spanMatch(reader: Reader, next: number, [from, to]: readonly [number, number]): Match {
  return { next, facts: [{ kind: 'range', from: reader.today.add({ days: from }), to: reader.today.add({ days: to }) }] };
}

/** A moment so many minutes from now, up to the next full minute; said of a clock nobody reads to the second, hence about. */
function momentMatch(reader: Reader, next: number, minutes: number): Match {
  const at = Math.ceil((reader.now.epochMilliseconds + Math.min(minutes, 100_000) * 60_000) / 60_000) * 60_000;
  return { next, facts: [{ kind: 'moment', at, about: true } satisfies Fact] };
}

interface Amount {
  readonly value: number;
  readonly few: boolean;
  readonly next: number;
}

function amountAt(tokens: readonly Token[], at: number): Amount | null {
  const number = numberAt(tokens[at]);
  if (number !== null) {
    const isHalf = isWord(tokens[at + 1], 'einhalb');
    return { value: isHalf ? number + 0.5 : number, few: false, next: isHalf ? at + 2 : at + 1 };
  }
  if (isWord(tokens[at], 'anderthalb', 'eineinhalb')) return { value: 1.5, few: false, next: at + 1 };
  if (isWord(tokens[at], 'zweieinhalb')) return { value: 2.5, few: false, next: at + 1 };
  if (isWord(tokens[at], 'paar', 'einigen', 'wenigen')) return { value: 3, few: true, next: at + 1 };
  if (!isIn(tokens[at], ONE_WORDS)) return null;
  if (isWord(tokens[at + 1], 'paar', 'few')) return { value: 3, few: true, next: at + 2 };
  if (isWord(tokens[at + 1], 'halben', 'half')) return { value: 0.5, few: false, next: isWord(tokens[at + 2], 'an') ? at + 3 : at + 2 };
  return { value: 1, few: false, next: at + 1 };
}
