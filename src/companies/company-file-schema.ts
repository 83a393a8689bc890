// The shape of the company file (contract, section 2). What concerns several places at once is in company-file-checks.ts.
import { z } from 'zod';
import { DEFAULT_APPOINTMENT_POLICY } from './appointment-policy.ts';
import { DEFAULT_CALLBACK_POLICY } from './callback-policy.ts';
import type { DeadlineRule, Priority } from './company.ts';
import { email, hours, interval, must, nightly, slug, text, timeOfDay, url, whole } from './company-file-values.ts';
import { absence, exception } from './calendar-file-schema.ts';
import { mailTexts } from './mail-texts-schema.ts';
import { countryOf, readPhone } from './phone.ts';

/** Beside the file itself: where `env:NAME` is looked up, and the country of numbers written nationally. */
export interface SchemaSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly region: string | null;
}

function phoneNumber(region: string | null) {
  return z.string().transform((raw, context) => {
    const { e164 } = readPhone(raw, region);
    if (e164 !== null) return e164;
    context.addIssue({
      code: 'custom',
      message: `is not a telephone number of ${countryOf(region)} or in international form`,
      params: { remedy: 'write it with its country code, for example "+493012345678"' },
    });
    return z.NEVER;
  });
}

function secret(environment: SchemaSurroundings['environment']) {
  return z.string().transform((given, context) => {
    const name = /^env:(.*)$/s.exec(given)?.[1];
    const value = name === undefined ? given : environment[name];
    if (value !== undefined && value.trim() !== '') return value.trim();
    // The value itself is never part of a message: it might be a key in a file that was edited wrongly.
    context.addIssue(
      name === undefined
        ? { code: 'custom', message: 'is empty', params: { remedy: 'write "env:NAME" and set the variable NAME' } }
        : { code: 'custom', message: `the environment variable ${name} is not set`, params: { remedy: `set ${name} and apply again` } },
    );
    return z.NEVER;
  });
}

function deadline(priority: Priority) {
  const standard: DeadlineRule = DEFAULT_CALLBACK_POLICY.deadlines[priority];
  return z.strictObject({ minutes: whole(1, 525_600), clock: z.enum(['wall', 'business']).default('wall') }).default(standard);
}

const strategy = z.enum(['relationship', 'service', 'least_loaded', 'round_robin', 'none']);

const callbacks = z.strictObject({
  deadlines: z
    .strictObject({ urgent: deadline('urgent'), high: deadline('high'), normal: deadline('normal') })
    .default(DEFAULT_CALLBACK_POLICY.deadlines),
  maxAttempts: whole(1, 50).default(DEFAULT_CALLBACK_POLICY.maxAttempts),
  escalationCooldownMinutes: whole(1, 525_600).default(DEFAULT_CALLBACK_POLICY.escalationCooldownMinutes),
  autoAssign: strategy.default(DEFAULT_CALLBACK_POLICY.autoAssign),
  strategies: z.record(z.string(), strategy).default(DEFAULT_CALLBACK_POLICY.strategies),
  warnMinutesBefore: whole(1, 10_080).default(DEFAULT_CALLBACK_POLICY.warnMinutesBefore),
  claimMinutes: whole(1, 1440).default(DEFAULT_CALLBACK_POLICY.claimMinutes),
  unassignedAlarmMinutes: whole(1, 10_080).default(DEFAULT_CALLBACK_POLICY.unassignedAlarmMinutes),
  callingHours: interval.default(DEFAULT_CALLBACK_POLICY.callingHours),
  attemptsPerDay: whole(1, 20).default(DEFAULT_CALLBACK_POLICY.attemptsPerDay),
});

const appointments = z.strictObject({
  cancelNoticeMinutes: whole(0, 525_600).default(DEFAULT_APPOINTMENT_POLICY.cancelNoticeMinutes),
  rescheduleNoticeMinutes: whole(0, 525_600).default(DEFAULT_APPOINTMENT_POLICY.rescheduleNoticeMinutes),
  feeText: text.nullable().default(DEFAULT_APPOINTMENT_POLICY.feeText),
  maxReschedules: whole(0, 1000).nullable().default(DEFAULT_APPOINTMENT_POLICY.maxReschedules),
});

const role = z.enum(['owner', 'manager', 'staff', 'viewer']);

const region = must(z.string(), (value) => /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(value), {
  reason: 'is not an ISO 3166 country or region',
  remedy: 'write for example "DE-BE" (Berlin) or "DE"; public holidays depend on it',
});

const days = whole(0, 3650).optional();
const months = whole(1, 240).optional();

/** Optional as a whole: an owner may have chosen it in the program, and a file that says nothing of it leaves that as it is. */
const privacy = z.strictObject({
  practice: z.boolean().optional(),
  retention: z.strictObject({ recordingsDays: days, transcriptsDays: days, personDays: days, countsMonths: months, auditMonths: months }).optional(),
  deleteAtVoicePlatform: z.boolean().optional(),
});

const digest = must(z.strictObject({ at: timeOfDay.nullable().default(null), closedDays: z.boolean().default(false) }), ({ at, closedDays }) => at !== null || !closedDays, {
  reason: 'is to come on closed days, on which nobody begins to work, and has no time',
  remedy: 'write its time, for example "at": "07:30", or leave closedDays out',
});

/** Optional as a whole, for the same reason. */
function notifications(numbersOf: string | null) {
  return z.strictObject({
    neutral: z.boolean().optional(),
    quietHours: nightly.nullable().optional(),
    escalationPhones: z.array(phoneNumber(numbersOf)).optional(),
    mailTexts: mailTexts.optional(),
    digest: digest.optional(),
  });
}

const company = z.strictObject({
  slug: must(slug, (value) => value !== 'betreiber', {
    reason: 'is reserved for the inbox of whoever runs this installation',
    remedy: 'choose another slug',
  }),
  name: text,
  timeZone: must(z.string(), isTimeZone, { reason: 'is not an IANA time zone', remedy: 'write for example "Europe/Berlin"' }).default('Europe/Berlin'),
  locale: z.enum(['de', 'en']).default('de'),
  region: region.nullable().default(null),
  municipality: z.string().nullable().default(null),
  closedOnHolidays: z.boolean().default(true),
  exceptions: z.array(exception).default([]),
  notifyEmails: z.array(email).default([]),
});

const serviceCalendar = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('cal.com'), eventTypeId: whole(1, 2_147_483_647) }),
  z.strictObject({ provider: z.literal('local') }),
]);

/** What it usually costs; for what a recovered appointment is worth, and for nothing that a caller hears. */
const price = z.strictObject({ amount: z.number().min(0).max(1_000_000), currency: must(z.string(), (given) => /^[A-Z]{3}$/.test(given), { reason: 'is not a currency', remedy: 'write for example "EUR"' }).default('EUR') });

export function companyFileSchema({ environment, region: numbersOf }: SchemaSurroundings) {
  const branch = z.strictObject({
    slug,
    name: text,
    phoneNumbers: z.array(phoneNumber(numbersOf)).default([]),
    openingHours: hours.prefault({}),
    // null: the company's
    region: region.nullable().default(null),
    municipality: z.string().nullable().default(null),
    exceptions: z.array(exception).default([]),
  });
  const service = z.strictObject({ slug, name: text, aliases: z.array(text).default([]), minutes: whole(1, 1440), price: price.nullable().default(null), calendar: serviceCalendar });
  const member = z.strictObject({
    slug,
    name: text,
    email: email.nullable().default(null),
    role: role.default('staff'),
    // Absent: every branch. No such default for services: the owner who cuts no hair would be booked for it.
    branches: z.array(z.string()).nullable().default(null),
    services: z.array(z.string()).default([]),
    workingHours: hours.nullable().default(null),
    absences: z.array(absence).default([]),
  });
  const calCom = z.strictObject({
    baseUrl: url.default('https://api.cal.com/v2'),
    apiKey: secret(environment),
    webhookSecret: secret(environment).nullable().default(null),
    profile: z.enum(['hosted', 'cal.diy']).default('hosted'),
  });
  const voice = z.strictObject({
    connection: must(z.string(), (value) => /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(value), {
      reason: 'is not a name for a connection',
      remedy: 'use letters, digits, "-", "_" and "."; it is part of the webhook address',
    }),
    platform: z.literal('retell'),
    apiKey: secret(environment),
    agents: z.array(text).default([]),
    apiBaseUrl: url.nullable().default(null),
  });
  return z.strictObject({
    company,
    branches: must(z.array(branch), (list) => list.length > 0, { reason: 'is empty', remedy: 'a company has at least one branch; the first is the default' }),
    services: z.array(service).default([]),
    staff: z.array(member).default([]),
    calendars: z.strictObject({ 'cal.com': calCom.optional() }).prefault({}),
    voice: z.array(voice).default([]),
    callbacks: callbacks.prefault({}),
    appointments: appointments.prefault({}),
    privacy: privacy.optional(),
    notifications: notifications(numbersOf).optional(),
  });
}

/** A company file as it is after reading: complete, numbers in E.164, secrets in clear. Never log one. */
export type CompanyFile = z.output<ReturnType<typeof companyFileSchema>>;

function isTimeZone(name: string): boolean {
  // Intl also accepts offsets such as "+01:00", which know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
