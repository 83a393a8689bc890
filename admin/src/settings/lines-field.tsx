import { Textarea } from '@mantine/core';

interface LinesFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly lines: readonly string[];
  readonly change: (lines: readonly string[]) => void;
}

/** One entry a line. Empty lines go when it is left, not while somebody types between them. */
export function LinesField({ label, hint, lines, change }: LinesFieldProps) {
  return (
    <Textarea
      label={label} description={hint} autosize minRows={2} value={lines.join('\n')}
      onChange={(event) => change(event.currentTarget.value.split('\n'))}
      onBlur={() => change(lines.map((line) => line.trim()).filter((line) => line !== ''))}
    />
  );
}
