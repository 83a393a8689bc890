// Tells a subscriber what is booked, moved and cancelled at the stand-in, as the real one does: signed, once, and
// without caring what comes back. What the network does to it (loss, repetition, delay) is switchable.
import { createHmac } from 'node:crypto';
import type { StoredBooking } from './store.ts';

interface Subscriber {
  readonly url: string;
  /** null: the webhook has none; then the header says so in words. */
  readonly secret: string | null;
}

interface Delivering {
  /** Of how many events one is lost, delivered twice, or held back until `release`; 0: never. */
  readonly losesEvery: number;
  readonly repeatsEvery: number;
  readonly delaysEvery: number;
}

const FAITHFUL: Delivering = { losesEvery: 0, repeatsEvery: 0, delaysEvery: 0 };

export interface WebhookSender {
  /** Compares with what was told before, and tells the difference. */
  changed(bookings: readonly StoredBooking[]): void;
  subscribe(subscriber: Subscriber | null): void;
  deliver(how: Partial<Delivering>): void;
  /** Sends what was held back, the latest first. */
  release(): void;
  /** What was sent, in this order: status codes, or null where nobody answered. */
  sent(): readonly { readonly trigger: string; readonly uid: string; readonly status: number | null }[];
  /** Resolves once nothing is on its way. */
  idle(): Promise<void>;
}

/** `by`: whose e-mail a cancellation names; default: the host's. */
export function createWebhookSender(options: { now: () => number; by?: (booking: StoredBooking) => string }): WebhookSender {
  const known = new Map<string, string>();
  const held: (() => void)[] = [];
  const sent: { trigger: string; uid: string; status: number | null }[] = [];
  const onTheWay = new Set<Promise<void>>();
  let subscriber: Subscriber | null = null;
  let delivering = FAITHFUL;
  let count = 0;

  function send(body: string, told: { trigger: string; uid: string }): void {
    if (subscriber === null) return;
    const { url, secret } = subscriber;
    const signature = secret === null ? 'no-secret-provided' : createHmac('sha256', secret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-cal-signature-256': signature, 'x-cal-webhook-version': '2021-10-20' };
    const work = fetch(url, { method: 'POST', headers, body, redirect: 'manual' })
      .then(async (reply) => {
        await reply.arrayBuffer();
        sent.push({ ...told, status: reply.status });
      })
      .catch(() => void sent.push({ ...told, status: null }))
      .finally(() => onTheWay.delete(work));
    onTheWay.add(work);
  }

  function tell(trigger: string, booking: StoredBooking, more: Readonly<Record<string, unknown>>): void {
    count += 1;
    const body = JSON.stringify({ triggerEvent: trigger, createdAt: iso(options.now()), payload: { ...payloadOf(booking), ...more } });
    const isTurn = (every: number): boolean => every > 0 && count % every === 0;
    if (isTurn(delivering.losesEvery)) return;
    const go = () => send(body, { trigger, uid: booking.uid });
    if (isTurn(delivering.delaysEvery)) held.push(go);
    else go();
    if (isTurn(delivering.repeatsEvery)) go();
  }

  function tellOf(booking: StoredBooking, before: string | undefined, bookings: readonly StoredBooking[]): void {
    const { status } = booking;
    if (before === undefined && booking.rescheduledFromUid !== null) {
      const old = bookings.find(({ uid }) => uid === booking.rescheduledFromUid);
      const times = old === undefined ? {} : { rescheduleStartTime: iso(old.startAt), rescheduleEndTime: iso(old.endAt) };
      tell('BOOKING_RESCHEDULED', booking, { rescheduleUid: booking.rescheduledFromUid, rescheduledBy: booking.host.email, ...times });
    } else if (status === 'accepted' && before !== status) tell('BOOKING_CREATED', booking, {});
    else if (status === 'pending' && before === undefined) tell('BOOKING_REQUESTED', booking, {});
    else if (status === 'rejected' && before !== status) tell('BOOKING_REJECTED', booking, {});
    else if (status === 'cancelled' && before !== undefined && before !== status && !isMoved(booking, bookings)) {
      tell('BOOKING_CANCELLED', booking, { cancelledBy: options.by?.(booking) ?? booking.host.email, cancellationReason: booking.cancellationReason, requestReschedule: false });
    }
  }

  return {
    changed: (bookings) => {
      // After the change is whole: a move is two rows.
      setImmediate(() => {
        for (const booking of bookings) {
          const before = known.get(booking.uid);
          known.set(booking.uid, booking.status);
          tellOf(booking, before, bookings);
        }
      });
    },
    subscribe: (given) => {
      subscriber = given;
    },
    deliver: (how) => {
      delivering = { ...delivering, ...how };
    },
    release: () => {
      for (const go of held.splice(0).toReversed()) go();
    },
    sent: () => [...sent],
    idle: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      while (onTheWay.size > 0) await Promise.all(onTheWay);
    },
  };
}

function isMoved(booking: StoredBooking, bookings: readonly StoredBooking[]): boolean {
  return booking.rescheduledToUid !== null || bookings.some(({ rescheduledFromUid }) => rescheduledFromUid === booking.uid);
}

function payloadOf(booking: StoredBooking): Record<string, unknown> {
  const { host, attendee } = booking;
  return {
    type: 'termin', title: `Termin ${attendee.name}`, description: '', additionalNotes: '', customInputs: {},
    startTime: iso(booking.startAt), endTime: iso(booking.endAt),
    organizer: { id: host.id, name: host.name, email: host.email, timeZone: host.timeZone, language: { locale: 'de' } },
    responses: {
      name: { label: 'your_name', value: attendee.name }, email: { label: 'email_address', value: attendee.email },
      ...(attendee.phoneNumber === null ? {} : { attendeePhoneNumber: { label: 'phone_number', value: attendee.phoneNumber } }),
    },
    userFieldsResponses: {},
    attendees: [{ email: attendee.email, name: attendee.name, timeZone: attendee.timeZone, language: { locale: attendee.language } }],
    location: 'Salon', eventTypeId: booking.eventTypeId, uid: booking.uid, bookingId: booking.id, metadata: booking.metadata,
    length: (booking.endAt - booking.startAt) / 60_000, status: booking.status.toUpperCase(),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
