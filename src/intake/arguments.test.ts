import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../journal/journal.ts';
import { readArguments, type Arguments } from './arguments.ts';

const present = (value: Json | undefined) => readArguments(value === undefined ? {} : { notes: value }).notes;

/** Contract section 3, word for word. */
const DOCUMENTED: Readonly<Partial<Record<keyof Arguments, readonly string[]>>> = {
  date: ['date', 'datum', 'date_string', 'appointment_date', 'preferred_date', 'relative_day'],
  dateTime: ['datetime', 'date_time', 'start'],
  time: ['time', 'uhrzeit', 'appointment_time', 'preferred_time', 'zeitraum'],
  service: ['service', 'service_name', 'dienstleistung', 'service_id'],
  customerName: ['name', 'customer_name', 'kundename'],
  phone: ['phone', 'customer_phone', 'phone_number'],
  email: ['email', 'customer_email'],
  staff: ['staff', 'mitarbeiter', 'preferred_staff_id'],
  oldDate: ['old_date', 'old_datum'],
  oldTime: ['old_time', 'old_uhrzeit'],
  newDate: ['new_date', 'new_datum'],
  newTime: ['new_time', 'new_uhrzeit'],
  appointmentId: ['appointment_id', 'termin_id'],
  maxAlternatives: ['max_alternatives'],
  searchDays: ['search_days'],
};

test.each(Object.entries(DOCUMENTED).flatMap(([argument, names]) => names.map((name) => [name, argument] as const)))('%s fills %s', (name, argument) => {
  const read = readArguments({ [name]: ' Wert ', unbekannt: 'x', call_id: 'call_1' });
  expect(read[argument as keyof Arguments]).toBe('Wert');
  expect(Object.entries(read).filter(([key, value]) => value !== null && key !== argument)).toEqual([]);
});

test.each(['{{appointment_date}}', '{{appointment_date}} {{appointment_time}}', 'am {{datum}}', '{{\n}}', 'appointment_date', 'CUSTOMER_NAME', '', '  ', 'null', 'None', 'undefined', 'N/A', 'unknown', '\u200b'])(
  'says nothing, and the next name of the group is asked: %j',
  (nothing) => {
    const read = readArguments({ date: nothing, datum: 'morgen', uhrzeit: nothing });
    expect(read.date).toBe('morgen');
    expect(read.time).toBeNull();
  },
);

test('braces alone are no template', () => {
  expect(readArguments({ notes: 'bitte { leise }' }).notes).toBe('bitte { leise }');
});

test.each(['ja', 'Nein', 'anonymous', 'Kunde', 'Acht Uhr', '10:00', '4915112345678', 'unknown'])('is no name: %s', (name) => {
  expect(readArguments({ name }).customerName).toBeNull();
});

test.each(['Jan', 'Jana Neinhaus', 'Uhrmacher', 'Hansi Sputer', 'bei Mario Basler', "O'Neil"])('is a name: %s', (name) => {
  expect(readArguments({ name }).customerName).toBe(name);
});

test('numbers are text, objects are a window, everything else is nothing', () => {
  expect(readArguments({ uhrzeit: 14, phone: 4915112345678 })).toMatchObject({ time: '14', phone: '4915112345678' });
  expect(present({ start: '10:00', end: '12:00' })).toBe('ab 10:00 bis 12:00');
  expect(present({ from: 10 })).toBe('ab 10');
  expect(present({ to: '{{x}}', end: '12' })).toBe('bis 12');
  expect([present(true), present(['x']), present({}), present(null), present(undefined), present({ start: {} })]).toEqual([null, null, null, null, null, null]);
});

test('control characters, direction marks and split umlauts do not survive; what is endless is cut', () => {
  expect(present('Jo\u0308rg\u202e\tMu\u0308ller\n')).toBe('Jörg  Müller');
  expect(present('x'.repeat(5_000))).toHaveLength(2_000);
});

test.each([
  [true, true], ['true', true], ['Ja', true], ['yes', true], ['1', true], [1, true],
  [false, false], ['false', false], ['nein', false], ['NO', false], ['0', false], [0, false],
  ['vielleicht', null], [null, null], ['{{bestaetigung}}', null], [undefined, null],
] as const)('bestaetigung %j is %j', (said, expected) => {
  expect(readArguments(said === undefined ? {} : { bestaetigung: said }).confirmation).toBe(expected);
  expect(readArguments(said === undefined ? {} : { confirm_booking: said }).confirmation).toBe(expected);
  expect(readArguments(said === undefined ? {} : { confirm_reschedule: said }).confirmation).toBe(expected);
});

test('whatever the arguments are, each field is a text or null', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('date', 'uhrzeit', 'name', 'preferred_time_window', 'bestaetigung', '__proto__', 'x'), fc.jsonValue()), (args) => {
      for (const value of Object.values(readArguments(args as Record<string, Json>))) expect(value === null || typeof value === 'string' || typeof value === 'boolean').toBe(true);
    }),
  );
});
