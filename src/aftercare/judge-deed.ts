// Whether what a customer did himself settles what is open for him. Pure. The machine closes only what he surely has now and
// surely knows of (invariant 4); whatever is doubtful is shown to a person, who confirms it with one click or not.
import type { CreatedFrom, ErrorType } from '../callbacks/callback.ts';
import type { CallbackStatus } from '../callbacks/desk-state.ts';
import type { EpochMs } from '../platform/world.ts';
import { mayBeOne } from '../wishes/same-wish.ts';
import type { Intent } from '../wishes/wish.ts';

export interface Deed {
  readonly appointmentId: string;
  readonly kind: 'booked' | 'moved' | 'cancelled';
  readonly at: EpochMs;
  /** He was told in a call, or did it himself at the calendar. */
  readonly known: boolean;
  readonly bookingUid: string;
  readonly wishId: string | null;
  readonly serviceId: string | null;
  readonly customerName: string | null;
}

/** A callback with what it is about. */
export interface Matter {
  readonly status: CallbackStatus;
  readonly intent: Intent;
  readonly wishId: string;
  readonly createdFrom: CreatedFrom;
  readonly errorType: ErrorType | null;
  readonly serviceId: string | null;
  readonly customerName: string | null;
  readonly appointmentId: string | null;
  /** The booking that has to be made sure of. */
  readonly bookingUid: string | null;
  /** The appointments that are to be changed, as far as they are known. */
  readonly changes: readonly string[];
  /** When he wished for it last; what he did before cannot be its fulfilment. */
  readonly wishedAt: EpochMs;
  /** Somebody is on the phone with him at this moment. */
  readonly claimed: boolean;
}

export type Verdict =
  | { readonly kind: 'settles' }
  /** `why`: what keeps the machine from closing it. */
  | { readonly kind: 'may_settle'; readonly why: Doubt }
  | { readonly kind: 'nothing' };

export type Doubt = 'not_told' | 'asked_for_a_person' | 'uncertain_booking' | 'service_unknown' | 'appointment_unknown' | 'done_otherwise' | 'opened_by_us' | 'somebody_is_on_it';

const NOTHING: Verdict = { kind: 'nothing' };

export function judgeDeed(deed: Deed, matter: Matter): Verdict {
  if (isAboutItself(deed, matter) || deed.at <= matter.wishedAt || !mayBeOne(deed, matter)) return NOTHING;
  const doubt = matter.intent === 'book' ? doubtAboutBooking(deed, matter) : doubtAboutChange(deed, matter);
  if (doubt === 'unrelated') return NOTHING;
  const kept = doubt ?? keptBack(deed, matter);
  return kept === null ? { kind: 'settles' } : { kind: 'may_settle', why: kept };
}

/** The callback is open because of this very booking: then it stays until the customer was spoken to. */
function isAboutItself(deed: Deed, matter: Matter): boolean {
  return deed.wishId === matter.wishId || deed.appointmentId === matter.appointmentId || deed.bookingUid === matter.bookingUid;
}

function doubtAboutBooking(deed: Deed, matter: Matter): Doubt | 'unrelated' | null {
  if (deed.kind !== 'booked') return 'unrelated';
  // It may stand twice now: once as he knows it, once as he does not.
  if (matter.errorType === 'partial_booking') return 'uncertain_booking';
  return matter.serviceId !== null && deed.serviceId === null ? 'service_unknown' : null;
}

function doubtAboutChange(deed: Deed, matter: Matter): Doubt | 'unrelated' | null {
  if (matter.intent === 'callback' || matter.intent === 'question') return deed.kind === 'booked' ? 'asked_for_a_person' : 'unrelated';
  const meant = matter.changes.length === 0 ? null : matter.changes.includes(deed.appointmentId);
  if (meant === false) return deed.kind === 'booked' && matter.intent === 'reschedule' ? 'done_otherwise' : 'unrelated';
  if (matter.errorType === 'partial_booking') return 'uncertain_booking';
  const wanted = matter.intent === 'cancel' ? 'cancelled' : 'moved';
  if (meant === null) return deed.kind === wanted ? 'appointment_unknown' : 'unrelated';
  return deed.kind === wanted ? null : 'done_otherwise';
}

function keptBack(deed: Deed, matter: Matter): Doubt | null {
  if (!deed.known) return 'not_told';
  // What he asked a person for, a person answers, as within a call (settle-in-call.ts).
  if (matter.createdFrom === 'customer_request' || matter.createdFrom === 'anonymous_caller') return 'asked_for_a_person';
  if (matter.createdFrom !== 'failsafe_callback' && matter.createdFrom !== 'call_problem') return 'opened_by_us';
  return matter.claimed || matter.status === 'contacted' ? 'somebody_is_on_it' : null;
}
