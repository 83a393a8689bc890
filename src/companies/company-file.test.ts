import { expect, test } from 'vitest';
import { SALON_ENVIRONMENT, salonFile, salonJson } from '../../test/companies/salon-file.ts';
import type { SalonJson } from '../../test/companies/salon-file.ts';
import { readCompanyFile } from './company-file.ts';

function errorsOf(change: (json: SalonJson) => void, environment: Record<string, string> = SALON_ENVIRONMENT) {
  const json = salonJson();
  change(json);
  const result = readCompanyFile(JSON.stringify(json, null, 2), environment);
  return result.ok ? [] : result.errors;
}

const placesOf = (change: (json: SalonJson) => void) => errorsOf(change).map((error) => `${error.path}: ${error.reason}`);

test("reads the contract's example", () => {
  expect(salonFile()).toMatchObject({
    company: { slug: 'salon-nord', region: 'DE-BE' },
    calendars: { 'cal.com': { apiKey: 'cal_live_1', webhookSecret: 'whsec_1' } },
    voice: [{ apiKey: 'key_retell_1' }],
  });
});

test('fills in everything that is optional', () => {
  const json = { company: { slug: 'a', name: 'A' }, branches: [{ slug: 'm', name: 'M' }] };
  const result = readCompanyFile(JSON.stringify(json), {});
  expect(result).toMatchObject({
    ok: true,
    file: {
      company: { timeZone: 'Europe/Berlin', locale: 'de', region: null, municipality: null, closedOnHolidays: true, exceptions: [], notifyEmails: [] },
      branches: [{ phoneNumbers: [], region: null, municipality: null, exceptions: [], openingHours: { mon: [], sun: [] } }],
      services: [],
      staff: [],
      voice: [],
      calendars: {},
      callbacks: {
        deadlines: { urgent: { minutes: 120, clock: 'wall' }, high: { minutes: 240, clock: 'wall' }, normal: { minutes: 1440, clock: 'wall' } },
        maxAttempts: 3,
        escalationCooldownMinutes: 240,
        autoAssign: 'relationship',
        strategies: {},
        warnMinutesBefore: 30,
        claimMinutes: 20,
        unassignedAlarmMinutes: 30,
        callingHours: ['08:00', '20:00'],
        attemptsPerDay: 2,
      },
      appointments: { cancelNoticeMinutes: 0, rescheduleNoticeMinutes: 0, feeText: null, maxReschedules: null },
    },
  });
});

const closed = { kind: 'closed', from: '2026-12-24' };

test('single days: half days of every year, practice holidays, an open Sunday, somebody away', () => {
  const file = salonFile((json) => {
    Object.assign(json.company, { exceptions: [{ kind: 'hours', from: '12-24', hours: [['09:00', '13:00']], reason: 'Heiligabend' }, { ...closed, to: '2027-01-05' }, { kind: 'closed', from: '12-27', to: '01-02' }] });
    Object.assign(json.branches[0]!, { exceptions: [{ kind: 'extra', from: '2026-12-20', hours: [['13:00', '18:00']] }] });
    Object.assign(json.staff[0]!, { absences: [{ from: '2026-12-01', to: '2026-12-14', reason: 'Urlaub' }, { from: '2026-12-16', hours: [['09:00', '11:00']] }] });
  });
  expect(file.company.exceptions).toEqual([
    { kind: 'hours', from: '12-24', to: '12-24', hours: [['09:00', '13:00']], reason: 'Heiligabend' },
    { kind: 'closed', from: '2026-12-24', to: '2027-01-05', hours: null, reason: null },
    { kind: 'closed', from: '12-27', to: '01-02', hours: null, reason: null },
  ]);
  expect(file.branches[0]!.exceptions).toEqual([{ kind: 'extra', from: '2026-12-20', to: '2026-12-20', hours: [['13:00', '18:00']], reason: null }]);
  expect(file.staff[0]!.absences).toEqual([
    { from: '2026-12-01', to: '2026-12-14', hours: null, reason: 'Urlaub' },
    { from: '2026-12-16', to: '2026-12-16', hours: [['09:00', '11:00']], reason: null },
  ]);
});

test('what a caller may change by himself is said in minutes, times and words', () => {
  const given = { cancelNoticeMinutes: 1440, feeText: 'Danach berechnen wir 20 Euro.', maxReschedules: 0 };
  expect(salonFile((json) => void Object.assign(json, { appointments: given })).appointments).toEqual({ ...given, rescheduleNoticeMinutes: 0 });
  expect(placesOf((json) => void Object.assign(json, { appointments: { cancelNoticeMinutes: -1, fee: '20' } }))).toHaveLength(2);
});

test('one changed deadline leaves the others as they are', () => {
  const file = salonFile((json) => void (json.callbacks = { deadlines: { high: { minutes: 60 } } } as never));
  expect(file.callbacks.deadlines).toEqual({
    urgent: { minutes: 120, clock: 'wall' },
    high: { minutes: 60, clock: 'wall' },
    normal: { minutes: 1440, clock: 'wall' },
  });
});

test('brings readable numbers into E.164, by the country of the region', () => {
  expect(salonFile((json) => void (json.branches[0]!.phoneNumbers = ['030 / 123 456-78', '0049 (0)151 23456789'])).branches[0]!.phoneNumbers).toEqual([
    '+493012345678',
    '+4915123456789',
  ]);
  const vienna = salonFile((json) => {
    json.company.region = 'AT-9';
    json.branches[0]!.phoneNumbers = ['01 5880001'];
  });
  expect(vienna.branches[0]!.phoneNumbers).toEqual(['+4315880001']);
});

test('gives line and column of the offending value', () => {
  const text = '{\n  "company": { "slug": "a", "name": "A" },\n  "branches": [ { "slug": "m", "name": "M",\n    "openingHours": { "tue": [["9:00","13:00"]] } } ]\n}';
  const result = readCompanyFile(text, {});
  expect(!result.ok && result.errors).toEqual([
    {
      line: 4,
      column: 32,
      path: 'branches[0].openingHours.tue[0][0]',
      reason: 'is not a time of day',
      remedy: 'write HH:MM from "00:00" to "24:00", for example "09:00"',
    },
  ]);
});

test('gives the line of broken JSON', () => {
  const result = readCompanyFile('{\n  "company": {,\n', {});
  expect(!result.ok && result.errors).toMatchObject([{ line: 2, column: 15, path: '' }]);
});

test('reports all mistakes at once, from top to bottom', () => {
  const found = errorsOf((json) => {
    json.company.locale = 'fr';
    json.services[0]!.minutes = 0;
    json.staff[0]!.email = 'anna';
  });
  expect(found.map((error) => error.path)).toEqual(['company.locale', 'services[0].minutes', 'staff[0].email']);
  expect(found.map((error) => error.line)).toEqual(found.map((error) => error.line).toSorted((a, b) => a - b));
});

const refusals: [string, (json: SalonJson) => void, string][] = [
  ['an unknown key', (j) => Object.assign(j.branches[0]!, { telefon: '1' }), 'branches[0].telefon: is not known here'],
  ['an unknown weekday', (j) => Object.assign(j.branches[0]!.openingHours, { Di: [] }), 'branches[0].openingHours.Di: is not known here'],
  ['a missing name', (j) => void delete (j.company as { name?: string }).name, 'company.name: is missing'],
  ['a number as text', (j) => void (j.services[0]!.minutes = '30' as never), 'services[0].minutes: is a string'],
  ['null where nothing may be', (j) => void (j.company.name = null as never), 'company.name: is null'],
  ['an empty name', (j) => void (j.company.name = '  '), 'company.name: is empty or longer than 200 characters'],
  ['a slug with capitals', (j) => void (j.company.slug = 'Salon'), 'company.slug: is not a slug'],
  ["the operator's slug", (j) => void (j.company.slug = 'betreiber'), 'company.slug: is reserved for the inbox of whoever runs this installation'],
  ['a time zone that is none', (j) => void (j.company.timeZone = 'Europe/Bremen'), 'company.timeZone: is not an IANA time zone'],
  ['an offset as time zone', (j) => void (j.company.timeZone = '+01:00'), 'company.timeZone: is not an IANA time zone'],
  ['a region that is none', (j) => void (j.company.region = 'Berlin'), 'company.region: is not an ISO 3166 country or region'],
  ['an interval that ends first', (j) => void (j.branches[0]!.openingHours.tue = [['18:00', '09:00']]), 'branches[0].openingHours.tue[0]: ends before it begins'],
  ['an empty interval', (j) => void (j.branches[0]!.openingHours.tue = [['09:00', '09:00']]), 'branches[0].openingHours.tue[0]: ends before it begins'],
  [
    'overlapping intervals',
    (j) => void (j.branches[0]!.openingHours.tue = [['09:00', '13:00'], ['12:59', '18:00']]),
    'branches[0].openingHours.tue: has intervals that overlap or are not in order',
  ],
  [
    'intervals out of order',
    (j) => void (j.branches[0]!.openingHours.tue = [['14:00', '18:00'], ['09:00', '13:00']]),
    'branches[0].openingHours.tue: has intervals that overlap or are not in order',
  ],
  ['25 o’clock', (j) => void (j.branches[0]!.openingHours.tue = [['09:00', '25:00']]), 'branches[0].openingHours.tue[0][1]: is not a time of day'],
  ['half an interval', (j) => void (j.branches[0]!.openingHours.tue = [['09:00'] as never]), 'branches[0].openingHours.tue[0]: does not have two ends'],
  ['no branch', (j) => void (j.branches = []), 'branches: is empty'],
  ['a number too short', (j) => void (j.branches[0]!.phoneNumbers = ['030 12']), 'branches[0].phoneNumbers[0]: is not a telephone number of DE or in international form'],
  ['a withheld number', (j) => void (j.branches[0]!.phoneNumbers = ['anonymous']), 'branches[0].phoneNumbers[0]: is not a telephone number of DE or in international form'],
  [
    'a number written twice, in two spellings',
    (j) => void (j.branches[0]!.phoneNumbers = ['+493012345678', '030 12345678']),
    'branches[0].phoneNumbers[1]: the number "+493012345678" stands twice',
  ],
  ['a slug used twice', (j) => void j.services.push({ ...j.services[0]! }), 'services[1].slug: the slug "herrenhaarschnitt" stands twice'],
  ['a connection used twice', (j) => void j.voice.push({ ...j.voice[0]! }), 'voice[1].connection: the connection "salon-nord-retell" stands twice'],
  ['the connection of test calls', (j) => Object.assign(j.voice[0]!, { connection: 'testanruf' }), 'voice[0].connection: "testanruf" is the connection of test calls'],
  ['staff of an unknown branch', (j) => void (j.staff[0]!.branches = ['sued']), 'staff[0].branches[0]: there is no branch "sued" in this file'],
  ['staff with an unknown service', (j) => void (j.staff[0]!.services = ['dauerwelle']), 'staff[0].services[0]: there is no service "dauerwelle" in this file'],
  ['Cal.com without an account', (j) => void (j.calendars = {} as never), 'services[0].calendar.provider: needs a Cal.com account, and the file has none'],
  ['local with an event type', (j) => void (j.services[0]!.calendar.provider = 'local'), 'services[0].calendar.eventTypeId: is not known here'],
  ['an unknown calendar', (j) => void (j.services[0]!.calendar.provider = 'google'), 'services[0].calendar.provider: is none of the possible values'],
  ['another voice platform', (j) => void (j.voice[0]!.platform = 'vapi'), 'voice[0].platform: is none of the possible values'],
  ['a connection with a slash', (j) => void (j.voice[0]!.connection = 'a/b'), 'voice[0].connection: is not a name for a connection'],
  ['an address that is none', (j) => void (j.calendars['cal.com'].baseUrl = 'api.cal.com'), 'calendars["cal.com"].baseUrl: is not an http(s) address'],
  ['a deadline of nothing', (j) => void (j.callbacks.deadlines.high.minutes = 0), 'callbacks.deadlines.high.minutes: is not a whole number from 1 to 525600'],
  ['an unknown clock', (j) => void (j.callbacks.deadlines.high.clock = 'sun'), 'callbacks.deadlines.high.clock: is none of the possible values'],
  ['a strategy for an unknown branch', (j) => Object.assign(j.callbacks, { strategies: { mitte: 'none', sued: 'none' } }), 'callbacks.strategies.sued: there is no branch "sued" in this file'],
  ['a strategy that is none', (j) => Object.assign(j.callbacks, { strategies: { mitte: 'dice' } }), 'callbacks.strategies.mitte: is none of the possible values'],
  ['calling hours that end first', (j) => Object.assign(j.callbacks, { callingHours: ['20:00', '08:00'] }), 'callbacks.callingHours: ends before it begins'],
  ['calling hours for each day', (j) => Object.assign(j.callbacks, { callingHours: { mon: [] } }), 'callbacks.callingHours: is an object'],
  ['no attempt a day', (j) => Object.assign(j.callbacks, { attemptsPerDay: 0 }), 'callbacks.attemptsPerDay: is not a whole number from 1 to 20'],
  ['a Land that does not exist', (j) => void (j.company.region = 'DE-XX'), 'company.region: is no part of DE, so its holidays are not known'],
  ['a municipality where all are alike', (j) => Object.assign(j.company, { municipality: 'catholic' }), 'company.municipality: holidays in DE-BE do not depend on "catholic"'],
  ['a municipality of another Land', (j) => Object.assign(j.branches[0]!, { region: 'DE-SN', municipality: 'augsburg' }), 'branches[0].municipality: holidays in DE-SN do not depend on "augsburg"'],
  ['a day that no calendar has', (j) => Object.assign(j.company, { exceptions: [{ ...closed, from: '2026-02-29' }] }), 'company.exceptions[0].from: is not a date'],
  ['a yearly day that no calendar has', (j) => Object.assign(j.company, { exceptions: [{ ...closed, from: '02-30' }] }), 'company.exceptions[0].from: is not a date'],
  ['days back to front', (j) => Object.assign(j.company, { exceptions: [{ ...closed, to: '2026-12-23' }] }), 'company.exceptions[0].to: lies before "from"'],
  ['a year typed wrongly', (j) => Object.assign(j.company, { exceptions: [{ ...closed, to: '2062-12-31' }] }), 'company.exceptions[0].to: is more than 366 days after "from"'],
  [
    'one end with a year and one without',
    (j) => Object.assign(j.company, { exceptions: [{ ...closed, to: '12-31' }] }),
    'company.exceptions[0].to: is written with a year, and "from" without, or the other way round',
  ],
  ['an opening without hours', (j) => Object.assign(j.branches[0]!, { exceptions: [{ ...closed, kind: 'extra' }] }), 'branches[0].exceptions[0].hours: is missing, and "extra" is about hours'],
  ['a closure at no hours', (j) => Object.assign(j.branches[0]!, { exceptions: [{ ...closed, hours: [] }] }), 'branches[0].exceptions[0].hours: is empty'],
  ['a kind of day that is none', (j) => Object.assign(j.branches[0]!, { exceptions: [{ ...closed, kind: 'half' }] }), 'branches[0].exceptions[0].kind: is none of the possible values'],
  ['the same day twice', (j) => Object.assign(j.company, { exceptions: [closed, { ...closed, to: '2026-12-24' }] }), 'company.exceptions[1]: stands twice'],
  ['an absence of every year', (j) => Object.assign(j.staff[0]!, { absences: [{ from: '12-24' }] }), 'staff[0].absences[0].from: is not a date'],
  ['an absence back to front', (j) => Object.assign(j.staff[0]!, { absences: [{ from: '2026-12-24', to: '2026-12-23' }] }), 'staff[0].absences[0].to: lies before "from"'],
  ['an unknown role', (j) => void (j.staff[0]!.role = 'boss'), 'staff[0].role: is none of the possible values'],
];

test.each(refusals)('refuses %s', (_name, change, expected) => {
  expect(placesOf(change)).toEqual([expected]);
});

test('midnight may end a day, and intervals may touch', () => {
  expect(placesOf((json) => void (json.branches[0]!.openingHours.fri = [['00:00', '12:00'], ['12:00', '24:00']]))).toEqual([]);
});

test('names the environment variable that is missing or empty, and shows no secret', () => {
  const { RETELL_API_KEY: _, ...rest } = SALON_ENVIRONMENT;
  for (const environment of [rest, { ...rest, RETELL_API_KEY: '' }]) {
    const found = errorsOf(() => undefined, environment);
    expect(found).toMatchObject([{ path: 'voice[0].apiKey', reason: 'the environment variable RETELL_API_KEY is not set', remedy: 'set RETELL_API_KEY and apply again' }]);
  }
  const wrong = errorsOf((json) => Object.assign(json.voice[0]!, { apiKey: ['key_very_secret'] }));
  expect(JSON.stringify(wrong)).not.toContain('key_very_secret');
});

test('a key pasted with a line break at its end is taken without it', () => {
  expect(salonFile(undefined, { ...SALON_ENVIRONMENT, RETELL_API_KEY: 'key_1\n' }).voice[0]!.apiKey).toBe('key_1');
});

test.each([null, [], 'x', 1, { company: null }, { branches: {} }])('%j is refused, not a crash', (value) => {
  expect(readCompanyFile(JSON.stringify(value), {}).ok).toBe(false);
});
