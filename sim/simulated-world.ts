// The World of a simulation: a clock that flows only when told to, chance and ids from the seed, and no network.
import { uuidV7 } from '../src/platform/uuid.ts';
import type { Log, World } from '../src/platform/world.ts';
import type { FlowingClock } from '../test/whole-call/flowing-clock.ts';
import { dice } from './dice.ts';

const SILENT: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export function simulatedWorld(clock: FlowingClock, seed: number): World {
  const chance = dice(seed, 'world');
  const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => chance.whole(0, 255));
  let count = 0;
  return {
    clock,
    random: { next: chance.next, bytes },
    ids: {
      // In the order in which they are asked for, as far as the clock stands still meanwhile.
      next: () => {
        count = (count + 1) & 0xfff;
        return uuidV7(clock.now(), Uint8Array.from([count >> 8, count & 0xff, ...bytes(8)]));
      },
    },
    http: async () => ({ ok: false, failure: { kind: 'connection', sent: false, message: 'there is no network in a simulation' } }),
    log: SILENT,
  };
}
