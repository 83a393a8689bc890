// How a test or an operator steers the stand-in, beside and not through its API.
import { bookingOutput } from './store.ts';
import type { EventType } from './event-type.ts';
import type { FaultRule } from './faults.ts';
import type { LoggedRequest, Running } from './running.ts';
import type { Subscription } from './subscriptions.ts';
import type { Status, Store, StoredBooking } from './store.ts';

export interface AddedBooking {
  readonly eventTypeId: number;
  /** Default: the first host. */
  readonly hostId?: number;
  /** ISO or epoch milliseconds. */
  readonly start: string | number;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly status?: Status;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Steering {
  readonly apiKey: string;
  /** Replaces all faults. */
  setFaults(rules: readonly FaultRule[]): void;
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  faults(): readonly FaultRule[];
  /** BookingOutputs, oldest first, cancelled ones included. */
  bookings(): readonly Record<string, unknown>[];
  /** Somebody else's booking, past all checks but the unique key. Throws if the slot is taken or the event type unknown. */
  addBooking(booking: AddedBooking): Record<string, unknown>;
  setStatus(uid: string, status: Status): void;
  setEventTypes(types: readonly EventType[]): void;
  /** Webhooks that its API made, as they stand; a test may change them as their owner would. */
  subscriptions(): Subscription[];
  requests(): readonly LoggedRequest[];
  /** How many POST /v2/bookings arrived, whatever became of them. */
  posts(): number;
  /** Forgets bookings, faults and requests; event types stay. */
  reset(): void;
  /** Resolves when nothing that was begun (late effects included) is under way; hanging requests do not count. */
  idle(): Promise<void>;
}

export function steering(running: Running): Steering {
  const { store, switchboard, requests } = running;
  return {
    apiKey: running.apiKey,
    setFaults: (rules) => switchboard.set(rules),
    addFault: (rule) => switchboard.add(rule),
    clearFaults: () => switchboard.clear(),
    faults: () => switchboard.rules(),
    bookings: () => store.bookings.map((booking) => bookingOutput(store, booking)),
    addBooking: (given) => bookingOutput(store, add(store, given)),
    setStatus: (uid, status) => {
      const booking = store.find(uid);
      if (booking === null) throw new Error(`no booking ${uid}`);
      store.setStatus(booking, status);
    },
    setEventTypes: (types) => {
      store.eventTypes.clear();
      for (const type of types) store.eventTypes.set(type.id, type);
    },
    subscriptions: () => running.subscriptions,
    requests: () => [...requests],
    posts: () => requests.filter((request) => request.operation === 'book').length,
    reset: () => {
      store.clear();
      requests.length = 0;
      running.subscriptions.length = 0;
      switchboard.clear();
    },
    idle: async () => {
      while (running.pending.size > 0) await Promise.all(running.pending);
    },
  };
}

function add(store: Store, given: AddedBooking): StoredBooking {
  const type = store.eventTypes.get(given.eventTypeId);
  const host = given.hostId === undefined ? type?.hosts[0] : type?.hosts.find((one) => one.id === given.hostId);
  if (type === undefined || host === undefined) throw new Error(`no event type ${given.eventTypeId} with a host`);
  const phoneNumber = given.phone ?? null;
  const email = given.email ?? (phoneNumber === null ? 'somebody@example.com' : `${phoneNumber.replaceAll(/\D/g, '')}@sms.cal.com`);
  const attendee = { name: given.name ?? 'Somebody Else', email, phoneNumber, timeZone: 'Europe/Berlin', language: 'de' };
  const startAt = typeof given.start === 'number' ? given.start : Date.parse(given.start);
  const booking = store.insert({ eventType: type, host, startAt, attendee, metadata: given.metadata ?? {}, status: given.status ?? 'accepted' });
  if (booking === null) throw new Error('that slot is taken');
  return booking;
}
