// Public holidays of the German Länder, as their laws have them from 2024 on.
import { before, easter, fixed, once } from './rule.ts';
import type { HolidayTable } from './rule.ts';

export const GERMANY: HolidayTable = {
  regions: ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'],
  municipalities: {
    // Catholic means: more Catholics than Protestants in the last census; the Statistical Office keeps the list (art. 1 BayFTG).
    BY: ['protestant', 'catholic', 'augsburg'],
    // The Sorbian municipalities of the district of Bautzen, by decree.
    SN: ['protestant', 'catholic'],
    // The district of Eichsfeld, and places in the Unstrut-Hainich and Wartburg districts.
    TH: ['protestant', 'catholic'],
  },
  rules: [
    { name: { de: 'Neujahr', en: "New Year's Day" }, on: fixed('01-01') },
    { name: { de: 'Heilige Drei Könige', en: 'Epiphany' }, on: fixed('01-06'), where: ['BW', 'BY', 'ST'] },
    { name: { de: 'Internationaler Frauentag', en: "International Women's Day" }, on: fixed('03-08'), where: ['BE', 'MV'] },
    { name: { de: 'Karfreitag', en: 'Good Friday' }, on: easter(-2) },
    { name: { de: 'Ostersonntag', en: 'Easter Sunday' }, on: easter(0), where: ['BB'] },
    { name: { de: 'Ostermontag', en: 'Easter Monday' }, on: easter(1) },
    { name: { de: 'Tag der Arbeit', en: 'Labour Day' }, on: fixed('05-01') },
    { name: { de: '80. Jahrestag der Befreiung', en: '80th anniversary of the liberation' }, on: once('2025-05-08'), where: ['BE'] },
    { name: { de: 'Christi Himmelfahrt', en: 'Ascension Day' }, on: easter(39) },
    { name: { de: 'Pfingstsonntag', en: 'Whit Sunday' }, on: easter(49), where: ['BB'] },
    { name: { de: 'Pfingstmontag', en: 'Whit Monday' }, on: easter(50) },
    { name: { de: 'Fronleichnam', en: 'Corpus Christi' }, on: easter(60), where: ['BW', 'BY', 'HE', 'NW', 'RP', 'SL', 'SN:catholic', 'TH:catholic'] },
    { name: { de: '75. Jahrestag des Volksaufstandes', en: '75th anniversary of the uprising of 1953' }, on: once('2028-06-17'), where: ['BE'] },
    { name: { de: 'Augsburger Hohes Friedensfest', en: 'Augsburg Peace Festival' }, on: fixed('08-08'), where: ['BY:augsburg'] },
    { name: { de: 'Mariä Himmelfahrt', en: 'Assumption Day' }, on: fixed('08-15'), where: ['SL', 'BY:catholic', 'BY:augsburg'] },
    { name: { de: 'Weltkindertag', en: "Children's Day" }, on: fixed('09-20'), where: ['TH'] },
    { name: { de: 'Tag der Deutschen Einheit', en: 'German Unity Day' }, on: fixed('10-03') },
    { name: { de: 'Reformationstag', en: 'Reformation Day' }, on: fixed('10-31'), where: ['BB', 'HB', 'HH', 'MV', 'NI', 'SN', 'ST', 'SH', 'TH'] },
    { name: { de: 'Allerheiligen', en: "All Saints' Day" }, on: fixed('11-01'), where: ['BW', 'BY', 'NW', 'RP', 'SL'] },
    { name: { de: 'Buß- und Bettag', en: 'Day of Repentance and Prayer' }, on: before('wed', '11-23'), where: ['SN'] },
    { name: { de: '1. Weihnachtstag', en: 'Christmas Day' }, on: fixed('12-25') },
    { name: { de: '2. Weihnachtstag', en: 'Boxing Day' }, on: fixed('12-26') },
  ],
};
