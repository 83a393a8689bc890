import { instantOf } from './iso.ts';
import { objectOf } from './read-json.ts';
import type { JsonObject } from './read-json.ts';
import type { Slot } from '../port.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * `data` of GET /slots: days → items. An item is `{start, end}` (format=range), `{start}` (format=time) or, as the
 * published schema has it, a bare string. Null where any part makes no sense: a slot that was silently dropped
 * would end as "nothing is free".
 */
export function readSlots(data: unknown, minutes: number): readonly Slot[] | null {
  const days = objectOf(data);
  if (days === null) return null;
  const slots = new Map<number, Slot>();
  for (const [day, items] of Object.entries(days)) {
    if (!DAY.test(day) || !Array.isArray(items)) return null;
    for (const item of items as readonly unknown[]) {
      if (isFull(item)) continue;
      const slot = readSlot(item, minutes);
      if (slot === null) return null;
      slots.set(slot.startAt, slot);
    }
  }
  return [...slots.values()].sort((a, b) => a.startAt - b.startAt);
}

function readSlot(item: unknown, minutes: number): Slot | null {
  const range: JsonObject | null = typeof item === 'string' ? { start: item } : objectOf(item);
  if (range === null) return null;
  const startAt = instantOf(range['start']);
  if (startAt === null) return null;
  const endAt = range['end'] === undefined ? startAt + minutes * 60_000 : instantOf(range['end']);
  if (endAt === null || endAt <= startAt) return null;
  return { startAt, endAt, staffId: null };
}

/** A seated slot without a seat left. */
function isFull(item: unknown): boolean {
  return objectOf(item)?.['seatsRemaining'] === 0;
}
