// What was said, once and without the timing of every word: an hour of talk is then some 60 kB. When each utterance begins is
// kept, so that somebody who reads can listen to just that passage.

export interface Utterance {
  /** 'agent', 'user', 'transfer_target', or a tool entry of the platform's. */
  readonly role: string;
  readonly content: string;
  /** The function, where this is its invocation. */
  readonly name?: string;
  /** Seconds from the beginning of the recording; approximate, says the platform. */
  readonly start?: number;
}

export type Transcript = readonly Utterance[];

/** Characters that people and agent spoke: the measure by which a longer transcript wins. */
export function spokenLength(transcript: Transcript): number {
  return transcript.reduce((sum, { role, content }) => sum + (isSpoken(role) ? content.length : 0), 0);
}

/** The fuller one of two; with equal speech the one with more entries (tool calls), then the first in order, so that the order of arrival never matters. */
export function fuller(a: Transcript | null, b: Transcript | null): Transcript | null {
  if (a === null || b === null) return a ?? b;
  const by = spokenLength(a) - spokenLength(b) || a.length - b.length;
  if (by !== 0) return by > 0 ? a : b;
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}

export function saidBy(transcript: Transcript | null, who: 'agent' | 'user'): string[] {
  return (transcript ?? []).filter(({ role, content }) => role === who && content.trim() !== '').map(({ content }) => content.trim());
}

/** The last lines for a note: „Anrufer: …“. At most `lines` utterances of at most 200 characters each. */
export function lastLines(transcript: Transcript | null, lines: number): string[] {
  const spoken = (transcript ?? []).filter(({ role, content }) => isSpoken(role) && content.trim() !== '');
  return spoken.slice(-lines).map(({ role, content }) => `${WHO[role] ?? 'Dritter'}: ${shortened(content.trim(), 200)}`);
}

export function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed()}…`;
}

const WHO: Readonly<Record<string, string>> = { agent: 'Agent', user: 'Anrufer', transfer_target: 'Dritter' };

function isSpoken(role: string): boolean {
  return role === 'agent' || role === 'user' || role === 'transfer_target';
}
