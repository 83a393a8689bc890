// What a changed calendar would make of deadlines that stand. A proposal: a deadline was told to a caller, so it is
// changed by a person who has seen what would become of it, and with an entry in the audit log, never by itself.
import type { Company, Priority } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';
import { callbackDeadline } from './callback-deadline.ts';

export interface StandingDeadline {
  readonly callbackId: string;
  readonly priority: Priority;
  readonly branchId: string | null;
  /** From when it was counted. */
  readonly fromAt: EpochMs;
  readonly appointmentAt: EpochMs | null;
  readonly dueAt: EpochMs;
}

export interface DeadlineProposal {
  readonly callbackId: string;
  readonly dueAt: EpochMs;
  readonly proposedAt: EpochMs;
  readonly because: string;
  /** Later than what the caller was told: he has to hear of it. */
  readonly breaksPromise: boolean;
}

/**
 * Only of deadlines that the calendar as it was had made: one that a person set, or that came with another callback that
 * was joined, stays. Proposing again for what was accepted proposes nothing.
 */
export function proposeDeadlines(company: { readonly before: Company; readonly after: Company }, standing: readonly StandingDeadline[]): DeadlineProposal[] {
  return standing.flatMap(({ callbackId, dueAt, branchId, ...rest }) => {
    const [was, would] = [company.before, company.after].map((at) => callbackDeadline({ ...rest, company: at, branch: at.branches.find(({ id }) => id === branchId) ?? null }));
    if (was!.dueAt !== dueAt || would!.dueAt === dueAt) return [];
    return [{ callbackId, dueAt, proposedAt: would!.dueAt, because: would!.because, breaksPromise: would!.dueAt > dueAt }];
  });
}
