// Whether the caller heard what the scenario says that he hears.
import type { Answer } from '../../src/intake/answer.ts';
import { startAt } from './days.ts';
import type { StepOf } from './scenario-file.ts';

/** One line per difference. */
export function answerDiffers(answer: Answer, expected: StepOf<'function'>['expect'], fill: (text: string) => string): string[] {
  const heard = `heard ${answer.status}: „${answer.message}“`;
  const found: string[] = [];
  if (expected.status !== undefined && !expected.status.includes(answer.status)) found.push(`status is not ${expected.status.join(' or ')}; ${heard}`);
  if (expected.success !== undefined && answer.success !== expected.success) found.push(`success is ${answer.success}; ${heard}`);
  for (const wanted of expected.says ?? []) if (!contains(answer.message, fill(wanted))) found.push(`does not say ${fill(wanted)}; ${heard}`);
  for (const refused of expected.says_not ?? []) if (contains(answer.message, fill(refused))) found.push(`says ${fill(refused)}; ${heard}`);
  if (expected.start !== undefined && (answer.start === undefined || startAt(answer.start) !== startAt(fill(expected.start)))) found.push(`start is ${answer.start}, not ${fill(expected.start)}; ${heard}`);
  if (expected.date !== undefined && answer['date'] !== fill(expected.date)) found.push(`date is ${String(answer['date'])}, not ${fill(expected.date)}; ${heard}`);
  const offers = answer.alternatives?.length ?? 0;
  if (expected.offers !== undefined && offers < expected.offers) found.push(`offers ${offers} other times, not ${expected.offers}; ${heard}`);
  return found;
}

/** A part of the text, or where it is written /like this/ a regular expression. */
export function contains(text: string, wanted: string): boolean {
  const pattern = /^\/(.+)\/$/s.exec(wanted)?.[1];
  return pattern === undefined ? text.includes(wanted) : new RegExp(pattern, 'u').test(text);
}
