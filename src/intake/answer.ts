// What the agent gets back: flat JSON, HTTP 200, one sentence that is true (contract section 3).
import type { Json } from '../journal/journal.ts';

export type Status =
  | 'available' | 'unavailable' | 'booked' | 'partial_booking' | 'pending_confirmation' | 'unconfirmed' | 'slot_taken'
  | 'no_availability' | 'duplicate_detected' | 'past_time' | 'missing_customer_name' | 'missing_required_fields'
  | 'invalid_date' | 'service_not_found' | 'ready_for_confirmation' | 'rescheduled' | 'cancelled' | 'needs_new_time'
  | 'multiple_found' | 'not_found' | 'denied' | 'callback_queued' | 'ok' | 'error';

export interface Alternative {
  /** ISO 8601 with offset. */
  readonly start: string;
  readonly spoken: string;
}

export interface Answer {
  readonly success: boolean;
  readonly status: Status;
  readonly message: string;
  readonly wish_id?: string;
  readonly appointment_id?: string;
  readonly booking_uid?: string;
  readonly start?: string;
  readonly callback_id?: string;
  readonly callback_due_at?: string;
  readonly alternatives?: readonly Alternative[];
  /** Only `parse_date` and the like add keys of their own. */
  readonly [extra: string]: Json | undefined | readonly Alternative[];
}

export interface Reply {
  /** 503 only where neither journal nor database can hold the request. */
  readonly status: 200 | 503;
  readonly answer: Answer;
}

/** Whether the caller holds what he wished for, and its wish is over with it. */
export function fulfils({ success, status }: Answer): boolean {
  return success && (status === 'booked' || status === 'rescheduled' || status === 'cancelled');
}

const CHARACTERS_MAX = 15_000;

/** Retell cuts a result at 15,000 characters; cutting JSON there would leave the agent with nothing readable. */
export function bounded(answer: Answer): Answer {
  if (JSON.stringify(answer).length <= CHARACTERS_MAX) return answer;
  const { success, status, message, wish_id, appointment_id, callback_id, callback_due_at } = answer;
  return {
    success, status, message: message.slice(0, 1_000),
    ...(wish_id === undefined ? {} : { wish_id }),
    ...(appointment_id === undefined ? {} : { appointment_id }),
    ...(callback_id === undefined ? {} : { callback_id }),
    ...(callback_due_at === undefined ? {} : { callback_due_at }),
  };
}
