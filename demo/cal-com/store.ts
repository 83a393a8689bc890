// The stand-in's truth: what is booked. Rules of its own are those of the database behind the real one.
import { randomBytes } from 'node:crypto';
import type { EventType, Host } from './event-type.ts';

export type Status = 'accepted' | 'pending' | 'cancelled' | 'rejected';

export interface StoredAttendee {
  readonly name: string;
  readonly email: string;
  readonly phoneNumber: string | null;
  readonly timeZone: string;
  readonly language: string;
}

export interface StoredBooking {
  readonly id: number;
  readonly uid: string;
  readonly eventTypeId: number;
  readonly host: Host;
  status: Status;
  readonly startAt: number;
  readonly endAt: number;
  readonly createdAt: number;
  updatedAt: number;
  readonly attendee: StoredAttendee;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Unique; only of accepted bookings, and only if they were accepted when created. */
  idempotencyKey: string | null;
  cancellationReason: string;
  readonly rescheduledFromUid: string | null;
  rescheduledToUid: string | null;
}

export interface NewBooking {
  readonly eventType: EventType;
  readonly host: Host;
  readonly startAt: number;
  readonly attendee: StoredAttendee;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly status: Status;
  readonly rescheduledFromUid?: string;
}

export interface Store {
  readonly eventTypes: Map<number, EventType>;
  readonly bookings: StoredBooking[];
  now(): number;
  /** Null where an accepted booking of the same host, start and end exists: the unique idempotencyKey. */
  insert(booking: NewBooking): StoredBooking | null;
  setStatus(booking: StoredBooking, status: Status): void;
  find(uid: string): StoredBooking | null;
  /** Forgets every booking. */
  clear(): void;
}

export interface StoreOptions {
  readonly now: () => number;
  readonly eventTypes: readonly EventType[];
  /** What was booked in an earlier life. */
  readonly bookings?: readonly StoredBooking[];
  /** Called after every change of what is booked. */
  readonly onChange?: (bookings: readonly StoredBooking[]) => void;
}

export function createStore(options: StoreOptions): Store {
  const bookings: StoredBooking[] = [...(options.bookings ?? [])];
  const changed = () => options.onChange?.(bookings);
  let nextId = Math.max(999, ...bookings.map((booking) => booking.id)) + 1;
  const store: Store = {
    eventTypes: new Map(options.eventTypes.map((type) => [type.id, type])),
    bookings,
    now: options.now,
    insert(given) {
      const endAt = given.startAt + given.eventType.minutes * 60_000;
      const key = given.status === 'accepted' ? `${given.startAt}.${endAt}.${given.host.id}` : null;
      if (key !== null && bookings.some((other) => other.idempotencyKey === key)) return null;
      const now = options.now();
      const booking: StoredBooking = {
        id: nextId++,
        uid: randomBytes(16).toString('base64url'),
        eventTypeId: given.eventType.id,
        host: given.host,
        status: given.status,
        startAt: given.startAt,
        endAt,
        createdAt: now,
        updatedAt: now,
        attendee: given.attendee,
        metadata: given.metadata,
        idempotencyKey: key,
        cancellationReason: '',
        rescheduledFromUid: given.rescheduledFromUid ?? null,
        rescheduledToUid: null,
      };
      bookings.push(booking);
      changed();
      return booking;
    },
    setStatus(booking, status) {
      booking.status = status;
      booking.updatedAt = options.now();
      // Confirming a pending booking does not set the key (issue 29968); cancelling clears it.
      if (status === 'cancelled' || status === 'rejected') booking.idempotencyKey = null;
      changed();
    },
    clear() {
      bookings.length = 0;
      changed();
    },
    find: (uid) => bookings.find((booking) => booking.uid === uid) ?? null,
  };
  return store;
}

/** BookingOutput as the real one sends it. */
export function bookingOutput(store: Store, booking: StoredBooking): Record<string, unknown> {
  const type = store.eventTypes.get(booking.eventTypeId);
  const { host, attendee } = booking;
  const iso = (at: number) => new Date(at).toISOString();
  const phone = attendee.phoneNumber === null ? {} : { phoneNumber: attendee.phoneNumber };
  return {
    id: booking.id,
    uid: booking.uid,
    title: `${type?.title ?? 'Event'} between ${host.name} and ${attendee.name}`,
    description: '',
    hosts: [{ id: host.id, name: host.name, email: host.email, displayEmail: host.email, username: host.name.toLowerCase().replaceAll(' ', '-'), timeZone: host.timeZone }],
    status: booking.status,
    start: iso(booking.startAt),
    end: iso(booking.endAt),
    duration: (booking.endAt - booking.startAt) / 60_000,
    eventTypeId: booking.eventTypeId,
    eventType: { id: booking.eventTypeId, slug: type?.slug ?? 'event' },
    meetingUrl: '',
    location: 'Salon',
    absentHost: false,
    createdAt: iso(booking.createdAt),
    updatedAt: iso(booking.updatedAt),
    metadata: booking.metadata,
    cancellationReason: booking.cancellationReason,
    cancelledByEmail: '',
    icsUid: `${booking.uid}@Cal.com`,
    ...(booking.rescheduledFromUid === null ? {} : { rescheduledFromUid: booking.rescheduledFromUid }),
    ...(booking.rescheduledToUid === null ? {} : { rescheduledToUid: booking.rescheduledToUid }),
    attendees: [{ name: attendee.name, email: attendee.email, displayEmail: attendee.email, timeZone: attendee.timeZone, language: attendee.language, absent: false, ...phone }],
    guests: [],
    bookingFieldsResponses: { email: attendee.email, displayEmail: attendee.email, name: attendee.name, ...(attendee.phoneNumber === null ? {} : { attendeePhoneNumber: attendee.phoneNumber }) },
  };
}
