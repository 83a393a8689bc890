import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../journal/journal.ts';
import { fingerprint, toolCallId } from './tool-call-id.ts';

const ARGS = { service: 'Herrenhaarschnitt', start: '2026-11-27T10:00:00+01:00', customer_name: 'Jörg Müller' };

function invocation(id: string, args: unknown = ARGS, name = 'book_appointment'): Json {
  return { role: 'tool_call_invocation', tool_call_id: id, name, arguments: typeof args === 'string' ? args : JSON.stringify(args), time_sec: 41.2, type: 'custom' };
}
const result = (id: string): Json => ({ role: 'tool_call_result', tool_call_id: id, content: '{}', successful: true });
const utterance: Json = { role: 'agent', content: 'Einen Moment.', words: [] };

test('finds the documented open invocation, whatever the order of its keys', () => {
  const { customer_name, ...rest } = ARGS;
  expect(toolCallId([utterance, invocation('tool_call_3d5cd1')], 'book_appointment', ARGS)).toBe('tool_call_3d5cd1');
  expect(toolCallId([invocation('one', { customer_name, ...rest })], 'book_appointment', { ...rest, customer_name })).toBe('one');
});

test('an invocation that has its result is another one; of several open ones it is the last', () => {
  expect(toolCallId([invocation('one'), result('one')], 'book_appointment', ARGS)).toBeNull();
  expect(toolCallId([invocation('one'), result('one'), invocation('two')], 'book_appointment', ARGS)).toBe('two');
  expect(toolCallId([invocation('one'), utterance, invocation('two')], 'book_appointment', ARGS)).toBe('two');
  expect(toolCallId([invocation('one'), invocation('two'), result('two')], 'book_appointment', ARGS)).toBe('one');
});

test('another name, other arguments or arguments that are no JSON do not match', () => {
  expect(toolCallId([invocation('one')], 'check_availability', ARGS)).toBeNull();
  expect(toolCallId([invocation('one')], 'book_appointment', { ...ARGS, service: 'Dauerwelle' })).toBeNull();
  expect(toolCallId([invocation('one', '{"service":')], 'book_appointment', ARGS)).toBeNull();
  expect(toolCallId([invocation('one', '')], 'book_appointment', {})).toBeNull();
});

test.each([undefined, null, 'x', 7, {}, [], [null, 7, 'x', [], {}], [{ role: 'tool_call_invocation' }], [{ role: 'tool_call_invocation', tool_call_id: 7, name: 'book_appointment' }]])(
  'a transcript of another shape tells nothing: %j',
  (transcript) => expect(toolCallId(transcript as Json | undefined, 'book_appointment', ARGS)).toBeNull(),
);

test('the fingerprint is the same for the same arguments in any order, and another for others', () => {
  const keys = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 });
  fc.assert(
    fc.property(keys, (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(fingerprint('x', value as Json)).toBe(fingerprint('x', turned as Json));
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same = isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
      expect(fingerprint('x', a as Json) === fingerprint('x', b as Json)).toBe(same);
    }),
  );
  expect(fingerprint('a', ['b'])).not.toBe(fingerprint('a', ['b', 'b']));
  expect(fingerprint('a', '1')).not.toBe(fingerprint('a', 1));
  expect(fingerprint('a', 1)).not.toBe(fingerprint('b', 1));
});
