// What is written to the terminal; colour only where a person looks.

export interface Screen {
  line(text?: string): void;
  /** `Anrufer: …` with its continuation lines indented. */
  speech(who: 'Anrufer' | 'Agent', text: string): void;
  note(text: string): void;
  event(text: string): void;
  title(text: string): void;
  fact(name: string, text: string): void;
  good(text: string): void;
  bad(text: string): void;
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export function screen(out: { write(text: string): unknown; readonly isTTY?: boolean }, noColour: boolean): Screen {
  const paint = (code: keyof typeof CODES, text: string) => (out.isTTY === true && !noColour ? `\u001b[${CODES[code]}m${text}\u001b[0m` : text);
  const line = (text = '') => void out.write(`${text}\n`);
  return {
    line,
    speech: (who, text) => line(`  ${paint(who === 'Agent' ? 'cyan' : 'bold', `${who}:`.padEnd(8))} ${text}`),
    note: (text) => line(`           ${paint('dim', text)}`),
    event: (text) => line(`  ${paint('yellow', `⚡ ${text}`)}`),
    title: (text) => line(`\n${paint('bold', text)}`),
    fact: (name, text) => line(`  ${paint('dim', name.padEnd(10))} ${text}`),
    good: (text) => line(`  ${paint('green', `✓ ${text}`)}`),
    bad: (text) => line(`  ${paint('red', `✗ ${text}`)}`),
  };
}

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}
