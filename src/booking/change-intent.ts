import type { CancelRequest, RescheduleRequest } from '../calendar/port.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { BookingIntent } from './intent.ts';

/**
 * What is to be done to an appointment, durable before the calendar is touched. `startAt` is where it is to be
 * afterwards (or was, where it is cancelled); the attendee is taken from the appointment, never from the call.
 */
export interface ChangeIntent extends BookingIntent {
  readonly kind: 'reschedule' | 'cancel';
  readonly appointmentId: string;
  /** The calendar's id of the booking that is to be changed. */
  readonly bookingUid: string;
  readonly reason: string;
}

export function isChange(intent: BookingIntent): intent is ChangeIntent {
  return 'appointmentId' in intent;
}

/** The same from whichever call and node it comes: two that want the same of one appointment meet one attempt. */
export function changeId(intent: Pick<ChangeIntent, 'kind' | 'appointmentId' | 'startAt' | 'attempt'>): string {
  return uuidFrom('change', intent.kind, intent.appointmentId, String(intent.startAt), String(intent.attempt));
}

export function cancelRequest({ bookingUid, service, reason }: ChangeIntent, budgetMs: number): CancelRequest {
  return { uid: bookingUid, service, reason, budgetMs };
}

export function rescheduleRequest(intent: ChangeIntent, budgetMs: number): RescheduleRequest {
  return { ...cancelRequest(intent, budgetMs), intentId: intent.id, startAt: intent.startAt, timeZone: intent.timeZone };
}
