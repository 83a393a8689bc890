// What somebody typed into a search box: as it is, and as patterns for LIKE.

/** All of them have to be found. */
export function searchWords(q: string | undefined): readonly string[] {
  return (q ?? '').trim().split(/\s+/).filter((word) => word !== '');
}

/** One pattern per word; null where nothing was typed. */
export function wordPatterns(q: string | undefined): readonly string[] | null {
  const words = searchWords(q);
  return words.length === 0 ? null : words.map((word) => `%${literal(word)}%`);
}

/**
 * Staff type a number as they see it: '030 / 123 45-67' for +49301234567. Without the trunk zero or the
 * international prefix it stands in E.164 as it is. Anything that is not a number matches nothing here.
 */
export function numberDigits(q: string | undefined): string | null {
  if (q === undefined || !/^[\d\s+()/.-]+$/.test(q)) return null;
  const digits = q.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length < 3 ? null : digits;
}

export function numberPattern(q: string | undefined): string | null {
  const digits = numberDigits(q);
  return digits === null ? null : `%${digits}%`;
}

function literal(word: string): string {
  return word.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
