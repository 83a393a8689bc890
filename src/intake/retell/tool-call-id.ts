import { createHash } from 'node:crypto';
import type { Json } from '../../journal/journal.ts';
import { isObject } from './json-object.ts';

// Retell's request has no top-level id of the invocation; it stands in the transcript as the last open
// `tool_call_invocation` with our name and arguments (voice-platforms.md A2). It may be missing, so it is the
// first key of two, never the only one.

/** The platform's id of this invocation, or null where the transcript does not tell. */
export function toolCallId(transcript: Json | undefined, name: string, args: Json): string | null {
  if (!Array.isArray(transcript)) return null;
  const finished = new Set<string>();
  const wanted = canonicalJson(args);
  for (const entry of transcript.toReversed()) {
    if (!isObject(entry) || typeof entry.tool_call_id !== 'string') continue;
    if (entry.role === 'tool_call_result') finished.add(entry.tool_call_id);
    if (entry.role !== 'tool_call_invocation' || entry.name !== name || finished.has(entry.tool_call_id)) continue;
    if (canonicalJson(parsed(entry.arguments)) === wanted) return entry.tool_call_id;
  }
  return null;
}

/** SHA-256 over name and arguments whatever the order of the keys: the second key. */
export function fingerprint(name: string, args: Json): string {
  return createHash('sha256').update(`${name}\n${canonicalJson(args)}`).digest('hex');
}

function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

function parsed(stringified: Json | undefined): Json {
  if (typeof stringified !== 'string') return stringified ?? null;
  try {
    return JSON.parse(stringified) as Json;
  } catch {
    // Not the JSON that the platform documents: then it cannot be matched, and the second key decides.
    return stringified;
  }
}
