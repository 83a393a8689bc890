import { expect, test } from 'vitest';
import { salon } from '../../test/local-salon.ts';
import { notesOf } from '../wishes/notes.ts';
import { readCaller, readSaidPhone, staffWished } from './read-caller.ts';

const { company, staffId } = salon({ staff: { 'Anna Berger': null, Udo: null } });
const said = (given: { name?: string; phone?: string; email?: string }) => readCaller(company, { customerName: given.name ?? null, phone: given.phone ?? null, email: given.email ?? null });

test.each(['Öztürk-Schäfer', "O'Brien", 'Nguyễn', '<b>Müller</b>', 'Tom & Jerry', 'Müller mit Doppel-l'])('keeps %s letter by letter, nothing escaped', (name) => {
  expect(said({ name })).toEqual({ customerName: name });
});

test.each(['Acht Uhr', 'ja', 'anonymous', 'bei Mario Basler', 'Anna Berger', 'schnitt', 'Kann sie sputer?', '{{customer_name}}'])('%s is nobody’s name', (name) => {
  expect(said({ name })).toEqual({});
});

test('a number dictated in words is dialled in the branch’s country', () => {
  expect(said({ phone: 'null eins fünf eins zweiundzwanzig dreißig vierundvierzig fünfundfünfzig' })).toMatchObject({ phone: '+4915122304455' });
  expect(readSaidPhone('null sechs sechs vier eins zwei drei vier fünf sechs sieben', 'AT-9').e164).toBe('+436641234567');
  expect(readSaidPhone('null vierundvierzig sechshundertachtundsechzig achtzehn doppelnull', 'CH-ZH').e164).toBe('+41446681800');
  expect(readSaidPhone('plus dreiundvierzig eins fünf acht acht null null null eins', 'DE').e164).toBe('+4315880001');
  expect(readSaidPhone('plus neunundvierzig Klammer null Klammer dreißig eins zwei drei vier fünf sechs sieben acht', 'DE').e164).toBe('+493012345678');
});

test('a number of digits and words is not cut where the words begin', () => {
  expect(readSaidPhone('030 123456 sieben acht', 'DE').e164).toBe('+493012345678');
});

test.each(['null eins fünf eins hundert fünfzig', 'null eins fünf eins nein sieben acht', '12345', 'Acht Uhr'])('%s is kept as it was said, and is no number', (phone) => {
  expect(said({ phone })).toEqual({ phoneRaw: phone });
  expect(notesOf(said({ phone }))).toContain(phone);
});

test('an address that is certain is used; what is not is kept for staff, and a later certain one takes its place', () => {
  expect(said({ email: 'Fub Handy at Gmail Punkt com' })).toEqual({ email: 'fubhandy@gmail.com', emailSaid: null });
  const unsure = said({ email: 'müller at gmx punkt de' });
  expect(unsure).toEqual({ emailSaid: 'müller at gmx punkt de' });
  expect(notesOf({ ...unsure, notes: 'Bitte leise.' })).toBe('Bitte leise.\nE-Mail, wie verstanden (bitte prüfen): müller at gmx punkt de');
  expect(notesOf({ ...unsure, ...said({ email: 'mueller@gmx.de' }) })).toBeNull();
  expect(said({ email: '{{email}}' })).toEqual({});
});

test('"bei Anna" in the field of the name is a wish for Anna; her bare name is not, and the field for staff goes first', () => {
  const wished = (staff: string | null, customerName: string | null) => {
    const found = staffWished(company, { staff, customerName });
    return found.kind === 'found' ? found.member.id : found.kind;
  };
  expect(wished(null, 'bei Anna')).toBe(staffId('Anna Berger'));
  expect(wished(null, 'Anna Berger')).toBe('not_said');
  expect(wished(null, 'bei Mario Basler')).toBe('not_said');
  expect(wished('Udo', 'bei Anna')).toBe(staffId('Udo'));
  expect(wished('Xaver Quast', 'bei Anna')).toBe('not_found');
});
