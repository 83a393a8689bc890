// What somebody has typed and not sent yet. It outlives its sheet: a colleague who calls out, a wrong key or another case in between
// must not cost a word. Only in memory, because it is about people.
import { useState } from 'react';

const drafts = new Map<string, string>();

/** `name`: what it is a draft of, per callback. Empty again once it was sent: `clear`. */
export function useDraft(name: string): { readonly text: string; readonly write: (text: string) => void; readonly clear: () => void } {
  const [text, setText] = useState(drafts.get(name) ?? '');
  const write = (next: string): void => {
    setText(next);
    if (next === '') drafts.delete(name);
    else drafts.set(name, next);
  };
  return { text, write, clear: () => void drafts.delete(name) };
}

/** Callbacks whose customer was reached by a call that is not in the history yet, because saving failed: the sheet that is opened again goes on there, and the call is told of once. */
export const untoldCalls = new Set<string>();
