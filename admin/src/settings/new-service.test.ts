import { expect, test } from 'vitest';
import { newService, withSlugs } from './new-service.ts';

test('one that is added after another was taken away is told apart from those that are left', () => {
  const first = newService([]);
  const second = newService([first]);
  expect(newService([second]).slug).not.toBe(second.slug);
});

test('a new service takes no slug that another one has, and those that are stored keep theirs', () => {
  const stored = { ...newService([]), slug: 'farbe', name: 'Farbe lang' };
  const one = { ...newService([stored]), name: 'Farbe' };
  const two = { ...newService([stored, one]), name: 'Farbe' };
  const nameless = { ...newService([stored, one, two]), name: '染髪' };
  expect(withSlugs([one, stored, two, nameless]).map(({ slug }) => slug)).toEqual(['farbe-2', 'farbe', 'farbe-3', 'leistung']);
});
