// What somebody typed into a search box, as patterns for LIKE.

/** One pattern per word, all of which have to be found; null where nothing was typed. */
export function wordPatterns(q: string | undefined): readonly string[] | null {
  const words = (q ?? '').trim().split(/\s+/).filter((word) => word !== '');
  return words.length === 0 ? null : words.map((word) => `%${literal(word)}%`);
}

/**
 * Staff type a number as they see it: '030 / 123 45-67' for +49301234567. Without the trunk zero or the
 * international prefix it stands in E.164 as it is. Anything that is not a number matches nothing here.
 */
export function numberPattern(q: string | undefined): string | null {
  if (q === undefined || !/^[\d\s+()/.-]+$/.test(q)) return null;
  const digits = q.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length < 3 ? null : `%${digits}%`;
}

function literal(word: string): string {
  return word.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
