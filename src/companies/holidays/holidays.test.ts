// Two packages by others know holidays too. Where they differ from the tables here, each difference is listed, with the reason.
import Holidays from 'date-holidays';
import { getHolidays } from 'feiertagejs';
import type { Region } from 'feiertagejs';
import { expect, test } from 'vitest';
import { AUSTRIA } from './austria.ts';
import { GERMANY } from './germany.ts';
import { holidaysOf, municipalitiesOf, regionKnown } from './holidays.ts';
import { easterSunday } from './rule.ts';
import { SWITZERLAND } from './switzerland.ts';

const YEARS = Array.from({ length: 12 }, (_, i) => 2024 + i);
const ours = (region: string, municipality: string | null = null): string[] =>
  YEARS.flatMap((year) => holidaysOf({ region, municipality }, year)).map((holiday) => `${holiday.date}${holiday.from === null ? '' : ` ${holiday.from}`}`);

function theirs(country: string, part: string, region?: string): string[] {
  const calendar = region === undefined ? new Holidays(country, part) : new Holidays(country, part, region);
  return YEARS.flatMap((year) => calendar.getHolidays(year))
    .filter(({ type }) => type === 'public')
    .map(({ date }) => (date.slice(11, 16) === '00:00' ? date.slice(0, 10) : `${date.slice(0, 10)} ${date.slice(11, 16)}`));
}

/** '+': only here, '-': only there. A date that is the same every year is given once, without its year. */
function differences(here: readonly string[], there: readonly string[]): string[] {
  const only = (a: readonly string[], b: readonly string[], sign: string): string[] => [...new Set(a)].filter((date) => !b.includes(date)).map((date) => `${sign}${date}`);
  const found = [...only(here, there, '+'), ...only(there, here, '-')];
  const yearly = (date: string): string => `${date[0]}${date.slice(6)}`;
  const count = (date: string): number => found.filter((other) => yearly(other) === yearly(date)).length;
  return [...new Set(found.map((date) => (count(date) === YEARS.length ? yearly(date) : date)))].sort();
}

test('the sixteen Länder have what date-holidays has, in each kind of municipality', () => {
  const of = (part: string, municipality: string | null, region?: string) => differences(ours(`DE-${part}`, municipality), theirs('DE', part, region));
  expect(GERMANY.regions).toHaveLength(16);
  for (const part of GERMANY.regions) expect([part, of(part, null)]).toEqual([part, []]);
  expect(of('BY', 'catholic', 'KATH')).toEqual([]);
  expect(of('BY', 'protestant', 'EVANG')).toEqual([]);
  expect(of('BY', 'augsburg', 'A')).toEqual([]);
  expect(of('SN', 'catholic', 'BZ')).toEqual([]);
  expect(of('TH', 'catholic', 'EIC')).toEqual([]);
});

test('feiertagejs counts Assumption Day in all of Bavaria, and does not know Berlin’s two days of one year only', () => {
  const of = (part: string): string[] => YEARS.flatMap((year) => getHolidays(year, part as Region)).map(({ dateString }) => dateString);
  const known: Readonly<Record<string, string[]>> = { BY: ['-08-15'], BE: ['+2025-05-08', '+2028-06-17'] };
  for (const part of GERMANY.regions) expect([part, differences(ours(`DE-${part}`), of(part))]).toEqual([part, known[part] ?? []]);
});

test('Austria has the same thirteen days in all nine Länder: no Good Friday, and no patron saint', () => {
  for (const part of AUSTRIA.regions) expect([part, differences(ours(`AT-${part}`), theirs('AT', part))]).toEqual([part, []]);
  expect(holidaysOf({ region: 'AT-9', municipality: null }, 2027)).toHaveLength(13);
});

/** What date-holidays says otherwise, and why the table here does not follow. */
const SWISS: Readonly<Record<string, string[]>> = {
  // Each district has eight days of its own; date-holidays gives the union of all, and the 1st of May, which is none by law.
  AG: ['-05-01', '-08-15', '-11-01', '-12-08', ...corpusChristi('-')],
  // The Federal Office of Justice lists the 8th of December for Innerrhoden.
  AI: ['+12-08'],
  // Where Christmas is a Monday or Friday, St Stephen's is dropped; date-holidays drops it when it is itself a Monday.
  AR: ['+2033-12-26', '-2026-12-26', '-2028-12-26', '-2034-12-26'],
  // The eves are no public holidays by cantonal law; the first Thursday in April may be the 1st.
  GL: ['+2027-04-01', '+2032-04-01', '-12-24', '-12-31', '-2027-04-08', '-2032-04-08'],
  // Corpus Christi is one in Le Landeron only, Easter Monday a day off for officials only.
  NE: [...corpusChristi('-'), ...easterMondays('-')],
  // St Joseph's is one in eight communes.
  SO: ['-03-19'],
  // The law of 2003 has it without the condition.
  UR: ['+2025-12-26', '+2031-12-26', '+2033-12-26'],
  // What the officials' work plan adds: Whit Monday, and two afternoons.
  VS: ['-05-01 12:00', '-12-24 12:00', ...whitMondays('-')],
};

function fromEaster(sign: string, days: number): string[] {
  return YEARS.map((year) => `${sign}${new Date(Date.parse(easterSunday(year)) + days * 86_400_000).toISOString().slice(0, 10)}`);
}
function corpusChristi(sign: string): string[] {
  return fromEaster(sign, 60);
}
function easterMondays(sign: string): string[] {
  return fromEaster(sign, 1);
}
function whitMondays(sign: string): string[] {
  return fromEaster(sign, 50);
}

test('the twenty-six cantons have what date-holidays has, but for what is listed', () => {
  expect(SWITZERLAND.regions).toHaveLength(26);
  for (const part of SWITZERLAND.regions) expect([part, differences(ours(`CH-${part}`), theirs('CH', part))]).toEqual([part, [...(SWISS[part] ?? [])].sort()]);
});

test('a municipality takes days away as well as it adds them', () => {
  const named = (region: string, municipality: string | null) => holidaysOf({ region, municipality }, 2027).map(({ name }) => name.de);
  expect(named('CH-FR', 'protestant')).not.toContain('Fronleichnam');
  expect(named('CH-SO', 'protestant')).not.toContain('Allerheiligen');
  expect([named('CH-AI', null).includes('Mauritiustag'), named('CH-AI', 'oberegg').includes('Mauritiustag')]).toEqual([true, false]);
  expect(named('CH-AG', 'catholic')).toEqual([
    'Neujahr', 'Karfreitag', 'Ostersonntag', 'Auffahrt', 'Pfingstsonntag', 'Fronleichnam', 'Bundesfeiertag', 'Mariä Himmelfahrt', 'Eidgenössischer Bettag', 'Allerheiligen',
    'Mariä Empfängnis', 'Weihnachten',
  ]);
  // a kind that only another region has is not guessed at
  expect(named('DE-SN', 'augsburg')).toEqual(named('DE-SN', null));
});

test('Solothurn works on the morning of the 1st of May', () => {
  expect(holidaysOf({ region: 'CH-SO', municipality: null }, 2027).filter(({ from }) => from !== null)).toEqual([
    { date: '2027-05-01', name: { de: 'Tag der Arbeit', en: 'Labour Day' }, from: '12:00' },
  ]);
});

test('a country without a part has what all of it has, and one that nobody entered has nothing', () => {
  expect(holidaysOf({ region: 'DE', municipality: null }, 2027)).toHaveLength(9);
  expect(holidaysOf({ region: 'CH', municipality: null }, 2027).map(({ name }) => name.en)).toEqual([
    "New Year's Day", 'Easter Sunday', 'Ascension Day', 'Whit Sunday', 'National Day', 'Christmas Day',
  ]);
  expect([holidaysOf({ region: 'FR-75', municipality: null }, 2027), holidaysOf({ region: null, municipality: null }, 2027)]).toEqual([[], []]);
  expect(['DE', 'DE-BY', 'AT-9', 'CH-ZH', 'DE-XX', 'FR'].map(regionKnown)).toEqual([true, true, true, true, false, false]);
  expect([municipalitiesOf('DE-BY'), municipalitiesOf('DE-BE'), municipalitiesOf(null)]).toEqual([['protestant', 'catholic', 'augsburg'], [], []]);
});

test('Easter keeps to its rule at both ends of its range, and where the moon of the formula is off by a day', () => {
  expect([1818, 2038, 2285, 1954, 1981, 2049, 2076].map(easterSunday)).toEqual([
    '1818-03-22', '2038-04-25', '2285-03-22', '1954-04-18', '1981-04-19', '2049-04-18', '2076-04-19',
  ]);
});

test('no date stands twice in a year, and each has a name in both languages', () => {
  const tables = { DE: GERMANY, AT: AUSTRIA, CH: SWITZERLAND };
  let looked = 0;
  for (const [country, { regions }] of Object.entries(tables)) {
    for (const region of regions.map((part) => `${country}-${part}`)) {
      for (const municipality of [null, ...municipalitiesOf(region)]) {
        const dates = holidaysOf({ region, municipality }, 2027);
        expect(new Set(dates.map(({ date }) => date)).size).toBe(dates.length);
        expect(dates.filter(({ name }) => name.de === '' || name.en === '')).toEqual([]);
        looked += 1;
      }
    }
  }
  expect(looked).toBe(16 + 9 + 26 + 15);
});
