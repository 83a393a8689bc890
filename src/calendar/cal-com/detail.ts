// What is said of a failure travels into logs, callbacks and the admin UI, and half of it was written by
// another machine. So it is one line, bounded, and never contains the account's key.

const DETAIL_MAX = 300;

/** One line of at most 300 characters without the secret. */
export function detailOf(text: string, secret: string): string {
  const hidden = secret === '' ? text : text.replaceAll(secret, '[key]');
  const line = hidden.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim().toWellFormed();
  return line.length <= DETAIL_MAX ? line : `${line.slice(0, DETAIL_MAX - 1)}…`.toWellFormed();
}
