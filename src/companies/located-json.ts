// JSON that remembers where each value stands, so that a wrong value in a company file is reported with its line.
// JSON.parse gives no places, and silently keeps the last of two equal keys.

export type JsonPath = readonly (string | number)[];

export interface Place {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export type LocatedJson =
  | { readonly ok: true; readonly value: unknown; readonly locate: (path: JsonPath) => Place }
  | { readonly ok: false; readonly place: Place; readonly reason: string };

const DEPTH_MAX = 64;

class SyntaxFailure extends Error {
  readonly offset: number;
  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

interface Reader {
  readonly text: string;
  at: number;
  /** Offset of a value by its path; that of an object's key under the same path and `#key`. */
  readonly offsets: Map<string, number>;
}

/** Reads JSON (RFC 8259). A path that does not exist is located at its nearest existing ancestor. */
export function readLocatedJson(text: string): LocatedJson {
  const reader: Reader = { text, at: text.startsWith('\uFEFF') ? 1 : 0, offsets: new Map() };
  try {
    const value = readValue(reader, []);
    skipBlank(reader);
    if (reader.at < text.length) throw new SyntaxFailure(reader.at, `unexpected ${shown(reader)} after the end of the document`);
    return { ok: true, value, locate: (path) => placeAt(text, offsetOf(reader.offsets, path)) };
  } catch (error) {
    if (error instanceof SyntaxFailure) return { ok: false, place: placeAt(text, error.offset), reason: error.message };
    throw error;
  }
}

function offsetOf(offsets: ReadonlyMap<string, number>, path: JsonPath): number {
  for (let length = path.length; length >= 0; length--) {
    const key = JSON.stringify(path.slice(0, length));
    const offset = offsets.get(key);
    if (offset !== undefined) return offset;
  }
  return 0;
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

function readValue(reader: Reader, path: JsonPath): unknown {
  skipBlank(reader);
  if (path.length > DEPTH_MAX) throw new SyntaxFailure(reader.at, `nested deeper than ${DEPTH_MAX} levels`);
  reader.offsets.set(JSON.stringify(path), reader.at);
  const first = reader.text[reader.at];
  if (first === '{') return readObject(reader, path);
  if (first === '[') return readArray(reader, path);
  if (first === '"') return readString(reader);
  return readScalar(reader);
}

function readObject(reader: Reader, path: JsonPath): Record<string, unknown> {
  // No prototype: a key such as "__proto__" has to stay an ordinary, refusable key.
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  reader.at++;
  skipBlank(reader);
  if (taken(reader, '}')) return result;
  for (;;) {
    skipBlank(reader);
    const keyAt = reader.at;
    if (reader.text[keyAt] !== '"') throw new SyntaxFailure(keyAt, `expected a key in double quotes, found ${shown(reader)}`);
    const key = readString(reader);
    if (key in result) throw new SyntaxFailure(keyAt, `the key "${key}" stands twice in the same object`);
    skipBlank(reader);
    if (!taken(reader, ':')) throw new SyntaxFailure(reader.at, `expected ":" after the key "${key}", found ${shown(reader)}`);
    result[key] = readValue(reader, [...path, key]);
    skipBlank(reader);
    if (taken(reader, '}')) return result;
    if (!taken(reader, ',')) throw new SyntaxFailure(reader.at, `expected "," or "}", found ${shown(reader)}`);
  }
}

function readArray(reader: Reader, path: JsonPath): unknown[] {
  const result: unknown[] = [];
  reader.at++;
  skipBlank(reader);
  if (taken(reader, ']')) return result;
  for (;;) {
    result.push(readValue(reader, [...path, result.length]));
    skipBlank(reader);
    if (taken(reader, ']')) return result;
    if (!taken(reader, ',')) throw new SyntaxFailure(reader.at, `expected "," or "]", found ${shown(reader)}`);
  }
}

function readString(reader: Reader): string {
  const start = reader.at;
  let end = start + 1;
  while (end < reader.text.length && reader.text[end] !== '"' && reader.text[end] !== '\n') end += reader.text[end] === '\\' ? 2 : 1;
  if (reader.text[end] !== '"') throw new SyntaxFailure(start, 'a text that is not closed with "');
  reader.at = end + 1;
  return parsed(reader.text.slice(start, end + 1), start) as string;
}

function readScalar(reader: Reader): unknown {
  const start = reader.at;
  const word = /[^\s,\]}:]*/y;
  word.lastIndex = start;
  const found = word.exec(reader.text)?.[0] ?? '';
  if (found === '') throw new SyntaxFailure(start, `expected a value, found ${shown(reader)}`);
  reader.at += found.length;
  return parsed(found, start);
}

function parsed(source: string, offset: number): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new SyntaxFailure(offset, `${source.slice(0, 40)} is not a JSON value`);
  }
}

function skipBlank(reader: Reader): void {
  while (/[ \t\r\n]/.test(reader.text[reader.at] ?? '')) reader.at++;
}

function taken(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  return true;
}

function shown(reader: Reader): string {
  const character = reader.text[reader.at];
  return character === undefined ? 'the end of the file' : `"${character}"`;
}
