/** RFC 9457, as the server writes it. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Stable; for a 409 of a callback, `status` of the callback comes along in `state`. */
  readonly code: string;
  readonly next?: string;
  readonly state?: string;
}
