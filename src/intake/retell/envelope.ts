// What Retell sends for a function call: { name, args, call } with aliases. Read leniently: an unexpected type in
// one field must not lose the wish that the others name. Identity comes from `call` only; the language model
// writes `args` and has been seen to invent call ids ("call_1", "None", "12345").
import type { Json } from '../../journal/journal.ts';
import { isObject, type JsonObject } from './json-object.ts';
import { toolCallId } from './tool-call-id.ts';

export interface FunctionRequest {
  /** As sent, for matching in the transcript. */
  readonly rawName: string;
  /** Lower case, without a trailing _v<digits>; '' where none was given. */
  readonly name: string;
  readonly args: JsonObject;
  readonly call: CallFacts;
  readonly toolCallId: string | null;
}

/** The call as the platform describes it; every field may be missing. `from` is the person on the other side, `to` our number, whoever called. */
export interface CallFacts {
  readonly retellCallId: string | null;
  /** The customer's number, whoever called. */
  readonly fromRaw: string | null;
  readonly toRaw: string | null;
  readonly agentId: string | null;
  readonly startedAt: number | null;
}

const ENVELOPE_KEYS = ['args', 'arguments', 'parameters', 'call', 'function_name'];

export function readEnvelope(body: Json): FunctionRequest {
  const envelope = isObject(body) ? body : {};
  const rawName = text(envelope.name) ?? text(envelope.function_name) ?? '';
  // "Payload: args only" leaves nothing but the arguments; without them the wish that they name would be lost.
  const bare = !ENVELOPE_KEYS.some((key) => envelope[key] !== undefined);
  const args = bare ? envelope : firstObject(envelope.args, envelope.arguments, envelope.parameters);
  const call = isObject(envelope.call) ? envelope.call : {};
  const outbound = call.direction === 'outbound';
  return {
    rawName,
    name: rawName.trim().toLowerCase().replace(/_v\d+$/, ''),
    args,
    call: {
      retellCallId: text(call.call_id),
      // Of a call that the agent makes, ours is the number that it calls from.
      fromRaw: text(outbound ? call.to_number : call.from_number),
      toRaw: text(outbound ? call.from_number : call.to_number),
      agentId: text(call.agent_id),
      startedAt: milliseconds(call.start_timestamp),
    },
    toolCallId: toolCallId(call.transcript_with_tool_calls, rawName, args),
  };
}

export function readCallFacts(call: JsonObject): CallFacts {
  // On a call that we placed the platform's from_number is our own: matched as the caller's it would make the salon
  // its own customer, and a callback would ring ourselves.
  const [other, ours] = call.direction === 'outbound' ? [call.to_number, call.from_number] : [call.from_number, call.to_number];
  return {
    retellCallId: text(call.call_id),
    fromRaw: text(other),
    toRaw: text(ours),
    agentId: text(call.agent_id),
    startedAt: milliseconds(call.start_timestamp),
  };
}

/** The year 9999: PostgreSQL does not read what toISOString writes beyond it, and a wish must not be lost over that. */
const INSTANT_MAX = 253_402_300_799_999;

/** An instant or a duration; null where it is neither. */
export function milliseconds(value: Json | undefined): number | null {
  return typeof value === 'number' && value >= 0 && value <= INSTANT_MAX ? Math.floor(value) : null;
}

/**
 * Parses the body of an authentic request; null where it is no JSON. NUL and halves of surrogate pairs go, because
 * PostgreSQL refuses them and a wish must not be lost over a character that nobody spoke.
 */
export function readBody(rawBody: Buffer): Json | null {
  try {
    return bounded(JSON.parse(rawBody.toString('utf8')) as Json, DEPTH_MAX);
  } catch {
    return null;
  }
}

/** Deeper than anything that Retell sends; what walks over a value recursively must not run out of stack. */
const DEPTH_MAX = 60;

function bounded(value: Json, depth: number): Json {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.map((item: Json) => bounded(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), bounded(item, depth - 1)]));
}

function clean(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

function text(value: Json | undefined): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 300).toWellFormed() : null;
}

function firstObject(...candidates: (Json | undefined)[]): JsonObject {
  for (const candidate of candidates) {
    if (isObject(candidate)) return candidate;
    if (typeof candidate === 'string') {
      const parsed = parseObject(candidate);
      if (parsed !== null) return parsed;
    }
  }
  return {};
}

function parseObject(candidate: string): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(candidate);
    return isObject(parsed) ? parsed : null;
  } catch {
    // A string that is no JSON carries no arguments; the function then asks for what it needs.
    return null;
  }
}
