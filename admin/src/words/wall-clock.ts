// Between an instant and what the clock on the wall of a zone shows then; the browser's own zone has nothing to do with it.

export interface WallClock {
  /** '2026-12-01' */
  readonly date: string;
  /** '14:30' */
  readonly time: string;
}

export function wallClockAt(at: number, zone: string): WallClock {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(at);
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

/** null: no such date or time. A time that a clock change leaves out becomes the one after it. */
export function instantAt({ date, time }: WallClock, zone: string): string | null {
  const wanted = Date.parse(`${date}T${readTime(time) ?? ''}:00Z`);
  if (Number.isNaN(wanted)) return null;
  // twice, because the first guess may lie on the other side of a clock change
  let at = wanted;
  for (let i = 0; i < 2; i += 1) {
    const shown = wallClockAt(at, zone);
    at += wanted - Date.parse(`${shown.date}T${shown.time}:00Z`);
  }
  return new Date(at).toISOString();
}

/** The same day later or earlier: '2026-12-01', 1 → '2026-12-02'. */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** '9', '930', '9.30', '9 Uhr 30' → '09:30'; null: no time of day. */
export function readTime(text: string): string | null {
  const { hour, minute = '00' } = /^\s*(?<hour>\d{1,2}?)\s*(?:[:.,h]|uhr)?\s*(?<minute>\d\d)?\s*(?:uhr)?\s*$/i.exec(text)?.groups ?? {};
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute}`;
}
