// What a callback is in the eyes of the desk: the part of its row that a decision reads and writes.
import type { Priority } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';

export type CallbackStatus = 'pending' | 'assigned' | 'contacted' | 'completed' | 'expired' | 'cancelled';

const OPEN: ReadonlySet<CallbackStatus> = new Set(['pending', 'assigned', 'contacted']);

export function isOpen(status: CallbackStatus): boolean {
  return OPEN.has(status);
}

/** How a call to the customer ended. Only `reached` is a contact. */
export const ATTEMPT_OUTCOMES = ['reached', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'not_in_service', 'wrong_person', 'call_later'] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

export interface DeskState {
  readonly status: CallbackStatus;
  readonly priority: Priority;
  readonly dueAt: EpochMs;
  readonly dueBecause: string;
  readonly assignedTo: string | null;
  readonly assignedAt: EpochMs | null;
  /** The first contact; a reopened callback keeps it. */
  readonly contactedAt: EpochMs | null;
  readonly completedAt: EpochMs | null;
  readonly resolution: string | null;
  readonly resolutionNotes: string | null;
  readonly appointmentId: string | null;
  /** Attempts that were in vain or not the end of it; withdrawn ones do not count. */
  readonly attemptsCount: number;
  readonly lastAttemptAt: EpochMs | null;
  readonly nextAttemptAt: EpochMs | null;
  readonly snoozedUntil: EpochMs | null;
  readonly snoozeWords: string | null;
  readonly decisionSince: EpochMs | null;
  readonly warnedAt: EpochMs | null;
  /** 0 nobody, 1 assignee, 2 branch manager, 3 owner, 4 operator. */
  readonly escalationLevel: number;
  readonly escalatedAt: EpochMs | null;
}
