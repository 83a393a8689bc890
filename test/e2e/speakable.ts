// What every answer to a voice agent has to be, whatever was asked: contract, section 3.

const STATUSES = new Set([
  'available', 'unavailable', 'booked', 'partial_booking', 'pending_confirmation', 'unconfirmed', 'slot_taken', 'no_availability', 'duplicate_detected',
  'past_time', 'missing_customer_name', 'missing_required_fields', 'invalid_date', 'service_not_found', 'ready_for_confirmation', 'rescheduled', 'cancelled',
  'needs_new_time', 'multiple_found', 'not_found', 'denied', 'callback_queued', 'ok', 'error',
]);
const CHARACTERS_MAX = 15_000;

/** Words that no caller may ever hear: of programs, protocols and files. */
const TECHNICAL = /undefined|\bnull\b|\bNaN\b|\[object|exception|stack|JSON|HTTP|SQL|TypeError|ECONN|node_modules|\.ts\b|\bat \w+ \(|\{\{|\}\}|function_|Cal\.com|Retell|fangnetz|https?:\/\//i;
const SENTENCE = /^[\p{Lu}\p{N}„].*[.?!]“?$/su;

/** What is wrong with the answer; nothing: it can be spoken. What stands in „…“ is the caller's own. */
export function objections(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return ['is no flat object'];
  const { success, status, message } = answer as Readonly<Record<string, unknown>>;
  const found: string[] = [];
  if (typeof success !== 'boolean') found.push(`success is ${JSON.stringify(success)}`);
  if (typeof status !== 'string' || !STATUSES.has(status)) found.push(`status is ${JSON.stringify(status)}`);
  if (typeof message !== 'string' || message.length > 1_200 || !SENTENCE.test(message)) found.push(`message is no sentence: ${JSON.stringify(message)?.slice(0, 300)}`);
  if (TECHNICAL.test(String(message).replace(/„.*“/s, ''))) found.push(`message is technical: ${JSON.stringify(message).slice(0, 300)}`);
  if (JSON.stringify(answer).length > CHARACTERS_MAX) found.push('is longer than 15,000 characters');
  return found;
}
