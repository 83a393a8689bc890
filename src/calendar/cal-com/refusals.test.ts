import { describe, expect, test } from 'vitest';
import { readError } from './read-error.ts';
import { verdictOf, verdictOfFalseSuccess } from './refusals.ts';
import type { Verdict } from './refusals.ts';

const NAMES: Readonly<Record<number, string>> = { 400: 'BadRequestException', 401: 'UnauthorizedException', 403: 'ForbiddenException', 404: 'NotFoundException', 409: 'ConflictException', 422: 'UnprocessableEntityException', 429: 'ThrottlerException' };

type Shape = (status: number, message: string) => string;
const envelope: Shape = (status, message) =>
  JSON.stringify({ status: 'error', timestamp: '2026-11-22T06:34:51.988Z', path: '/v2/bookings', error: { code: NAMES[status], message, details: { message, error: 'x', statusCode: status } } });
const filtered: Shape = (_status, message) => JSON.stringify({ status: 'error', timestamp: '2026-11-22T06:34:51.988Z', path: '/v2/bookings', error: { code: 'BAD_REQUEST', message } });
const bare: Shape = (statusCode, message) => JSON.stringify({ statusCode, message });

// The exact texts of reference/calcom.md section 1.5.
const CASES: readonly (readonly [string, number, Shape, string])[] = [
  ['slot_taken', 400, envelope, 'User either already has booking at this time or is not available'],
  ['slot_taken', 400, envelope, 'One of the hosts either already has booking at this time or is not available'],
  ['slot_taken', 409, bare, 'booking_conflict_error'],
  ['slot_taken', 409, bare, 'no_available_users_found_error'],
  ['slot_taken', 409, bare, 'fixed_hosts_unavailable_for_booking'],
  ['slot_taken', 409, bare, 'round_robin_host_unavailable_for_booking'],
  ['slot_taken', 400, bare, 'hosts_unavailable_for_booking'],
  ['slot_taken', 409, envelope, 'No more seats left at this seated booking.'],
  ['slot_taken', 409, bare, 'already_signed_up_for_this_booking_error'],
  ['slot_taken', 409, filtered, 'Invalid Input: Trying to create a record that already exists.'],
  ['slot_taken', 409, bare, 'a conflict nobody has described yet'],
  ['in_the_past', 400, envelope, 'Attempting to book a meeting in the past.'],
  ['in_the_past', 400, bare, 'Cannot cancel a booking that has already ended'],
  ['already_cancelled', 400, bare, 'This booking has already been cancelled.'],
  ['already_cancelled', 400, envelope, "Can't reschedule booking with uid=X because it has been cancelled. Please provide uid of a booking that is not cancelled."],
  ['already_cancelled', 400, envelope, "Can't reschedule booking with uid=X because it has been cancelled and rescheduled already to booking with uid=Y. You probably want to reschedule Y instead"],
  ['outside_window', 403, bare, 'Rescheduling is not allowed within the minimum notice period before the event'],
  ['outside_window', 400, envelope, 'The event type can\'t be booked at the "start" time provided. This could be because it\'s too soon (violating the minimum booking notice) or too far in the future'],
  ['service_not_found', 404, envelope, 'Event type with id 1 not found.'],
  ['service_not_found', 404, envelope, 'Event type with slug cut belonging to user anna not found.'],
  ['service_not_found', 404, envelope, 'Event type with slug cut within organization acme not found.'],
  ['service_not_found', 404, envelope, 'User with username anna not found'],
  ['service_not_found', 404, envelope, 'Team with slug cut not found'],
  ['service_not_found', 404, envelope, 'Event Type not found'],
  ['service_not_found', 400, envelope, "Event type with id=1 is the parent managed event type that can't be booked. You have to provide the child event type id"],
  ['service_not_found', 422, envelope, "Can't book this team event type because it has no hosts. Please, add at least 1 host to event type with id=1"],
  ['booking_not_found', 404, envelope, 'Booking with uid=X was not found in the database'],
  ['booking_not_found', 404, bare, 'Booking not found.'],
  ['email_required', 400, filtered, 'responses - {email}error_required_field, '],
  ['email_required', 400, filtered, 'responses - {name}error_required_field, {email}error_required_field, '],
  ['email_required', 400, envelope, 'attendee property is wrong, attendee email or phone property is wrong,Attendee must have at least one contact method (email or phone number) '],
  ['invalid_contact', 400, filtered, 'responses - {email}email_validation_error, '],
  ['invalid_contact', 400, envelope, 'attendee property is wrong, email property is wrong,Invalid email format '],
  ['invalid_contact', 400, filtered, 'responses - {attendeePhoneNumber}invalid_number, '],
  ['invalid_contact', 403, bare, 'booker_email_blocked'],
  ['invalid_contact', 403, bare, 'booker_email_requires_login'],
  ['missing_field', 400, envelope, 'Missing attendee phone number - it is required by the event type. Pass it as "attendee.phoneNumber" string in the request.'],
  ['missing_field', 400, envelope, 'Missing required booking field response: reason - it is required by the event type booking fields'],
  ['missing_field', 400, filtered, 'responses - {reason}error_required_field, '],
  ['missing_field', 400, bare, 'email_verification_required'],
  ['not_allowed', 401, envelope, 'CustomThrottlerGuard - Invalid API Key'],
  ['not_allowed', 401, envelope, 'ApiAuthStrategy - No authentication method provided'],
  ['not_allowed', 403, envelope, 'PermissionsGuard - user does not have the required permissions'],
  ['not_allowed', 403, envelope, 'checkBookingRequiresAuthentication - user is not authorized to access this event type.'],
  ['rate_limited', 429, envelope, 'CustomThrottlerGuard - Too many requests. Please try again later.'],
  ['rejected', 409, envelope, 'Webhook with this subscriber url already exists for this user'],
  ['rejected', 404, envelope, 'Cannot GET /v2/slots'],
  ['rejected', 404, envelope, 'Cannot POST /v2/bookings'],
  ['rejected', 410, bare, 'API v1 has been decommissioned. Please migrate to API v2: https://cal.com/docs/api-reference/v2'],
  ['rejected', 400, envelope, 'foo property is wrong,property foo should not exist '],
  ['rejected', 400, envelope, 'attendee property is wrong, timeZone property is wrong,timeZone must be a valid IANA time-zone '],
  ['rejected', 400, envelope, 'metadata property is wrong,Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters. '],
  ['rejected', 400, envelope, "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request."],
  ['rejected', 400, envelope, "Attendee with this email can't book because the maximum number of active bookings has been reached."],
  ['rejected', 404, envelope, 'something else was not found'],
];

describe('the words of Cal.com', () => {
  test.each(CASES)('%s: %i %o %s', (reason, status, shape, message) => {
    expect(word(verdictOf(errorOf(status, shape(status, message))))).toBe(reason);
  });

  test('takes a 5xx or a time-out for no refusal even when its words are one, since bookings were made behind such answers', () => {
    expect(word(verdictOf(errorOf(500, bare(500, 'booking_conflict_error'))))).toBe('server_error');
    expect(word(verdictOf(errorOf(500, bare(500, 'Internal server error'))))).toBe('server_error');
    expect(word(verdictOf(errorOf(408, bare(408, 'Request Timeout'))))).toBe('server_error');
    expect(word(verdictOf(errorOf(500, filtered(500, 'There was an error, please try again later.'))))).toBe('server_error');
  });

  test('takes a page of the edge for no refusal, whatever its status', () => {
    for (const status of [302, 403, 404, 408, 502, 503, 504, 522]) {
      expect(word(verdictOf(errorOf(status, '<html><h1>User either already has booking at this time</h1></html>')))).toBe('server_error');
    }
  });

  test('believes a 200 that says "error" only where the words are known', () => {
    expect(word(verdictOfFalseSuccess(errorOf(201, envelope(400, 'User either already has booking at this time or is not available'))))).toBe('slot_taken');
    expect(word(verdictOfFalseSuccess(errorOf(200, filtered(400, 'mystery'))))).toBe('absurd');
  });
});

describe('the five shapes', () => {
  test('finds what was wrong behind the global pipe’s "Bad Request Exception"', () => {
    const body = { status: 'error', error: { code: 'BadRequestException', message: 'Bad Request Exception', details: { errors: [{ property: 'start' }, 'x'] } } };
    expect(readError({ status: 400, headers: {}, body: JSON.stringify(body) }).message).toBe('Bad Request Exception: {"property":"start"}, x');
  });

  test('reads details that are a string, messages that are a list, and a body that is no object', () => {
    const details = { status: 'error', error: { code: 'ThrottlerException', message: 'Too many', details: 'Too many' } };
    expect(readError({ status: 429, headers: {}, body: JSON.stringify(details) })).toMatchObject({ code: 'ThrottlerException', message: 'Too many', json: true });
    expect(readError({ status: 400, headers: {}, body: '{"statusCode":400,"message":["a","b"],"error":"Bad Request"}' })).toMatchObject({ code: 'Bad Request', message: 'a, b' });
    for (const body of ['', 'null', '[]', '"text"', '{"half":', '<html>']) {
      expect(readError({ status: 500, headers: {}, body })).toMatchObject({ json: false, message: '' });
    }
  });
});

function errorOf(status: number, body: string) {
  return readError({ status, headers: {}, body });
}

function word(verdict: Verdict): string {
  return verdict.kind === 'refused' ? verdict.reason : verdict.cause;
}
