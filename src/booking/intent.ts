import type { Attendee, BookingRequest, CalendarService } from '../calendar/port.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';

/** What is to be booked, durable before the calendar is touched. Serialisable: it is noted in the journal as it is. */
export interface BookingIntent {
  readonly id: string;
  readonly attempt: number;
  readonly wishId: string;
  /** null: of no call; a person books it for a callback that nobody called for. */
  readonly callId: string | null;
  readonly receipt: string;
  readonly service: CalendarService;
  readonly branchId: string | null;
  readonly startAt: EpochMs;
  readonly timeZone: string;
  readonly attendee: Attendee;
  readonly staffId: string | null;
  readonly notes: string | null;
  readonly createdAt: EpochMs;
}

/**
 * The id of an attempt is made of what is booked for whom in which call, so that a repetition (another tool call,
 * another node, the time after a crash) meets its own earlier attempt instead of booking a second time.
 */
export function intentId(intent: Pick<BookingIntent, 'callId' | 'wishId' | 'service' | 'startAt' | 'staffId' | 'attempt'>, customerName: string): string {
  return uuidFrom(
    'intent', intent.callId ?? intent.wishId, intent.service.serviceId, String(intent.startAt), intent.staffId ?? '',
    customerName.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim(), String(intent.attempt),
  );
}

export function appointmentId(intent: string): string {
  return uuidFrom('appointment', intent);
}

export function bookingRequest(intent: BookingIntent, budgetMs: number): BookingRequest {
  return {
    intentId: intent.id,
    service: intent.service,
    startAt: intent.startAt,
    timeZone: intent.timeZone,
    attendee: intent.attendee,
    staffId: intent.staffId,
    notes: intent.notes,
    metadata: { fangnetz_wish: intent.wishId, ...(intent.callId === null ? {} : { fangnetz_call: intent.callId }) },
    budgetMs,
  };
}
