// What a calendar can do, and the three ways in which it can answer. Adapters say who: cal-com/, local/.
import type { EpochMs } from '../platform/world.ts';

/**
 * `done`    it happened, and this is what it was.
 * `refused` it certainly did not happen, and repeating it unchanged will not help.
 * `unknown` it may have happened. Never repeat the request; look (`lookUp`).
 */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly detail: string }
  | { readonly kind: 'unknown'; readonly cause: UnknownCause; readonly detail: string };

export type Refusal =
  | 'slot_taken' // somebody (perhaps our own earlier attempt) has it
  | 'in_the_past'
  | 'outside_window' // too soon or too far in the future; Cal.com has one message for both
  | 'email_required'
  | 'invalid_contact' // e-mail or phone not accepted
  | 'missing_field' // the event type requires a field that we do not send
  | 'service_not_found' // no such event type, or one without hosts
  | 'booking_not_found'
  | 'already_cancelled' // of a reschedule: it stands no more, and was not moved to the time asked for
  | 'not_allowed' // key wrong or without the right scope
  | 'rate_limited' // and waiting did not fit into the time allowed
  | 'rejected'; // any other 4xx

/**
 * `no_answer`    time-out or lost connection: nothing came back.
 * `server_error` 5xx, or a page of whatever stands in front of the calendar.
 * `absurd`       a success that makes no sense (no uid, another time, another person's booking, broken JSON).
 * `not_tried`    the circuit is open: certainly not sent.
 */
export type UnknownCause = 'no_answer' | 'server_error' | 'absurd' | 'not_tried';

export interface Slot {
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  /** Who would do it, where the calendar can say (local calendar only). */
  readonly staffId: string | null;
}

export type BookingStatus = 'accepted' | 'pending' | 'cancelled' | 'rejected';

export interface Booking {
  /** The calendar's own id; unique per provider. */
  readonly uid: string;
  /** Numeric id where the provider has one (Cal.com), else null. */
  readonly id: string | null;
  /** `pending` waits for the host's confirmation and is no appointment yet. */
  readonly status: BookingStatus;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  /** Our own intent id as the calendar returned it (Cal.com metadata); null for bookings made elsewhere. */
  readonly intentId: string | null;
  readonly attendeeName: string | null;
  readonly attendeeEmail: string | null;
  readonly attendeePhone: string | null;
  readonly staffId: string | null;
  readonly createdAt: EpochMs | null;
  /** The booking that took its place, or whose place it took, where the calendar says so. */
  readonly rescheduledToUid: string | null;
  readonly rescheduledFromUid: string | null;
}

/** What a service is called at the calendar. `local` needs only our own ids. */
export type CalendarService =
  | { readonly provider: 'cal.com'; readonly serviceId: string; readonly eventTypeId: number; readonly minutes: number }
  | { readonly provider: 'local'; readonly serviceId: string; readonly branchId: string; readonly minutes: number };

export interface SlotQuery {
  readonly service: CalendarService;
  /** Slots whose start lies in [fromAt, untilAt). */
  readonly fromAt: EpochMs;
  readonly untilAt: EpochMs;
  readonly timeZone: string;
  /** Only slots of this member of staff (our id), where the calendar can tell. */
  readonly staffId: string | null;
  /** A booking that is to be moved: what it takes up counts as free. */
  readonly movingUid?: string;
  /** The whole operation, waits included. */
  readonly budgetMs: number;
}

export interface BookingRequest {
  /** Our id of the intent, durable before this call; travels with the booking so that it can be found again. */
  readonly intentId: string;
  readonly service: CalendarService;
  readonly startAt: EpochMs;
  readonly timeZone: string;
  readonly attendee: Attendee;
  readonly staffId: string | null;
  readonly notes: string | null;
  /** Small facts kept at the calendar for people who look there: call id, wish id. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly budgetMs: number;
}

export interface Attendee {
  readonly name: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** Language of the calendar's own messages to him, `de` or `en`. */
  readonly language: string;
}

export interface LookUpQuery {
  readonly service: CalendarService;
  readonly startAt: EpochMs;
  /** Narrowing for calendars that cannot filter by our id; the result is matched again by the caller. */
  readonly attendee: Attendee;
  /** Whose booking is sought: then others at that time are no answer where not everything could be read. */
  readonly intentId?: string;
  readonly budgetMs: number;
}

export interface CancelRequest {
  readonly uid: string;
  readonly service: CalendarService;
  /** For people who look at the calendar; never empty, because some event types insist on one. */
  readonly reason: string;
  readonly budgetMs: number;
}

export interface RescheduleRequest extends CancelRequest {
  /** Our id of the intent, durable before this call. Cal.com does not take it along: there the old uid leads to the new one. */
  readonly intentId: string;
  readonly startAt: EpochMs;
  readonly timeZone: string;
}

export interface ReadQuery {
  readonly uid: string;
  readonly service: CalendarService;
  readonly budgetMs: number;
}

export interface Calendar {
  readonly provider: 'cal.com' | 'local';
  slots(query: SlotQuery): Promise<Outcome<readonly Slot[]>>;
  /** Sends at most one booking request. Never retries by itself. */
  book(request: BookingRequest): Promise<Outcome<Booking>>;
  /** Every booking (any status) of this service that starts at `startAt`. An empty list is no proof: lists lag. */
  lookUp(query: LookUpQuery): Promise<Outcome<readonly Booking[]>>;
  /** Sends at most one request. `done` also where it was cancelled before; the value is the booking as it is then. */
  cancel(request: CancelRequest): Promise<Outcome<Booking>>;
  /**
   * Moves the booking: the calendar makes the new one and gives up the old one in one step, or does neither. Sends at
   * most one request. `done` with the new booking, also where it had been moved to that very time before.
   */
  reschedule(request: RescheduleRequest): Promise<Outcome<Booking>>;
  /** The booking as the calendar has it now; null where it knows of none. */
  read(query: ReadQuery): Promise<Outcome<Booking | null>>;
}
