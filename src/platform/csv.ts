// CSV as spreadsheets here read it: semicolons, because a comma is the decimal sign, and a byte order mark, without which
// umlauts come out broken.

export const CSV_START = '\uFEFF';

/**
 * A cell that begins like a formula is one to a spreadsheet, and callers choose their names: '=HYPERLINK(…)' would be run
 * by whoever opens the list. An apostrophe makes it text.
 */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(';')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
