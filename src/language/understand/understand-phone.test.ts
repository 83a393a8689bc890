import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDictatedPhone } from './understand-phone.ts';

interface Corpus {
  readonly groups: readonly { readonly theme: string; readonly cases: readonly { readonly said: string; readonly digits?: string; readonly kind?: string; readonly why?: string }[] }[];
}

const { groups } = JSON.parse(readFileSync(new URL('./people-corpus/phones.json', import.meta.url), 'utf8')) as Corpus;

describe.each(groups)('numbers $theme', ({ cases }) => {
  test.each(cases)('$said', ({ said, digits, kind, why }) => {
    expect(readDictatedPhone(said), why).toEqual(digits === undefined ? { kind } : { kind: 'digits', digits });
  });
});

test('the corpus of numbers holds enough to mean something', () => {
  expect(groups.flatMap(({ cases }) => cases).length).toBeGreaterThan(100);
});

const SPOKEN = ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];

test('any number dictated digit by digit comes out as it is', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 15 }), (digits) => {
      const said = digits.map((digit) => SPOKEN[digit]).join(' ');
      expect(readDictatedPhone(said)).toEqual({ kind: 'digits', digits: digits.join('') });
    }),
  );
});

test('whatever is said, the answer is digits with at most a leading plus, or none', () => {
  const word = fc.constantFrom(...SPOKEN, 'plus', 'doppel', 'zweimal', 'und', 'hundert', 'zwanzig', 'die', 'hundertfünf', '0151', 'mal', 'x', 'nein');
  fc.assert(
    fc.property(fc.oneof(fc.array(word, { maxLength: 20 }).map((words) => words.join(' ')), fc.string({ unit: 'binary', maxLength: 400 })), (said) => {
      const read = readDictatedPhone(said);
      if (read.kind === 'digits') expect(read.digits).toMatch(/^\+?\d+$/);
    }),
    { numRuns: 2000 },
  );
});
