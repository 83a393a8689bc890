// What must fit together between several places of a company file.
import type { CompanyFile, FileProblem } from './company-file.ts';
import type { JsonPath } from './located-json.ts';

export function checkCompanyFile(file: CompanyFile): FileProblem[] {
  return [
    ...repeated(file.branches.map((branch, i) => ({ key: branch.slug, path: ['branches', i, 'slug'] })), 'slug'),
    ...repeated(file.services.map((service, i) => ({ key: service.slug, path: ['services', i, 'slug'] })), 'slug'),
    ...repeated(file.staff.map((member, i) => ({ key: member.slug, path: ['staff', i, 'slug'] })), 'slug'),
    ...repeated(file.voice.map((voice, i) => ({ key: voice.connection, path: ['voice', i, 'connection'] })), 'connection'),
    ...repeated(
      file.branches.flatMap((branch, i) => branch.phoneNumbers.map((number, j) => ({ key: number, path: ['branches', i, 'phoneNumbers', j] }))),
      'number',
    ),
    ...unknownReferences(file),
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
