// The circuit of one account, as a value and its transitions. Own code because cockatiel 4 reads Date.now()
// itself (CircuitBreakerPolicy.js, SamplingBreaker.js) and so cannot be driven by our World's clock.

/** Instants are monotonic milliseconds. */
export type Circuit =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly untilMs: number; readonly trips: number }
  | { readonly kind: 'half_open'; readonly trips: number; readonly probeUntilMs: number };

export interface CircuitLimits {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** First pause; doubles with each failed probe up to `pauseMaxMs`. */
  readonly pauseMs: number;
  readonly pauseMaxMs: number;
  /** A probe that has not reported by then counts as lost, so that the circuit cannot hang half open. */
  readonly probeMs: number;
  /** A time-out after less than this says more about our budget than about the calendar. */
  readonly timeoutMinMs: number;
}

export const CIRCUIT_LIMITS: CircuitLimits = { failures: 5, pauseMs: 10_000, pauseMaxMs: 60_000, probeMs: 15_000, timeoutMinMs: 1000 };

export const CLOSED: Circuit = { kind: 'closed', failures: 0 };

/** `ok` is any answer of the calendar itself, refusals included; `neutral` proves nothing either way. */
export type Sign = 'ok' | 'failed' | 'neutral';

export interface Admission {
  readonly admitted: boolean;
  readonly circuit: Circuit;
}

/**
 * Whether a request may leave. While open nothing does. After the pause one read goes as the probe; bookings
 * go with it, because a wish that waits for somebody else's probe is a wish lost for this call.
 */
export function admit(circuit: Circuit, request: { readonly read: boolean; readonly nowMs: number }, limits: CircuitLimits): Admission {
  if (circuit.kind === 'closed') return { admitted: true, circuit };
  if (circuit.kind === 'open' && request.nowMs < circuit.untilMs) return { admitted: false, circuit };
  const probing = circuit.kind === 'half_open' && request.nowMs < circuit.probeUntilMs;
  if (probing) return { admitted: !request.read, circuit };
  return { admitted: true, circuit: { kind: 'half_open', trips: circuit.trips, probeUntilMs: request.nowMs + limits.probeMs } };
}

/** The circuit after an exchange that ended with `sign`. */
export function afterwards(circuit: Circuit, sign: Sign, at: { readonly nowMs: number; readonly limits: CircuitLimits }): Circuit {
  if (sign === 'ok') return CLOSED;
  // A probe that proved nothing ends, so that the next request can be one.
  if (sign === 'neutral') return circuit.kind === 'half_open' ? { ...circuit, probeUntilMs: at.nowMs } : circuit;
  if (circuit.kind === 'open') return circuit;
  if (circuit.kind === 'half_open') return opened(circuit.trips + 1, at);
  const failures = circuit.failures + 1;
  return failures >= at.limits.failures ? opened(1, at) : { kind: 'closed', failures };
}

function opened(trips: number, at: { readonly nowMs: number; readonly limits: CircuitLimits }): Circuit {
  const pauseMs = Math.min(at.limits.pauseMaxMs, at.limits.pauseMs * 2 ** (trips - 1));
  return { kind: 'open', untilMs: at.nowMs + pauseMs, trips };
}
