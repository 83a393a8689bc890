import type { Outcome } from '../src/calendar/port.ts';

/** One word for an outcome: `done`, the refusal's reason or the unknown's cause. */
export function word(outcome: Outcome<unknown>): string {
  if (outcome.kind === 'done') return 'done';
  return outcome.kind === 'refused' ? outcome.reason : outcome.cause;
}

export function unexpected(outcome: Outcome<unknown>): never {
  throw new Error(`unexpected outcome: ${JSON.stringify(outcome)}`);
}
