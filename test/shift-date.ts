/**
 * `Date` runs `ms` ahead from now on, or behind; a duration stays what it is. For a whole process or a page, where what reads the clock by
 * itself (better-auth its sessions' times, a page's libraries) has to agree with what is given one. Names nothing outside itself: a browser
 * is handed its text.
 */
export function shiftDate(ms: number): void {
  const Real = Date;
  const now = (): number => Real.now() + ms;
  globalThis.Date = new Proxy(Real, {
    apply: () => String(new Real(now())),
    construct: (_, given, made) => Reflect.construct(Real, given.length === 0 ? [now()] : given, made),
    get: (_, name) => (name === 'now' ? now : Reflect.get(Real, name)),
  });
}
