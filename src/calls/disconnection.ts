// What the end of a call means for a wish. The reasons are those of retell-sdk 5.66.1 (voice-platforms.md A7), and
// those of older payloads; the list is open, and what is not on it counts as the worst. No reason ever closes a wish:
// only an outcome of our own does.

export type WishRisk = 'low' | 'medium' | 'open' | 'high' | 'owed';

export type DisconnectionClass =
  /** The caller or the agent hung up. */
  | 'hung_up'
  /** A person has the caller on the line. */
  | 'handed_over'
  /** Passed on, and not known whether anybody took it. */
  | 'transferred'
  /** Ended by a limit, a silence or somebody's hand, in the middle of whatever was being said. */
  | 'cut_off'
  /** The caller never got to talk, for want of capacity. */
  | 'no_capacity'
  /** The platform, the line or the account failed. */
  | 'fault'
  /** We called, and nobody was reached. */
  | 'not_reached'
  /** We called, and the number or the network did not let us. */
  | 'not_reachable'
  /** Nobody came to a call that had been prepared. */
  | 'never_joined'
  | 'unknown';

export interface Disconnection {
  readonly class: DisconnectionClass;
  readonly risk: WishRisk;
  /** Nothing that a salon could mend: the operator has to know at once. */
  readonly operatorAlarm: boolean;
}

const of = (meant: DisconnectionClass, risk: WishRisk, operatorAlarm = false): Disconnection => ({ class: meant, risk, operatorAlarm });

// A Map, because the reason comes from outside and 'constructor' is a property of every object.
const REASONS: ReadonlyMap<string, Disconnection> = new Map(Object.entries({
  user_hangup: of('hung_up', 'open'),
  agent_hangup: of('hung_up', 'open'),
  call_transfer: of('transferred', 'open'),
  transfer_bridged: of('handed_over', 'low'),
  transfer_cancelled: of('cut_off', 'high'),
  call_take_over: of('handed_over', 'low'),
  voicemail_reached: of('not_reached', 'owed'),
  ivr_reached: of('not_reached', 'owed'),
  inactivity: of('cut_off', 'high'),
  max_duration_reached: of('cut_off', 'high'),
  manual_stopped: of('cut_off', 'high'),
  no_concurrency_fallback: of('no_capacity', 'high'),
  concurrency_limit_reached: of('no_capacity', 'high'),
  no_valid_payment: of('fault', 'high', true),
  scam_detected: of('fault', 'high', true),
  error_llm_websocket_open: of('fault', 'high'),
  error_llm_websocket_lost_connection: of('fault', 'high'),
  error_llm_websocket_runtime: of('fault', 'high'),
  error_llm_websocket_corrupt_payload: of('fault', 'high'),
  error_no_audio_received: of('fault', 'high'),
  error_asr: of('fault', 'high'),
  error_retell: of('fault', 'high'),
  error_unknown: of('fault', 'high'),
  error_user_not_joined: of('never_joined', 'low'),
  registered_call_timeout: of('never_joined', 'medium'),
  dial_busy: of('not_reached', 'owed'),
  dial_no_answer: of('not_reached', 'owed'),
  user_declined: of('not_reached', 'owed'),
  dial_failed: of('not_reachable', 'owed'),
  invalid_destination: of('not_reachable', 'owed'),
  telephony_provider_permission_denied: of('not_reachable', 'owed'),
  telephony_provider_unavailable: of('not_reachable', 'owed'),
  sip_routing_error: of('not_reachable', 'owed'),
  marked_as_spam: of('not_reachable', 'owed'),
  // Older payloads.
  machine_detected: of('not_reached', 'owed'),
  error_inbound_webhook: of('fault', 'high'),
  error_twilio: of('fault', 'high'),
  error_frontend_corrupted_payload: of('fault', 'high'),
  network_blocked: of('fault', 'high'),
}));

export const KNOWN_REASONS: readonly string[] = [...REASONS.keys()];

/** Null where the platform has not told a reason (yet). */
export function classify(reason: string | null): Disconnection | null {
  if (reason === null) return null;
  return REASONS.get(reason) ?? of('unknown', 'high');
}
