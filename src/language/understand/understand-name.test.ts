import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readName } from './understand-name.ts';

interface Corpus {
  readonly staff: readonly string[];
  readonly services: readonly string[];
  readonly company: string;
  readonly groups: readonly { readonly theme: string; readonly cases: readonly { readonly said: string; readonly name?: string; readonly not?: string; readonly why?: string }[] }[];
}

const corpus = JSON.parse(readFileSync(new URL('./people-corpus/names.json', import.meta.url), 'utf8')) as Corpus;
const context = { staffNames: corpus.staff, serviceNames: corpus.services, companyName: corpus.company };

describe.each(corpus.groups)('names: $theme', ({ cases }) => {
  test.each(cases)('$said', ({ said, name, not, why }) => {
    expect(readName(said, context), why).toEqual(name === undefined ? { kind: 'not_a_name', why: not } : { kind: 'name', name });
  });
});

test('the corpus of names holds enough to mean something', () => {
  expect(corpus.groups.flatMap(({ cases }) => cases).length).toBeGreaterThan(250);
});

test.each([null, '', '  ', '\u200b', '\u0000'])('%j is not said', (said) => {
  expect(readName(said, context)).toEqual({ kind: 'not_said' });
});

test('a company without staff and services refuses none of its callers for them', () => {
  const nobody = { staffNames: [], serviceNames: [], companyName: '' };
  expect(readName('Anna Berger', nobody)).toEqual({ kind: 'name', name: 'Anna Berger' });
  expect(readName('???', nobody)).toEqual({ kind: 'not_a_name', why: 'placeholder' });
});

test('a name that was read is the same name when it is read again', () => {
  const part = fc.constantFrom('Herr', 'Frau', 'Müller', "O'Brien", 'von', 'der', 'Heide', 'mein Name ist', 'ja', 'bitte', 'M wie Martha', 'E', 'I', 'Anna', 'nicht', 'sondern', ',', '.', '8', 'Uhr', 'bei', '“');
  fc.assert(
    fc.property(fc.oneof(fc.array(part, { maxLength: 8 }).map((parts) => parts.join(' ')), fc.string({ unit: 'binary', maxLength: 150 })), (said) => {
      const read = readName(said, context);
      if (read.kind !== 'name') return;
      expect(read.name).toMatch(/\p{L}/u);
      expect(read.name).toBe(read.name.trim());
      expect(read.name).not.toMatch(/&(?:amp|lt|gt|quot|#)/);
    }),
    { numRuns: 2000 },
  );
});

test('long input costs no more than short input', () => {
  const worst = ['a wie '.repeat(20_000), 'nicht '.repeat(20_000), 'ja, '.repeat(20_000), 'Herr '.repeat(20_000), 'M '.repeat(50_000), ' '.repeat(100_000), '.'.repeat(100_000)];
  const before = performance.now();
  for (const said of worst) readName(said, context);
  expect(performance.now() - before).toBeLessThan(1000);
});
