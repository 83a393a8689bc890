import { expect, test } from 'vitest';
import { testDatabase } from '../test/pg.ts';
import { openSimulated } from './throwaway-database.ts';
import { playWeek } from './week/run.ts';
import type { Week } from './week/run.ts';
import { WEEK_ENDS, WEEK_STARTS } from './week/salon.ts';
import { summaryOf } from './week/summary.ts';

async function play(seed: number, endsAt = WEEK_ENDS): Promise<{ readonly week: Week; readonly lines: readonly string[] }> {
  const { url } = await testDatabase();
  const database = openSimulated(url);
  const lines: string[] = [];
  try {
    const week = await playWeek(database, { seed, endsAt, say: (line) => lines.push(line) });
    return { week, lines };
  } finally {
    await database.close();
  }
}

const TWO_DAYS = WEEK_STARTS + 48 * 3_600_000;

// One after the other: its clock goes on when nothing of a week is on its way any more, and what another one is busy with in the same process looks like that.
const first = await play(1);
const second = await play(2);
const again = await play(1, TWO_DAYS);
const weeks = [first.week, second.week];

test.each(weeks)('in week $seed everything that fell due was warned of and brought up exactly when it should have been', ({ judged }) => {
  expect(judged.wrong).toEqual([]);
  // or the judge would have had nothing to judge
  expect(judged.escalations).toBeGreaterThan(10);
  expect(judged.warnings).toBeGreaterThan(10);
});

test.each(weeks)('in week $seed no wish was ever without a fate, however full the hour was', ({ ledgers, calls }) => {
  expect(calls).toBe(120);
  expect(ledgers).toHaveLength(180);
  expect(ledgers.filter(({ difference }) => difference !== 0)).toEqual([]);
  expect(ledgers.at(-1)?.wishes).toBeGreaterThanOrEqual(120);
});

test.each(weeks)('in week $seed people did what people do: they forgot, fell ill, put aside, were not picked up, and the desk went on', ({ entries }) => {
  const kinds = new Set(entries.map(({ kind }) => kind));
  expect([...kinds]).toEqual(expect.arrayContaining(['assign', 'claimed', 'claim_returned', 'attempt', 'attempt_due', 'snooze', 'wake', 'warn', 'escalate', 'complete', 'cancel']));
  const levels = new Set(entries.filter(({ kind }) => kind === 'escalate').map(({ detail }) => detail['level']));
  expect(levels).toEqual(new Set([1, 2, 3, 4]));
  expect(entries.some(({ kind, detail }) => kind === 'assign' && String(detail['why']).startsWith('Vertretung'))).toBe(true);
});

test('the same seed tells the same week, word for word; another seed another one', () => {
  expect(again.lines.length).toBeGreaterThan(200);
  expect(first.lines.slice(0, again.lines.length)).toEqual(again.lines);
  expect(second.lines.slice(0, again.lines.length)).not.toEqual(again.lines);
});

test('the week is summed up in a table that adds up', () => {
  const summary = summaryOf(first.week).join('\n');
  const count = (name: string): number => Number(new RegExp(`${name} +(\\d+)`).exec(summary)?.[1]);
  // first, because what is not in the table is NaN, and NaN is NaN
  expect(count('Rückrufe')).toBe(new Set(first.week.entries.map(({ callbackId }) => callbackId)).size);
  expect(count('erledigt') + count('abgebrochen \\(mit Grund\\)') + count('offen, alle vergeben')).toBe(count('Rückrufe'));
});
