// What the voice platform calls a transcript: a text, or a list of utterances with the calls of functions between them. Read
// tolerantly: it is somebody else's format, and a strange entry must not hide the others.
export type TranscriptLine =
  | { readonly kind: 'said'; readonly by: 'agent' | 'user'; readonly text: string; /** Seconds from the beginning of the recording. */ readonly start: number | null }
  | { readonly kind: 'tool'; readonly name: string; readonly asked: string; readonly answered: string | null; readonly ok: boolean | null };

interface Entry {
  readonly role?: unknown;
  readonly content?: unknown;
  readonly name?: unknown;
  readonly start?: unknown;
}

export function linesOf(transcript: unknown): readonly TranscriptLine[] {
  if (typeof transcript === 'string') return transcript.split('\n').flatMap(lineOfText);
  if (!Array.isArray(transcript)) return [];
  const entries = transcript.filter((entry): entry is Entry => typeof entry === 'object' && entry !== null);
  return entries.flatMap((entry, i): readonly TranscriptLine[] => {
    const text = typeof entry.content === 'string' ? entry.content.trim() : '';
    if (entry.role === 'tool_call_invocation') return [toolOf(entry, text, answerAfter(entries, i))];
    return text === '' || !isSpeaker(entry.role) ? [] : [{ kind: 'said', by: entry.role, text, start: typeof entry.start === 'number' ? entry.start : null }];
  });
}

function isSpeaker(role: unknown): role is 'agent' | 'user' {
  return role === 'agent' || role === 'user';
}

/** Answers follow in the order in which was asked, possibly with words between them. */
function answerAfter(entries: readonly Entry[], at: number): string | null {
  const asked = entries.slice(0, at).filter(({ role }) => role === 'tool_call_invocation').length;
  const answer = entries.filter(({ role }) => role === 'tool_call_result')[asked]?.content;
  return typeof answer === 'string' ? answer : null;
}

function toolOf({ name }: Entry, asked: string, answered: string | null): TranscriptLine {
  return { kind: 'tool', name: String(name ?? '').replace(/_v\d+$/, ''), asked, answered, ok: successIn(answered) };
}

function successIn(answer: string | null): boolean | null {
  const told = answer === null ? null : /"success"\s*:\s*(?<value>true|false)/.exec(answer)?.groups?.['value'];
  return told === undefined || told === null ? null : told === 'true';
}

function lineOfText(line: string): readonly TranscriptLine[] {
  const { who, text } = /^(?<who>Agent|User)\s*:\s*(?<text>.+)$/i.exec(line.trim())?.groups ?? {};
  return who === undefined || text === undefined ? [] : [{ kind: 'said', by: who.toLowerCase() === 'agent' ? 'agent' : 'user', text, start: null }];
}
