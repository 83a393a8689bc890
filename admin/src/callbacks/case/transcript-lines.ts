// What the voice platform calls a transcript: a text, or a list of utterances with the calls of functions between them. Read
// tolerantly: it is somebody else's format, and a strange entry must not hide the others.
export type TranscriptLine =
  | { readonly kind: 'said'; readonly by: 'agent' | 'user'; readonly text: string; readonly atMs: number | null }
  | { readonly kind: 'tool'; readonly name: string; readonly asked: string; readonly answered: string | null; readonly ok: boolean | null };

interface Entry {
  readonly role?: unknown;
  readonly content?: unknown;
  readonly words?: readonly { readonly start?: unknown }[];
  readonly name?: unknown;
  readonly arguments?: unknown;
  readonly tool_call_id?: unknown;
}

export function linesOf(transcript: unknown): readonly TranscriptLine[] {
  if (typeof transcript === 'string') return transcript.split('\n').flatMap(lineOfText);
  if (!Array.isArray(transcript)) return [];
  const entries = transcript.filter((entry): entry is Entry => typeof entry === 'object' && entry !== null);
  return entries.flatMap((entry): readonly TranscriptLine[] => {
    if (entry.role === 'tool_call_invocation') return [toolOf(entry, entries)];
    const text = typeof entry.content === 'string' ? entry.content.trim() : '';
    if (text === '' || (entry.role !== 'agent' && entry.role !== 'user')) return [];
    const start = entry.words?.[0]?.start;
    return [{ kind: 'said', by: entry.role, text, atMs: typeof start === 'number' ? start * 1000 : null }];
  });
}

function toolOf(entry: Entry, entries: readonly Entry[]): TranscriptLine {
  const answer = entries.find((other) => other.role === 'tool_call_result' && other.tool_call_id === entry.tool_call_id)?.content;
  const answered = typeof answer === 'string' ? answer : null;
  return { kind: 'tool', name: String(entry.name ?? ''), asked: String(entry.arguments ?? ''), answered, ok: successIn(answered) };
}

function successIn(answer: string | null): boolean | null {
  const told = answer === null ? null : /"success"\s*:\s*(?<value>true|false)/.exec(answer)?.groups?.['value'];
  return told === undefined || told === null ? null : told === 'true';
}

function lineOfText(line: string): readonly TranscriptLine[] {
  const found = /^(?<who>Agent|User)\s*:\s*(?<text>.+)$/i.exec(line.trim());
  if (found === null) return [];
  return [{ kind: 'said', by: found.groups!['who']!.toLowerCase() === 'agent' ? 'agent' : 'user', text: found.groups!['text']!, atMs: null }];
}
