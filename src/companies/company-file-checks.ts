// What must fit together between several places of a company file.
import type { Json } from '../journal/journal.ts';
import { placeOf } from './branch-calendar.ts';
import type { CompanyFile, FileProblem } from './company-file.ts';
import { municipalitiesOf, regionKnown } from './holidays/holidays.ts';
import { canonical } from './sync-rows.ts';
import type { JsonPath } from './located-json.ts';
import { TEST_CONNECTION } from './test-connection.ts';

export function checkCompanyFile(file: CompanyFile): FileProblem[] {
  return [
    ...repeated(file.branches.map((branch, i) => ({ key: branch.slug, path: ['branches', i, 'slug'] })), 'slug'),
    ...repeated(file.services.map((service, i) => ({ key: service.slug, path: ['services', i, 'slug'] })), 'slug'),
    ...repeated(file.staff.map((member, i) => ({ key: member.slug, path: ['staff', i, 'slug'] })), 'slug'),
    ...repeated(file.voice.map((voice, i) => ({ key: voice.connection, path: ['voice', i, 'connection'] })), 'connection'),
    ...takenName(file),
    ...repeated(
      file.branches.flatMap((branch, i) => branch.phoneNumbers.map((number, j) => ({ key: number, path: ['branches', i, 'phoneNumbers', j] }))),
      'number',
    ),
    ...unknownReferences(file),
    ...unknownPlaces(file),
    ...repeatedDays(file),
    ...missingCalendar(file),
  ];
}

function repeated(entries: readonly { key: string; path: JsonPath }[], noun: string): FileProblem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ key, path }) => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path, reason: `the ${noun} "${key}" stands twice`, remedy: 'give each its own, or remove one' }];
  });
}

function takenName({ voice }: CompanyFile): FileProblem[] {
  return voice.flatMap(({ connection }, i) => (connection === TEST_CONNECTION ? [{ path: ['voice', i, 'connection'], reason: `"${TEST_CONNECTION}" is the connection of test calls`, remedy: 'take another name' }] : []));
}

function unknownReferences(file: CompanyFile): FileProblem[] {
  const branches = new Set(file.branches.map((branch) => branch.slug));
  const services = new Set(file.services.map((service) => service.slug));
  const unknown = (slugs: readonly string[], known: ReadonlySet<string>, at: { path: JsonPath; noun: string }): FileProblem[] =>
    slugs.flatMap((slug, i) =>
      known.has(slug)
        ? []
        : [{ path: [...at.path, i], reason: `there is no ${at.noun} "${slug}" in this file`, remedy: `write one of: ${[...known].join(', ') || '(none)'}` }],
    );
  return [
    ...file.staff.flatMap((member, i) => [
      ...unknown(member.branches ?? [], branches, { path: ['staff', i, 'branches'], noun: 'branch' }),
      ...unknown(member.services, services, { path: ['staff', i, 'services'], noun: 'service' }),
    ]),
    ...Object.keys(file.callbacks.strategies).flatMap((slug) =>
      unknown([slug], branches, { path: ['callbacks', 'strategies'], noun: 'branch' }).map((problem) => ({ ...problem, path: ['callbacks', 'strategies', slug] })),
    ),
  ];
}

function missingCalendar(file: CompanyFile): FileProblem[] {
  if (file.calendars['cal.com'] !== undefined) return [];
  return file.services.flatMap((service, i) =>
    service.calendar.provider === 'cal.com'
      ? [{ path: ['services', i, 'calendar', 'provider'], reason: 'needs a Cal.com account, and the file has none', remedy: 'add calendars["cal.com"], or use the provider "local"' }]
      : [],
  );
}

/** Holidays of a Land that does not exist would be none, and nobody would notice until somebody stands before a closed door. */
function unknownPlaces({ company, branches }: CompanyFile): FileProblem[] {
  const places = [
    { path: ['company'], region: company.region, place: placeOf(company, { region: null, municipality: null }), municipality: company.municipality },
    ...branches.map((branch, i) => ({ path: ['branches', i], region: branch.region, place: placeOf(company, branch), municipality: branch.municipality })),
  ];
  return places.flatMap(({ path, region, place, municipality }): FileProblem[] => {
    const country = region?.split('-')[0] ?? '';
    if (region !== null && regionKnown(country) && !regionKnown(region)) {
      return [{ path: [...path, 'region'], reason: `is no part of ${country}, so its holidays are not known`, remedy: 'write it as in ISO 3166-2, for example "DE-BY", "AT-9" or "CH-ZH"' }];
    }
    const kinds = municipalitiesOf(place.region);
    if (municipality === null || kinds.includes(municipality)) return [];
    const remedy = kinds.length === 0 ? 'remove it' : `write one of: ${kinds.join(', ')} (${kinds[0]} is meant where nothing is written)`;
    return [{ path: [...path, 'municipality'], reason: `holidays in ${place.region ?? 'no region'} do not depend on "${municipality}"`, remedy }];
  });
}

function repeatedDays(file: CompanyFile): FileProblem[] {
  const lists: { path: JsonPath; entries: readonly Json[] }[] = [
    { path: ['company', 'exceptions'], entries: file.company.exceptions },
    ...file.branches.map((branch, i) => ({ path: ['branches', i, 'exceptions'], entries: branch.exceptions })),
    ...file.staff.map((member, i) => ({ path: ['staff', i, 'absences'], entries: member.absences })),
  ];
  return lists.flatMap(({ path, entries }) => {
    const seen = new Set<string>();
    return entries.flatMap((entry, i): FileProblem[] => {
      const key = canonical(entry);
      if (!seen.has(key)) return (seen.add(key), []);
      return [{ path: [...path, i], reason: 'stands twice', remedy: 'remove one' }];
    });
  });
}
