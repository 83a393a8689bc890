import type { CallbackPolicy, OpeningHours, Weekday } from './company.ts';

export const DEFAULT_CALLBACK_POLICY: CallbackPolicy = {
  deadlines: {
    urgent: { minutes: 120, clock: 'wall' },
    high: { minutes: 240, clock: 'wall' },
    normal: { minutes: 1440, clock: 'wall' },
  },
  maxAttempts: 3,
  escalationCooldownMinutes: 240,
  autoAssign: 'relationship',
};

/** A stored policy; what an older row does not have yet is the default. */
export function storedPolicy(stored: Partial<CallbackPolicy>): CallbackPolicy {
  return { ...DEFAULT_CALLBACK_POLICY, ...stored, deadlines: { ...DEFAULT_CALLBACK_POLICY.deadlines, ...stored.deadlines } };
}

/** Stored opening hours; a weekday that is not there is closed. */
export function storedHours(stored: Partial<Record<Weekday, readonly (readonly [string, string])[]>>): OpeningHours {
  return { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], ...stored };
}
