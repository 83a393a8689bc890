// How many forgeries an address has sent in this minute. Authentic requests never count: a calendar and a voice
// platform send those of all companies from the same few addresses.
import type { Clock } from './world.ts';

/** Per address and minute; from then on they are answered 429 and no longer logged. */
const REJECTIONS_MAX = 120;

export interface Rejections {
  tooMany(ip: string): boolean;
  count(ip: string): void;
}

export function countRejections(clock: Pick<Clock, 'monotonic'>): Rejections {
  let minute = -1;
  let counts = new Map<string, number>();
  const current = () => {
    const now = Math.floor(clock.monotonic() / 60_000);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    return counts;
  };
  return {
    tooMany: (ip) => (current().get(ip) ?? 0) >= REJECTIONS_MAX,
    count: (ip) => void current().set(ip, (current().get(ip) ?? 0) + 1),
  };
}
