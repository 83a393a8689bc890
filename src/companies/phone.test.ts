import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPhone } from './phone.ts';

test.each([
  ['+493012345678', '+493012345678'],
  ['+49 30 12345678', '+493012345678'],
  ['030 12345678', '+493012345678'],
  ['030/12345678', '+493012345678'],
  ['030.123.456.78', '+493012345678'],
  ['0151-23456789 (privat)', '+4915123456789'],
  ['0151 - 23 45 67 89', '+4915123456789'],
  ['0 1 5 1 2 3 4 5 6 7 8 9', '+4915123456789'],
  ['0151, 2345, 6789', '+4915123456789'],
  ['030 1234, 5678', '+493012345678'],
  ['030 1234567, 030 7654321', '+49301234567'],
  ['+49 (0)30 1234567', '+49301234567'],
  ['(+49) 151 23456789', '+4915123456789'],
  ['0049 151 23456789', '+4915123456789'],
  ['4915123456789', '+4915123456789'],
  ['plus 49 151 23456789', '+4915123456789'],
  ['Tel.: 0151 23456789', '+4915123456789'],
  ['０１５１ ２３４５６７８９', '+4915123456789'],
  ['tel:+4915123456789', '+4915123456789'],
  ['sip:+4915123456789@trunk.example;user=phone', '+4915123456789'],
  ['<sip:+4915123456789@trunk.example>', '+4915123456789'],
  ['0043 1 5880001', '+4315880001'],
  ['+41 44 668 18 00', '+41446681800'],
  ['+1 212 555 0123', '+12125550123'],
  ['+4915100000000', '+4915100000000'],
])('reads %s', (raw, e164) => {
  expect(readPhone(raw, 'DE-BE')).toEqual({ e164, raw, withheld: false });
});

test.each([
  'anonymous', 'Anonymous', '+anonymous', 'ANONYM', 'anonymous_1731929', 'unknown', 'Blocked', 'private', 'Private Number', 'withheld', 'unavailable', 'restricted',
  'no caller id', 'unterdrückt', 'unbekannt', 'Nummer unterdrückt', 'keine Nummer', 'n/a', 'null', 'None', 'undefined', '', '   ', '-', '+', '{{user_number}}',
  '+266696687', '266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '+7748283', '0', '000', '+00000000000', '0000 000',
  'sip:anonymous@anonymous.invalid', '"Anonymous" <sip:anonymous@anonymous.invalid>',
])('knows %j as withheld', (raw) => {
  expect(readPhone(raw, 'DE')).toEqual({ e164: null, raw, withheld: true });
});

test.each([null, undefined])('%s is withheld too (a web call has no number)', (raw) => {
  expect(readPhone(raw, 'DE')).toEqual({ e164: null, raw: '', withheld: true });
});

test.each(['12345', '110', '0151 2345', '+49 151 1234', '030 1234567890123456', '+4915112345678901234', 'Acht Uhr', '2026-12-01', '01.12.2026', '10:30', 'ja', '+49'])(
  'does not take %s for a number',
  (raw) => {
    expect(readPhone(raw, 'DE')).toEqual({ e164: null, raw, withheld: false });
  },
);

test('a national number belongs to the country of the region', () => {
  expect(readPhone('01 5880001', 'AT-9').e164).toBe('+4315880001');
  expect(readPhone('044 668 18 00', 'CH-ZH').e164).toBe('+41446681800');
  expect(readPhone('0151 23456789', null).e164).toBe('+4915123456789');
  expect(readPhone('0151 23456789', 'ZZ').e164).toBe('+4915123456789');
});

test('whatever is given, the result is E.164 or null, and reading it again gives the same', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0-9 ()/.-]{0,25}$/)), (raw) => {
      const { e164, withheld } = readPhone(raw, 'DE');
      if (e164 === null) return;
      expect(e164).toMatch(/^\+[1-9]\d{6,14}$/);
      expect(withheld).toBe(false);
      expect(readPhone(e164, 'DE').e164).toBe(e164);
    }),
    { numRuns: 2000 },
  );
});
