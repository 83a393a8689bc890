// Requests as nobody should send them: every type in every known field, and bytes that are no JSON at all.
import fc from 'fast-check';
import { SERVED_NAMES } from '../../src/intake/functions/registry.ts';

const NAMES = [
  'date', 'datum', 'date_string', 'appointment_date', 'preferred_date', 'relative_day', 'time', 'uhrzeit', 'appointment_time', 'preferred_time', 'zeitraum', 'datetime',
  'date_time', 'start', 'service', 'service_name', 'dienstleistung', 'service_id', 'name', 'customer_name', 'kundename', 'phone', 'customer_phone', 'phone_number', 'email',
  'customer_email', 'staff', 'mitarbeiter', 'preferred_staff_id', 'notes', 'reason', 'priority', 'preferred_time_window', 'old_date', 'old_datum', 'old_time', 'old_uhrzeit',
  'new_date', 'new_datum', 'new_time', 'new_uhrzeit', 'appointment_id', 'termin_id', 'max_alternatives', 'search_days', 'bestaetigung', 'confirm_booking', 'confirm_reschedule',
  'call_id', '__proto__', 'constructor', 'toString',
] as const;

const SAID = [
  'heute', 'morgen', 'Übermorgen', 'nächste Woche Dienstag', 'Montag', 'am dreißigsten Februar', '2026-02-30', '9999-12-31', '0000-00-00', '-271821-04-20', '31.2.', '11.11.', 'gegen drei', '25:61',
  '10:00', 'halb drei', '24:00', 'Herrenhaarschnitt', 'Herren', 'Anna', 'Udo Walz', 'Erika Muster', 'anonymous', 'ja', 'nein', 'null', 'None', 'undefined', 'NaN', 'true', '0', '-1', '1e309',
  '+4915112345678', '0151 123', 'null eins fünf eins', '+', '++49', 'tel:110', 'a@b', '"x"@[127.0.0.1]', 'farbe at gmail punkt com', '{{appointment_date}}', '{{', '}}', '%s%n', '${7*7}',
  "'; drop table wishes; --", '<script>alert(1)</script>', '../../../../etc/passwd', '\u0000', '\ud800', '\u202e', '\ufeff', '\r\nSet-Cookie: a=b', '🙂'.repeat(300), 'ä'.repeat(5_000), ' '.repeat(3_000),
  'dringend', 'hoch', 'ab 16 Uhr', '00000000-0000-0000-0000-000000000000', 'constructor', '__proto__', 'ﷺ'.repeat(200), 'Z̸̢͝a̷l̴g̵o̶',
] as const;

const text = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...SAID) }, { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 400 }) });

const deep = fc.integer({ min: 1, max: 400 }).map((depth): unknown => {
  let value: unknown = 'x';
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { start: value };
  return value;
});

/** Any type, mostly texts that somebody could have said. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: text },
  { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger()) },
  { weight: 1, arbitrary: fc.constantFrom(true, false, null, [], {}, [[]], '') },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.record({ start: text, end: text }) },
  { weight: 1, arbitrary: deep },
);

const args = fc.oneof(
  { weight: 10, arbitrary: fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 9 }).map((pairs) => Object.fromEntries(pairs)) },
  { weight: 1, arbitrary: value },
  { weight: 1, arbitrary: fc.dictionary(text, value, { maxKeys: 60 }) },
);

const served = fc.constantFrom(...SERVED_NAMES);
const functionName = fc.oneof({ weight: 9, arbitrary: served }, { weight: 1, arbitrary: served.map((name) => `${name.toUpperCase()}_v17`) }, { weight: 1, arbitrary: value });

const utterance = fc.oneof(fc.record({ role: fc.constantFrom('agent', 'user', 'tool_call_invocation'), content: text, tool_call_id: value, name: value, arguments: value }), value);

const call = fc.oneof(
  { weight: 12, arbitrary: fc.record(
    {
      call_id: fc.oneof({ weight: 3, arbitrary: fc.stringMatching(/^call_[a-f0-9]{8}$/) }, { weight: 1, arbitrary: value }),
      from_number: fc.oneof(fc.constantFrom('+4915112345678', '+4915187654321', 'anonymous', 'sip:x@y'), value),
      to_number: fc.oneof(fc.constantFrom('+493012345601', '+1'), value),
      agent_id: value, direction: fc.oneof(fc.constantFrom('inbound', 'outbound'), value), start_timestamp: value, end_timestamp: value, duration_ms: value,
      disconnection_reason: fc.oneof(fc.constantFrom('user_hangup', 'inactivity', 'error_unknown'), value), call_type: value, call_status: value, recording_url: value,
      transcript: value, transcript_object: fc.oneof(fc.array(utterance, { maxLength: 5 }), value), transcript_with_tool_calls: fc.oneof(fc.array(utterance, { maxLength: 5 }), value),
      call_analysis: fc.oneof(fc.record({ call_summary: value, user_sentiment: value, call_successful: value, in_voicemail: value, custom_analysis_data: value }), value),
      transfer_destination: value,
    },
    { requiredKeys: [] },
  ) },
  { weight: 1, arbitrary: value },
);

/** What is written into a JSON text, or is none. */
const written = (body: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 16, arbitrary: body.map((given) => Buffer.from(JSON.stringify(given) ?? '')) },
    { weight: 1, arbitrary: body.map((given) => Buffer.from(`\ufeff${JSON.stringify(given)}`)) },
    { weight: 1, arbitrary: body.map((given) => Buffer.from(JSON.stringify(given) ?? '', 'utf16le')) },
    { weight: 1, arbitrary: fc.tuple(body, fc.nat()).map(([given, at]) => cut(Buffer.from(JSON.stringify(given) ?? ''), at)) },
    { weight: 1, arbitrary: fc.tuple(body, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([given, at, bytes]) => spliced(Buffer.from(JSON.stringify(given) ?? ''), at, Buffer.from(bytes))) },
    { weight: 1, arbitrary: body.map((given) => Buffer.from(`{"name":"book_appointment","args":{"datum":"morgen","datum":7,"datum":null},"name":"request_callback","call":${JSON.stringify(given)}}`)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: fc.constantFrom('', ' ', '[]', '{}', 'null', '0', '""', 'NaN', '[1,2]', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, '['.repeat(90_000), '{"a":'.repeat(9_000), `{"name":"request_callback","args":{"reason":"${'x'.repeat(1_500_000)}"}}`, `[${'0,'.repeat(200_000)}0]`).map((given) => Buffer.from(given)) },
  );

function cut(bytes: Buffer, at: number): Buffer {
  return bytes.subarray(0, at % (bytes.length + 1));
}

function spliced(bytes: Buffer, at: number, more: Buffer): Buffer {
  const place = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, place), more, bytes.subarray(place)]);
}

export const functionBody: fc.Arbitrary<Buffer> = written(
  fc.oneof(
    { weight: 10, arbitrary: fc.record({ name: functionName, args, call }) },
    { weight: 1, arbitrary: fc.record({ function_name: functionName, parameters: args, call }) },
    { weight: 1, arbitrary: fc.record({ name: functionName, arguments: args.map((given) => JSON.stringify(given)), call }) },
    { weight: 1, arbitrary: args },
  ),
);

const EVENTS = ['call_started', 'call_ended', 'call_analyzed', 'transfer_started', 'transfer_ended', 'chat_started', 'transcript_updated'] as const;
const eventName = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...EVENTS) }, { weight: 1, arbitrary: value });

export const eventBody: fc.Arbitrary<Buffer> = written(fc.oneof({ weight: 9, arbitrary: fc.record({ event: eventName, call, transfer_destination: value }, { requiredKeys: ['event'] }) }, { weight: 1, arbitrary: value }));

export const inboundBody: fc.Arbitrary<Buffer> = written(fc.oneof({ weight: 9, arbitrary: fc.record({ event: value, event_timestamp: value, call_inbound: call }) }, { weight: 1, arbitrary: value }));

const calendarTrigger = fc.oneof(fc.constantFrom('BOOKING_CREATED', 'BOOKING_CANCELLED', 'BOOKING_RESCHEDULED', 'BOOKING_REQUESTED', 'PING'), value);
const calendarPayload = fc.oneof(
  fc.record({ uid: value, bookingId: value, startTime: value, endTime: value, attendees: value, organizer: value, eventTypeId: value, metadata: value, status: value, rescheduleUid: value, rescheduleStartTime: value }, { requiredKeys: [] }),
  value,
);
export const calendarBody: fc.Arbitrary<Buffer> = written(fc.oneof(fc.record({ triggerEvent: calendarTrigger, createdAt: value, payload: calendarPayload }), value));

export const CONTENT_TYPES = [
  'application/json', 'application/json; charset=utf-8', 'application/json; charset=utf-16', 'text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'application/octet-stream',
  'application/json, text/html', 'garbage', '*/*', 'application/', '; charset', '',
] as const;

const PARAMETERS = [
  'status', 'priority', 'error_type', 'created_from', 'branch', 'assigned_to', 'overdue', 'created_after', 'created_before', 'q', 'sort', 'limit', 'cursor', 'company', 'fate', 'intent', 'call_id',
  'retell_call_id', 'from', 'to', 'bucket', '__proto__', 'constructor',
] as const;
const PLAUSIBLE = ['pending', 'urgent', 'none', 'me', 'true', '2026-11-22', '2026-11-22T10:00:00Z', '-due_at', '200', '0', '-5', '1e9', 'eyJhIjoxfQ', 'W10', '99999-01-01', '0000-00-00', '00000000-0000-4000-8000-000000000000', '%', '\\', "' or 1=1", ',', ',,,'] as const;

export const queryString: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.tuple(fc.constantFrom(...PARAMETERS), fc.oneof(fc.constantFrom(...PLAUSIBLE), text)), { maxLength: 5 }).map((pairs) => pairs.map(([name, given]) => `${name}=${encodeURIComponent(given.toWellFormed().slice(0, 600))}`).join('&')) },
  { weight: 1, arbitrary: fc.stringMatching(/^[!-~]{0,60}$/).map((given) => given.replaceAll('#', '%23')) },
);

export const oddPath: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('/hooks', '/hooks/retell', '/hooks/retell//functions', '/hooks/retell/%00/functions', '/hooks/retell/%ff/webhook', '/hooks/retell/__proto__/functions', '/hooks/retell/constructor/inbound', '/hooks/retell/..%2f..%2fetc/functions', '/hooks/cal.com/%', '/hooks/retell/x/functions/y', `/hooks/retell/${'a'.repeat(3_000)}/functions`),
  fc.stringMatching(/^[!-~]{0,40}$/).map((given) => `/hooks/retell/${given.replaceAll('#', '%23')}`),
);
