/** What somebody has changed in a form, and nothing else: what a colleague saved meanwhile must not be put back to what it was when this page opened. */
export function changesOf<T extends object>(opened: T, now: T): Partial<T> {
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => opened[name as keyof T] !== value)) as Partial<T>;
}
