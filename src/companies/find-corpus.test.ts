// What callers, recognisers and language models say for a service or a person, and what they mean by it: written down before
// the code was run. A phrase of a real call that books the wrong thing is added here first.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findService } from './find-service.ts';
import { findStaff } from './find-staff.ts';
import type { Service, StaffMember } from './company.ts';

interface Case {
  readonly said: string;
  readonly found?: string;
  readonly ask?: readonly string[];
  readonly none?: string;
  readonly why?: string;
}

interface Corpus {
  readonly services: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  readonly staff: readonly string[];
  readonly saidOfServices: readonly Case[];
  readonly saidOfStaff: readonly Case[];
}

const corpus = JSON.parse(readFileSync(new URL('./find-corpus.json', import.meta.url), 'utf8')) as Corpus;
const idOf = (index: number): string => `01a20319-0000-7000-8000-${String(index).padStart(12, '0')}`;
const services = corpus.services.map((named, index): Service => ({ id: idOf(index), slug: `s-${index}`, ...named, minutes: 30, calendar: { provider: 'local' } }));
const staff = corpus.staff.map((name, index): StaffMember => ({ id: idOf(100 + index), slug: `p-${index}`, name, email: null, role: 'staff', branchIds: [], serviceIds: [], workingHours: null, absences: [] }));

function expected({ found, ask, none }: Case): string | readonly string[] | undefined {
  return found ?? ask?.toSorted() ?? none;
}

test.each(corpus.saidOfServices)('service: $said', (phrase) => {
  const match = findService({ services }, phrase.said);
  const is = match.kind === 'found' ? match.service.name : match.kind === 'ambiguous' ? match.services.map(({ name }) => name).toSorted() : match.kind;
  expect(is, phrase.why).toEqual(expected(phrase));
});

test.each(corpus.saidOfStaff)('staff: $said', (phrase) => {
  const match = findStaff({ staff }, phrase.said);
  const is = match.kind === 'found' ? match.member.name : match.kind === 'ambiguous' ? match.members.map(({ name }) => name).toSorted() : match.kind;
  expect(is, phrase.why).toEqual(expected(phrase));
});

describe('the corpus', () => {
  test('holds enough to mean something', () => {
    expect(corpus.saidOfServices.length + corpus.saidOfStaff.length).toBeGreaterThanOrEqual(120);
  });

  test('a service that is not offered is never replaced by another: each phrase against a company without what it means', () => {
    const wrong = corpus.saidOfServices.filter(({ found }) => found !== undefined).flatMap(({ said, found }) => {
      const match = findService({ services: services.filter(({ name }) => name !== found) }, said);
      return match.kind === 'found' ? [`${said} → ${match.service.name}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
