import { expect, test } from 'vitest';
import { trendOf } from './trend.ts';

test.each([
  [[0, 0, 1, 2, 3, 4], 'rising'], [[4, 3, 2, 1, 0, 1], 'falling'], [[2, 2, 2, 2], 'steady'], [[5, 5, 0, 0], 'gone'], [[], 'gone'], [[7], 'steady'],
  [[0, 0, 0, 1], 'steady'], [[0, 9, 0], 'gone'],
])('%j is %s: a single one more is no trend', (perDay, trend) => {
  expect(trendOf(perDay)).toBe(trend);
});
