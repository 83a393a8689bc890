import type { Json } from '../journal/journal.ts';

const RAW_MAX = 2_000;

/** The body of an authentic webhook. What is no JSON is kept as text: it was delivered, and will not come again. */
export function bodyOf(bytes: Buffer): Json {
  const text = bytes.toString('utf8');
  try {
    return storable(JSON.parse(text) as Json);
  } catch (error) {
    if (error instanceof SyntaxError) return { unreadable: clean(text.slice(0, RAW_MAX)) };
    throw error;
  }
}

// PostgreSQL's jsonb refuses NUL and half a surrogate pair; such an event could never be stored.
function storable(value: Json): Json {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(storable);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [clean(key), storable(one)]));
  return value;
}

function clean(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
