// The corpus is the specification: what German callers mean, written down before the code was run. A phrase that a real
// call brings and that is understood wrongly is added here first.

import { readdirSync, readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { understandWhen, type Said, type When } from './understand-when.ts';

interface Group {
  readonly at: string;
  readonly now: string;
  readonly timeZone: string;
  readonly field: keyof Said;
  readonly phrases: readonly { readonly said: string | Said; readonly expect: Partial<When>; readonly why?: string }[];
}

const folder = new URL('./corpus/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const themes = files.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { theme: string; groups: readonly Group[] });

/** What a phrase leaves out must be absent from the answer too. `startAt` follows from date and time and has its own tests. */
const NOTHING: Omit<When, 'startAt'> = { date: null, dateRange: null, candidates: [], time: null, window: null, about: false, problem: null, needs: [], assumed: [], asap: false };

describe.each(themes)('corpus: $theme', ({ groups }) => {
  for (const group of groups) {
    const now = group.now.includes('+') ? Temporal.Instant.from(group.now) : Temporal.PlainDateTime.from(group.now).toZonedDateTime(group.timeZone).toInstant();
    test.each(group.phrases)(`${group.at}: $said`, (phrase) => {
      const said = typeof phrase.said === 'string' ? { [group.field]: phrase.said } : phrase.said;
      const { startAt: _, ...when } = understandWhen(said, { now: now.epochMilliseconds, timeZone: group.timeZone });
      expect(when, phrase.why).toEqual({ ...NOTHING, ...phrase.expect });
    });
  }
});

test('the corpus holds enough phrases to mean something', () => {
  expect(themes.flatMap(({ groups }) => groups.flatMap((group) => group.phrases)).length).toBeGreaterThan(450);
});
