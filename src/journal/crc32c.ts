// CRC-32C (Castagnoli), table-driven, because Node's zlib offers only the other polynomial and an add-on would
// have to be compiled. Check value from RFC 3720: "123456789" → 0xe3069283.

const TABLE = buildTable();

function buildTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    table[index] = value >>> 0;
  }
  return table;
}

/** CRC-32C of `bytes[from, to)` as an unsigned number; `previous` continues an earlier one. */
export function crc32c(bytes: Uint8Array, span: { from?: number; to?: number; previous?: number } = {}): number {
  const to = span.to ?? bytes.length;
  let crc = ~(span.previous ?? 0);
  for (let index = span.from ?? 0; index < to; index++) {
    crc = (TABLE[(crc ^ (bytes[index] as number)) & 0xff] as number) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
