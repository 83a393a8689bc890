// The body of POST /bookings. Only fields that Cal.com knows: one that it does not is answered 400 for the whole
// booking. Never `allowConflicts`: with the host's key it switches off the check for double bookings.
import { isoSeconds } from '../../platform/iso.ts';
import { INTENT_KEY } from '../intent-key.ts';
import type { JsonObject } from './read-json.ts';
import type { Attendee, BookingRequest } from '../port.ts';

// Limits of reference/calcom.md section 2.3; above them the booking is refused as a whole.
const METADATA_KEYS_MAX = 50;
const METADATA_KEY_MAX = 40;
const METADATA_VALUE_MAX = 500;
const NAME_MAX = 200;

const NOTES_KEY = 'fangnetz_notes';
const LANGUAGES = new Set(['de', 'en', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'tr', 'uk', 'ru', 'ar', 'cs', 'da', 'sv', 'ro', 'hr', 'el']);

export function bookingBody(request: BookingRequest, eventTypeId: number): JsonObject {
  const { attendee } = request;
  const email = emailOf(attendee);
  return {
    start: isoSeconds(request.startAt),
    eventTypeId,
    attendee: {
      name: clean(attendee.name, NAME_MAX),
      timeZone: request.timeZone,
      ...(LANGUAGES.has(attendee.language) ? { language: attendee.language } : {}),
      ...(email === null ? {} : { email }),
      ...(attendee.phone === null ? {} : { phoneNumber: attendee.phone }),
    },
    metadata: metadataOf(request),
  };
}

/** Cal.com keeps the spelling and filters case-sensitively, so that `Ada@…` would not be found as `ada@…`. */
export function emailOf(attendee: Attendee): string | null {
  const email = attendee.email?.trim().toLowerCase() ?? '';
  return email === '' ? null : email;
}

/** The address under which the list finds somebody: his own, or the one Cal.com makes of a phone number. */
export function listEmailOf(attendee: Attendee): string | null {
  const email = emailOf(attendee);
  if (email !== null || attendee.phone === null) return email;
  const digits = attendee.phone.replaceAll(/\D/g, '');
  return digits === '' ? null : `${digits}@sms.cal.com`;
}

// Notes go here and not into bookingFieldsResponses: event types refuse answers to fields that they do not have.
function metadataOf(request: BookingRequest): Readonly<Record<string, string>> {
  const own: [string, string][] = [[INTENT_KEY, request.intentId]];
  if (request.notes !== null && request.notes.trim() !== '') own.push([NOTES_KEY, request.notes]);
  const ownKeys = new Set(own.map(([key]) => key));
  const given = Object.entries(request.metadata).filter(([key]) => key !== '' && key.length <= METADATA_KEY_MAX && !ownKeys.has(key));
  const entries = [...own, ...given].slice(0, METADATA_KEYS_MAX);
  return Object.fromEntries(entries.map(([key, value]) => [key, clean(value, METADATA_VALUE_MAX)]));
}

// PostgreSQL's jsonb (behind Cal.com) refuses NUL and half a surrogate pair, which a cut can leave behind.
function clean(text: string, max: number): string {
  return text.replaceAll('\u0000', '').trim().slice(0, max).toWellFormed();
}
