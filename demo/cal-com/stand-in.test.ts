// The stand-in is worth something only if it refuses what the real one refuses.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventType } from './event-type.ts';
import { makeBooking } from './make-booking.ts';
import { startCalComStandIn } from './stand-in.ts';
import { createStore } from './store.ts';
import { steeredClock } from '../../test/steered-clock.ts';
import type { CalComStandIn } from './stand-in.ts';
import type { SteeredClock } from '../../test/steered-clock.ts';

const NOW = Date.parse('2026-11-30T07:00:00Z');
const BOOKING = {
  start: '2026-12-01T09:00:00Z',
  eventTypeId: 101,
  attendee: { name: 'Ada', email: 'ada@example.com', timeZone: 'Europe/Berlin', language: 'de' },
  metadata: { key: 'value' },
};

let standIn: CalComStandIn;
let clock: SteeredClock;
beforeEach(async () => {
  clock = steeredClock({ startAt: NOW, sleeps: 'wait' });
  standIn = await startCalComStandIn({ clock, eventTypes: [eventType({ id: 101 }), eventType({ id: 103, requiresConfirmation: true }), eventType({ id: 104, emailRequired: true })] });
});
afterEach(() => standIn.close());

interface Ask {
  readonly method?: string;
  readonly version?: string | null;
  readonly key?: string | null;
  readonly body?: unknown;
}

/** The status and, of an error, its message. */
async function ask(path: string, given: Ask = {}): Promise<{ status: number; body: Record<string, unknown>; message: string }> {
  const { method = 'GET', version = '2026-02-25', key = standIn.apiKey } = given;
  const response = await fetch(standIn.url + path, {
    method,
    headers: {
      ...(version === null ? {} : { 'cal-api-version': version }),
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const body = (await response.json()) as Record<string, unknown>;
  const error = body['error'] as { message?: string } | undefined;
  return { status: response.status, body, message: error?.message ?? String(body['message'] ?? '') };
}

const book = (given: Record<string, unknown> = {}, more: Ask = {}) => ask('/bookings', { method: 'POST', body: { ...BOOKING, ...given }, ...more });
const attendee = (given: Record<string, unknown>) => ({ attendee: { ...BOOKING.attendee, ...given } });
const uidOf = (reply: { body: Record<string, unknown> }) => (reply.body['data'] as { uid: string }).uid;

describe('POST /bookings refuses', () => {
  test.each([
    ['an unknown field', { idempotencyKey: 'x' }, 'idempotencyKey property is wrong,property idempotencyKey should not exist '],
    ['an unknown field of the attendee', attendee({ phone: '+491' }), 'attendee property is wrong,phone property is wrong,property phone should not exist '],
    ['nobody to reach', { attendee: { name: 'Ada', timeZone: 'Europe/Berlin' } }, 'Attendee must have at least one contact method'],
    ['a wrong e-mail address', attendee({ email: 'ada' }), 'responses - {email}email_validation_error, '],
    ['a wrong phone number', attendee({ phoneNumber: '0151' }), 'responses - {attendeePhoneNumber}invalid_number, '],
    ['a wrong time zone', attendee({ timeZone: 'Berlin' }), 'timeZone must be a valid IANA time-zone'],
    ['a wrong language', attendee({ language: 'deutsch' }), 'language must be one of'],
    ['a start that is none', { start: 'tomorrow' }, 'start must be a valid ISO 8601 date string'],
    ['no event type', { eventTypeId: undefined }, 'Either eventTypeId or eventTypeSlug'],
    ['metadata that is too big', { metadata: { key: 'x'.repeat(501) } }, 'Metadata must have at most 50 keys'],
    ['metadata that nests', { metadata: { key: {} } }, 'Metadata must have at most 50 keys'],
    ['the past', { start: '2026-11-27T09:00:00Z' }, 'Attempting to book a meeting in the past.'],
    ['a time too far ahead', { start: '2027-11-29T09:00:00Z' }, 'The event type can\'t be booked at the "start" time provided.'],
    ['a time at which nobody works', { start: '2026-12-01T20:00:00Z' }, 'User either already has booking at this time or is not available'],
    ['nobody’s e-mail where it is required', { eventTypeId: 104, attendee: { name: 'Ada', timeZone: 'Europe/Berlin', phoneNumber: '+4915123456789' } }, 'responses - {email}error_required_field, '],
  ])('%s', async (_what, given, message) => {
    const reply = await book(given);
    expect([reply.status, reply.message]).toEqual([400, expect.stringContaining(message)]);
    expect(standIn.bookings()).toEqual([]);
  });

  test('an unknown event type with 404, and a wrong key with 401', async () => {
    expect(await book({ eventTypeId: 999 })).toMatchObject({ status: 404, message: 'Event type with id 999 not found.' });
    expect(await book({}, { key: 'wrong' })).toMatchObject({ status: 401, message: 'CustomThrottlerGuard - Invalid API Key' });
  });

  test('the second at the same time: 409 to who passed the check at the same moment, 400 to who comes later', async () => {
    const store = createStore({ now: () => NOW, eventTypes: [eventType({ id: 101 })] });
    const both = await Promise.all([makeBooking(store, BOOKING, 'hosted'), makeBooking(store, { ...BOOKING, ...attendee({ email: 'bob@example.com' }) }, 'hosted')]);
    expect(both.map((reply) => reply.status)).toEqual([201, 409]);
    expect(both[1]?.body).toEqual({ statusCode: 409, message: 'booking_conflict_error' });
    expect((await book()).status).toBe(201);
    expect(await book()).toMatchObject({ status: 400, message: 'User either already has booking at this time or is not available' });
  });

  test('but lets several pending bookings have one slot, and returns the same attendee’s first again', async () => {
    const first = await book({ eventTypeId: 103 });
    const again = await book({ eventTypeId: 103 });
    const other = await book({ eventTypeId: 103, ...attendee({ email: 'bob@example.com' }) });
    expect([uidOf(again) === uidOf(first), uidOf(other) === uidOf(first)]).toEqual([true, false]);
    expect(standIn.bookings().map((booking) => booking['status'])).toEqual(['pending', 'pending']);
  });
});

describe('versions', () => {
  test('a missing or unknown one falls back to the old format, a known one elsewhere is no address', async () => {
    expect(await book({}, { version: null })).toMatchObject({ status: 400, message: 'attendee property is wrong,property attendee should not exist ' });
    expect(await book({}, { version: '2030-01-01' })).toMatchObject({ status: 400 });
    expect(await book({}, { version: '2024-09-04' })).toMatchObject({ status: 404, message: 'Cannot POST /v2/bookings' });
    expect(await ask('/slots?eventTypeId=101&start=2026-12-01&end=2026-12-02')).toMatchObject({ status: 404, message: 'Cannot GET /v2/slots' });
    expect(await ask('/nothing')).toMatchObject({ status: 404, message: 'Cannot GET /v2/nothing' });
  });

  test('the newest list pages by cursor, the older ones by take and skip, and neither takes the other’s parameters', async () => {
    for (let i = 0; i < 5; i++) standIn.addBooking({ eventTypeId: 101, start: Date.parse(BOOKING.start) + i * 1_800_000 });
    const starts = (reply: { body: Record<string, unknown> }) => (reply.body['data'] as { start: string }[]).map((booking) => booking.start.slice(11, 16));
    const first = await ask('/bookings?limit=3&sortStart=asc', { version: '2026-05-01' });
    const cursor = (first.body['pagination'] as { nextCursor: string }).nextCursor;
    const second = await ask(`/bookings?limit=3&sortStart=asc&cursor=${cursor}`, { version: '2026-05-01' });
    expect([...starts(first), ...starts(second)]).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00']);
    expect(second.body['pagination']).toEqual({ nextCursor: null, hasMore: false });
    const old = await ask('/bookings?take=3&skip=3&sortStart=asc', { version: '2024-08-13' });
    expect(starts(old)).toEqual(['10:30', '11:00']);
    expect(await ask('/bookings?take=3', { version: '2026-05-01' })).toMatchObject({ status: 400 });
    expect(await ask('/bookings?limit=3', { version: '2024-08-13' })).toMatchObject({ status: 400 });
    expect(await ask('/bookings?limit=101', { version: '2026-05-01' })).toMatchObject({ status: 400 });
  });

  test('lists only for a key, and filters the e-mail address exactly as it was spelt', async () => {
    await book(attendee({ email: 'Ada@example.com' }));
    expect(await ask('/bookings', { version: '2026-05-01', key: null })).toMatchObject({ status: 401 });
    const count = async (email: string) => ((await ask(`/bookings?attendeeEmail=${email}`, { version: '2026-05-01' })).body['data'] as unknown[]).length;
    expect([await count('Ada@example.com'), await count('ada@example.com')]).toEqual([1, 0]);
  });
});

describe('slots', () => {
  const slots = async (query: string) => (await ask(`/slots?eventTypeId=101&${query}`, { version: '2024-09-04' })).body['data'] as Record<string, Record<string, string>[]>;

  test('come by local day, without days that have none, and as far as 23:59:59 of an end at midnight', async () => {
    const found = await slots('start=2026-12-04T00:00:00Z&end=2026-12-07T00:00:00Z&timeZone=Europe/Berlin&format=range');
    expect(Object.keys(found)).toEqual(['2026-12-04', '2026-12-07']);
    expect(found['2026-12-04']?.[0]).toEqual({ start: '2026-12-04T09:00:00.000+01:00', end: '2026-12-04T09:30:00.000+01:00' });
    expect((await slots('start=2026-12-05&end=2026-12-06')) satisfies object).toEqual({});
    expect((await slots('start=2026-12-04&end=2026-12-04'))['2026-12-04']?.[0]).toEqual({ start: '2026-12-04T08:00:00.000Z' });
  });
});

describe('changes', () => {
  test('a cancelled slot is free again, and cancelling twice says so', async () => {
    const uid = uidOf(await book());
    expect(await ask(`/bookings/${uid}/cancel`, { method: 'POST', body: { cancellationReason: 'krank' } })).toMatchObject({ status: 200 });
    expect(await ask(`/bookings/${uid}/cancel`, { method: 'POST', body: {} })).toMatchObject({ status: 400, message: 'This booking has already been cancelled.' });
    expect(await ask(`/bookings/${uid}`)).toMatchObject({ status: 200, body: { data: { status: 'cancelled', cancellationReason: 'krank' } } });
    expect((await book()).status).toBe(201);
    expect(await ask('/bookings/none')).toMatchObject({ status: 404, message: 'Booking with uid=none was not found in the database' });
  });

  test('rescheduling makes a new booking, and doing it again names the successor', async () => {
    const uid = uidOf(await book());
    const moved = await ask(`/bookings/${uid}/reschedule`, { method: 'POST', body: { start: '2026-12-01T10:00:00Z' } });
    expect(moved).toMatchObject({ status: 201, body: { data: { rescheduledFromUid: uid, start: '2026-12-01T10:00:00.000Z', metadata: { key: 'value' } } } });
    const again = await ask(`/bookings/${uid}/reschedule`, { method: 'POST', body: { start: '2026-12-01T10:00:00Z' } });
    expect([again.status, again.message]).toEqual([400, expect.stringContaining(`rescheduled already to booking with uid=${uidOf(moved)}`)]);
  });
});

describe('the switchboard', () => {
  test('hits as often as told, then lets through, and is steered over HTTP as well', async () => {
    const steer = (path: string, method: string, body?: unknown) => fetch(`${standIn.origin}/_control${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }).then((reply) => reply.json() as Promise<Record<string, unknown>>);
    await steer('/faults', 'PUT', { faults: [{ operation: 'book', times: 1, fault: { kind: 'status', status: 500 } }] });
    expect([(await book()).status, (await book()).status]).toEqual([500, 201]);
    expect(await steer('/faults', 'GET')).toEqual({ faults: [] });
    expect((await steer('/requests', 'GET'))['posts']).toBe(2);
    await steer('/bookings', 'POST', { eventTypeId: 101, start: '2026-12-01T12:00:00Z' });
    expect((await steer('/bookings', 'GET'))['bookings']).toHaveLength(2);
    expect(await steer('/bookings', 'POST', { eventTypeId: 101, start: '2026-12-01T12:00:00Z' })).toEqual({ error: 'that slot is taken' });
    await steer('/event-types', 'PUT', { event_types: [{ id: 7, minutes: 45 }] });
    expect((await book()).status).toBe(404);
    await steer('/reset', 'POST');
    expect([standIn.bookings(), standIn.posts()]).toEqual([[], 0]);
  });

  test('answers a delayed request only when its time has come, though the effect is there before', async () => {
    standIn.setFaults([{ operation: 'book', fault: { kind: 'delay', ms: 4000 } }]);
    const reply = book();
    await clock.sleeping();
    expect(standIn.bookings()).toHaveLength(1);
    clock.advance(4000);
    expect((await reply).status).toBe(201);
  });

  test('breaks the connection with and without effect', async () => {
    standIn.setFaults([
      { operation: 'book', times: 1, fault: { kind: 'drop' } },
      { operation: 'book', times: 1, fault: { kind: 'lost_reply' } },
    ]);
    await expect(book()).rejects.toThrow('fetch failed');
    expect(standIn.bookings()).toHaveLength(0);
    await expect(book()).rejects.toThrow('fetch failed');
    expect(standIn.bookings()).toHaveLength(1);
  });
});
