import { expect, test } from 'vitest';
import { csvRow } from './csv.ts';

test.each([
  ['=1+1', "'=1+1"], ['+49301234567', "'+49301234567"], ['-2', "'-2"], ['@SUM(A1)', "'@SUM(A1)"], ['\t=1', "'\t=1"], [' =1', "' =1"], ['\r=1', `"'\r=1"`],
  ['=HYPERLINK("http://x";"y")', `"'=HYPERLINK(""http://x"";""y"")"`],
])('%j cannot be run by a spreadsheet', (value, cell) => expect(csvRow([value])).toBe(`${cell}\r\n`));

test('quotes what would break the row, leaves the rest as it is, and numbers are numbers', () => {
  expect(csvRow(['a;b', 'sagte "ja"', 'zwei\nZeilen', 'Müller', -3, null, ''])).toBe('"a;b";"sagte ""ja""";"zwei\nZeilen";Müller;-3;;\r\n');
});
