// A lifecycle event of Retell (voice-platforms.md A5), read leniently: a field of an unexpected type must not lose
// what the others tell. Chats are stored as what they are: events without a call of ours.
import type { Json } from '../../journal/journal.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { CallLife, Transfer } from '../../calls/call-life.ts';
import { consentIn } from '../../calls/recording.ts';
import type { CallEvent } from '../../calls/store-event.ts';
import { milliseconds, readCallFacts, type CallFacts } from './envelope.ts';
import { isObject, type JsonObject } from './json-object.ts';
import { readTranscript } from './read-transcript.ts';

export interface ReadEvent {
  readonly event: CallEvent;
  readonly call: CallFacts;
}

export interface Delivery {
  readonly receipt: string;
  readonly connection: string;
  readonly receivedAt: EpochMs;
}

const TRANSFERS = new Set(['transfer_started', 'transfer_bridged', 'transfer_cancelled', 'transfer_ended']);
/** `call_analyzed` comes after the end and may be the only one to come. */
const ENDING = new Set(['call_ended', 'call_analyzed']);

export function readEvent(body: Json, delivery: Delivery): ReadEvent {
  const envelope = isObject(body) ? body : {};
  // One page of the documentation says event_type, all others event.
  const event = (text(envelope.event) ?? text(envelope.event_type) ?? '').toLowerCase();
  const object = isObject(envelope.call) ? envelope.call : {};
  const call = readCallFacts(object);
  const transfer = TRANSFERS.has(event) ? transferOf(event, envelope, object) : null;
  return {
    call,
    event: {
      ...delivery, event, retellCallId: call.retellCallId,
      key: transfer === null ? [] : [String(call.startedAt ?? ''), transfer.destination ?? ''],
      ends: ENDING.has(event),
      life: lifeOf(event, object, transfer),
      payload: withoutTranscripts(envelope),
    },
  };
}

function lifeOf(event: string, call: JsonObject, transfer: Transfer | null): CallLife {
  const ended = ENDING.has(event);
  return {
    direction: text(call.direction), callType: text(call.call_type),
    startedAt: milliseconds(call.start_timestamp),
    endedAt: ended ? milliseconds(call.end_timestamp) : null,
    disconnectionReason: ended ? text(call.disconnection_reason) : null,
    durationMs: ended ? milliseconds(call.duration_ms) : null,
    recordingUrl: text(call.recording_url, 2_000) ?? text(call.recording_multi_channel_url, 2_000),
    recordingConsent: consentIn(call.metadata, call.retell_llm_dynamic_variables, call.collected_dynamic_variables, customAnalysis(call)),
    transcript: readTranscript(call),
    analysis: isObject(call.call_analysis) && Object.keys(call.call_analysis).length > 0 && isStorable(call.call_analysis) ? call.call_analysis : null,
    transfer,
  };
}

function customAnalysis(call: JsonObject): Json {
  return isObject(call.call_analysis) ? (call.call_analysis.custom_analysis_data ?? null) : null;
}

function transferOf(event: string, envelope: JsonObject, call: JsonObject): Transfer {
  const destination = envelope.transfer_destination ?? call.transfer_destination;
  const number = isObject(destination) ? (text(destination.number) ?? text(destination.sip_uri)) : text(destination);
  return { seen: [event], destination: number };
}

// The transcripts are kept once with the call; the rest of these is of no use to anybody later.
const LEFT_OUT = new Set(['transcript', 'transcript_object', 'transcript_with_tool_calls', 'scrubbed_transcript_with_tool_calls', 'latency', 'llm_token_usage', 'access_token']);
const PAYLOAD_MAX = 100_000;

function withoutTranscripts(envelope: JsonObject): Json {
  const payload = Object.fromEntries(
    Object.entries(envelope).map(([key, value]) => [
      key, (key === 'call' || key === 'chat') && isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !LEFT_OUT.has(name))) : value,
    ]),
  );
  const { length } = JSON.stringify(payload);
  return length <= PAYLOAD_MAX && isStorable(payload) ? payload : { left_out: `${length} characters` };
}

/** PostgreSQL refuses NUL and halves of surrogate pairs, which values were freed of (envelope.ts) but keys may still hold. */
function isStorable(value: Json): boolean {
  return !/\\u(0000|d[89a-f])/i.test(JSON.stringify(value));
}

function text(value: Json | undefined, max = 300): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, max).toWellFormed() : null;
}
