// How free times are put to the caller and to the agent.
import { isoInZone } from '../../companies/iso-in-zone.ts';
import type { Slot } from '../../calendar/port.ts';
import { speakShort } from '../../language/speak/speak-when.ts';
import type { Alternative } from '../answer.ts';
import type { Turn } from '../turn.ts';

export interface Offer {
  /** „am Montag, 1. Dezember, um 10 Uhr oder am …“ */
  readonly spoken: string;
  readonly alternatives: readonly Alternative[];
}

export function offer(turn: Turn, slots: readonly Slot[]): Offer {
  const { timeZone, locale } = turn.company;
  const alternatives = slots.map((slot) => ({
    start: isoInZone(slot.startAt, timeZone),
    spoken: speakShort(slot.startAt, { timeZone, locale, now: turn.receivedAt }),
  }));
  return { spoken: turn.say.list(alternatives.map((alternative) => alternative.spoken), 'or'), alternatives };
}
