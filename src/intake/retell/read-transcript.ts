// The platform sends one conversation up to three times: as text, by utterance, and with the tool calls. It is kept
// once, with the beginning of each utterance but without the timing of its words (voice-platforms.md A2), and bounded.
import type { Json } from '../../journal/journal.ts';
import type { Transcript, Utterance } from '../../calls/transcript.ts';
import { isObject, type JsonObject } from './json-object.ts';

const CHARACTERS_MAX = 200_000;
const CONTENT_MAX = 8_000;

/** Null where the call carries none. The fullest of the three is taken. */
export function readTranscript(call: JsonObject): Transcript | null {
  for (const given of [call.transcript_with_tool_calls, call.transcript_object]) {
    const utterances = Array.isArray(given) ? given.flatMap((entry: Json) => utterance(entry)) : [];
    if (utterances.length > 0) return bounded(utterances);
  }
  const text = typeof call.transcript === 'string' ? fromText(call.transcript) : [];
  return text.length > 0 ? bounded(text) : null;
}

function utterance(entry: Json): Utterance[] {
  if (!isObject(entry) || typeof entry.role !== 'string') return [];
  const content = typeof entry.content === 'string' ? entry.content : typeof entry.arguments === 'string' ? entry.arguments : null;
  if (content === null) return [];
  const name = typeof entry.name === 'string' ? { name: entry.name.slice(0, 100).toWellFormed() } : {};
  return [{ role: entry.role.slice(0, 40).toWellFormed(), content: content.slice(0, CONTENT_MAX).toWellFormed(), ...name, ...beginOf(entry) }];
}

/** Of its first word, to the tenth of a second. */
function beginOf({ words }: JsonObject): { start?: number } {
  const [first] = Array.isArray(words) ? words : [];
  const start = isObject(first) ? first.start : null;
  return typeof start === 'number' && Number.isFinite(start) && start >= 0 ? { start: Math.round(start * 10) / 10 } : {};
}

/** „Agent: …\nUser: …“; a line without a name goes on with what was said before. */
function fromText(text: string): Utterance[] {
  const utterances: { role: string; content: string }[] = [];
  for (const line of text.split('\n')) {
    const named = /^\s*(agent|user|transfer[ _]target)\s*:\s?(.*)$/i.exec(line);
    const last = utterances.at(-1);
    if (named !== null) utterances.push({ role: named[1]!.toLowerCase().replace(' ', '_'), content: named[2]!.trim() });
    else if (last !== undefined) last.content = `${last.content} ${line.trim()}`.trim();
  }
  return utterances.filter(({ content }) => content !== '');
}

/** The end of a very long call tells more than its beginning. */
function bounded(utterances: Utterance[]): Transcript {
  let characters = 0;
  const from = utterances.findLastIndex(({ content }) => (characters += content.length) > CHARACTERS_MAX);
  return from < 0 ? utterances : utterances.slice(from + 1);
}
