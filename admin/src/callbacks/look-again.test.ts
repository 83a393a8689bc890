import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../api/client.ts';
import type { Callback, Page } from '../api/shapes.ts';
import { gatherChanges, lookAgain } from './look-again.ts';
import type { Heard } from './look-again.ts';

const row = (id: string, status: Callback['status'] = 'pending'): Callback => ({ id, status, completed_at: status === 'completed' ? '2026-12-01T09:00:00Z' : null }) as Callback;
const page = (ids: readonly string[], next: string | null = null): Page<Callback> => ({ items: ids.map((id) => row(id)), next_cursor: next });
const heard = (ids: readonly string[], gap = false): Heard => ({ ids: new Set(ids), gap });
const DONE = (id: string): Promise<Callback> => Promise.resolve(row(id, 'completed'));

describe('looking again', () => {
  const shown = [page(['a', 'b'], '2'), page(['c', 'd'])];

  test('after a change asks for the first page and for what it was about', async () => {
    const asked: string[] = [];
    const { rows, fresh } = await lookAgain(shown, heard(['c', 'unknown']), { page: async (cursor) => (asked.push(`page ${cursor}`), page(['new', 'a', 'b'], '2')), one: async (id) => (asked.push(id), DONE(id)) });
    expect(asked).toEqual(['page ', 'c']);
    expect([rows.get('c')?.status, fresh]).toEqual(['completed', 1]);
  });

  test('after a gap finds what a colleague has closed meanwhile, on whatever page it was', async () => {
    const pages: Record<string, Page<Callback>> = { '': page(['b'], '2'), 2: page(['d']) };
    const { rows, outdated } = await lookAgain(shown, heard([], true), { page: async (cursor) => pages[cursor]!, one: DONE });
    expect(['a', 'b', 'c', 'd'].map((id) => rows.get(id)?.status)).toEqual(['completed', 'pending', 'completed', 'pending']);
    expect(outdated).toBe(false);
  });

  test('does not ask again for what is closed here already', async () => {
    const asked: string[] = [];
    const done: Page<Callback> = { items: [row('a', 'completed'), row('b')], next_cursor: null };
    await lookAgain([done], heard([], true), { page: async () => page([]), one: (id) => (asked.push(id), DONE(id)) });
    expect(asked).toEqual(['b']);
  });

  test('of more than can be asked for one by one it says that the list is another one by now', async () => {
    const long = [page(Array.from({ length: 41 }, (_, i) => String(i)))];
    expect((await lookAgain(long, heard([], true), { page: async () => page([]), one: DONE })).outdated).toBe(true);
  });

  test('what is gone is no failure, everything else is', async () => {
    const fails = (kind: 'not_found' | 'unavailable') => ({ page: async () => page(['a', 'b'], '2'), one: () => Promise.reject(new ApiError(kind, null)) });
    expect((await lookAgain(shown, heard(['c']), fails('not_found'))).rows.has('c')).toBe(false);
    await expect(lookAgain(shown, heard(['c']), fails('unavailable'))).rejects.toThrow();
  });
});

describe('what was heard', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('together is looked at once', async () => {
    const looks: Heard[] = [];
    const { hear } = gatherChanges(async (one) => void looks.push(one));
    for (const id of ['a', 'b']) hear({ kind: 'callback', id });
    hear({ kind: 'call', id: 'x' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looks).toEqual([heard(['a', 'b'])]);
  });

  test('and could not be looked at is looked at again, with what has come since', async () => {
    const looks: Heard[] = [];
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { hear, stop } = gatherChanges(async (one) => {
      looks.push(one);
      if (looks.length === 1) throw new ApiError('unavailable', null);
    });
    hear({ kind: 'callback', id: 'a' });
    hear({ kind: 'resync', id: '' });
    await vi.advanceTimersByTimeAsync(400);
    hear({ kind: 'callback', id: 'b' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toEqual([heard(['a'], true), heard(['a', 'b'], true)]);
    stop();
  });
});
