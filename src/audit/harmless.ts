// An audit log outlives every erasure, so nothing of a person may get into it. Whoever enters something passes ids,
// states and changed keys; should a sentence, a name, a number or an address slip through all the same, it ends here and
// not in a row that nobody may change any more.
import type { Json } from '../journal/journal.ts';
import { isUuid } from '../platform/uuid.ts';

type JsonObject = Readonly<Record<string, Json>>;

/** Ids, slugs, states, instants in UTC, addresses of machines. No blank, no letter beyond ASCII, no @, no +. */
const HARMLESS = /^[A-Za-z0-9_.:/-]{0,100}$/;
/** Bare digits are a number of somebody's; an instant, a UUID or a count is not only digits, or is short. */
const LONG_DIGITS = /^[\d/.-]{6,}$/;
const IP_ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** What stands under such a key is a person's even where a single word of it looks like a state ('Meier'). */
const PERSONAL_KEY = /(^|_)(name|phone|number|e?mail|notes?|text|message|transcript|words)$/i;

export function harmless(detail: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(detail).flatMap(([key, value]) => (HARMLESS.test(key) ? [[key, valueOf(key, value)]] : [])));
}

function valueOf(key: string, value: Json): Json {
  return PERSONAL_KEY.test(key) && value !== null && typeof value !== 'boolean' ? '(withheld)' : harmlessValue(value);
}

function harmlessValue(value: Json): Json {
  if (typeof value === 'string') return harmlessText(value);
  if (value === null || typeof value !== 'object') return value;
  return isList(value) ? value.map(harmlessValue) : harmless(value);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

export function harmlessText(text: string): string {
  const numberLike = LONG_DIGITS.test(text) && ![IP_ADDRESS, DATE].some((form) => form.test(text)) && !isUuid(text);
  return HARMLESS.test(text) && !numberLike ? text : `(withheld:${text.length})`;
}
