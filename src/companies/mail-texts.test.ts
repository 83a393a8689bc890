import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filledIn, MAIL_LOCALES, MAIL_TEXT_KINDS, mailTextProblem, ownText, tidyMailText, writtenPlaceholders } from './mail-texts.ts';
import { readCompanyFile } from './company-file.ts';

const OPENING = { kind: 'assigned', locale: 'de', part: 'opening' } as const;
const CLOSING = { ...OPENING, part: 'closing' } as const;
const VALUES = { company: 'Salon Nord', name: 'Anna', branch: 'Mitte', due: '14:30 Uhr' };

test.each([
  ['Guten Tag {Kunde}', 'unknown_placeholder', '{Kunde}'], ['Hello {name}', 'unknown_placeholder', '{name}'], ['Hallo {Name', 'stray_brace', '{'], ['{{Name}}', 'stray_brace', '{'], ['{}', 'unknown_placeholder', '{}'],
  ['eins\nzwei', 'too_many_lines', null], ['x'.repeat(241), 'too_long', null], ['', 'empty', null],
  ['ein\u0000s', 'unprintable', null], ['\ud800', 'unprintable', null], ['links\u202eherum', 'unprintable', null],
])('an opening %j is refused: %s', (text, code, given) => {
  expect(mailTextProblem(text, OPENING)).toMatchObject({ code, given });
});

test.each(['Guten Tag {Name}, bitte bis {Frist}.', 'Ein <b>fettes</b> & "Wort"', '👩‍👩‍👧 grüßt', 'x'.repeat(240)])('an opening %j is taken', (text) => {
  expect(mailTextProblem(text, OPENING)).toBeNull();
});

test('a closing has lines, but no page of them', () => {
  expect(mailTextProblem(Array.from({ length: 8 }, () => 'Gruß').join('\n'), CLOSING)).toBeNull();
  expect(mailTextProblem(Array.from({ length: 9 }, () => 'Gruß').join('\n'), CLOSING)).toMatchObject({ code: 'too_many_lines' });
});

test('a mail without a callback has no deadline to fill in, and an invitation knows no name', () => {
  expect(mailTextProblem('Bis {Frist}', { ...OPENING, kind: 'digest' })).toMatchObject({ code: 'unknown_placeholder', given: '{Frist}' });
  expect(mailTextProblem('Hallo {Name}', { ...OPENING, kind: 'invitation' })).toMatchObject({ code: 'unknown_placeholder' });
});

test('a sentence of which something is not known is left out as a whole', () => {
  expect(filledIn('Bis {Frist} für {Firma}', 'de', VALUES)).toBe('Bis 14:30 Uhr für Salon Nord');
  expect(filledIn('Bis {Frist} für {Firma}', 'de', { ...VALUES, due: null })).toBeNull();
});

test('a name that looks like a placeholder is not filled in once more', () => {
  expect(filledIn('{Name} von {Firma}', 'de', { ...VALUES, name: '{Firma}' })).toBe('{Firma} von Salon Nord');
});

test('a kind without a text of its own has that of all kinds, part by part and in no other language', () => {
  const texts = { all: { de: { opening: 'Hallo', closing: 'Gruß' } }, overdue: { de: { opening: 'Eilt!' }, en: { opening: 'Urgent!' } } };
  expect(ownText(texts, 'overdue', 'de')).toEqual({ opening: 'Eilt!', closing: 'Gruß' });
  expect(ownText(texts, 'overdue', 'en')).toEqual({ opening: 'Urgent!', closing: undefined });
  expect(ownText(texts, 'warning', 'de')).toEqual({ opening: 'Hallo', closing: 'Gruß' });
});

test('whatever is taken can be filled in, and leaves no brace behind', () => {
  fc.assert(fc.property(
    fc.constantFrom(...MAIL_TEXT_KINDS), fc.constantFrom(...MAIL_LOCALES),
    fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('{Name}', '{name}', '{Firma}', '{company}', '{Frist}', '{branch}', '{', ' ', '\r\n')), { maxLength: 12 }),
    (kind, locale, parts) => {
      const text = tidyMailText(parts.join(''));
      if (mailTextProblem(text, { kind, locale, part: 'closing' }) !== null) return;
      expect(filledIn(text, locale, VALUES)).not.toMatch(/[{}\r\0]/);
      expect(tidyMailText(text)).toBe(text);
      expect(writtenPlaceholders(kind, locale).length).toBeGreaterThan(0);
    },
  ));
});

test('a company file may hold them; a mistake is told with its line, its reason and what to write instead', () => {
  const file = (opening: string): string => JSON.stringify({ company: { slug: 'nord', name: 'Nord' }, branches: [{ slug: 'a', name: 'A' }], notifications: { mailTexts: { overdue: { de: { opening, closing: 'Gruß\r\nNord ' } } } } }, null, 1);
  const good = readCompanyFile(file('Bitte sofort.'), {});
  expect(good.ok && good.file.notifications?.mailTexts).toEqual({ overdue: { de: { opening: 'Bitte sofort.', closing: 'Gruß\nNord' } } });
  expect(readCompanyFile(file('Für {Kunde}'), {})).toMatchObject({
    ok: false,
    errors: [{ path: 'notifications.mailTexts.overdue.de.opening', line: expect.any(Number), reason: 'has {Kunde}, which nothing is filled in for here', remedy: 'write one of {Firma}, {Name}, {Filiale}, {Frist}, or leave the braces out' }],
  });
});
