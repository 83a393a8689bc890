// Public holidays of Austria: thirteen, the same in every Land (§ 7 ARG). Good Friday has been none since 2019, and the
// Länder's patron days close schools and offices, not shops.
import { easter, fixed } from './rule.ts';
import type { HolidayTable } from './rule.ts';

export const AUSTRIA: HolidayTable = {
  regions: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
  municipalities: {},
  rules: [
    { name: { de: 'Neujahr', en: "New Year's Day" }, on: fixed('01-01') },
    { name: { de: 'Heilige Drei Könige', en: 'Epiphany' }, on: fixed('01-06') },
    { name: { de: 'Ostermontag', en: 'Easter Monday' }, on: easter(1) },
    { name: { de: 'Staatsfeiertag', en: 'Labour Day' }, on: fixed('05-01') },
    { name: { de: 'Christi Himmelfahrt', en: 'Ascension Day' }, on: easter(39) },
    { name: { de: 'Pfingstmontag', en: 'Whit Monday' }, on: easter(50) },
    { name: { de: 'Fronleichnam', en: 'Corpus Christi' }, on: easter(60) },
    { name: { de: 'Mariä Himmelfahrt', en: 'Assumption Day' }, on: fixed('08-15') },
    { name: { de: 'Nationalfeiertag', en: 'National Day' }, on: fixed('10-26') },
    { name: { de: 'Allerheiligen', en: "All Saints' Day" }, on: fixed('11-01') },
    { name: { de: 'Mariä Empfängnis', en: 'Immaculate Conception' }, on: fixed('12-08') },
    { name: { de: 'Christtag', en: 'Christmas Day' }, on: fixed('12-25') },
    { name: { de: 'Stefanitag', en: "St Stephen's Day" }, on: fixed('12-26') },
  ],
};
