import { describe, expect, test } from 'vitest';
import { mentionedIn } from './add-note.ts';

const staff = [
  { id: '1', slug: 'anna', name: 'Anna Berger' },
  { id: '2', slug: 'annabell', name: 'Annabell Groß' },
  { id: '3', slug: 'ben-a', name: 'Ben Adler' },
  { id: '4', slug: 'ben-k', name: 'Ben Kurz' },
  { id: '5', slug: 'jo.v', name: 'Jörg von der Heide' },
];
const mentioned = (text: string): string => mentionedIn(text, staff).map(({ id }) => id).join();

describe('a note calls', () => {
  test.each([
    ['@anna kennst du sie?', '1'],
    ['frag @Anna Berger, bitte', '1'],
    ['(@anna)', '1'],
    ['@annabell', '2'],
    ['@ben-k und @Anna', '1,4'],
    ['@Ben Adler.', '3'],
    ['@jörg!', '5'],
    ['@JÖRG VON DER HEIDE', '5'],
  ])('%s → %s', (text, ids) => expect(mentioned(text)).toBe(ids));
});

describe('a note calls nobody', () => {
  test.each([
    ['with a first name that two of them have', '@Ben rufst du an?'],
    ['with the address of a customer', 'schreibt an kontakt@anna.example'],
    ['with the beginning of a longer name', '@annalena'],
    ['without the sign', 'anna weiß es'],
  ])('%s', (_why, text) => expect(mentioned(text)).toBe(''));
});
