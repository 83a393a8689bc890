import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { DAY_NAMES, daysFrom, fillIn, fillInAll, startAt } from './days.ts';
import { answerDiffers } from './judge-answer.ts';
import { readScenario, ScenarioRefused } from './scenario-file.ts';

const GOOD = `title: Ein Anruf
source: example
back_then: Es ging schief.
steps:
  - function: book_appointment
    args: { datum: "{next_tuesday}" }
    expect: { status: booked, says: [gebucht, /Uhr/] }
  - event: call_ended
becomes:
  - { intent: book, fate: appointment, callback: none }
calendar: 1
`;

function refusalOf(source: string): string {
  try {
    readScenario('my.yaml', source);
  } catch (error) {
    if (error instanceof ScenarioRefused) return error.message;
    throw error;
  }
  return 'taken';
}

test('reads a scenario with what it leaves out filled in', () => {
  const { caller, steps } = readScenario('my.yaml', GOOD);
  expect(caller).toBe('+4915112345678');
  expect(steps).toMatchObject([
    { kind: 'function', line: 5, step: { call: 'first', deliveries: 1, expect: { status: ['booked'], says: ['gebucht', '/Uhr/'], within_seconds: 10 } } },
    { kind: 'event', line: 8, step: { event: 'call_ended', reason: 'user_hangup', expect: { http: 204 } } },
  ]);
});

test.for([
  ['a word that there is not', GOOD.replace('status: booked', 'staus: booked'), /^my\.yaml:7: steps\.0\.expect: .*staus/],
  ['a fate that there is not', GOOD.replace('fate: appointment', 'fate: lost'), /^my\.yaml:10: becomes\.0\.fate: /],
  ['a step of no kind', GOOD.replace('event: call_ended', 'happens: call_ended'), /^my\.yaml:8: steps\.1: a step is exactly one of function, event, /],
  ['a step of two kinds', GOOD.replace('  - event: call_ended', '  - event: call_ended\n    fault: drop'), /^my\.yaml:8: steps\.1: a step is exactly one of/],
  ['something that is left out', GOOD.replace('calendar: 1\n', ''), /^my\.yaml:1: calendar: /],
  ['something that is no YAML', GOOD.replace('source: example', 'source: [example'), /^my\.yaml:[23]: /],
] as const)('tells the line of %s', ([, source, told]) => {
  expect(refusalOf(source)).toMatch(told);
});

test('a day is the salon\'s, whatever day it is today', () => {
  const days = daysFrom(Temporal.PlainDate.from('2026-11-24')); // a Tuesday
  expect(Object.fromEntries(['next_tuesday', 'next_wednesday', 'next_monday', 'next_week_monday', 'next_week_sunday'].map((name) => [name, days.get(name)?.toString()]))).toEqual({
    next_tuesday: '2026-12-01', next_wednesday: '2026-11-25', next_monday: '2026-11-30', next_week_monday: '2026-11-30', next_week_sunday: '2026-12-06',
  });
  expect(fillIn('{next_tuesday|weekday}, den {next_tuesday|d. month} ({next_tuesday|d.m.})', days)).toBe('Dienstag, den 1. Dezember (1.12.)');
  for (let day = 0; day < 7; day++) {
    const today = Temporal.PlainDate.from('2026-11-23').add({ days: day });
    for (const name of DAY_NAMES.filter((one) => one.startsWith('next_'))) expect(Temporal.PlainDate.compare(daysFrom(today).get(name) ?? today, today), `${today.toString()} ${name}`).toBe(1);
  }
});

test('what a flow forgot to fill in stays as it is; a name that there is not is told', () => {
  const days = daysFrom(Temporal.PlainDate.from('2026-11-24'));
  expect(fillInAll({ datum: ['{{appointment_date}}', '{tomorrow}'], n: 7 }, (text) => fillIn(text, days))).toEqual({ datum: ['{{appointment_date}}', '2026-11-25'], n: 7 });
  expect(fillIn('{offer_2}', days, ['a', 'b'])).toBe('b');
  expect(() => fillIn('{offer_2}', days, ['a'])).toThrow('not offered');
  expect(() => fillIn('{next_feiertag}', days)).toThrow('no such day');
  expect(startAt('2026-12-01 10:00')).toBe(Date.parse('2026-12-01T10:00:00+01:00'));
});

test('an answer is held against every expectation', () => {
  const answer = { success: false, status: 'unavailable', message: 'Am Montag ist leider nichts frei.' } as const;
  const differences = (expected: object): number => answerDiffers(answer, { within_seconds: 10, ...expected }, (text) => text).length;
  expect(differences({ status: ['unavailable', 'slot_taken'], success: false, says: ['Montag', '/nichts .rei/'], says_not: ['gebucht'] })).toBe(0);
  expect(differences({ status: ['booked'], success: true, says: ['Dienstag'], says_not: ['/leider/'], start: '2026-12-01 10:00', offers: 1 })).toBe(6);
});
