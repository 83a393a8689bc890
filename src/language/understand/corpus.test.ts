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

function instantOf(group: Group): number {
  if (group.now.includes('+')) return Temporal.Instant.from(group.now).epochMilliseconds;
  return Temporal.PlainDateTime.from(group.now).toZonedDateTime(group.timeZone).epochMilliseconds;
}

describe.each(themes)('corpus: $theme', ({ groups }) => {
  for (const group of groups) {
    test.each(group.phrases)(`${group.at}: $said`, (phrase) => {
      const said = typeof phrase.said === 'string' ? { [group.field]: phrase.said } : phrase.said;
      const { startAt: _, ...when } = understandWhen(said, { now: instantOf(group), timeZone: group.timeZone });
      expect(when, phrase.why).toEqual({ ...NOTHING, ...phrase.expect });
    });
  }
});

/** Ways in which the same words arrive from another recogniser, form or model. */
const DISGUISES: readonly (readonly [name: string, (text: string) => string])[] = [
  ['upper case', (text) => text.toUpperCase()],
  ['decomposed umlauts', (text) => text.normalize('NFD')],
  ['umlauts spelled out', (text) => text.replace(/[äöüßÄÖÜ]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' })[letter] ?? letter)],
  ['full-width digits', (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))],
  ['soft hyphens and a trailing mark', (text) => `${text.replace(/([a-z])([a-z])/g, '$1\u00AD$2')} !`],
  ['a polite beginning', (text) => `Ähm, also ich hätte gern, ${text}`],
  ['a thankful end', (text) => `${text}, bitte, danke`],
];
/** Markup and templates are no words; a sentence around a bare number or abbreviation takes away what made it an hour or a day. */
const UNDISGUISED = /[<{_]|^[\d\p{P}\s]+$|^(?:mo|di|mi|do|fr|sa|so)\b|^\p{L}+$/iu;

test.each(DISGUISES)('every phrase means the same in disguise: %s', (_, disguise) => {
  const wrong: string[] = [];
  let tried = 0;
  for (const { groups } of themes) {
    for (const group of groups) {
      const now = instantOf(group);
      for (const { said } of group.phrases) {
        if (typeof said !== 'string' || group.field !== 'dateTime' || UNDISGUISED.test(said)) continue;
        tried += 1;
        const context = { now, timeZone: group.timeZone };
        const plain = understandWhen({ dateTime: said }, context);
        const disguised = understandWhen({ dateTime: disguise(said) }, context);
        if (JSON.stringify(plain) !== JSON.stringify(disguised)) wrong.push(disguise(said));
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(500);
});

test('the corpus holds enough phrases to mean something', () => {
  expect(themes.flatMap(({ groups }) => groups.flatMap((group) => group.phrases)).length).toBeGreaterThanOrEqual(1_050);
});
