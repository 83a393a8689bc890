import { expect, test } from 'vitest';
import { easterSunday } from './feast-rules.ts';

/** Computus tables; 1954, 1981, 2049 and 2076 are the years in which simpler rules are a week late. */
test.each(['1954-04-18', '1981-04-19', '2000-04-23', '2008-03-23', '2011-04-24', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2035-03-25', '2038-04-25', '2049-04-18', '2076-04-19'])('Easter Sunday is on %s', (date) => {
  expect(easterSunday(Number(date.slice(0, 4))).toString()).toBe(date);
});
