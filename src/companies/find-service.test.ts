import { expect, test } from 'vitest';
import type { Service } from './company.ts';
import { findService } from './find-service.ts';

function service(name: string, aliases: string[] = []): Service {
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return { id: `01a20319-0000-7000-8000-${String(name.length).padStart(12, '0')}`, slug, name, aliases, minutes: 30, calendar: { provider: 'local' } };
}

const salon = {
  services: [
    service('Herrenhaarschnitt', ['Haarschnitt Herren']),
    service('Damenhaarschnitt'),
    service('Waschen, Schneiden, Föhnen', ['WSF']),
    service('Dauerwelle'),
    service('Balayage', ['Strähnen']),
    service('Bart trimmen', ['Bartschnitt']),
    service('Färben'),
  ],
};

function names(said: string | null, company = salon): string | string[] {
  const found = findService(company, said);
  if (found.kind === 'found') return found.service.name;
  return found.kind === 'ambiguous' ? found.services.map(({ name }) => name) : found.kind;
}

test.each([
  ['Herrenhaarschnitt', 'Herrenhaarschnitt'],
  ['herren-haarschnitt', 'Herrenhaarschnitt'],
  ['HERREN HAARSCHNITT', 'Herrenhaarschnitt'],
  ['haarschnitt herren', 'Herrenhaarschnitt'],
  ['einen Haarschnitt für Herren bitte', 'Herrenhaarschnitt'],
  ['ich hätte gerne einen Herrenhaarschnitt', 'Herrenhaarschnitt'],
  ['Herrenhaarschnit', 'Herrenhaarschnitt'],
  ['Herenharschnitt', 'Herrenhaarschnitt'],
  ['Damen', 'Damenhaarschnitt'],
  ['faerben', 'Färben'],
  ['FÄRBEN', 'Färben'],
  ['fa\u0308rben', 'Färben'],
  ['farben', 'Färben'],
  ['straehnen', 'Balayage'],
  ['Balajage', 'Balayage'],
  ['wsf', 'Waschen, Schneiden, Föhnen'],
  ['Waschen Schneiden Foehnen', 'Waschen, Schneiden, Föhnen'],
  ['waschen und föhnen', 'Waschen, Schneiden, Föhnen'],
  ['Dauerwlele', 'Dauerwelle'],
  ['bart', 'Bart trimmen'],
])('%s means %s', (said, expected) => {
  expect(names(said)).toBe(expected);
});

test('asks instead of choosing where several may be meant', () => {
  expect(names('Haarschnitt')).toEqual(['Herrenhaarschnitt', 'Damenhaarschnitt']);
  expect(names('Dauerwelle oder Balayage')).toEqual(['Dauerwelle', 'Balayage']);
});

test('asks where the name was said with something that may change it', () => {
  expect(names('Herrenhaarschnitt mit Kopfmassage')).toEqual(['Herrenhaarschnitt']);
});

test.each(['Beratung', 'Massage', 'Maniküre', 'Acht Uhr', 'ja', 'x', 'Kinderhaarschnitt', 'a'.repeat(10_000)])(
  '%s is never booked as something else',
  (said) => {
    expect(names(said)).toBe('not_found');
  },
);

test('one service: taken when nothing was said, never when something else was said', () => {
  const one = { services: [service('Herrenhaarschnitt')] };
  expect(names(null, one)).toBe('Herrenhaarschnitt');
  expect(names('', one)).toBe('Herrenhaarschnitt');
  expect(names('Dauerwelle', one)).toBe('not_found');
  expect(names('Beratung', one)).toBe('not_found');
});

test.each([null, '', '  ', '{{service_name}}', 'null', 'undefined', 'N/A', '???'])('%j is not said', (said) => {
  expect(names(said)).toBe('not_said');
});

test('an id or slug counts only as a whole', () => {
  expect(names(salon.services[3]!.id)).toBe('Dauerwelle');
  expect(names('waschen-schneiden-f-hnen')).toBe('Waschen, Schneiden, Föhnen');
  expect(names('01a20319')).toBe('not_found');
  expect(names('01a20319-0000-7000-8000-999999999999')).toBe('not_found');
});

test('numbers are not misspelt', () => {
  const packages = { services: [service('Paket 1'), service('Paket 3')] };
  expect(names('Paket 1', packages)).toBe('Paket 1');
  expect(names('Pakett 3', packages)).toBe('Paket 3');
  expect(names('Paket 2', packages)).toBe('not_found');
  expect(names('Paket', packages)).toEqual(['Paket 1', 'Paket 3']);
});

test('a misspelling that is near to two is a question', () => {
  const near = { services: [service('Maniküre'), service('Pediküre')] };
  expect(names('Maniküre', near)).toBe('Maniküre');
  expect(names('Peniküre', near)).toEqual(['Pediküre', 'Maniküre']);
});

test('the longer of two names that were both spoken is meant', () => {
  const two = { services: [service('Schneiden'), service('Waschen Schneiden')] };
  expect(names('Waschen Schneiden', two)).toBe('Waschen Schneiden');
  expect(names('Schneiden', two)).toBe('Schneiden');
});

test('two services with one alias are a question', () => {
  const two = { services: [service('Schnitt kurz', ['Haarschnitt']), service('Schnitt lang', ['Haarschnitt'])] };
  expect(names('Haarschnitt', two)).toEqual(['Schnitt kurz', 'Schnitt lang']);
});

test('a service named like a filler word is found', () => {
  expect(names('Termin', { services: [service('Termin'), service('Beratung')] })).toBe('Termin');
});

test('a text that is long only once it is compared holds nobody up', () => {
  // One U+FDFA is eighteen characters in four words; two hundred of them took two seconds of everybody's time.
  const begin = performance.now();
  expect(findService(salon, '\ufdfa'.repeat(200))).toEqual({ kind: 'not_found' });
  expect(findService(salon, 'a '.repeat(100))).toEqual({ kind: 'not_found' });
  expect(performance.now() - begin).toBeLessThan(500);
});
