import { expect, test } from 'vitest';
import { readCompanyFile } from '../../src/companies/company-file.ts';
import type { Company } from '../../src/companies/company.ts';
import type { Directory } from '../../src/companies/directory.ts';
import { salonEventTypes } from '../salon-nord/event-types.ts';
import { salonNord } from '../salon-nord/company-file.ts';
import { barbierSued } from '../salon-nord/second-company.ts';
import { person } from '../seed/people.ts';
import { SAMPLE_CALLS } from '../seed/sample-calls.ts';
import { groundOf } from './company.ts';

function directory(slugs: readonly string[], key: string): Directory {
  const companies = [{ kind: 'operator', slug: 'betreiber' }, ...slugs.map((slug) => ({ kind: 'company', slug }))] as Company[];
  const connection = () => ({ name: 'salon-nord-retell', platform: 'retell' as const, apiKeys: [key], members: [] });
  return { companies: () => companies, connection } as unknown as Directory;
}

test('is for the demo only where nobody else is: a salon of the same name, or one more company, is left alone', () => {
  expect(groundOf(directory([], 'k'), null).kind).toBe('empty');
  expect(groundOf(directory(['salon-nord'], 'k'), 'k').kind).toBe('demo');
  expect(groundOf(directory(['salon-nord'], 'k'), 'another').kind).toBe('taken');
  expect(groundOf(directory(['salon-nord'], 'k'), null).kind).toBe('taken');
  expect(groundOf(directory(['friseur-west'], 'k'), 'k').kind).toBe('taken');
  expect(groundOf(directory(['barbier-sued', 'salon-nord'], 'k'), 'k').kind).toBe('demo');
  expect(groundOf(directory(['salon-nord', 'friseur-west'], 'k'), 'k').kind).toBe('taken');
  expect(groundOf(directory(['barbier-sued'], 'k'), 'k').kind).toBe('taken');
});

test('so is the second company', () => {
  expect(readCompanyFile(barbierSued(), {})).toMatchObject({ ok: true });
});

test('the salon is a valid company file, and its calendar offers exactly the services that are booked there', () => {
  const read = readCompanyFile(salonNord({ calComUrl: 'http://127.0.0.1:1/v2', calComKey: 'a', retellKey: 'b', retellUrl: 'http://127.0.0.1:1' }), {});
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const atCalCom = read.file.services.flatMap(({ name, minutes, calendar }) => (calendar.provider === 'cal.com' ? [{ id: calendar.eventTypeId, title: name, minutes }] : []));
  expect(salonEventTypes().map(({ id, title, minutes }) => ({ id, title, minutes }))).toEqual(atCalCom);
  const names = new Set(read.file.services.map((service) => service.name));
  expect(SAMPLE_CALLS.filter(([, , service]) => !names.has(service))).toEqual([]);
});

test('sample calls come one after the other, and their numbers are of the ranges that belong to nobody', () => {
  const ago = SAMPLE_CALLS.map(([minutesAgo]) => minutesAgo);
  expect(ago).toEqual(ago.toSorted((a, b) => b - a));
  for (let index = 0; index < SAMPLE_CALLS.length; index++) expect(person(index).number).toMatch(/^\+4930231252\d\d$|^\+4917139200\d\d$/);
});
