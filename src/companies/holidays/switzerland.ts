// Holidays of the Swiss cantons: those on which shops rest by cantonal law. Days that a canton only treats like one
// (list b of the Federal Office of Justice), and those of single communes, are none here; a company enters them itself.
import { daysAfter, easter, easterSunday, fixed, nth, weekdayIn } from './rule.ts';
import type { HolidayTable } from './rule.ts';

const CATHOLIC = ['LU', 'UR', 'SZ', 'OW', 'NW', 'ZG', 'FR', 'SO', 'AI', 'AG:catholic', 'TI', 'VS', 'JU'];
const REFORMED_PARTS = ['FR:protestant', 'SO:protestant'];
/** The second days of Easter and Whitsun are not kept by law everywhere. */
const NO_SECOND_DAY = ['LU', 'OW', 'NW', 'ZG', 'FR', 'SO', 'VS', 'AG:catholic'];

/** In both Appenzells a third day in a row with a Sunday or Saturday is dropped. */
const christmasOnMondayOrFriday = (year: number): boolean => ['mon', 'fri'].includes(weekdayIn(year, '12-25'));

/** The first Thursday in April; in Holy Week, a week later. */
function naefels(year: number): string {
  const first = nth(1, 'thu', { month: 4 })(year)!;
  return first === daysAfter(easterSunday(year), -3) ? daysAfter(first, 7) : first;
}

export const SWITZERLAND: HolidayTable = {
  regions: ['AG', 'AI', 'AR', 'BE', 'BL', 'BS', 'FR', 'GE', 'GL', 'GR', 'JU', 'LU', 'NE', 'NW', 'OW', 'SG', 'SH', 'SO', 'SZ', 'TG', 'TI', 'UR', 'VD', 'VS', 'ZG', 'ZH'],
  municipalities: {
    // catholic: the districts of Laufenburg and Muri, and upper Rheinfelden; else those of Aarau, Brugg, Kulm, Lenzburg, Zofingen
    AG: ['protestant', 'catholic'],
    // protestant: the communes around Murten
    FR: ['catholic', 'protestant'],
    // protestant: the district of Bucheggberg
    SO: ['catholic', 'protestant'],
    AI: ['appenzell', 'oberegg'],
  },
  rules: [
    { name: { de: 'Neujahr', en: "New Year's Day" }, on: fixed('01-01') },
    { name: { de: 'Berchtoldstag', en: "St Berchtold's Day" }, on: fixed('01-02'), where: ['BE', 'AG:protestant', 'TG', 'VD', 'JU'] },
    { name: { de: 'Berchtoldstag', en: "St Berchtold's Day" }, on: fixed('01-02', (year) => weekdayIn(year, '01-01') === 'sun'), where: ['NE'] },
    { name: { de: 'Dreikönigstag', en: 'Epiphany' }, on: fixed('01-06'), where: ['UR', 'SZ', 'TI'] },
    { name: { de: 'Ausrufung der Republik', en: 'Republic Day' }, on: fixed('03-01'), where: ['NE'] },
    { name: { de: 'Josefstag', en: "St Joseph's Day" }, on: fixed('03-19'), where: ['UR', 'SZ', 'NW', 'TI', 'VS'] },
    { name: { de: 'Karfreitag', en: 'Good Friday' }, on: easter(-2), except: ['GR', 'TI', 'VS'] },
    { name: { de: 'Ostersonntag', en: 'Easter Sunday' }, on: easter(0) },
    { name: { de: 'Ostermontag', en: 'Easter Monday' }, on: easter(1), except: [...NO_SECOND_DAY, 'NE'] },
    { name: { de: 'Näfelser Fahrt', en: 'Battle of Näfels' }, on: naefels, where: ['GL'] },
    { name: { de: 'Tag der Arbeit', en: 'Labour Day' }, on: fixed('05-01'), where: ['ZH', 'BS', 'BL', 'SH', 'TG', 'TI', 'NE', 'JU'] },
    { name: { de: 'Tag der Arbeit', en: 'Labour Day' }, on: fixed('05-01'), where: ['SO'], from: '12:00' },
    { name: { de: 'Auffahrt', en: 'Ascension Day' }, on: easter(39) },
    { name: { de: 'Pfingstsonntag', en: 'Whit Sunday' }, on: easter(49) },
    { name: { de: 'Pfingstmontag', en: 'Whit Monday' }, on: easter(50), except: [...NO_SECOND_DAY, 'NE'] },
    { name: { de: 'Fronleichnam', en: 'Corpus Christi' }, on: easter(60), where: CATHOLIC, except: REFORMED_PARTS },
    { name: { de: 'Fest der Unabhängigkeit', en: 'Independence Day' }, on: fixed('06-23'), where: ['JU'] },
    { name: { de: 'Peter und Paul', en: 'Saints Peter and Paul' }, on: fixed('06-29'), where: ['TI'] },
    { name: { de: 'Bundesfeiertag', en: 'National Day' }, on: fixed('08-01') },
    { name: { de: 'Mariä Himmelfahrt', en: 'Assumption Day' }, on: fixed('08-15'), where: CATHOLIC, except: REFORMED_PARTS },
    { name: { de: 'Genfer Bettag', en: 'Geneva Fast' }, on: nth(1, 'sun', { month: 9, plusDays: 4 }), where: ['GE'] },
    { name: { de: 'Eidgenössischer Bettag', en: 'Federal Day of Prayer' }, on: nth(3, 'sun', { month: 9 }), except: ['GE', 'GL'] },
    { name: { de: 'Bettagsmontag', en: 'Monday after the Day of Prayer' }, on: nth(3, 'sun', { month: 9, plusDays: 1 }), where: ['VD'] },
    { name: { de: 'Mauritiustag', en: "St Maurice's Day" }, on: fixed('09-22'), where: ['AI'], except: ['AI:oberegg'] },
    { name: { de: 'Bruderklausenfest', en: "St Nicholas of Flüe's Day" }, on: fixed('09-25'), where: ['OW'] },
    { name: { de: 'Allerheiligen', en: "All Saints' Day" }, on: fixed('11-01'), where: [...CATHOLIC, 'SG', 'GL'], except: REFORMED_PARTS },
    {
      name: { de: 'Mariä Empfängnis', en: 'Immaculate Conception' },
      on: fixed('12-08'), where: ['LU', 'UR', 'SZ', 'OW', 'NW', 'ZG', 'FR', 'AI', 'AG:catholic', 'TI', 'VS'], except: REFORMED_PARTS,
    },
    { name: { de: 'Weihnachten', en: 'Christmas Day' }, on: fixed('12-25') },
    {
      name: { de: 'Stephanstag', en: "St Stephen's Day" },
      on: fixed('12-26'), where: ['ZH', 'BE', 'LU', 'UR', 'SZ', 'GL', 'BS', 'BL', 'SH', 'SG', 'GR', 'AG:protestant', 'TG', 'TI'],
    },
    { name: { de: 'Stephanstag', en: "St Stephen's Day" }, on: fixed('12-26', (year) => !christmasOnMondayOrFriday(year)), where: ['AR', 'AI'] },
    { name: { de: 'Stephanstag', en: "St Stephen's Day" }, on: fixed('12-26', (year) => weekdayIn(year, '12-25') === 'sun'), where: ['NE'] },
    { name: { de: 'Wiederherstellung der Republik', en: 'Restoration of the Republic' }, on: fixed('12-31'), where: ['GE'] },
  ],
};
