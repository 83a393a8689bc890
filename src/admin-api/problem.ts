// What goes wrong at the API, as RFC 9457 problem documents with a stable code.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { FAULTS, HeldElsewhere, isFault, messageOf } from '../platform/errors.ts';
import type { Log } from '../platform/world.ts';

interface Kind {
  readonly status: number;
  readonly title: string;
  /** What whoever reads this can do. */
  readonly next?: string;
}

export const PROBLEMS = {
  REQUEST_INVALID: { status: 400, title: 'The request is not valid.' },
  CURSOR_INVALID: { status: 400, title: 'The cursor does not belong to this list.', next: 'Start again without cursor, with the same sort.' },
  COMPANY_REQUIRED: { status: 400, title: 'This session sees several companies.', next: 'Name one: ?company=SLUG. GET /api/v1/session lists them.' },
  UNAUTHENTICATED: { status: 401, title: 'Sign-in needed.', next: 'Send Authorization: Bearer fn_… (fangnetz apikey create), or open the sign-in link that the server printed at its start.' },
  SIGN_IN_REFUSED: { status: 401, title: 'Address or password is not right.', next: 'Try again, or ask for a new password.' },
  CODE_REFUSED: { status: 401, title: 'The code is not right.', next: 'Codes change every 30 seconds; each backup code works once.' },
  CODE_USED: { status: 401, title: 'The code was given before.', next: 'Each code is taken once. Wait for the next one; the app shows it within 30 seconds.' },
  CHALLENGE_OVER: { status: 401, title: 'Sign in with your password again.', next: 'A code can be given for ten minutes, and five times.' },
  PASSWORD_REFUSED: { status: 400, title: 'The password is not right.' },
  TOKEN_INVALID: { status: 400, title: 'The link does not work any more.', next: 'Ask for a new one.' },
  FOREIGN_REQUEST: { status: 403, title: 'The request does not come from this site.', next: 'Scripts send Authorization: Bearer fn_… instead of a cookie.' },
  FORBIDDEN: { status: 403, title: 'Your role does not allow this.' },
  NOT_FOUND: { status: 404, title: 'Not found.' },
  STATE_CONFLICT: { status: 409, title: 'The state it is in does not allow this.', next: 'Read it again; `state` says what it is now.' },
  CLAIMED: { status: 409, title: 'Somebody else is on it.', next: 'Leave it to him, or ask him to give it back; a claim ends by itself.' },
  APPOINTMENT_CONFLICT: { status: 409, title: 'The appointment overlaps with another.', next: 'Choose another time or person, or send it again with force: true.' },
  KEPT_BY_FILE: { status: 409, title: 'It comes from the company file.', next: 'Take it out there, and apply the file again.' },
  SETTINGS_STALE: { status: 409, title: 'The settings have changed meanwhile.', next: 'Read them again and make your change once more.' },
  SETTINGS_REFUSED: { status: 422, title: 'The settings do not fit together; nothing was changed.', next: 'Each of `problems` names a place, the reason and the remedy.' },
  CONNECTION_FAILED: { status: 422, title: 'The connection cannot be used as it is.' },
  LAST_OWNER: { status: 409, title: 'A company keeps at least one owner.', next: 'Make somebody else an owner first.' },
  ALREADY_THERE: { status: 409, title: 'It is there already.' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests from this address.', next: 'Wait a minute.' },
  ERASURE_BLOCKED: { status: 409, title: 'This person cannot be erased at this moment.', next: '`why` says what stands in the way, and the detail what to do about it.' },
  IDEMPOTENCY_IN_PROGRESS: { status: 409, title: 'The same request is still being worked on.', next: 'Send it again in a few seconds, with the same key.' },
  IDEMPOTENCY_ANSWER_SECRET: { status: 409, title: 'It was done already, and its answer was not kept.', next: 'Make a new one with a new key, and remove the one that was made.' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The key belongs to another request.', next: 'Take a new key for each thing that is to happen; the same one only for sending the very same again.' },
  TOO_MANY_ATTEMPTS: { status: 429, title: 'Too many failed sign-ins from this address.', next: 'Wait a minute and check the key.' },
  INTERNAL: { status: 500, title: 'Something went wrong on our side.', next: 'Try again; the log has the details.' },
  HELD_ELSEWHERE: { status: 503, title: 'Somebody else is changing this at the moment.', next: 'Try again in a moment.' },
  DATABASE_UNAVAILABLE: { status: 503, title: 'The database does not answer.', next: FAULTS.DATABASE_UNAVAILABLE },
} as const satisfies Readonly<Record<string, Kind>>;

export type ProblemCode = keyof typeof PROBLEMS;

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  /** Further members of the document (RFC 9457, section 3.2). */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.code = code;
    this.facts = facts;
  }
}

async function sendProblem(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  const { status, title, next }: Kind = PROBLEMS[problem.code];
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="fangnetz"');
  if (status === 429) reply.header('retry-after', '60');
  if (status === 503) reply.header('retry-after', problem.code === 'HELD_ELSEWHERE' ? '1' : '5');
  const body = { ...problem.facts, type: `urn:fangnetz:problem:${problem.code}`, title, status, detail: problem.message, code: problem.code, ...(next === undefined ? {} : { next }) };
  return await reply.code(status).header('cache-control', 'no-store').type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

/** Everything that a route throws leaves here. What nobody expected is logged, and not told: it may name callers. */
export function problemHandler(log: Log) {
  return async (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const problem = problemOf(error);
    if (problem.code === 'INTERNAL') {
      log.error({ event: 'admin.error', route: request.routeOptions.url, error: messageOf(error), stack: error.stack }, 'a request to the admin API failed');
    }
    return await sendProblem(reply, problem);
  };
}

export async function routeNotFound(_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return await sendProblem(reply, new Problem('NOT_FOUND', 'There is nothing at this address. /api/openapi.json lists what there is.'));
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HeldElsewhere) return new Problem('HELD_ELSEWHERE', 'It was held for longer than a request may wait; nothing was changed.');
  if (isFault(error, 'DATABASE_UNAVAILABLE')) return new Problem('DATABASE_UNAVAILABLE', 'Calls are still accepted and kept in the journal; lists come back with the database.');
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new Problem('REQUEST_INVALID', error.validation.map((issue) => `${issue.instancePath.slice(1) || (error.validationContext === 'body' ? 'body' : 'query')}: ${issue.message}`).join('; '));
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return new Problem('REQUEST_INVALID', error.message);
  return new Problem('INTERNAL', 'The request could not be answered.');
}
