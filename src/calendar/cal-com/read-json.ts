// Anything that came over the wire is `unknown` until it was looked at.

export type JsonObject = Readonly<Record<string, unknown>>;

/** The parsed body, or undefined where it is no JSON (an HTML page of the edge, half a reply). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
