/** What cannot be missing; if it is, a programmer has to know and no user can help. */
export function must<T>(value: T | null | undefined, because: string): T {
  if (value === null || value === undefined) throw new Error(`must be there: ${because}`);
  return value;
}
