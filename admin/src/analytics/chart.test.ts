import { expect, test } from 'vitest';
import { csvOf, fileNameOf, totalsOf } from './chart.ts';

const CHART = { axis: 'Tag', labels: ['2026-12-01', '2026-12-02'], series: [{ name: 'Nichts frei', colour: 'blue' as const, values: [1, 0] }, { name: 'a;"b"', colour: 'red' as const, values: [2] }] };

test('as CSV a chart is a row for each label, and a missing value is none', () => {
  expect(csvOf(CHART)).toBe('Tag;Nichts frei;"a;""b"""\r\n2026-12-01;1;2\r\n2026-12-02;0;0');
  expect(totalsOf(CHART)).toEqual([3, 0]);
});

test.each(['=HYPERLINK("http://x")', '+49', '-1', '@sum'])('an error whose text is %s is no formula in a spreadsheet', (name) => {
  expect(csvOf({ axis: 'Tag', labels: [], series: [{ name, colour: 'red', values: [] }] }).replaceAll('"', '')).toBe(`Tag;'${name.replaceAll('"', '')}`);
});

test.each([['Rückrufe je Tag', 'rueckrufe-je-tag'], ['Versuche, bis erreicht', 'versuche-bis-erreicht'], ['…', 'fangnetz']])('%s is the file %s', (title, file) => {
  expect(fileNameOf(title)).toBe(file);
});
