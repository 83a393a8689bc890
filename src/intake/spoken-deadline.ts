import { assert } from '../platform/assert.ts';
import type { StoredCallback } from '../callbacks/callback.ts';
import { speakDeadline } from '../language/speak/speak-when.ts';
import type { Turn } from './turn.ts';

/** „bis heute, 16 Uhr 30“: the deadline of the callback as it is stored; nothing else may be announced. */
export function spokenDeadline(turn: Turn, callback: StoredCallback | null): string {
  assert(callback !== null, 'a deadline is only spoken of a stored callback');
  return speakDeadline(callback.dueAt, { timeZone: turn.company.timeZone, locale: turn.company.locale, now: turn.receivedAt });
}
