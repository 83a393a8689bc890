// Cal.com answers errors in five shapes (reference/calcom.md section 1.4). This reads them all into one.
import { objectOf, parseJson, textOf } from './read-json.ts';
import type { HttpReply } from '../../platform/world.ts';

export interface ReadError {
  readonly status: number;
  /** `error.code` of the envelope (class name or CODE), null elsewhere. */
  readonly code: string | null;
  /** '' where the body says nothing. */
  readonly message: string;
  /** False for the pages of whatever stands in front (shape e). */
  readonly json: boolean;
  readonly requestId: string | null;
}

export function readError(reply: HttpReply): ReadError {
  const body = parseJson(reply.body);
  const top = objectOf(body);
  const base = { status: reply.status, requestId: textOf(reply.headers['x-request-id']) };
  if (top === null) return { ...base, code: null, message: '', json: false };
  const envelope = objectOf(top['error']);
  if (envelope !== null) {
    return { ...base, code: textOf(envelope['code']), message: messageOfEnvelope(envelope), json: true };
  }
  // Shapes c and d: Nest's default, without `status`; `message` may be a list of validation messages.
  return { ...base, code: textOf(top['error']), message: listOrText(top['message']), json: true };
}

function messageOfEnvelope(envelope: Readonly<Record<string, unknown>>): string {
  const message = listOrText(envelope['message']);
  const details = objectOf(envelope['details']);
  const errors = details === null ? '' : listOrText(details['errors']);
  // The global ValidationPipe says only "Bad Request Exception"; what was wrong stands in details.errors.
  return errors === '' ? message : `${message}: ${errors}`;
}

function listOrText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ');
}

/** `HTTP 400 BadRequestException: … (request abc)`, not yet bounded. */
export function errorText(error: ReadError): string {
  const said = error.json ? [error.code, error.message].filter((part) => part !== null && part !== '').join(': ') : 'no JSON but a page';
  const request = error.requestId === null ? '' : ` (request ${error.requestId})`;
  return `HTTP ${error.status} ${said}`.trim() + request;
}
