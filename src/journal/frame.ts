// One record on the disk. Little endian:
//
//   0  magic      4 bytes that cannot occur in UTF-8, so that a search for the next record after a damaged
//                 place never takes a piece of a caller's text for one
//   4  crc        CRC-32C over the segment's number, bytes 8…24 and the payload; the number makes a record
//                 that strayed from another segment invalid here
//   8  length     of the payload
//  12  batchAt    offset at which this record's group commit began. A commit begins only after the one before
//                 it was synced; so a bad place *before* batchAt destroyed something acknowledged, while one
//                 inside the last batch is an unacknowledged write torn by a power cut
//  16  ordinal    48 bits, grows over the whole journal; a record copied to another segment keeps it
//  22  kind       one letter (record.ts)
//  23  version    of this layout
//  24  payload    JSON
import { crc32c } from './crc32c.ts';
import { assert } from '../platform/assert.ts';

export const FRAME_HEADER_BYTES = 24;
export const FRAME_MAGIC = Buffer.from([0xff, 0xf5, 0xc0, 0xfe]);
const VERSION = 1;

/** Payload limit: twice the largest request body that intake accepts (1 MiB), since quoting can double a text. */
export const PAYLOAD_BYTES_MAX = 2 * 1024 * 1024 + 64 * 1024;

export interface Frame {
  readonly ordinal: number;
  /** Character code of the record's letter. */
  readonly kind: number;
  readonly payload: Buffer;
  readonly batchAt: number;
}

export interface FramePlace {
  readonly segment: number;
  readonly offset: number;
}

export function frameBytes(payload: Uint8Array): number {
  return FRAME_HEADER_BYTES + payload.length;
}

/** Writes the frame at `at` of `target` (of which byte 0 is the batch's first) and returns the offset after it. */
export function encodeFrame(target: Buffer, at: number, frame: Frame & { readonly segment: number }): number {
  assert(frame.payload.length <= PAYLOAD_BYTES_MAX, 'a record larger than the limit would be unreadable');
  const end = at + frameBytes(frame.payload);
  FRAME_MAGIC.copy(target, at);
  target.writeUInt32LE(frame.payload.length, at + 8);
  target.writeUInt32LE(frame.batchAt, at + 12);
  target.writeUIntLE(frame.ordinal, at + 16, 6);
  target.writeUInt8(frame.kind, at + 22);
  target.writeUInt8(VERSION, at + 23);
  frame.payload.copy(target, at + FRAME_HEADER_BYTES);
  target.writeUInt32LE(checksum(target, frame.segment, { from: at + 8, to: end }), at + 4);
  return end;
}

/** The frame at the place, or null where there is no whole and sound one. The payload shares memory with `bytes`. */
export function decodeFrame(bytes: Buffer, place: FramePlace): Frame | null {
  const { offset, segment } = place;
  if (offset + FRAME_HEADER_BYTES > bytes.length) return null;
  if (FRAME_MAGIC.compare(bytes, offset, offset + FRAME_MAGIC.length) !== 0) return null;
  const length = bytes.readUInt32LE(offset + 8);
  const end = offset + FRAME_HEADER_BYTES + length;
  if (length > PAYLOAD_BYTES_MAX || end > bytes.length || bytes.readUInt8(offset + 23) !== VERSION) return null;
  if (checksum(bytes, segment, { from: offset + 8, to: end }) !== bytes.readUInt32LE(offset + 4)) return null;
  return {
    ordinal: bytes.readUIntLE(offset + 16, 6),
    kind: bytes.readUInt8(offset + 22),
    payload: bytes.subarray(offset + FRAME_HEADER_BYTES, end),
    batchAt: bytes.readUInt32LE(offset + 12),
  };
}

function checksum(bytes: Buffer, segment: number, span: { from: number; to: number }): number {
  const salt = Uint8Array.of(segment & 0xff, (segment >>> 8) & 0xff, (segment >>> 16) & 0xff, segment >>> 24);
  return crc32c(bytes, { ...span, previous: crc32c(salt) });
}
