import { useEffect, useState } from 'react';
import { serverNow } from '../api/client.ts';

/** The present, again every so often: „noch 12 min“ has to go on. */
export function useNow(everyMs = 20_000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
