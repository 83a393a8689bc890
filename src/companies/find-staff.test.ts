import { expect, test } from 'vitest';
import type { StaffMember } from './company.ts';
import { findStaff } from './find-staff.ts';

function member(name: string, slug: string): StaffMember {
  const id = `01a20319-0000-7000-8000-${String(slug.length).padStart(12, '0')}`;
  return { id, slug, name, email: null, role: 'staff', branchIds: [], serviceIds: [], workingHours: null, absences: [] };
}

const salon = { staff: [member('Anna Berger', 'anna'), member('Jörg Müller-Lüdenscheidt', 'joerg-ml'), member('Dr. Maria Berger', 'dr-maria'), member('Ben', 'b')] };

function names(said: string | null, company = salon): string | string[] {
  const found = findStaff(company, said);
  if (found.kind === 'found') return found.member.name;
  return found.kind === 'ambiguous' ? found.members.map(({ name }) => name) : found.kind;
}

test.each([
  ['Anna', 'Anna Berger'],
  ['bei Anna', 'Anna Berger'],
  ['bei der Anna bitte', 'Anna Berger'],
  ['mit Frau Anna Berger', 'Anna Berger'],
  ['ANNA BERGER', 'Anna Berger'],
  ['Berger, Anna', 'Anna Berger'],
  ['Frau Lüdenscheit', 'Jörg Müller-Lüdenscheidt'],
  ['beim Jörg', 'Jörg Müller-Lüdenscheidt'],
  ['von Joerg', 'Jörg Müller-Lüdenscheidt'],
  ['Herrn Müller', 'Jörg Müller-Lüdenscheidt'],
  ['Mueller Luedenscheidt', 'Jörg Müller-Lüdenscheidt'],
  ['Doktor Maria', 'Dr. Maria Berger'],
  ['Maria', 'Dr. Maria Berger'],
  ['Ben', 'Ben'],
  ['joerg-ml', 'Jörg Müller-Lüdenscheidt'],
  [salon.staff[0]!.id, 'Anna Berger'],
])('%s is %s', (said, expected) => {
  expect(names(said)).toBe(expected);
});

test('two of the same name are a question', () => {
  expect(names('Frau Berger')).toEqual(['Anna Berger', 'Dr. Maria Berger']);
});

test('a letter more or less makes another short name, so it is a question', () => {
  expect(names('Anne')).toEqual(['Anna Berger']);
  expect(names('Mario')).toEqual(['Dr. Maria Berger']);
});

test.each(['Udo Walz', 'Acht Uhr', '8 Uhr', 'x', '01a20319-0000-7000-8000-999999999999', 'Hannes Klein'])('%s is nobody here', (said) => {
  expect(names(said)).toBe('not_found');
});

test.each([null, '', '{{mitarbeiter}}', 'null', 'egal', 'mir egal', 'egal wer', 'bei wem ist mir egal', 'irgendjemand', 'wer frei ist', 'keine Präferenz', 'any', 'no preference'])(
  '%j asks for nobody in particular',
  (said) => {
    expect(names(said)).toBe('not_said');
  },
);

test('the only member of staff is not taken for somebody else', () => {
  const one = { staff: [member('Anna Berger', 'anna')] };
  expect(names('Udo Walz', one)).toBe('not_found');
  expect(names(null, one)).toBe('not_said');
});
