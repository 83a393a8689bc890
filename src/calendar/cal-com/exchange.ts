// One request to Cal.com and what came of it. Headers, time-outs, the wait after a 429 and the circuit are here,
// so that the operations only say what they ask and what the answer must look like.
import { CIRCUIT_LIMITS, CLOSED, admit, afterwards } from './breaker.ts';
import { detailOf } from './detail.ts';
import { rateLimitWaitMs, waitText } from './rate-limit.ts';
import { errorText, readError } from './read-error.ts';
import { objectOf, parseJson } from './read-json.ts';
import { verdictOf, verdictOfFalseSuccess } from './refusals.ts';
import type { CalComAccount, Operation } from './account.ts';
import type { Circuit, CircuitLimits, Sign } from './breaker.ts';
import type { Verdict } from './refusals.ts';
import type { JsonObject } from './read-json.ts';
import type { Outcome, UnknownCause } from '../port.ts';
import type { HttpReply, World } from '../../platform/world.ts';

export interface Call {
  readonly operation: Operation;
  /** For an operation whose path names something: a booking, a webhook. */
  readonly uid?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Monotonic milliseconds at which the whole operation has to be over. */
  readonly deadlineMs: number;
}

/** `value` is the whole body of a success: an object whose `status` is `success`. */
export type Answer = Outcome<JsonObject>;

export type Exchange = (call: Call) => Promise<Answer>;

export interface ExchangeParts {
  readonly world: World;
  readonly account: CalComAccount;
  readonly limits?: CircuitLimits;
}

// Repeats after a 429 are bounded although the budget bounds them too: a Retry-After of 0 must not become a loop.
const RATE_LIMIT_REPEATS_MAX = 3;
const RATE_LIMIT_WAIT_MIN_MS = 250;
/** A wait is worth it only if this much is left for the answer itself. */
const ANSWER_ROOM_MS = 1000;

export function createExchange(parts: ExchangeParts): Exchange {
  const { world, account } = parts;
  const limits = parts.limits ?? CIRCUIT_LIMITS;
  let circuit: Circuit = CLOSED;

  function turn(next: Circuit): void {
    if (next.kind !== circuit.kind) {
      world.log.warn({ event: 'calendar_circuit', provider: 'cal.com', state: next.kind }, `Cal.com circuit is ${next.kind}`);
    }
    circuit = next;
  }
  const report = (sign: Sign): void => turn(afterwards(circuit, sign, { nowMs: world.clock.monotonic(), limits }));

  async function once(call: Call): Promise<{ answer: Answer; waitMs: number | null }> {
    const nowMs = world.clock.monotonic();
    const timeoutMs = call.deadlineMs - nowMs;
    if (timeoutMs < 1) return { answer: unknown('not_tried', 'the time allowed was over before the request was sent'), waitMs: null };
    const admission = admit(circuit, { read: call.operation.read, nowMs }, limits);
    turn(admission.circuit);
    if (!admission.admitted) return { answer: unknown('not_tried', 'circuit open after repeated failures; not sent'), waitMs: null };

    const outcome = await world.http({ ...requestOf(account, call), timeoutMs });
    if (!outcome.ok) {
      const { kind, sent, message } = outcome.failure;
      report(kind === 'timeout' && timeoutMs < limits.timeoutMinMs ? 'neutral' : 'failed');
      const detail = sent ? message : `never sent: ${message}`;
      return { answer: unknown('no_answer', detailOf(detail, account.apiKey)), waitMs: null };
    }
    const answer = answerOf(outcome.reply, account.apiKey);
    report(signOf(answer));
    const waitMs = outcome.reply.status === 429 ? rateLimitWaitMs(outcome.reply.headers, world.clock.now()) : null;
    return { answer, waitMs };
  }

  return async (call) => {
    for (let repeats = 0; ; repeats++) {
      const { answer, waitMs } = await once(call);
      // A 429 certainly did not happen, which makes it the one answer after which even a booking may be sent again.
      if (waitMs === null) return noted(world, call.operation, answer);
      const pauseMs = Math.max(RATE_LIMIT_WAIT_MIN_MS, waitMs);
      const leftMs = call.deadlineMs - world.clock.monotonic();
      if (repeats >= RATE_LIMIT_REPEATS_MAX || pauseMs + ANSWER_ROOM_MS > leftMs) {
        const detail = `HTTP 429, ${waitText(pauseMs, world.clock.now())}`;
        return noted(world, call.operation, { kind: 'refused', reason: 'rate_limited', detail });
      }
      await world.clock.sleep(pauseMs);
    }
  };
}

function requestOf(account: CalComAccount, call: Call) {
  const { operation } = call;
  const version = operation.version[account.profile];
  const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query).toString()}`;
  return {
    method: operation.method,
    url: `${account.baseUrl.replace(/\/+$/, '')}${operation.path.replace('{uid}', encodeURIComponent(call.uid ?? ''))}${query}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${account.apiKey}`,
      'user-agent': 'fangnetz',
      ...(version === null ? {} : { 'cal-api-version': version }),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(account.reach === undefined ? {} : { reach: account.reach }),
  };
}

function answerOf(reply: HttpReply, secret: string): Answer {
  if (reply.status < 200 || reply.status > 299) {
    const error = readError(reply);
    return verdictAnswer(verdictOf(error), detailOf(errorText(error), secret), secret);
  }
  const body = objectOf(parseJson(reply.body));
  // A page is what stands in front of Cal.com speaking, whatever status it gives itself; half a JSON is Cal.com gone wrong.
  if (body === null && reply.body.trimStart().startsWith('<')) return unknown('server_error', `HTTP ${reply.status} with a page instead of JSON`);
  if (body === null) return unknown('absurd', `HTTP ${reply.status} without a JSON object`);
  if (body['status'] === 'success') return { kind: 'done', value: body };
  if (body['status'] !== 'error') return unknown('absurd', `HTTP ${reply.status} without "status":"success"`);
  const error = readError(reply);
  return verdictAnswer(verdictOfFalseSuccess(error), errorText(error), secret);
}

function verdictAnswer(verdict: Verdict, text: string, secret: string): Answer {
  if (verdict.kind === 'unknown') return unknown(verdict.cause, detailOf(text, secret));
  const detail = verdict.hint === undefined ? text : `${verdict.hint}: ${text}`;
  return { kind: 'refused', reason: verdict.reason, detail: detailOf(detail, secret) };
}

function signOf(answer: Answer): Sign {
  if (answer.kind !== 'unknown') return 'ok';
  return answer.cause === 'server_error' || answer.cause === 'no_answer' ? 'failed' : 'neutral';
}

function noted(world: World, operation: Operation, answer: Answer): Answer {
  if (answer.kind === 'done') return answer;
  const why = answer.kind === 'refused' ? answer.reason : answer.cause;
  const fields = { event: 'calendar_answer', provider: 'cal.com', operation: operation.name, outcome: answer.kind, why, detail: answer.detail };
  world.log.warn(fields, `Cal.com ${operation.name}: ${answer.kind} (${why})`);
  return answer;
}

export function unknown(cause: UnknownCause, detail: string): Extract<Outcome<never>, { kind: 'unknown' }> {
  return { kind: 'unknown', cause, detail };
}
