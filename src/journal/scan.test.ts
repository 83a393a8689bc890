import { expect, test } from 'vitest';
import { crc32c } from './crc32c.ts';
import { FRAME_MAGIC, encodeFrame, frameBytes } from './frame.ts';
import { scanSegment } from './scan.ts';

const payloads = ['{"a":1}', 'äöü', '', 'the last one'].map((text) => Buffer.from(text));

/** Records, each a commit of its own unless `batchAt` says otherwise, in a zero-filled segment. */
function segmentOf(batches: readonly (readonly Buffer[])[], bytes = 512): { file: Buffer; ends: number[] } {
  const file = Buffer.alloc(bytes);
  const ends: number[] = [];
  let offset = 0;
  let ordinal = 1;
  for (const batch of batches) {
    const batchAt = offset;
    for (const payload of batch) {
      offset = encodeFrame(file, offset, { segment: 7, ordinal: ordinal++, kind: 111, payload, batchAt });
      ends.push(offset);
    }
  }
  return { file, ends };
}

const each = payloads.map((payload) => [payload]);
const read = (file: Buffer) => scanSegment(file, 7).frames.map((frame) => frame.payload.toString());
const texts = payloads.map((payload) => payload.toString());

test('the checksum is the one of RFC 3720', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
  expect(crc32c(Buffer.from('6789'), { previous: crc32c(Buffer.from('12345')) })).toBe(0xe3069283);
});

test('reads back what was written, and nothing from a segment of another number', () => {
  const { file } = segmentOf(each);
  const scan = scanSegment(file, 7);
  expect(read(file)).toEqual(texts);
  expect(scan.frames.map((frame) => frame.ordinal)).toEqual([1, 2, 3, 4]);
  expect(scan.health).toBe('clean');
  expect(scanSegment(file, 8).frames).toEqual([]);
});

test('a file cut at any byte of the last record yields exactly the records before it', () => {
  const { file, ends } = segmentOf(each);
  const [before, end] = [ends[2] ?? 0, ends[3] ?? 0];
  for (let cut = before; cut < end; cut++) {
    const scan = scanSegment(file.subarray(0, cut), 7);
    expect(scan.frames.length).toBe(3);
    expect(scan.health).toBe(cut === before ? 'clean' : 'torn');
    // The same where the rest was allocated and zero.
    const padded = Buffer.concat([file.subarray(0, cut)], 512);
    expect(scanSegment(padded, 7).frames.length).toBe(3);
  }
});

test('any bit turned in the last record removes that record and no other', () => {
  const { file, ends } = segmentOf(each);
  for (let bit = (ends[2] ?? 0) * 8; bit < (ends[3] ?? 0) * 8; bit++) {
    const spoilt = Buffer.from(file);
    spoilt.writeUInt8(spoilt.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    const scan = scanSegment(spoilt, 7);
    expect(scan.frames.length).toBe(3);
    expect(scan.health).toBe('torn');
  }
});

test('any byte spoilt in a middle record is called damage, and the records behind it are found again', () => {
  const { file, ends } = segmentOf(each);
  for (let at = ends[0] ?? 0; at < (ends[1] ?? 0); at++) {
    const spoilt = Buffer.from(file);
    spoilt.writeUInt8(spoilt.readUInt8(at) ^ 0x55, at);
    const scan = scanSegment(spoilt, 7);
    expect(read(spoilt)).toEqual([texts[0], texts[2], texts[3]]);
    expect(scan.health).toBe('damaged');
  }
});

test('a gap inside the last commit is a torn write, for nothing after it proves that it was ever synced', () => {
  const { file, ends } = segmentOf([[payloads[0] as Buffer], payloads.slice(1)]);
  file.fill(0, ends[0], ends[1]);
  expect(scanSegment(file, 7).health).toBe('torn');
  expect(read(file)).toEqual([texts[0], texts[2], texts[3]]);
});

test('a record hidden in what a caller said is not taken for one when resynchronising', () => {
  const hidden = segmentOf([[Buffer.from('invented')]]).file.subarray(0, frameBytes(Buffer.from('invented')));
  const said = Buffer.from(JSON.stringify({ said: hidden.toString('latin1') }));
  const { file, ends } = segmentOf([[said], [payloads[3] as Buffer]], 1024);
  expect(file.subarray(24, ends[0]).includes(FRAME_MAGIC)).toBe(false);
  file.writeUInt8(0, 5);
  expect(read(file)).toEqual([texts[3]]);
});
