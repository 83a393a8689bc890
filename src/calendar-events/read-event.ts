// A webhook of Cal.com as far as it can be read. Lenient: a field of another shape than documented must not lose
// the others. Facts: cal.com/docs, webhooks, payload of version 2021-10-20; status is in upper case here, and the
// times are called otherwise than in the API.
import { z } from 'zod';
import type { BookingStatus } from '../calendar/port.ts';
import { INTENT_KEY } from '../calendar/intent-key.ts';
import type { Json } from '../journal/journal.ts';
import type { EpochMs } from '../platform/world.ts';
import type { SeenBooking } from './seen-booking.ts';

/** What happened; `other` is stored and nothing else. */
export type Happened = 'created' | 'requested' | 'rescheduled' | 'cancelled' | 'rejected' | 'other';

export interface CalendarEvent {
  /** As the calendar names it; '' where it does not. */
  readonly trigger: string;
  readonly happened: Happened;
  readonly createdAt: EpochMs | null;
  readonly uid: string | null;
  readonly movedFromUid: string | null;
  /** The booking after what happened; null where it cannot be read. */
  readonly seen: SeenBooking | null;
  /** The booking that was moved, before it was; null where the event does not tell its times. */
  readonly before: SeenBooking | null;
}

const HAPPENED: Readonly<Record<string, Happened>> = {
  BOOKING_CREATED: 'created', BOOKING_REQUESTED: 'requested', BOOKING_RESCHEDULED: 'rescheduled', BOOKING_CANCELLED: 'cancelled', BOOKING_REJECTED: 'rejected',
};

const text = z.string().trim().min(1).nullable().catch(null);
const instant = z.iso.datetime({ offset: true }).transform((value) => Date.parse(value)).nullable().catch(null);
const person = z.object({ name: text, email: text, phoneNumber: text }).catch({ name: null, email: null, phoneNumber: null });
const answered = z.object({ value: text }).transform(({ value }) => value).nullable().catch(null);

const Payload = z.object({
  uid: text,
  bookingId: z.number().int().nullable().catch(null),
  status: text,
  startTime: instant,
  endTime: instant,
  eventTypeId: z.number().int().nullable().catch(null),
  organizer: person,
  attendees: z.array(person).catch([]),
  responses: z.object({ attendeePhoneNumber: answered, phone: answered, smsReminderNumber: answered, email: answered })
    .catch({ attendeePhoneNumber: null, phone: null, smsReminderNumber: null, email: null }),
  metadata: z.record(z.string(), z.unknown()).catch({}),
  additionalNotes: text,
  rescheduleUid: text,
  rescheduleStartTime: instant,
  rescheduleEndTime: instant,
  cancelledBy: text,
  rescheduledBy: text,
  cancellationReason: text,
});
type Payload = z.infer<typeof Payload>;

const Envelope = z.object({ triggerEvent: z.string().catch(''), createdAt: instant, payload: z.unknown() }).catch({ triggerEvent: '', createdAt: null, payload: null });

export function readCalendarEvent(body: Json): CalendarEvent {
  const { triggerEvent: trigger, createdAt, payload } = Envelope.parse(body);
  const happened = HAPPENED[trigger] ?? 'other';
  const read = Payload.safeParse(payload);
  if (!read.success) return { trigger, happened, createdAt, uid: null, movedFromUid: null, seen: null, before: null };
  const { data } = read;
  const movedFromUid = data.rescheduleUid === data.uid ? null : data.rescheduleUid;
  return { trigger, happened, createdAt, uid: data.uid, movedFromUid, seen: seenOf(data, happened), before: beforeOf(data, movedFromUid) };
}

function seenOf(data: Payload, happened: Happened): SeenBooking | null {
  return seenAt(data, { uid: data.uid, startAt: data.startTime, endAt: data.endTime, status: statusOf(data, happened) });
}

/** It stood until it was moved; whether confirmed, the event does not say. */
function beforeOf(data: Payload, uid: string | null): SeenBooking | null {
  const { rescheduleStartTime: startAt, rescheduleEndTime } = data;
  const lastsMs = data.startTime === null || data.endTime === null ? null : data.endTime - data.startTime;
  const endAt = rescheduleEndTime ?? (startAt === null || lastsMs === null ? null : startAt + lastsMs);
  const seen = seenAt(data, { uid, startAt, endAt, status: 'accepted' });
  return seen === null ? null : { ...seen, booking: { ...seen.booking, id: null, rescheduledFromUid: null } };
}

function seenAt(data: Payload, at: { uid: string | null; startAt: EpochMs | null; endAt: EpochMs | null; status: BookingStatus }): SeenBooking | null {
  const { uid, startAt, endAt, status } = at;
  if (uid === null || startAt === null || endAt === null || endAt <= startAt) return null;
  const attendee = data.attendees[0];
  const { responses } = data;
  const intent = data.metadata[INTENT_KEY];
  return {
    booking: {
      uid, id: data.bookingId === null ? null : String(data.bookingId), status, startAt, endAt,
      intentId: typeof intent === 'string' && intent !== '' ? intent : null,
      attendeeName: attendee?.name ?? null,
      attendeeEmail: attendee?.email ?? responses.email,
      attendeePhone: attendee?.phoneNumber ?? responses.attendeePhoneNumber ?? responses.phone ?? responses.smsReminderNumber,
      staffId: null, createdAt: null, rescheduledToUid: null, rescheduledFromUid: data.rescheduleUid,
    },
    eventTypeId: data.eventTypeId,
    hostEmail: data.organizer.email,
    attendeeEmails: data.attendees.flatMap(({ email }) => (email === null ? [] : [email])),
    cancelledBy: data.cancelledBy ?? data.rescheduledBy,
    reason: data.cancellationReason,
    notes: data.additionalNotes,
  };
}

function statusOf({ status }: Payload, happened: Happened): BookingStatus {
  if (happened === 'cancelled') return 'cancelled';
  if (happened === 'rejected') return 'rejected';
  if (happened === 'requested') return 'pending';
  return status?.toUpperCase() === 'PENDING' ? 'pending' : 'accepted';
}
