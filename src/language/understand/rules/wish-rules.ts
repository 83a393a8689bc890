// Words that are neither date nor time but change what they mean: as soon as possible, any time, not, or, no I meant.

import type { Fact, Rule } from '../facts.ts';
import { wordSet } from '../spellings.ts';
import { isIn, isMark, isWord, look, numberAt } from '../tokens.ts';
import { UNITS, WHICH } from '../words.ts';

const ASAP = wordSet('sofort asap schnellstmöglich schnellstmöglichst baldmöglichst baldmöglich umgehend frühestmöglich frühestmöglichen bald demnächst nächstmöglich nächstmögliche nächstmöglichen nächstmöglicher baldigst schnellstens');
const SOON = wordSet('bald schnell früh rasch zeitnah zügig soon early quickly');
const ANY = wordSet('egal jederzeit flexibel ganztags ganztägig beliebig irgendwann anytime wurscht wurst');
const FREE = wordSet('freie freier freien freies mögliche möglicher möglichen verfügbare verfügbarer verfügbaren available free possible');
const APPOINTMENT = wordSet('termin terminen slot zeit appointment');
const CORRECTION = wordSet('sondern nein quatsch korrektur stattdessen vielmehr falsch sorry entschuldigung');
const PEOPLE = wordSet('personen person leute kinder kind mal euro prozent haarschnitte termine plätze jahre jahren alt');

export const asap: Rule = (reader, at) => {
  const { tokens } = reader;
  const found = (next: number) => ({ next, facts: [{ kind: 'asap' }] satisfies Fact[] });
  if (isIn(tokens[at], ASAP)) return found(at + 1);
  if (isWord(tokens[at], 'so', 'moeglichst', 'as') && isIn(tokens[at + 1], SOON)) {
    if (isWord(tokens[at], 'moeglichst')) return found(at + 2);
    if (isWord(tokens[at + 2], 'es') && isWord(tokens[at + 3], 'geht')) return found(at + 4);
    if (isWord(tokens[at + 2], 'wie', 'as')) return found(isWord(tokens[at + 3], 'moeglich', 'possible', 'geht', 'es') ? at + 4 : at + 3);
  }
  const isFirst = look(tokens[at], WHICH) === 'next' || tokens[at]?.kind === 'ordinal' || look(tokens[at], WHICH) === 'coming';
  if (isFirst && isIn(tokens[at + 1], FREE) && !isWord(tokens[at + 2], 'tag')) return found(isIn(tokens[at + 2], APPOINTMENT) ? at + 3 : at + 2);
  if (isFirst && isIn(tokens[at + 1], APPOINTMENT)) return found(at + 2);
  if (isWord(tokens[at], 'jetzt', 'gleich', 'now')) return { next: at + 1, facts: [{ kind: 'right_now' }] };
  return null;
};

export const anyTime: Rule = (reader, at) => {
  const { tokens } = reader;
  if (isIn(tokens[at], ANY)) return { next: at + 1, facts: [{ kind: 'any_time' }] };
  if (isWord(tokens[at], 'ganzen', 'ganzer') && isWord(tokens[at + 1], 'tag')) return { next: at + 2, facts: [{ kind: 'any_time' }] };
  return isWord(tokens[at], 'any') && isWord(tokens[at + 1], 'time') ? { next: at + 2, facts: [{ kind: 'any_time' }] } : null;
};

/** "Nein, Samstag" · "nicht Montag, sondern Dienstag" · "Dienstag geht nicht" · "Montag oder Dienstag". */
export const turn: Rule = (reader, at) => {
  const { tokens } = reader;
  const word = tokens[at];
  // "Montag und Dienstag" offers both: the caller has to choose just as with "oder".
  if (isWord(word, 'oder', 'or', 'beziehungsweise', 'bzw', 'und', 'and')) return { next: at + 1, facts: [{ kind: 'or' }] };
  if (isIn(word, CORRECTION)) return { next: at + 1, facts: [{ kind: 'correction' }] };
  if (isWord(word, 'doch') && isWord(tokens[at + 1], 'lieber', 'besser')) return { next: at + 2, facts: [{ kind: 'correction' }] };
  if (isWord(word, 'ich') && isWord(tokens[at + 1], 'meine', 'meinte')) return { next: at + 2, facts: [{ kind: 'correction' }] };
  // "von Dienstag auf Mittwoch verschieben": the new time is meant.
  if (isWord(word, 'auf') && !isWord(tokens[at + 1], 'jeden', 'alle', 'keinen')) return { next: at + 1, facts: [{ kind: 'correction' }] };
  if (isWord(word, 'schlecht', 'unguenstig', 'ungunstig')) return { next: at + 1, facts: [{ kind: 'refused' }] };
  if (isWord(word, 'ausser', 'statt', 'anstatt')) return { next: at + 1, facts: [{ kind: 'not' }] };
  if (!isWord(word, 'nicht', 'not') || isWord(tokens[at + 1], 'vor', 'nach', 'before', 'after')) return null;
  const backward = isWord(tokens[at - 1], 'geht', 'passt', 'klappt', 'ich', 'kann', 'schlecht', 'leider') || isMark(tokens[at + 1], ',', '.') || tokens[at + 1] === undefined || isWord(tokens[at + 1], 'aber', 'sondern', 'da');
  return { next: at + 1, facts: [{ kind: backward ? 'refused' : 'not' }] };
};

const TITLES = wordSet('frau herr herrn mr mrs ms');
const GREETED = wordSet('morgen tag abend nachmittag morning afternoon evening');

/** Numbers and words that look like a date and are none: greetings, durations, people, ages. */
export const noise: Rule = (reader, at) => {
  const { tokens } = reader;
  if (isWord(tokens[at], 'guten', 'good', 'schoenen') && isIn(tokens[at + 1], GREETED)) return { next: at + 2, facts: [] };
  // Mai, Sommer, Freitag and Montag are surnames as well.
  if (isIn(tokens[at], TITLES) && tokens[at + 1]?.kind === 'word') return { next: at + 2, facts: [] };
  if (isWord(tokens[at], 'fuer', 'for') && numberAt(tokens[at + 1]) !== null && (isIn(tokens[at + 2], PEOPLE) || tokens[at + 2] === undefined)) return { next: at + 2, facts: [] };
  if (numberAt(tokens[at]) === null) return null;
  if (isIn(tokens[at + 1], PEOPLE)) return { next: at + 2, facts: [] };
  const isDuration = look(tokens[at + 1], UNITS) !== undefined && !isWord(tokens[at + 2], 'vor', 'nach', 'to', 'past');
  return isDuration ? { next: at + 2, facts: [] } : null;
};
