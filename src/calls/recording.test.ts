import { expect, test } from 'vitest';
import { consentIn, withoutRecording } from './recording.ts';

test.each([
  [{ recording_consent: true }, true], [{ recording_consent: 'ja' }, true], [{ consent_to_record: 'Yes' }, true], [{ aufzeichnung_erlaubt: 'true' }, true], [{ einwilligung_aufzeichnung: 'Nein' }, false],
  [{ recordingConsent: false }, false], [{ recording_consent: 'vielleicht' }, null], [{ consent: true }, null], [{}, null], [null, null], ['ja', null],
])('%j says %s', (place, said) => {
  expect(consentIn(place)).toBe(said);
});

test('a no in one place is a no, whatever the others say', () => {
  expect(consentIn({ recording_consent: true }, { recording_consent: 'nein' }, { recording_consent: true })).toBe(false);
});

test('an event without its recording keeps everything else', () => {
  const call = { call_id: 'c', recording_url: 'https://r.example/1', public_log_url: 'https://r.example/2', transcript_object: [1] };
  expect(withoutRecording({ event: 'call_ended', call })).toEqual({ event: 'call_ended', call: { call_id: 'c', transcript_object: [1] } });
  expect(withoutRecording({ event: 'alert' })).toEqual({ event: 'alert' });
});
