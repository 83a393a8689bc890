import type { Json } from './state.ts';

export interface Reply {
  readonly status: number;
  /** A string is sent as it is. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function errorReply(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, body: { status: 'error', message }, headers };
}

export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
