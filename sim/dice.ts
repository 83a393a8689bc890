// Chance that can be repeated: everything that a simulation leaves to chance comes from its seed. Each purpose has a stream
// of its own, so that one caller more does not change what somebody at the desk does.

export interface Dice {
  /** Uniform in [0, 1). */
  next(): number;
  /** Both ends included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  oneOf<T>(items: readonly T[]): T;
  /** By weight. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T;
}

export function dice(seed: number, stream: string): Dice {
  let state = hash(`${seed} ${stream}`);
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next, whole,
    chance: (probability) => next() < probability,
    oneOf: (items) => items[whole(0, items.length - 1)]!,
    weighted: (items) => {
      let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) if ((rest -= weight) < 0) return item;
      return items.at(-1)![0];
    },
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
