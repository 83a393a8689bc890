// What a message says, before it becomes a mail, a line at the bell or a push: parts, so that each way shows what it can.

export interface Letter {
  readonly subject: string;
  /** What a mail program shows behind the subject. */
  readonly preview: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** [label, value], and where a value leads. */
  readonly facts: readonly { readonly label: string; readonly value: string; readonly href?: string }[];
  readonly rows: readonly { readonly text: string; readonly href: string }[];
  readonly action: { readonly label: string; readonly href: string } | null;
  /** What the company says at the end, line by line; empty: nothing of its own. */
  readonly closing: readonly string[];
  readonly footer: readonly string[];
  /** Colours the edge: whether it can wait. */
  readonly tone: 'calm' | 'due' | 'late';
  readonly locale: 'de' | 'en';
}
