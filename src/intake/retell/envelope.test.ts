import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBody, readEnvelope } from './envelope.ts';
import type { Json } from '../../journal/journal.ts';

const ARGS = { datum: 'morgen' };

test.each([
  [{ name: 'book_appointment', args: ARGS }],
  [{ function_name: 'book_appointment', arguments: ARGS }],
  [{ name: 'book_appointment', parameters: ARGS }],
  [{ name: 'book_appointment', args: JSON.stringify(ARGS) }],
  [{ name: '', function_name: 'book_appointment', args: null, parameters: ARGS }],
  [{ name: 'Book_Appointment_v17', args: ARGS }],
  [{ name: ' book_appointment_V2 ', args: ARGS }],
])('name and arguments under every alias: %j', (body) => {
  expect(readEnvelope(body)).toMatchObject({ name: 'book_appointment', args: ARGS });
});

test('only a trailing _v and digits is a version', () => {
  expect(readEnvelope({ name: 'book_v2_appointment', args: {} }).name).toBe('book_v2_appointment');
  expect(readEnvelope({ name: 'book_appointment_vip', args: {} }).name).toBe('book_appointment_vip');
  expect(readEnvelope({ name: 'book_appointment_v', args: {} }).name).toBe('book_appointment_v');
});

test('identity comes from the call, never from what the model wrote into the arguments', () => {
  const request = readEnvelope({ name: 'x', args: { call_id: 'call_1', from_number: '+491', to_number: '+492', agent_id: 'a' }, call: { call_id: 'call_1f0c' } });
  expect(request.call).toEqual({ retellCallId: 'call_1f0c', fromRaw: null, toRaw: null, agentId: null, startedAt: null });
});

test('numbers where text is expected are read as text; blanks and other types as absent', () => {
  const { call } = readEnvelope({ name: 'x', call: { call_id: 12345, from_number: 4915112345678, to_number: '  ', agent_id: ['a'], start_timestamp: '1795946400123' } });
  expect(call).toEqual({ retellCallId: '12345', fromRaw: '4915112345678', toRaw: null, agentId: null, startedAt: null });
  expect(readEnvelope({ name: 'x', call: { start_timestamp: 1795946400123 } }).call.startedAt).toBe(1795946400123);
  // PostgreSQL reads no year beyond 9999: the wish was promised and could never be stored.
  for (const beyond of [-5, 7_569_000_000_000_000, Number.MAX_SAFE_INTEGER]) expect(readEnvelope({ name: 'x', call: { start_timestamp: beyond } }).call.startedAt).toBeNull();
});

test('of a call that the agent makes, the customer is the one who is called', () => {
  const call = { from_number: '+493012345678', to_number: '+4915112345678' };
  expect(readEnvelope({ name: 'x', call: { ...call, direction: 'outbound' } }).call).toMatchObject({ fromRaw: '+4915112345678', toRaw: '+493012345678' });
  expect(readEnvelope({ name: 'x', call: { ...call, direction: 'inbound' } }).call).toMatchObject({ fromRaw: '+493012345678' });
});

test('a body that is nothing but the arguments keeps them', () => {
  expect(readEnvelope({ datum: 'morgen', name: 'Jörg Müller' }).args).toEqual({ datum: 'morgen', name: 'Jörg Müller' });
  expect(readEnvelope({ name: 'list_services' }).name).toBe('list_services');
  expect(readEnvelope({ name: 'list_services', call: {} }).args).toEqual({});
});

test('whatever JSON comes, something is read and nothing throws', () => {
  const odd = fc.jsonValue();
  const body = fc.oneof(odd, fc.record({ name: odd, function_name: odd, args: odd, arguments: odd, parameters: odd, call: fc.oneof(odd, fc.record({ call_id: odd, from_number: odd, direction: odd, transcript_with_tool_calls: odd }, { requiredKeys: [] })) }, { requiredKeys: [] }));
  fc.assert(
    fc.property(body, (value) => {
      const request = readEnvelope(value as Json);
      expect(typeof request.name).toBe('string');
      expect(Array.isArray(request.args)).toBe(false);
    }),
  );
});

test('what PostgreSQL refuses is taken out of values and keys', () => {
  const body = readBody(Buffer.from('{"name\\u0000":"J\\u0000\\ud83dörg","list":["\\udc00x"],"😀":"😀"}'));
  expect(body).toEqual({ name: 'J\ufffdörg', list: ['\ufffdx'], '😀': '😀' });
});

test('a body that is no JSON is none; one that is nested beyond all reason loses only its depths', () => {
  expect(readBody(Buffer.from('{"a":'))).toBeNull();
  expect(readBody(Buffer.alloc(0))).toBeNull();
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  const body = readBody(Buffer.from(`{"name":"book_appointment","args":{"datum":"morgen","x":${deep}}}`));
  expect(readEnvelope(body).args).toMatchObject({ datum: 'morgen' });
  expect(JSON.stringify(body).length).toBeLessThan(1_000);
});

test('a key that names the prototype is a key like any other', () => {
  const request = readEnvelope(readBody(Buffer.from('{"name":"x","args":{"__proto__":{"datum":"heute"},"uhrzeit":"10"}}')));
  expect(request.args['uhrzeit']).toBe('10');
  expect(Object.getPrototypeOf(request.args)).toBe(Object.prototype);
});
