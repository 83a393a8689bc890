import type { Priority } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';

export type ErrorType = 'partial_booking' | 'api_error' | 'exception' | 'no_availability';
export type CreatedFrom = 'failsafe_callback' | 'customer_request' | 'anonymous_caller' | 'call_problem' | 'reconciliation' | 'staff';

/** The facts of a failure, under exactly the documented names (contract section 4). */
export interface CallbackContext {
  readonly calcom_booking_id?: string;
  readonly appointment_error?: string;
  /** ISO 8601 with the branch's offset. */
  readonly requested_time?: string;
  /** 'YYYY-MM-DD', or the caller's words where no date could be made of them. */
  readonly requested_date?: string;
  readonly error_during?: 'alternative_search' | 'availability_check' | 'booking_exception';
  readonly original_error?: string;
  readonly exception_message?: string;
  readonly service_id?: string;
  readonly staff_id?: string;
}

export interface CallbackMetadata extends CallbackContext {
  readonly error_type: ErrorType | null;
  readonly call_id: string | null;
  readonly retell_call_id: string | null;
  readonly from_number: string | null;
  readonly created_from: CreatedFrom;
  /** UTC, seconds, `Z`. */
  readonly created_at_iso: string;
}

/** A callback as it is promised: complete before anything is said. Its id is the receipt of the request. */
export interface CallbackDraft {
  readonly id: string;
  readonly receipt: string;
  readonly wishId: string;
  readonly callId: string | null;
  readonly priority: Priority;
  readonly errorType: ErrorType | null;
  readonly errorMessage: string | null;
  readonly createdFrom: CreatedFrom;
  readonly customerName: string | null;
  /** E.164, or null: then nobody can be called and the desk shows „Nummer fehlt“. */
  readonly phoneNumber: string | null;
  readonly phoneRaw: string | null;
  readonly customerEmail: string | null;
  readonly branchId: string | null;
  readonly serviceId: string | null;
  readonly dueAt: EpochMs;
  readonly dueBecause: string;
  /** In words, or as a form has it; null: none. */
  readonly preferredTimeWindow: unknown;
  readonly notes: string | null;
  readonly metadata: CallbackMetadata;
  readonly createdAt: EpochMs;
  /** As in timelines; absent: the machine. */
  readonly createdBy?: string;
}

/** What a sentence may be built from: a callback that is durable. */
export interface StoredCallback {
  readonly id: string;
  readonly dueAt: EpochMs;
  readonly phoneNumber: string | null;
}

const SEVERITY: readonly (ErrorType | null)[] = [null, 'no_availability', 'api_error', 'exception', 'partial_booking'];
const URGENCY: readonly Priority[] = ['normal', 'high', 'urgent'];

export function graverError(a: ErrorType | null, b: ErrorType | null): ErrorType | null {
  return SEVERITY.indexOf(a) >= SEVERITY.indexOf(b) ? a : b;
}

export function higherPriority(a: Priority, b: Priority): Priority {
  return URGENCY.indexOf(a) >= URGENCY.indexOf(b) ? a : b;
}
