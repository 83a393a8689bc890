// What Cal.com's words mean. The texts are exact (reference/calcom.md section 1.5) and matched by their fixed
// part, first match wins; what is not listed falls back to the status.
import type { ReadError } from './read-error.ts';
import type { Refusal, UnknownCause } from '../port.ts';

export type Verdict =
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly hint?: string }
  | { readonly kind: 'unknown'; readonly cause: UnknownCause };

interface Rule {
  readonly reason: Refusal;
  readonly says: string | RegExp;
  /** What an operator has to know beside the message. */
  readonly hint?: string;
}

const RULES: readonly Rule[] = [
  // First, because it looks like "not found" and is a mistake of ours: a version header without such an address.
  { reason: 'rejected', says: /^Cannot (GET|POST|PUT|PATCH|DELETE) \//, hint: 'wrong address or cal-api-version for this Cal.com; check baseUrl and profile' },
  // A 409 that has nothing to do with a time.
  { reason: 'rejected', says: /^Webhook with this subscriber url already exists/ },
  { reason: 'rejected', says: 'API v1 has been decommissioned', hint: 'baseUrl must end in /v2' },

  { reason: 'slot_taken', says: 'User either already has booking at this time or is not available' },
  { reason: 'slot_taken', says: 'One of the hosts either already has booking at this time or is not available' },
  { reason: 'slot_taken', says: 'booking_conflict_error' },
  { reason: 'slot_taken', says: 'no_available_users_found_error' },
  { reason: 'slot_taken', says: 'fixed_hosts_unavailable_for_booking' },
  { reason: 'slot_taken', says: 'round_robin_host_unavailable_for_booking' },
  { reason: 'slot_taken', says: /(^|\W)hosts_unavailable_for_booking/ },
  { reason: 'slot_taken', says: 'No more seats left at this seated booking' },
  { reason: 'slot_taken', says: 'booking_seats_full_error' },
  { reason: 'slot_taken', says: 'already_signed_up_for_this_booking_error', hint: 'this attendee holds a seat there already' },
  { reason: 'slot_taken', says: 'Trying to create a record that already exists' },

  { reason: 'in_the_past', says: 'Attempting to book a meeting in the past' },
  { reason: 'outside_window', says: 'The event type can\'t be booked at the "start" time provided' },

  { reason: 'service_not_found', says: /^Event type with (id|slug) \S.* not found/ },
  { reason: 'service_not_found', says: 'Event Type not found' },
  { reason: 'service_not_found', says: /^(User with username|Team with slug) .* not found/ },
  { reason: 'service_not_found', says: "is the parent managed event type that can't be booked" },
  { reason: 'service_not_found', says: "Can't book this team event type because it has no hosts" },
  { reason: 'booking_not_found', says: /^Booking with uid=.* was not found/ },
  { reason: 'booking_not_found', says: /^Booking not found\.?$/ },

  { reason: 'already_cancelled', says: 'This booking has already been cancelled' },
  { reason: 'already_cancelled', says: /^Can't reschedule booking with uid=\S+ because it has been cancelled/ },
  { reason: 'in_the_past', says: 'Cannot cancel a booking that has already ended' },
  { reason: 'outside_window', says: 'Rescheduling is not allowed within the minimum notice period' },

  { reason: 'email_required', says: '{email}error_required_field' },
  { reason: 'email_required', says: 'Attendee must have at least one contact method' },
  { reason: 'invalid_contact', says: '{email}email_validation_error' },
  { reason: 'invalid_contact', says: 'Invalid email format' },
  { reason: 'invalid_contact', says: /\{attendeePhoneNumber\}invalid_number|phoneNumber property is wrong/ },
  { reason: 'invalid_contact', says: 'booker_email_blocked' },
  { reason: 'invalid_contact', says: 'booker_email_requires_login' },
  { reason: 'missing_field', says: 'Missing attendee phone number' },
  { reason: 'missing_field', says: 'Missing required booking field response' },
  { reason: 'missing_field', says: 'error_required_field' },
  { reason: 'missing_field', says: 'email_verification_required', hint: 'switch off e-mail verification for this event type' },
];

const BY_STATUS: Readonly<Record<number, Refusal>> = { 401: 'not_allowed', 403: 'not_allowed', 429: 'rate_limited' };

/**
 * A reply that is no success. 5xx is never a refusal, whatever it says: bookings have been made behind such
 * answers (reference/calcom.md section 2.3). Neither is a page without JSON: that was not Cal.com.
 */
export function verdictOf(error: ReadError): Verdict {
  if (error.status === 429) return { kind: 'refused', reason: 'rate_limited' };
  if (error.status >= 500 || error.status < 400 || error.status === 408) return { kind: 'unknown', cause: 'server_error' };
  if (!error.json) return { kind: 'unknown', cause: 'server_error' };
  return ruleFor(error.message) ?? { kind: 'refused', reason: BY_STATUS[error.status] ?? (error.status === 409 ? 'slot_taken' : 'rejected') };
}

/** A success status whose body says `"status":"error"`: refused only where the words are known, absurd else. */
export function verdictOfFalseSuccess(error: ReadError): Verdict {
  return ruleFor(error.message) ?? { kind: 'unknown', cause: 'absurd' };
}

function ruleFor(message: string): Verdict | null {
  const text = message.trim();
  const rule = RULES.find(({ says }) => (typeof says === 'string' ? text.includes(says) : says.test(text)));
  if (rule === undefined) return null;
  return { kind: 'refused', reason: rule.reason, ...(rule.hint === undefined ? {} : { hint: rule.hint }) };
}
