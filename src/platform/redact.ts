// What a log line must never carry: who called, what was said, and keys. By the name of the field, wherever it occurs.

const HIDDEN = '[redacted]';
const DEPTH_MAX = 6;

/** Ends of field names, compared without case, `_` and `-`; so `customer_phone`, `fromNumber` and `x-api-key` match. */
const HIDDEN_ENDS = [
  'phone', 'phonenumber', 'phoneraw', 'fromnumber', 'tonumber', 'callernumber', 'caller', 'email', 'emailaddress', 'customername', 'kundename',
  'transcript', 'transcriptobject', 'transcriptwithtoolcalls', 'recordingurl',
  'apikey', 'authorization', 'cookie', 'password', 'secret', 'token', 'signature', 'databaseurl', 'smtpurl', 'connectionstring', 'signinlink',
];

/** A copy of the fields that is safe to write. Errors become plain objects; what is nested too deeply is cut. */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactObject(fields, 0, new Set());
}

export function isHidden(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return HIDDEN_ENDS.some((end) => plain.endsWith(end));
}

function redactObject(object: object, depth: number, above: ReadonlySet<object>): Record<string, unknown> {
  const path = new Set(above).add(object);
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, harmless(value) || !isHidden(name) ? redactValue(value, depth + 1, path) : HIDDEN]));
}

/** Whether there is a transcript may be said; not what is in it. */
function harmless(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'boolean';
}

function redactValue(value: unknown, depth: number, above: ReadonlySet<object>): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return '[circular]';
  if (depth > DEPTH_MAX) return '[deep]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Error) return redactError(value, depth, above);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1, new Set(above).add(value)));
  return redactObject(value, depth, above);
}

/** Only these parts: PostgreSQL's `detail` repeats the values of a row, an HTTP client's error the whole request. */
function redactError(error: Error, depth: number, above: ReadonlySet<object>): Record<string, unknown> {
  const code = 'code' in error ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : redactValue(error.cause, depth + 1, new Set(above).add(error));
  return { name: error.name, message: error.message, ...(code === undefined ? {} : { code }), stack: error.stack, ...(cause === undefined ? {} : { cause }) };
}
