// The settings page edits what a company file holds, and through the same door: a stored company written as its file, changed in
// parts, checked and applied like one. Secrets leave as the word `stored`, and `stored` coming back means: as it is.
import type { Company } from '../companies/company.ts';
import type { CompanyRecord } from '../companies/company-record.ts';
import type { Json } from '../journal/journal.ts';

const STORED = 'stored';

export type File = { readonly [section: string]: Json };

/** With the secrets in clear: never log or send it. Exceptions and absences have addresses of their own and are not in it. */
export function fileOf({ company, voice }: CompanyRecord): File {
  const branchSlug = (id: string): string => company.branches.find((branch) => branch.id === id)?.slug ?? id;
  const serviceSlug = (id: string): string => company.services.find((service) => service.id === id)?.slug ?? id;
  const here = new Set([...company.branches, ...company.services].map(({ id }) => id));
  return plain({
    company: companySection(company),
    branches: company.branches.map(({ slug, name, phoneNumbers, openingHours, region, municipality }) => ({ slug, name, phoneNumbers, openingHours, region, municipality })),
    services: company.services.map(({ id: _id, ...service }) => service),
    staff: company.staff.map(({ slug, name, email, role, branchIds, serviceIds, workingHours }) => ({
      slug, name, email, role, workingHours,
      // what was given up stays with the row, and is no part of a file any more
      branches: branchIds.filter((id) => here.has(id)).map(branchSlug), services: serviceIds.filter((id) => here.has(id)).map(serviceSlug),
    })),
    calendars: company.calCom === null ? {} : { 'cal.com': { baseUrl: company.calCom.baseUrl, profile: company.calCom.profile, apiKey: company.calCom.apiKey ?? '', webhookSecret: company.calCom.webhookSecret } },
    voice: voice.map(({ connection, platform, apiKey, agents, apiBaseUrl }) => ({ connection, platform, agents, apiKey: apiKey ?? '', apiBaseUrl: apiBaseUrl ?? null })),
    callbacks: company.callbacks,
    appointments: company.appointments,
  });
}

function companySection({ slug, name, timeZone, locale, region, municipality, closedOnHolidays, notifyEmails }: Company) {
  return { slug, name, timeZone, locale, region, municipality, closedOnHolidays, notifyEmails };
}

/** Only what JSON can say, as a file would. */
function plain(value: object): File {
  return JSON.parse(JSON.stringify(value)) as File;
}

type Secret = 'apiKey' | 'webhookSecret';

/** For a browser. */
export function masked(file: File): File {
  return mapSecrets(file, (secret) => (secret === null || secret === '' ? null : STORED));
}

/** What came back, with the stored secrets in the places that were left alone. */
export function unmasked(given: File, current: File): File {
  return mapSecrets(given, (secret, place) => (secret === STORED ? secretAt(current, place) : secret));
}

export interface SecretPlace {
  readonly field: Secret;
  /** null: the Cal.com account. */
  readonly connection: string | null;
}

/** Whether this secret came back as it was shown. */
export function isLeftAlone(given: File, place: SecretPlace): boolean {
  return secretAt(given, place) === STORED;
}

function mapSecrets(file: File, change: (secret: Json, place: SecretPlace) => Json): File {
  const calendars = object(file['calendars']);
  const calCom = object(calendars?.['cal.com']);
  const mapped: Record<string, Json> = { ...file };
  if (calendars !== null && calCom !== null) mapped['calendars'] = { ...calendars, 'cal.com': withSecrets(calCom, ['apiKey', 'webhookSecret'], null, change) };
  if (Array.isArray(file['voice'])) {
    mapped['voice'] = (file['voice'] as Json[]).map((entry) => {
      const voice = object(entry);
      return voice === null ? entry : withSecrets(voice, ['apiKey'], String(voice['connection']), change);
    });
  }
  return mapped;
}

function withSecrets(holder: File, fields: readonly Secret[], connection: string | null, change: (secret: Json, place: SecretPlace) => Json): File {
  const changed = fields.filter((field) => holder[field] !== undefined).map((field) => [field, change(holder[field] ?? null, { field, connection })] as const);
  return { ...holder, ...Object.fromEntries(changed) };
}

function secretAt(file: File, { field, connection }: SecretPlace): Json {
  if (connection === null) return object(object(file['calendars'])?.['cal.com'])?.[field] ?? null;
  const voices = Array.isArray(file['voice']) ? (file['voice'] as Json[]).map(object) : [];
  return voices.find((voice) => voice?.['connection'] === connection)?.[field] ?? null;
}

function object(value: Json | undefined): File | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as File) : null;
}
