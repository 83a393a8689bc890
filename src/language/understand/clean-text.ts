// What arrives is text from a recogniser or a language model: any length, any alphabet, sometimes an unresolved
// template. Everything after this file may assume short, composed, lower-case text.

/** Longer input is cut: a spoken date fits in far less, and the work stays bounded whatever is sent. */
const MAX_CHARACTERS = 300;

/** Text ready for the tokenizer, or null where nothing was given. Never throws, also on values that are no text. */
export function cleanText(raw: unknown): string | null {
  if (typeof raw !== 'string' && typeof raw !== 'number') return null;
  const bounded = String(raw).slice(0, MAX_CHARACTERS * 4);
  const composed = bounded
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/\p{M}/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .toLowerCase();
  // toLowerCase decomposes a few capitals (İ), hence the marks are dropped before and the length is cut after.
  const text = withoutTemplates(composed).trim().slice(0, MAX_CHARACTERS);
  // The word for "no value" is German for zero: alone it is never an hour.
  return text === '' || text === 'null' ? null : text;
}

/**
 * "{{appointment_date}} {{appointment_time}}" counts as absent (field 26), the rest of the text stays. Identifiers such as
 * `appointment_date` are what a careless sanitiser leaves of a template; no caller says an underscore.
 */
function withoutTemplates(text: string): string {
  let rest = text;
  for (let open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{')) {
    const close = rest.indexOf('}', open);
    let end = close < 0 ? rest.length : close + 1;
    while (rest[end] === '}') end += 1;
    rest = `${rest.slice(0, open)} ${rest.slice(end)}`;
  }
  return rest.replace(/[\p{L}\d]*_[\p{L}\d_]*/gu, ' ');
}
