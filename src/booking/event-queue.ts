import { messageOf } from '../platform/errors.ts';
import type { Outcome } from '../calendar/port.ts';

export interface EventQueue<E> {
  push(event: E): void;
  next(): Promise<E>;
}

/** What happens to a saga, in order; `next` waits until something does. */
export function eventQueue<E>(): EventQueue<E> {
  const waiting: E[] = [];
  let wake: (() => void) | null = null;
  return {
    push(event) {
      waiting.push(event);
      wake?.();
    },
    async next() {
      while (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return waiting.shift()!;
    },
  };
}

/** An adapter that throws has a bug; for a saga that is an answer that makes no sense, and it looks. */
export async function asOutcome<T>(ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await ask();
  } catch (error) {
    return { kind: 'unknown', cause: 'absurd', detail: messageOf(error).slice(0, 300) };
  }
}
