// What a person does about the booking itself: try it again, or enter the appointment by hand.
import type { Calendars } from '../../calendar/calendars.ts';
import type { Slot } from '../../calendar/port.ts';
import type { Desk } from '../../callbacks/change-callback.ts';
import type { CallbackStatus } from '../../callbacks/desk-state.ts';
import type { Person } from '../../companies/actor.ts';
import type { Tx } from '../../platform/database.ts';
import type { EpochMs, World } from '../../platform/world.ts';

export interface Acting {
  readonly world: World;
  readonly calendars: Calendars;
  /** One transaction in the scope of whoever acts; several, because the calendar is asked in between. */
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly desk: Desk & { readonly actor: Person };
  readonly callbackId: string;
}

/** What is to be booked, where it differs from what the caller asked for; undefined: as he asked. */
export interface Wish {
  readonly startAt?: EpochMs | undefined;
  readonly serviceId?: string | undefined;
  readonly staffId?: string | null | undefined;
  readonly customerName?: string | undefined;
  /** E.164. */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly notes?: string | undefined;
}

export interface Held {
  readonly appointmentId: string;
  readonly bookingUid: string;
  readonly startAt: EpochMs;
}

export type ActingOutcome =
  /** It stands. `adopted`: it stood already and was taken over, nothing was sent. `closed`: the callback is not open any more; `overtaken`:
   * somebody else had closed it before the booking stood, and perhaps for a reason for which nobody wants it now. */
  | { readonly kind: 'booked'; readonly held: Held; readonly adopted: boolean; readonly closed: boolean; readonly overtaken: boolean }
  /** Waits for the host's confirmation; the callback stays open. */
  | { readonly kind: 'pending'; readonly held: Held }
  | { readonly kind: 'slot_taken' | 'outside_window'; readonly alternatives: readonly Slot[] }
  | { readonly kind: 'no_availability' }
  /** No answer: whether it stands is looked for in the background, and it must not be sent again. */
  | { readonly kind: 'unknown'; readonly detail: string; readonly unread: Unread | null }
  /** `alternatives`: times that could be found all the same. */
  | { readonly kind: 'failed'; readonly detail: string; readonly alternatives: readonly Slot[] }
  | { readonly kind: 'past'; readonly alternatives: readonly Slot[] }
  | { readonly kind: 'incomplete'; readonly missing: readonly Missing[] }
  /** The same booking is being tried at this moment, by somebody else or by the machine. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }
  | Stopped;

/**
 * The calendar could not be read, and so nothing was sent. `known`: a booking is stored, and only that it still stands could not be
 * seen; nobody looks for it. `sought`: an earlier attempt is being looked for.
 */
export type Unread = 'known' | 'sought';

export type Missing = 'service' | 'start' | 'customer_name' | 'contact' | 'email' | 'calendar';

export type Stopped =
  | { readonly kind: 'not_found' }
  | { readonly kind: 'closed'; readonly status: CallbackStatus }
  | { readonly kind: 'claimed'; readonly by: string; readonly until: EpochMs; readonly status: CallbackStatus };

/** An appointment of the same person (or of the same customer) that overlaps. */
export interface Conflict {
  readonly appointmentId: string;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  readonly customerName: string | null;
  readonly staffId: string | null;
}
