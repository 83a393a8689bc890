import { expect, test } from 'vitest';
import { MUNICIPALITIES, REGIONS } from '../../admin/src/settings/regions.ts';
import { municipalitiesOf, regionKnown } from '../../src/companies/holidays/holidays.ts';

test('the page offers the regions that the server knows, and the municipalities on which holidays depend there, in its order', () => {
  expect(REGIONS.length).toBe(16 + 9 + 26);
  expect(REGIONS.filter(({ value }) => !regionKnown(value))).toEqual([]);
  for (const { value } of REGIONS) expect([value, MUNICIPALITIES[value] ?? []]).toEqual([value, municipalitiesOf(value)]);
});
