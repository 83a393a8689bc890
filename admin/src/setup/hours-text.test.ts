import { expect, test } from 'vitest';
import { hoursOf, hoursText } from './hours-text.ts';

test.each([
  ['9-18', [['09:00', '18:00']]],
  ['09:00–13:00, 14.30 - 18:00', [['09:00', '13:00'], ['14:30', '18:00']]],
  ['14-18 und 9-13 Uhr', [['09:00', '13:00'], ['14:00', '18:00']]],
  ['9 bis 24', [['09:00', '24:00']]],
  ['', []],
  ['–', []],
] as const)('%s is understood', (text, hours) => expect(hoursOf(text)).toEqual(hours));

test.each(['neun bis fünf', '18-9', '9-9', '9-13, 12-18', '9', '25-26', '9-12:75', '9-12-18'])('%s is not filled in with a guess', (text) => expect(hoursOf(text)).toBeNull());

test('what is shown is understood again', () => {
  const hours = [['09:00', '13:00'], ['14:30', '18:00']] as const;
  expect(hoursOf(hoursText(hours))).toEqual(hours);
});
