// The vocabulary: what single words mean. Written in correct German; spellings.ts adds the other ways to write them.

import { lexicon, wordSet } from './spellings.ts';
import type { PeriodName } from './vague-periods.ts';

/** 1 = Monday … 7 = Sunday, as in ISO 8601. */
export const WEEKDAYS = lexicon<number>([
  ['montag montags monday mondays', 1], ['dienstag dienstags tuesday tuesdays', 2], ['mittwoch mittwochs wednesday wednesdays', 3],
  ['donnerstag donnerstags thursday thursdays', 4], ['freitag freitags friday fridays', 5],
  ['samstag samstags sonnabend sonnabends saturday saturdays', 6], ['sonntag sonntags sunday sundays', 7],
]);

/** Abbreviations are words of their own too ("so gegen drei", "Fr. Müller"): the weekday rule looks at what follows. */
export const SHORT_WEEKDAYS = lexicon<number>([
  ['mo mon', 1], ['di tue', 2], ['mi wed', 3], ['do thu', 4], ['fr fri', 5], ['sa sat', 6], ['so sun', 7],
]);

export const MONTHS = lexicon<number>([
  ['januar jänner jan january', 1], ['februar feber feb february', 2], ['märz mrz mär march', 3], ['april apr', 4], ['mai may', 5], ['juni juno jun june', 6],
  ['juli julei jul july', 7], ['august aug', 8], ['september sep sept', 9], ['oktober okt october oct', 10], ['november nov', 11], ['dezember dez december dec', 12],
]);

/** Months that are also an English verb or a first name: a date only beside a number or after "im". */
export const DOUBTFUL_MONTHS = wordSet('may march mar jan');

export type Which = 'this' | 'next' | 'coming' | 'after_next' | 'last';
export const WHICH = lexicon<Which>([
  ['diese dieser diesen dieses diesem this', 'this'], ['nächste nächster nächsten nächstes nächstem nächst next', 'next'],
  ['kommende kommender kommenden kommendes kommendem folgende folgenden folgender coming upcoming', 'coming'],
  ['übernächste übernächster übernächsten übernächstes', 'after_next'],
  ['letzte letzter letzten letztes vorige vorigen voriger vergangene vergangenen vergangener last', 'last'],
]);

export const PERIODS = lexicon<PeriodName>([
  ['früh frühmorgens morgens morning', 'early'], ['vormittag vormittags', 'forenoon'], ['mittag mittags mittagszeit lunchtime mittagspause', 'midday'],
  ['nachmittag nachmittags afternoon', 'afternoon'], ['abend abends dnacht evening tonight', 'evening'], ['nacht nachts night', 'night'], ['spät late', 'late'],
]);

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month';
export const UNITS = lexicon<Unit>([
  ['minute minuten min minutes', 'minute'], ['stunde stunden std hour hours', 'hour'], ['tag tage tagen day days', 'day'],
  ['woche wochen week weeks', 'week'], ['monat monate monaten monats month months', 'month'],
]);

export type Part = 'start' | 'middle' | 'end';
export const PARTS = lexicon<Part>([['anfang beginn beginning', 'start'], ['mitte middle mid', 'middle'], ['ende end', 'end']]);

/** Fixed days of the year that callers use instead of a number. */
export const NAMED_DAYS = lexicon<readonly [month: number, day: number]>([
  ['heiligabend heiligabends', [12, 24]], ['silvester', [12, 31]], ['neujahr neujahrstag', [1, 1]], ['nikolaus nikolaustag', [12, 6]], ['weihnachten weihnachtstag', [12, 25]], ['valentinstag', [2, 14]],
  ['silvestertag', [12, 31]], ['weihnachtsfeiertag', [12, 25]], ['stefanitag stephanitag stephanstag', [12, 26]], ['nikolo', [12, 6]], ['dreikönig dreikönigstag', [1, 6]],
  ['maifeiertag', [5, 1]], ['reformationstag halloween', [10, 31]], ['allerheiligen', [11, 1]], ['allerseelen', [11, 2]],
]);

export const ARTICLES = wordSet('der die das den dem des am im an in zum vom the on of');
export const ONE_WORDS = wordSet('ein eine einer einem einen a an');

/** Words before a bare number that make it an hour: "um drei", "gegen fünf". */
export const BEFORE_HOUR = wordSet('um gegen circa ca zirka ungefähr etwa so punkt genau ab nach vor bis auf at around about approximately');
export const ABOUT = wordSet('gegen circa ca zirka ungefähr etwa rund rum herum around about approximately roughly');

/** What people say around a date, and what machines write for "nothing": alone, it is nothing said. */
export const FILLERS = wordSet(
  'äh ähm hm hmm also heuer ja nein okay ok bitte danke gern gerne hätte hätt ich wir würde möchte will brauche einen ein eine termin wäre wär gut super prima perfekt geht gehts ginge passt ' +
    'passen mir uns vielleicht eventuell mal dann doch noch da das der die den dem am um im in an zu es ist und oder für haben sie was denn nun lieber hallo guten tag uhr so ' +
    'please thanks yes would like i want to an a the on at ' +
    'undefined null none nan nil unknown unbekannt keine kein angabe leer na n date time datum uhrzeit zeit string value true false termindatum heutiges',
);
