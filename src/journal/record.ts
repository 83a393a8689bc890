// What the payload of a frame says. An entry is named inside the journal by the ordinal of its `open` record,
// which, unlike its id, is never used twice.
import type { EpochMs } from '../platform/world.ts';
import type { Json } from './journal.ts';

export const RECORD = {
  open: 'o'.charCodeAt(0),
  note: 'n'.charCodeAt(0),
  settle: 's'.charCodeAt(0),
  /** Ordinals whose sync failed: their callers were refused, so they must not come back. */
  abort: 'x'.charCodeAt(0),
} as const;

export interface OpenRecord {
  readonly id: string;
  readonly order: string;
  readonly openedAt: EpochMs;
  readonly kind: string;
  readonly body: Json;
}

export interface NoteRecord {
  readonly entry: number;
  readonly kind: string;
  readonly body: Json;
}

/** Both ends included. */
export type OrdinalRange = readonly [first: number, last: number];

export function openPayload(record: OpenRecord): Buffer {
  return Buffer.from(JSON.stringify([record.id, record.order, record.openedAt, record.kind, record.body]));
}

export function readOpen(payload: Buffer): OpenRecord {
  const [id, order, openedAt, kind, body] = JSON.parse(payload.toString()) as [string, string, EpochMs, string, Json];
  return { id, order, openedAt, kind, body };
}

export function notePayload(record: NoteRecord): Buffer {
  return Buffer.from(JSON.stringify([record.entry, record.kind, record.body]));
}

export function readNote(payload: Buffer): NoteRecord {
  const [entry, kind, body] = JSON.parse(payload.toString()) as [number, string, Json];
  return { entry, kind, body };
}

export function settlePayload(entries: readonly number[]): Buffer {
  return Buffer.from(JSON.stringify(entries));
}

export function readSettle(payload: Buffer): readonly number[] {
  return JSON.parse(payload.toString()) as number[];
}

export function abortPayload(ranges: readonly OrdinalRange[]): Buffer {
  return Buffer.from(JSON.stringify(ranges));
}

export function readAbort(payload: Buffer): readonly OrdinalRange[] {
  return JSON.parse(payload.toString()) as OrdinalRange[];
}
