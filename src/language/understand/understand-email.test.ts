import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEmail } from './understand-email.ts';

interface Corpus {
  readonly groups: readonly { readonly theme: string; readonly cases: readonly { readonly said: string; readonly email: string | null; readonly doubtful?: boolean; readonly why?: string }[] }[];
}

const { groups } = JSON.parse(readFileSync(new URL('./people-corpus/emails.json', import.meta.url), 'utf8')) as Corpus;

describe.each(groups)('addresses: $theme', ({ cases }) => {
  test.each(cases)('$said', ({ said, email, doubtful, why }) => {
    expect(readEmail(said), why).toEqual({ email, doubtful: doubtful ?? false });
  });
});

test('the corpus of addresses holds enough to mean something', () => {
  expect(groups.flatMap(({ cases }) => cases).length).toBeGreaterThan(140);
});

test('null is nothing said', () => {
  expect(readEmail(null)).toEqual({ email: null, doubtful: false });
});

const SYNTAX = /^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}$/;

test('whatever is said: valid or null, with an ending that was said, and the same when it is read again', () => {
  const word = fc.constantFrom('hans', 'müller', 'at', 'at', 'punkt', 'minus', 'Unterstrich', 'gmx', 'gmail', 'web', 'g', 'mail', 't', 'online', 'de', 'com', 'at', 'eins', 'doppel', 'l', 'wie', 'Martha', 'hundert', 'bitte', 'mit', 'ue', 'meine E-Mail ist', '@', '.', ',', 'bei');
  fc.assert(
    fc.property(fc.oneof(fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')), fc.string({ unit: 'binary', maxLength: 350 })), (said) => {
      const { email } = readEmail(said);
      if (email === null) return;
      expect(email).toMatch(SYNTAX);
      expect(email.length).toBeLessThanOrEqual(254);
      expect(readEmail(email).email).toBe(email);
      if (email.endsWith('.com')) expect(said.toLowerCase()).toContain('com');
      if (email.endsWith('.de')) expect(said.toLowerCase()).toMatch(/de|d\s*e/);
    }),
    { numRuns: 3000 },
  );
});

test('long input costs no more than short input', () => {
  const worst = ['a.'.repeat(50_000), '@'.repeat(100_000), 'ja, '.repeat(20_000), ' bitte'.repeat(20_000), 'a'.repeat(200_000), 'e-mail '.repeat(20_000), ' alles klein'.repeat(26)];
  const before = performance.now();
  for (const said of worst) readEmail(said);
  expect(performance.now() - before).toBeLessThan(1000);
});
