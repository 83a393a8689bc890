// The texts are those that callbacks hold: written by the adapters, or said by Cal.com (reference/calcom.md section 1.5).
import { expect, test } from 'vitest';
import { errorCause } from './error-cause.ts';

test.each([
  ['HTTP 500 InternalServerErrorException: Internal server error (request req_1)', 'server_error'],
  ['HTTP 502 no JSON but a page', 'server_error'],
  ['HTTP 403 no JSON but a page', 'server_error'],
  ['HTTP 400 BadRequestException: User either already has booking at this time or is not available (request req_a1)', 'slot_taken'],
  ['HTTP 409 booking_conflict_error', 'slot_taken'],
  ['HTTP 404 NotFoundException: Event type with id 7 not found.', 'service_not_found'],
  ['HTTP 404 NotFoundException: Booking with uid=x was not found in the database', 'booking_not_found'],
  ['HTTP 400 BAD_REQUEST: responses - {email}error_required_field,', 'email_required'],
  ['neither e-mail nor phone number; not sent', 'email_required'],
  ['wrong address or cal-api-version for this Cal.com; check baseUrl and profile: HTTP 404 NotFoundException: Cannot GET /v2/slots', 'rejected'],
  ['HTTP 401 UnauthorizedException: CustomThrottlerGuard - Invalid API Key', 'not_allowed'],
  ['HTTP 429, wait 60 s, until 2026-11-30T09:00:00Z', 'rate_limited'],
  ['HTTP 200 without a JSON object', 'absurd'],
  ['HTTP 200 with a page instead of JSON', 'server_error'],
  ['booking abc starts at 2026-11-30T09:00:00Z instead of 2026-11-30T10:00:00Z', 'absurd'],
  ['no answer within 5000 ms', 'no_answer'],
  ['UND_ERR_SOCKET other side closed', 'no_answer'],
  ['never sent: ECONNREFUSED connect ECONNREFUSED 127.0.0.1:1', 'unreachable'],
  ['circuit open after repeated failures; not sent', 'not_tried'],
  ['no calendar is connected for this appointment', 'not_connected'],
])('%s → %s', (said, cause) => {
  expect(errorCause({ errorType: 'api_error', step: 'availability_check', said })).toBe(cause);
});

test('what no calendar said is told by where it happened, and a text that nobody knows is not guessed at', () => {
  const of = (errorType: 'exception' | 'api_error' | 'partial_booking', said: string, step = 'booking_exception') => errorCause({ errorType, step, said });
  expect(of('exception', 'interrupted: the process ended while the request was handled')).toBe('interrupted');
  expect(of('exception', 'the called number belongs to no company of this connection')).toBe('unknown_number');
  expect(of('exception', "Cannot read properties of undefined (reading 'id')")).toBe('bug');
  expect(of('partial_booking', 'HTTP 500 x', 'storing')).toBe('not_stored');
  expect(of('api_error', 'Der Kalender ist gerade seltsam')).toBeNull();
  expect(of('api_error', '')).toBeNull();
});
