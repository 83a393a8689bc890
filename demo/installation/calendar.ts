// The demo's Cal.com: on the address that the company is configured with, with what was booked before.
import type { Clock } from '../../src/platform/world.ts';
import { startCalComStandIn } from '../cal-com/stand-in.ts';
import type { CalComStandIn } from '../cal-com/stand-in.ts';
import type { StoredBooking } from '../cal-com/store.ts';
import { salonEventTypes } from '../salon-nord/event-types.ts';
import type { DemoFiles, DemoState } from './files.ts';

const BOOKINGS = 'cal-com.json';

export interface DemoCalendar {
  readonly standIn: CalComStandIn;
  readonly port: number;
  /** Keeps what is booked, and ends. */
  close(): Promise<void>;
}

/** A port that is taken by somebody else by now is replaced by another one. */
export async function startDemoCalendar(options: { files: DemoFiles; state: DemoState; clock: Clock; apiKey: string; say: (line: string) => void }): Promise<DemoCalendar> {
  const { files, state, clock, apiKey, say } = options;
  const keeper = keepsLatest(async (bookings: readonly StoredBooking[]) => await files.write(BOOKINGS, bookings), say);
  const begin = async (port: number) =>
    await startCalComStandIn({ port, clock, apiKey, eventTypes: salonEventTypes(), bookings: (await files.read<StoredBooking[]>(BOOKINGS)) ?? [], onChange: keeper.changed });
  const standIn = await begin(state.calComPort ?? 0).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return await begin(0);
  });
  return {
    standIn,
    port: Number(new URL(standIn.origin).port),
    close: async () => {
      await standIn.close();
      await keeper.settled();
    },
  };
}

/** One write at a time, and always of the latest state. */
function keepsLatest<T>(write: (value: T) => Promise<void>, say: (line: string) => void) {
  let due: { value: T } | null = null;
  let writing: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    while (due !== null) {
      const { value } = due;
      due = null;
      await write(value).catch((error: unknown) => say(`the demo calendar could not be kept: ${String(error)}`));
    }
    writing = null;
  };
  return {
    changed: (value: T): void => {
      due = { value };
      writing ??= run();
    },
    settled: async (): Promise<void> => {
      await writing;
    },
  };
}
