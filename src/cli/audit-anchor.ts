// The ends of all chains in a file that an operator keeps elsewhere: the one thing that shows that log and head were
// shortened or rewritten together, by somebody who owns the database.
import { readFile, writeFile } from 'node:fs/promises';
import type { ChainEnd, ChainReport } from '../audit/verify-chain.ts';
import { Fault } from '../platform/errors.ts';

export type Anchors = ReadonlyMap<string, ChainEnd>;

const LINE = /^([a-z0-9][a-z0-9-]{0,62}) (\d{1,15}) ([0-9a-f]{64})$/;

/** By slug; empty where there is no file yet. Throws Fault CONFIG_INVALID: a line that cannot be read must not count as checked. */
export async function readAnchors(path: string): Promise<Anchors> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new Fault('CONFIG_INVALID', `The anchor file ${path} cannot be read.`, { cause: error });
  });
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const found = LINE.exec(line);
      if (found === null) throw new Fault('CONFIG_INVALID', `The anchor file ${path} has a line that is no anchor: ${line.slice(0, 40)}`, { next: 'A line is: SLUG NUMBER HASH, as an earlier fangnetz audit --anchor wrote it.' });
      return [found[1]!, { seq: Number(found[2]), hash: found[3]! }];
    }),
  );
}

/** The companies that were not asked for keep their lines. */
export async function writeAnchors(path: string, before: Anchors, reports: readonly { readonly company: string; readonly chain: ChainReport }[]): Promise<void> {
  const ends = new Map(before);
  for (const { company, chain } of reports) if (chain.last !== null) ends.set(company, chain.last);
  const lines = [...ends].sort(([a], [b]) => (a < b ? -1 : 1)).map(([company, { seq, hash }]) => `${company} ${seq} ${hash}`);
  await writeFile(path, ['# The ends of the audit logs. Keep this away from the machine; fangnetz audit --anchor FILE compares.', ...lines, ''].join('\n'), { mode: 0o600 });
}
