import { expect, test } from 'vitest';
import { bookingBody, listEmailOf } from './booking-body.ts';
import type { BookingRequest } from '../port.ts';

const request: BookingRequest = {
  intentId: 'intent-1',
  service: { provider: 'cal.com', serviceId: 's', eventTypeId: 101, minutes: 30 },
  startAt: Date.parse('2026-12-01T09:00:00Z'),
  timeZone: 'Europe/Berlin',
  attendee: { name: ' Ada Example ', email: ' Ada@Example.COM ', phone: '+4915123456789', language: 'de' },
  staffId: 'anna',
  notes: 'bitte kurz',
  metadata: { call_id: 'call_123' },
  budgetMs: 5000,
};

test('sends only fields that Cal.com knows, the e-mail address in small letters and the start in UTC', () => {
  expect(bookingBody(request, 101)).toEqual({
    start: '2026-12-01T09:00:00Z',
    eventTypeId: 101,
    attendee: { name: 'Ada Example', timeZone: 'Europe/Berlin', language: 'de', email: 'ada@example.com', phoneNumber: '+4915123456789' },
    metadata: { fangnetz_intent: 'intent-1', fangnetz_notes: 'bitte kurz', call_id: 'call_123' },
  });
});

test('leaves the e-mail field out, not empty, where there is only a phone number, and an unknown language too', () => {
  const body = bookingBody({ ...request, attendee: { ...request.attendee, email: ' ', language: 'xx' }, notes: null }, 101);
  expect(body['attendee']).toEqual({ name: 'Ada Example', timeZone: 'Europe/Berlin', phoneNumber: '+4915123456789' });
  expect(body['metadata']).not.toHaveProperty('fangnetz_notes');
});

test('keeps metadata inside Cal.com’s limits and our intent in it, whatever is given', () => {
  const many = Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`key_${i}`, '🎈'.repeat(300)]));
  const body = bookingBody({ ...request, metadata: { fangnetz_intent: 'forged', ['k'.repeat(41)]: 'x', ...many } }, 101);
  const metadata = body['metadata'] as Record<string, string>;
  expect(metadata['fangnetz_intent']).toBe('intent-1');
  expect(Object.keys(metadata)).toHaveLength(50);
  expect(Object.keys(metadata).every((key) => key.length <= 40)).toBe(true);
  expect(Object.values(metadata).every((value) => value.length <= 500)).toBe(true);
});

test('sends neither NUL nor half a character, which PostgreSQL behind Cal.com refuses with a 500', () => {
  const metadata = bookingBody({ ...request, notes: `x${'🎈'.repeat(400)}`, metadata: { nul: 'a\u0000b' } }, 101)['metadata'] as Record<string, string>;
  expect(metadata['nul']).toBe('ab');
  expect(metadata['fangnetz_notes']?.isWellFormed()).toBe(true);
  expect(metadata['fangnetz_notes']?.length).toBe(500);
});

test('looks a phone-only booker up under the address that Cal.com makes of the number', () => {
  const attendee = { ...request.attendee, email: null };
  expect(listEmailOf(attendee)).toBe('4915123456789@sms.cal.com');
  expect(listEmailOf({ ...attendee, phone: null })).toBeNull();
  expect(listEmailOf(request.attendee)).toBe('ada@example.com');
});
