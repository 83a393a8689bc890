import { expect, test } from 'vitest';
import { classify, KNOWN_REASONS, type WishRisk } from './disconnection.ts';

// voice-platforms.md A7: the 34 values of retell-sdk 5.66.1, and the risk that the table there names.
const RISKS: Readonly<Record<WishRisk, readonly string[]>> = {
  open: ['user_hangup', 'agent_hangup', 'call_transfer'],
  low: ['transfer_bridged', 'call_take_over', 'error_user_not_joined'],
  medium: ['registered_call_timeout'],
  high: [
    'transfer_cancelled', 'inactivity', 'max_duration_reached', 'manual_stopped', 'no_concurrency_fallback', 'concurrency_limit_reached', 'no_valid_payment',
    'scam_detected', 'error_llm_websocket_open', 'error_llm_websocket_lost_connection', 'error_llm_websocket_runtime', 'error_llm_websocket_corrupt_payload',
    'error_no_audio_received', 'error_asr', 'error_retell', 'error_unknown',
  ],
  owed: [
    'voicemail_reached', 'ivr_reached', 'dial_busy', 'dial_no_answer', 'user_declined', 'dial_failed', 'invalid_destination',
    'telephony_provider_permission_denied', 'telephony_provider_unavailable', 'sip_routing_error', 'marked_as_spam',
  ],
};
const OLDER = ['machine_detected', 'error_inbound_webhook', 'error_twilio', 'error_frontend_corrupted_payload', 'network_blocked'];

test('knows all 34 reasons of the platform and the older ones, and no other', () => {
  const reasons = Object.values(RISKS).flat();
  expect(reasons).toHaveLength(34);
  expect([...KNOWN_REASONS].sort()).toEqual([...reasons, ...OLDER].sort());
});

test.each(Object.entries(RISKS).flatMap(([risk, reasons]) => reasons.map((reason) => ({ risk, reason }))))('$reason is a risk that is $risk', ({ risk, reason }) => {
  expect(classify(reason)?.risk).toBe(risk);
});

test.each(['network_exploded', '', 'constructor', '__proto__', 'USER_HANGUP'])('what is not on the list (%j) counts as the worst', (reason) => {
  expect(classify(reason)).toMatchObject({ class: 'unknown', risk: 'high' });
});

test('only an account without money and a flagged agent alarm the operator', () => {
  expect(KNOWN_REASONS.filter((reason) => classify(reason)?.operatorAlarm)).toEqual(['no_valid_payment', 'scam_detected']);
});

test('no reason yet is no reason to think anything', () => {
  expect(classify(null)).toBeNull();
});
