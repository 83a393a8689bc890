// Everything that can happen to a callback at the desk, in any order.
import fc from 'fast-check';
import type { DeskEvent } from '../../src/callbacks/decide.ts';
import { ATTEMPT_OUTCOMES } from '../../src/callbacks/desk-state.ts';
import type { DeskState } from '../../src/callbacks/desk-state.ts';

export const NEW_CALLBACK: DeskState = {
  status: 'pending', priority: 'normal', dueAt: 1_000_000, dueBecause: '24 h', assignedTo: null, assignedAt: null, contactedAt: null, completedAt: null, resolution: null,
  resolutionNotes: null, appointmentId: null, attemptsCount: 0, lastAttemptAt: null, nextAttemptAt: null, snoozedUntil: null, snoozeWords: null, decisionSince: null,
  warnedAt: null, escalationLevel: 0, escalatedAt: null,
};

const staff = fc.constantFrom('anna', 'ben', 'mara');
const instant = fc.integer({ min: 1, max: 2_000_000 });
const word = fc.constantFrom('answered', 'Verwählt', 'zu alt');

const ATTEMPT = fc.record({ kind: fc.constant('attempt' as const), outcome: fc.constantFrom(...ATTEMPT_OUTCOMES), note: fc.constant(null), nextAttemptAt: fc.option(instant), maxAttempts: fc.constant(3) });

/** Of every kind but undo, which needs something to take back. */
export const deskEvent: fc.Arbitrary<DeskEvent> = fc.oneof(
  // more often than the rest: what matters comes after several of them
  { weight: 5, arbitrary: ATTEMPT },
  fc.record({ kind: fc.constant('assign' as const), staffId: staff, why: fc.constant('by_hand') }),
  fc.record({ kind: fc.constant('unassign' as const), why: fc.constant('by_hand') }),
  fc.record({ kind: fc.constant('complete' as const), resolution: word, notes: fc.option(word), appointmentId: fc.option(fc.constant('termin')) }),
  fc.record({ kind: fc.constant('settle' as const), resolution: word, appointmentId: fc.option(fc.constant('termin')), proof: fc.constant({ call: 'c' }) }),
  fc.record({ kind: fc.constant('cancel' as const), reason: word }),
  fc.record({ kind: fc.constant('expire' as const), reason: word }),
  fc.record({ kind: fc.constant('reopen' as const), reason: word }),
  fc.record({ kind: fc.constant('snooze' as const), until: instant, words: fc.option(word) }),
  fc.record({ kind: fc.constant('wake' as const) }),
  fc.record({ kind: fc.constant('priority' as const), priority: fc.constantFrom('normal' as const, 'high' as const, 'urgent' as const), dueAt: instant, dueBecause: word }),
  fc.record({ kind: fc.constant('need_decision' as const), why: word }),
  fc.record({ kind: fc.constant('warn' as const) }),
  fc.record({ kind: fc.constant('escalate' as const), reason: word, level: fc.integer({ min: 1, max: 4 }), toStaff: fc.option(staff), note: fc.constant(null) }),
  fc.record({ kind: fc.constant('link' as const), appointmentId: fc.constantFrom('termin', 'anderer'), why: word }),
);
