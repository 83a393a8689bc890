// What a chart is made of: the page draws it, and it leaves the page as figures or as a picture.
export type Colour = 'red' | 'orange' | 'violet' | 'blue' | 'amber' | 'accent' | 'muted';

export interface Series {
  readonly name: string;
  readonly colour: Colour;
  /** One for each label. */
  readonly values: readonly number[];
}

export interface Chart {
  readonly title: string;
  /** Whose figures these are, and of which days: a picture in a mail has nothing else that says so. */
  readonly about: string;
  /** What the labels are: 'Tag', 'Uhrzeit'. */
  readonly axis: string;
  readonly labels: readonly string[];
  /** The labels as people say them, where a file of figures wants them otherwise: 'Di 1.12.' for '2026-12-01'. */
  readonly said?: readonly string[];
  /** From the bottom up. */
  readonly series: readonly Series[];
}

/** Of each label, all series together. */
export function totalsOf({ labels, series }: Pick<Chart, 'labels' | 'series'>): readonly number[] {
  return labels.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
}

export function csvOf({ axis, labels, series }: Pick<Chart, 'axis' | 'labels' | 'series'>): string {
  const rows = [[axis, ...series.map(({ name }) => name)], ...labels.map((label, i) => [label, ...series.map(({ values }) => String(values[i] ?? 0))])];
  return rows.map((row) => row.map(cell).join(';')).join('\r\n');
}

/** A spreadsheet takes what begins like a formula for one, and the names of errors come from outside. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** 'Rückrufe je Tag' → 'rueckrufe-je-tag' */
export function fileNameOf(title: string): string {
  const plain = title.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss');
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'fangnetz';
}
