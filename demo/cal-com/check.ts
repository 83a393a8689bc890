// What the real one's validation refuses, in its words (reference/calcom.md section 1.5).
import { Temporal } from 'temporal-polyfill';
import { isTimeZone } from './time-zone.ts';
import { filtered, refusal } from './replies.ts';
import type { EventType } from './event-type.ts';
import type { Reply } from './replies.ts';
import type { StoredAttendee } from './store.ts';

export interface BookBody {
  readonly startAt: number;
  readonly eventTypeId: number;
  readonly attendee: { readonly name: string; readonly timeZone: string; readonly language: string; readonly email: string | null; readonly phone: string | null };
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly responses: Readonly<Record<string, unknown>>;
}

const BODY = new Set([
  'start', 'attendee', 'bookingFieldsResponses', 'eventTypeId', 'eventTypeSlug', 'username', 'teamSlug', 'organizationSlug', 'guests', 'meetingUrl',
  'location', 'metadata', 'lengthInMinutes', 'routing', 'emailVerificationCode', 'allowConflicts', 'allowBookingOutOfBounds', 'skipBookingLimits', 'instant', 'recurrenceCount',
]);
const ATTENDEE = new Set(['name', 'timeZone', 'phoneNumber', 'language', 'email']);
const LANGUAGES = new Set('ar ca de es eu he id ja lv pl ro sr th vi az cs el es-419 fi hr it km nl pt ru sv tr zh-CN bg da en et fr hu iw ko no pt-BR sk ta uk zh-TW bn'.split(' '));
// 2026-02-25 only; on the community edition even the first is unknown.
const HOSTED_ONLY = new Set(['allowConflicts', 'allowBookingOutOfBounds', 'skipBookingLimits']);

export function checkBookBody(body: unknown, profile: 'hosted' | 'cal.diy'): BookBody | Reply {
  if (!isObject(body)) return refusal(400, 'Bad Request Exception');
  const known = profile === 'hosted' ? BODY : new Set([...BODY].filter((key) => !HOSTED_ONLY.has(key)));
  const unknown = noSuchProperties(Object.keys(body), known);
  if (unknown !== null) return refusal(400, unknown);
  const startAt = parseInstant(body['start']);
  if (startAt === null) return refusal(400, 'start property is wrong,start must be a valid ISO 8601 date string ');
  const { attendee, eventTypeId, metadata, bookingFieldsResponses } = body;
  if (typeof eventTypeId !== 'number') {
    return refusal(400, 'eventTypeId or eventTypeSlug + username property is wrong,Either eventTypeId or eventTypeSlug + username or eventTypeSlug + teamSlug must be provided ');
  }
  if (!isObject(attendee)) return refusal(400, 'attendee property is wrong,attendee should not be null or undefined ');
  const wrong = wrongAttendee(attendee);
  if (wrong !== null) return refusal(400, `attendee property is wrong,${wrong}`);
  if (metadata !== undefined && (!isObject(metadata) || !isSmall(metadata))) {
    return refusal(400, 'metadata property is wrong,Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters. ');
  }
  return {
    startAt,
    eventTypeId,
    attendee: {
      name: String(attendee['name']),
      timeZone: String(attendee['timeZone']),
      language: typeof attendee['language'] === 'string' ? attendee['language'] : 'en',
      email: typeof attendee['email'] === 'string' ? attendee['email'] : null,
      phone: typeof attendee['phoneNumber'] === 'string' ? attendee['phoneNumber'] : null,
    },
    metadata: isObject(metadata) ? metadata : {},
    responses: isObject(bookingFieldsResponses) ? bookingFieldsResponses : {},
  };
}

export function isReply(value: object): value is Reply {
  return 'body' in value && 'status' in value;
}

/** What this event type asks of an attendee; the stored attendee, or the refusal. */
export function checkAttendee(type: EventType, body: BookBody): StoredAttendee | Reply {
  const { attendee } = body;
  if (type.phoneRequired && attendee.phone === null) {
    return refusal(400, 'Missing attendee phone number - it is required by the event type. Pass it as "attendee.phoneNumber" string in the request.');
  }
  for (const field of type.requiredFields) {
    if (body.responses[field] !== undefined) continue;
    return refusal(400, `Missing required booking field response: ${field} - it is required by the event type booking fields, but missing in the bookingFieldsResponses. You can fetch the event type with ID ${type.id} to see the required fields.`);
  }
  if (attendee.email === null && type.emailRequired) return filtered(400, 'BAD_REQUEST', 'responses - {email}error_required_field, ');
  if (attendee.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(attendee.email)) return filtered(400, 'BAD_REQUEST', 'responses - {email}email_validation_error, ');
  if (attendee.phone !== null && !/^\+[1-9]\d{6,14}$/.test(attendee.phone)) return filtered(400, 'BAD_REQUEST', 'responses - {attendeePhoneNumber}invalid_number, ');
  const email = attendee.email ?? `${String(attendee.phone).replaceAll(/\D/g, '')}@sms.cal.com`;
  return { name: attendee.name, email, phoneNumber: attendee.phone, timeZone: attendee.timeZone, language: attendee.language };
}

/** `foo property is wrong,property foo should not exist `, or null. */
export function noSuchProperties(keys: Iterable<string>, known: ReadonlySet<string>): string | null {
  const unknown = [...keys].find((key) => !known.has(key));
  return unknown === undefined ? null : `${unknown} property is wrong,property ${unknown} should not exist `;
}

export function parseInstant(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  try {
    return Temporal.Instant.from(value).epochMilliseconds;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongAttendee(attendee: Record<string, unknown>): string | null {
  const unknown = noSuchProperties(Object.keys(attendee), ATTENDEE);
  if (unknown !== null) return unknown;
  if (typeof attendee['name'] !== 'string' || attendee['name'] === '') return 'name property is wrong,name should not be empty ';
  if (!isTimeZone(attendee['timeZone'])) return 'timeZone property is wrong,timeZone must be a valid IANA time-zone ';
  if (attendee['language'] !== undefined && !LANGUAGES.has(String(attendee['language']))) return 'language property is wrong,language must be one of the following values ';
  if (attendee['email'] === undefined && attendee['phoneNumber'] === undefined) {
    return 'attendee email or phone property is wrong,Attendee must have at least one contact method (email or phone number) ';
  }
  return null;
}

function isSmall(metadata: Record<string, unknown>): boolean {
  const entries = Object.entries(metadata);
  if (entries.length > 50) return false;
  return entries.every(([key, value]) => key.length <= 40 && typeof value !== 'object' && (typeof value !== 'string' || value.length <= 500));
}
