import type { AssignStrategy, CallbackPolicy, OpeningHours, Weekday } from './company.ts';

export const DEFAULT_CALLBACK_POLICY: CallbackPolicy = {
  deadlines: {
    urgent: { minutes: 120, clock: 'wall' },
    high: { minutes: 240, clock: 'wall' },
    normal: { minutes: 1440, clock: 'wall' },
  },
  maxAttempts: 3,
  escalationCooldownMinutes: 240,
  autoAssign: 'relationship',
  strategies: {},
  warnMinutesBefore: 30,
  claimMinutes: 20,
  unassignedAlarmMinutes: 30,
  callingHours: ['08:00', '20:00'],
  attemptsPerDay: 2,
};

/** The German call centres' code of conduct ends Saturday's calls earlier; a company's hours may narrow that, not widen it. */
const SATURDAY: readonly [string, string] = ['09:00', '18:00'];

/** When customers may be called, as a week: never on Sundays, on Saturdays from 9 to 18 at most. Holidays are not in it. */
export function callingWeek({ callingHours }: Pick<CallbackPolicy, 'callingHours'>): OpeningHours {
  const [from, until] = callingHours;
  const saturday = [from > SATURDAY[0] ? from : SATURDAY[0], until < SATURDAY[1] ? until : SATURDAY[1]] as const;
  const day = [callingHours];
  return { mon: day, tue: day, wed: day, thu: day, fri: day, sat: saturday[0] < saturday[1] ? [saturday] : [], sun: [] };
}

export function strategyOf(policy: Pick<CallbackPolicy, 'autoAssign' | 'strategies'>, branch: { readonly slug: string } | null): AssignStrategy {
  return (branch === null ? undefined : policy.strategies[branch.slug]) ?? policy.autoAssign;
}

/** A stored policy; what an older row or snapshot does not have yet is the default. */
export function storedPolicy(stored: Partial<CallbackPolicy>): CallbackPolicy {
  return { ...DEFAULT_CALLBACK_POLICY, ...stored, deadlines: { ...DEFAULT_CALLBACK_POLICY.deadlines, ...stored.deadlines } };
}

/** Stored opening hours; a weekday that is not there is closed. */
export function storedHours(stored: Partial<Record<Weekday, readonly (readonly [string, string])[]>>): OpeningHours {
  return { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], ...stored };
}
