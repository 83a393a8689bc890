// Takes the embedded database away for some seconds and brings it back by itself.
import type { EmbeddedPostgres } from '../../src/platform/embedded-postgres/embedded-postgres.ts';

export interface PowerCut {
  state(): 'up' | 'down';
  /** Resolves once the database is gone; it comes back after that many seconds. */
  down(seconds: number): Promise<void>;
  restore(): Promise<void>;
  /** Forgets what was to come; the server is ending. */
  end(): void;
}

const LONGEST_SECONDS = 600;

export function powerCut(postgres: EmbeddedPostgres | null): PowerCut {
  let timer: NodeJS.Timeout | null = null;
  let state: 'up' | 'down' = 'up';
  const forget = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const restore = async () => {
    forget();
    if (state === 'up') return;
    await postgres?.resume();
    state = 'up';
  };
  return {
    state: () => state,
    async down(seconds) {
      if (postgres === null) throw new Error('the database is one of your own (DATABASE_URL); only the embedded one can be taken away');
      if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) throw new Error(`downForSeconds has to be a number from 1 to ${LONGEST_SECONDS}`);
      forget();
      state = 'down';
      await postgres.pause();
      timer = setTimeout(() => void restore().catch((error: unknown) => console.error('the database did not come back', error)), seconds * 1000);
    },
    restore,
    end: forget,
  };
}
