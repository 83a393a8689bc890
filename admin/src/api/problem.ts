/** RFC 9457, as the server writes it. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Stable; for a 409 of a callback, `status` of the callback comes along in `state`. */
  readonly code: string;
  readonly next?: string;
  readonly state?: string;
  /** At ERASURE_BLOCKED. */
  readonly why?: string;
  /** At CLAIMED: who is on it, and until when. */
  readonly claimed_by_name?: string;
  readonly claim_until?: string;
  /** At APPOINTMENT_CONFLICT. */
  readonly conflicts?: readonly { readonly appointment_id: string; readonly start: string; readonly end: string; readonly customer_name: string | null; readonly staff_id: string | null }[];
}
