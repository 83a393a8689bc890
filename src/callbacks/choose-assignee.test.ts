import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../companies/wall-clock.ts';
import { chooseAssignee } from './choose-assignee.ts';
import type { Candidate, Choosing } from './choose-assignee.ts';

const NOW = Date.UTC(2026, 11, 1, 9);
const at = (hours: number): number => NOW + hours * HOUR_MS;
const ALL_DAY = [{ fromAt: at(-1), untilAt: at(8) }];
const someone = (staffId: string, is: Partial<Candidate> = {}): Candidate => ({ staffId, shifts: ALL_DAY, offersService: true, load: 0, lastAssignedAt: null, ...is });
const choose = (is: Partial<Choosing>) => chooseAssignee({ now: NOW, dueAt: at(4), warnAt: at(3.5), strategy: 'relationship', candidates: [], ties: [], notAgain: null, ...is });

describe('somebody for a callback', () => {
  test('is whoever knows the caller, even with more to do, and even if she only begins later', () => {
    const candidates = [someone('anna', { load: 9, shifts: [{ fromAt: at(2), untilAt: at(8) }] }), someone('ben')];
    expect(choose({ candidates, ties: [{ staffId: 'anna', kind: 'callback', at: at(-99) }] })).toEqual({ kind: 'chosen', staffId: 'anna', why: { kind: 'callback', at: at(-99) } });
  });

  test('is not whoever knows the caller but begins only after the warning: until then nobody would look', () => {
    const candidates = [someone('anna', { shifts: [{ fromAt: at(3.75), untilAt: at(8) }] }), someone('ben')];
    expect(choose({ candidates, ties: [{ staffId: 'anna', kind: 'appointment', at: at(-99) }] })).toMatchObject({ staffId: 'ben' });
  });

  test('offers the service, then has the least to do, then is next in turn', () => {
    const [a, b, c, d] = [someone('a', { offersService: false }), someone('b', { load: 2 }), someone('c', { load: 1, lastAssignedAt: at(-1) }), someone('d', { load: 1, lastAssignedAt: at(-2) })];
    expect(choose({ candidates: [a!, b!] })).toMatchObject({ staffId: 'b', why: { kind: 'service' } });
    expect(choose({ candidates: [b!, c!] })).toMatchObject({ staffId: 'c', why: { kind: 'least_loaded' } });
    expect(choose({ candidates: [a!, b!, c!, d!] })).toMatchObject({ staffId: 'd', why: { kind: 'round_robin' } });
    expect(choose({ candidates: [a!] })).toMatchObject({ staffId: 'a', why: { kind: 'only_one' } });
  });

  test('in turn means in turn: neither acquaintance nor load counts under that rule', () => {
    const candidates = [someone('a', { load: 9, lastAssignedAt: at(-5) }), someone('b', { lastAssignedAt: at(-1) })];
    expect(choose({ strategy: 'round_robin', candidates, ties: [{ staffId: 'b', kind: 'callback', at: at(-9) }] })).toMatchObject({ staffId: 'a', why: { kind: 'round_robin' } });
  });

  test('is whoever is on the phone with him already, or has another callback of his, under every rule', () => {
    const candidates = [someone('a'), someone('b', { load: 9 })];
    for (const kind of ['claim', 'same_caller'] as const) {
      expect(choose({ strategy: 'round_robin', candidates, ties: [{ staffId: 'b', kind, at: NOW }] })).toMatchObject({ staffId: 'b', why: { kind } });
    }
  });

  test('is the one who gave it back only if there is nobody else', () => {
    expect(choose({ candidates: [someone('a'), someone('b', { load: 9 })], notAgain: 'a' })).toMatchObject({ staffId: 'b' });
    expect(choose({ candidates: [someone('a')], notAgain: 'a' })).toMatchObject({ staffId: 'a' });
  });
});

describe('while nobody is there', () => {
  const evening = (from: number, until = from + 8) => [{ fromAt: at(from), untilAt: at(until) }];

  test('it waits for the next shift, but not past the warning', () => {
    expect(choose({ dueAt: at(24), warnAt: at(23), candidates: [someone('a', { shifts: evening(14) })] })).toEqual({ kind: 'wait', untilAt: at(14) });
    expect(choose({ dueAt: at(24), warnAt: at(13), candidates: [someone('a', { shifts: evening(14) })] })).toEqual({ kind: 'wait', untilAt: at(13) });
  });

  test('the warning takes whoever still comes before the deadline', () => {
    expect(choose({ dueAt: at(2), warnAt: at(-1), candidates: [someone('late', { shifts: evening(3) }), someone('soon', { shifts: evening(1), load: 9 })] })).toMatchObject({ kind: 'chosen', staffId: 'soon' });
  });

  test('nobody is taken who comes only after the deadline, and then it waits for the first', () => {
    expect(choose({ dueAt: at(1), warnAt: at(0.5), candidates: [someone('a', { shifts: evening(14) })] })).toEqual({ kind: 'wait', untilAt: at(0.5) });
    expect(choose({ dueAt: at(1), warnAt: at(-0.5), candidates: [someone('a', { shifts: evening(14) })] })).toEqual({ kind: 'wait', untilAt: at(14) });
    expect(choose({ dueAt: at(-1), warnAt: at(-2), candidates: [someone('a', { shifts: [] })] })).toEqual({ kind: 'wait', untilAt: null });
  });
});

test('nobody is ever chosen who does not work before the deadline, and a wait always ends in the future', () => {
  const instant = fc.integer({ min: -48, max: 96 }).map((quarters) => NOW + quarters * 15 * MINUTE_MS);
  const shifts = fc.array(fc.tuple(instant, fc.integer({ min: 1, max: 40 })), { maxLength: 3 }).map((spans) => spans.map(([fromAt, quarters]) => ({ fromAt: Math.max(fromAt, NOW), untilAt: fromAt + quarters * 15 * MINUTE_MS })).filter(({ fromAt, untilAt }) => untilAt > fromAt));
  const candidate = fc.record({ staffId: fc.constantFrom('a', 'b', 'c', 'd'), shifts, offersService: fc.boolean(), load: fc.nat(5), lastAssignedAt: fc.option(instant) });
  const choosing = fc.record<Choosing>({
    now: fc.constant(NOW), dueAt: instant, warnAt: instant,
    strategy: fc.constantFrom('relationship', 'service', 'least_loaded', 'round_robin'),
    candidates: fc.uniqueArray(candidate, { selector: ({ staffId }) => staffId, maxLength: 4 }),
    ties: fc.array(fc.record({ staffId: fc.constantFrom('a', 'b', 'c', 'd', 'gone'), kind: fc.constantFrom('claim' as const, 'named' as const, 'callback' as const), at: fc.option(instant) }), { maxLength: 3 }),
    notAgain: fc.option(fc.constantFrom('a', 'b')),
  });
  fc.assert(fc.property(choosing, (input) => {
    const choice = chooseAssignee({ ...input, warnAt: Math.min(input.warnAt, input.dueAt) });
    if (choice.kind === 'wait') return choice.untilAt === null || choice.untilAt > NOW;
    const chosen = input.candidates.find(({ staffId }) => staffId === choice.staffId)!;
    return chosen.shifts.some(({ fromAt, untilAt }) => untilAt > NOW && fromAt < Math.max(input.dueAt, NOW + 1));
  }));
});
