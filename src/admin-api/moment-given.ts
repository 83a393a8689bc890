import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../platform/world.ts';
import { Problem } from './problem.ts';

/** An instant of a body that lies in the future; undefined where none was given. Throws Problem REQUEST_INVALID. */
export function momentGiven(given: string | null | undefined, { name, now }: { readonly name: string; readonly now: EpochMs }): EpochMs | undefined {
  if (given == null) return undefined;
  const at = Temporal.Instant.from(given).epochMilliseconds;
  if (at <= now) throw new Problem('REQUEST_INVALID', `${name}: is not in the future`);
  return at;
}
