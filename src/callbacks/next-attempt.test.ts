import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callingWeek, DEFAULT_CALLBACK_POLICY } from '../companies/callback-policy.ts';
import { openSpans, weekly } from '../companies/opening-hours.ts';
import { wallClock } from '../companies/wall-clock.ts';
import { iso } from '../platform/iso.ts';
import { ATTEMPT_OUTCOMES } from './desk-state.ts';
import { proposeAttempt } from './next-attempt.ts';
import type { AttemptsSoFar } from './next-attempt.ts';
import { preferredWindow } from './preferred-window.ts';

const HOUR = 3_600_000;
const timeZone = 'Europe/Berlin';
/** The hour of a day in December 2026, in Berlin. */
const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 11, day, hour - 1, minute);
const week = callingWeek(DEFAULT_CALLBACK_POLICY);

function input(changes: Partial<AttemptsSoFar> & { now: number }): AttemptsSoFar {
  const range = { fromAt: changes.now, untilAt: changes.now + 14 * 24 * HOUR };
  return { timeZone, outcome: 'no_answer', earlier: [], attemptsPerDay: 2, window: null, dueAt: range.untilAt, calling: openSpans(weekly(week, timeZone), range), ...changes };
}

function proposed(changes: Partial<AttemptsSoFar> & { now: number }): string | null {
  const proposal = proposeAttempt(input(changes));
  return proposal === null ? null : iso(proposal.at + HOUR).slice(5, 16);
}

describe('the next attempt', () => {
  test('is at another time of day: after the morning at noon or later, and then in a part that was not tried either', () => {
    expect(proposed({ now: at(1, 10) })).toBe('12-01T12:00');
    expect(proposed({ now: at(1, 12), earlier: [at(1, 10)] })).toBe('12-02T14:00');
    expect(proposed({ now: at(2, 14), earlier: [at(1, 10), at(1, 12)] })).toBe('12-02T17:00');
  });

  test('of a line that is busy comes soon, at whatever time of day', () => {
    expect(proposed({ now: at(1, 10, 2), outcome: 'busy' })).toBe('12-01T10:30');
    expect(proposed({ now: at(1, 10, 2), outcome: 'busy', earlier: [at(1, 9)] })).toBe('12-02T08:00');
  });

  test('is not on a Sunday: after Saturday evening comes Monday', () => {
    expect(proposed({ now: at(5, 17, 30), earlier: [at(4, 12), at(4, 15)] })).toBe('12-07T08:00');
  });

  test('keeps to when the customer can be reached, even where that is the part that was tried', () => {
    const window = preferredWindow('vormittags', { saidAt: at(1, 8), timeZone });
    expect(proposed({ now: at(1, 10), window })).toBe('12-01T11:00');
    expect(proposed({ now: at(1, 15), window })).toBe('12-02T08:00');
  });

  test('does without a window that has passed, and says so', () => {
    const window = preferredWindow('heute zwischen 14 und 15 Uhr', { saidAt: at(1, 8), timeZone });
    const proposal = proposeAttempt(input({ now: at(1, 16), window }));
    expect(proposal?.because).toContain('window_has_passed');
  });

  describe('and the deadline', () => {
    const whole = (changes: Partial<AttemptsSoFar> & { now: number }) => {
      const { at: when, because } = proposeAttempt(input(changes))!;
      return [iso(when + HOUR).slice(5, 16), ...because];
    };
    const afternoon = preferredWindow('nachmittags', { saidAt: at(1, 8), timeZone });

    test('it lies before it, though another part of the day would come after it', () => {
      const tried = { now: at(2, 9), earlier: [at(1, 12), at(1, 14)], attemptsPerDay: 4 };
      expect(whole(tried)).toEqual(['12-02T17:00', 'other_part']);
      expect(whole({ ...tried, dueAt: at(2, 13) })).toEqual(['12-02T10:00', 'before_deadline']);
    });

    test('the usual pause is shortened where it would end after it', () => {
      expect(whole({ now: at(1, 10), dueAt: at(1, 11) })).toEqual(['12-01T10:30', 'before_deadline']);
      expect(whole({ now: at(1, 10), outcome: 'call_later', dueAt: at(1, 11) })).toEqual(['12-01T12:00', 'other_part', 'no_time_until_deadline']);
    });

    test('where it cannot, it says what stands against it', () => {
      expect(whole({ now: at(1, 10), window: afternoon, dueAt: at(1, 12, 30) })).toEqual(['12-01T13:00', 'other_part', 'window_after_deadline']);
      expect(whole({ now: at(1, 14), earlier: [at(1, 9)], dueAt: at(1, 19) })).toEqual(['12-02T12:00', 'other_part', 'limit_until_deadline']);
      expect(whole({ now: at(5, 17, 50), dueAt: at(6, 12) })).toEqual(['12-07T08:00', 'other_part', 'no_time_until_deadline']);
      expect(whole({ now: at(1, 10), dueAt: at(1, 9) })).toEqual(['12-01T12:00', 'other_part', 'deadline_passed']);
    });
  });

  test.each(['wrong_number', 'not_in_service', 'reached'] as const)('is none after %s', (outcome) => expect(proposed({ now: at(1, 10), outcome })).toBeNull());

  test('is none where nobody may be called for two weeks', () => expect(proposed({ now: at(1, 10), calling: [] })).toBeNull());

  test('whatever came before: lies ahead, in calling time, and never makes more of a day than is decent', () => {
    const earlier = fc.array(fc.integer({ min: at(1, 8), max: at(9, 20) }), { maxLength: 8 });
    const cases = fc.record({ earlier, now: fc.integer({ min: at(9, 8), max: at(12, 22) }), outcome: fc.constantFrom(...ATTEMPT_OUTCOMES), attemptsPerDay: fc.integer({ min: 1, max: 3 }), untilDue: fc.integer({ min: -2 * HOUR, max: 72 * HOUR }) });
    fc.assert(fc.property(cases, (given) => {
      const asked = input({ ...given, dueAt: given.now + given.untilDue });
      const proposal = proposeAttempt(asked);
      if (proposal === null) return;
      const sameDay = (other: number): boolean => wallClock(other, timeZone).date === wallClock(proposal.at, timeZone).date;
      expect(proposal.at).toBeGreaterThan(given.now);
      expect(asked.calling.some(({ fromAt, untilAt }) => fromAt <= proposal.at && proposal.at < untilAt)).toBe(true);
      expect([...given.earlier, given.now].filter(sameDay).length).toBeLessThan(given.attemptsPerDay);
      const late = proposal.because.filter((why) => ['window_after_deadline', 'limit_until_deadline', 'no_time_until_deadline', 'deadline_passed'].includes(why));
      expect(late).toHaveLength(proposal.at + HOUR / 4 <= asked.dueAt ? 0 : 1);
    }));
  });
});

describe('when the customer can be reached', () => {
  const window = (stored: unknown) => preferredWindow(stored, { saidAt: at(1, 8), timeZone });
  test.each([
    ['nachmittags', { date: null, from: 780, until: 1080 }],
    ['ab 16 Uhr', { date: null, from: 960, until: null }],
    ['morgen gegen 15 Uhr', { date: '2026-12-02', from: 900, until: 960 }],
    [{ from: '16:00', to: '18:00' }, { date: null, from: 960, until: 1080 }],
    [{ start: '09:00', end: '12:00' }, { date: null, from: 540, until: 720 }],
    [{ preference: 'vormittags', flexible: true }, { date: null, from: 480, until: 720 }],
  ])('is understood from %j', (stored, understood) => expect(window(stored)).toEqual(understood));
  test.each([[null], [''], ['egal wann'], [42], [{}], [['x']]])('narrows nothing where it is %j', (stored) => expect(window(stored)).toBeNull());
});
