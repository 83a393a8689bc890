// What stands behind the text of a failure that was kept, for those who count and name failures afterwards. The words are those that
// the adapters wrote (cal-com/exchange.ts, local/), and what the calendar said is judged as it was when it came (cal-com/refusals.ts).
import { verdictOf, verdictOfFalseSuccess } from './cal-com/refusals.ts';
import type { Refusal, UnknownCause } from './port.ts';

/** `unreachable`: there was no connection to the calendar; `not_connected`: the company has none. */
export type Failure = Refusal | UnknownCause | 'unreachable' | 'not_connected';

interface Phrase {
  readonly says: RegExp;
  readonly failure: Failure;
}

const PHRASES: readonly Phrase[] = [
  { says: /^(circuit open after|the time allowed was over)/, failure: 'not_tried' },
  { says: /^never sent: /, failure: 'unreachable' },
  { says: /^no calendar is connected/, failure: 'not_connected' },
  { says: /^no API key is stored/, failure: 'not_allowed' },
  { says: /^neither e-mail nor phone number/, failure: 'email_required' },
  { says: /^HTTP 2\d\d with a page/, failure: 'server_error' },
  { says: /^HTTP 2\d\d without|^a (list|success|move|cancellation|booking|profile) .*|^booking \S+ (starts|came back|is of|belongs|took)|^cancelled booking|^slots that cannot be read|^asked for booking/, failure: 'absurd' },
  { says: /^(no answer within|timed? ?out|the (connection|request) )|\b(ECONNRESET|EPIPE|UND_ERR_\w+|socket hang up|other side closed)\b/i, failure: 'no_answer' },
];

/** null: the text is nobody's that is known. */
export function failureOf(detail: string): Failure | null {
  const text = detail.trim();
  const known = PHRASES.find(({ says }) => says.test(text))?.failure;
  if (known !== undefined) return known;
  const said = /\bHTTP (\d{3})\b\s*(.*)$/s.exec(text);
  if (said === null) return null;
  const error = { status: Number(said[1]), code: null, message: messageIn(said[2] ?? ''), json: !/no JSON but a page/.test(text), requestId: null };
  const verdict = error.status >= 200 && error.status < 300 ? verdictOfFalseSuccess(error) : verdictOf(error);
  return verdict.kind === 'refused' ? verdict.reason : verdict.cause;
}

/** Without the class of the exception before it and the number of the request behind it (cal-com/read-error.ts). */
function messageIn(text: string): string {
  return text.replace(/^[A-Za-z_]+(Exception|Error)?: /, '').replace(/ \(request [^)]*\)$/, '');
}
