import { expect, test } from 'vitest';
import { isSamePerson, maySamePerson } from './same-person.ts';

test('names that say nothing keep nobody from his own, but are not taken for one person either', () => {
  expect(maySamePerson('Kunde 1', 'Kunde 2')).toBe(true);
  expect(isSamePerson('Kunde 1', 'Kunde 2')).toBe(false);
  expect(isSamePerson('Kunde 1', 'kunde 1')).toBe(true);
});

test('a misheard name is the same person, a relative is not', () => {
  expect(isSamePerson('Hansi Sputzer', 'Hansi Sputer')).toBe(true);
  expect(isSamePerson('Lena Klein', 'Erika Klein')).toBe(false);
});
