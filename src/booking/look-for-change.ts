import type { Booking, Calendar, Outcome } from '../calendar/port.ts';
import type { ChangeIntent } from './change-intent.ts';
import { cancelledAs, standsAs, type ChangeSeen } from './decide-change.ts';

/**
 * Looks whether the change was made. The uid of the booking is known, so one read tells, and for a moved one a second:
 * the old booking names its successor.
 */
export async function lookForChange(calendar: Calendar, intent: ChangeIntent, budgetMs: number): Promise<ChangeSeen> {
  const read = async (uid: string): Promise<Outcome<Booking | null>> => await calendar.read({ uid, service: intent.service, budgetMs });
  const found = await read(intent.bookingUid);
  if (found.kind !== 'done') return { kind: 'unseen', detail: found.detail };
  const old = found.value;
  if (old === null) return { kind: 'gone', detail: `the calendar has no booking ${intent.bookingUid} any more` };
  if (intent.kind === 'cancel') return cancelledAs(old);
  if (old.status === 'accepted' || old.status === 'pending') return { kind: 'standing' };
  if (old.rescheduledToUid === null) return { kind: 'gone', detail: 'the booking was cancelled' };
  const next = await read(old.rescheduledToUid);
  if (next.kind !== 'done') return { kind: 'unseen', detail: next.detail };
  const seen = next.value === null || next.value.startAt !== intent.startAt ? null : standsAs(next.value);
  return seen?.kind === 'done' ? seen : { kind: 'gone', detail: `the booking was moved elsewhere, to ${old.rescheduledToUid}` };
}
