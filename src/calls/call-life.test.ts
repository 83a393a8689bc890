import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeLife, type CallLife } from './call-life.ts';
import { fuller, lastLines, spokenLength, type Transcript } from './transcript.ts';

const NOTHING: CallLife = {
  direction: null, callType: null, startedAt: null, endedAt: null, disconnectionReason: null, durationMs: null, recordingUrl: null, recordingConsent: null, transcript: null, analysis: null, transfer: null,
};

const whole = {
  direction: 'inbound', callType: 'phone_call', startedAt: 1_000, endedAt: 9_000, disconnectionReason: 'user_hangup', durationMs: 8_000,
  recordingUrl: 'https://recordings.example/1', analysis: { call_summary: 'x' },
};
const talk: Transcript = [{ role: 'agent', content: 'Guten Tag' }, { role: 'user', content: 'Einen Termin bitte' }, { role: 'agent', content: 'Gern' }];

/** Every event of one call tells a part of the same truth. */
const part: fc.Arbitrary<CallLife> = fc.record({
  direction: fc.constantFrom(null, whole.direction), callType: fc.constantFrom(null, whole.callType), startedAt: fc.constantFrom(null, whole.startedAt),
  endedAt: fc.constantFrom(null, whole.endedAt), disconnectionReason: fc.constantFrom(null, whole.disconnectionReason), durationMs: fc.constantFrom(null, whole.durationMs),
  recordingUrl: fc.constantFrom(null, whole.recordingUrl), recordingConsent: fc.constantFrom(null, true, false), analysis: fc.constantFrom(null, whole.analysis),
  transcript: fc.nat({ max: 3 }).map((n) => (n === 0 ? null : talk.slice(0, n))),
  transfer: fc.option(fc.record({ seen: fc.constantFrom(['transfer_started'], ['transfer_bridged']), destination: fc.constantFrom(null, '+493012345') }), { nil: null }),
});

test('events of one call add up to the same in every order, however often they come', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }).chain((parts) => fc.tuple(fc.constant(parts), fc.shuffledSubarray([...parts, ...parts], { minLength: parts.length * 2 }))), ([parts, shuffled]) => {
      expect(shuffled.reduce(mergeLife, NOTHING)).toEqual(parts.reduce(mergeLife, NOTHING));
    }),
  );
});

test('an end that the platform tells replaces the one we had guessed, and is never taken back', () => {
  const told = mergeLife({ ...NOTHING, endedAt: 12_345 }, { ...NOTHING, endedAt: 9_000 });
  expect(told.endedAt).toBe(9_000);
  expect(mergeLife(told, NOTHING).endedAt).toBe(9_000);
});

test('a shorter transcript never replaces a longer one', () => {
  expect(fuller(talk, talk.slice(0, 1))).toBe(talk);
  expect(fuller(talk.slice(0, 1), talk)).toBe(talk);
});

test('tool calls do not make a conversation longer', () => {
  const tools: Transcript = [{ role: 'tool_call_result', content: 'x'.repeat(1_000) }];
  expect(spokenLength(tools)).toBe(0);
  expect(fuller(tools, talk)).toBe(talk);
});

test('the last lines name who spoke and leave the tools out', () => {
  expect(lastLines([...talk, { role: 'tool_call_invocation', content: '{}' }], 2)).toEqual(['Anrufer: Einen Termin bitte', 'Agent: Gern']);
});
