// The part of the talk that most scenarios share: the caller asks for a haircut and chooses the second time offered.
import { offer } from '../call/scenario.ts';
import type { Stage } from '../call/scenario.ts';
import type { Answer } from '../../src/intake/answer.ts';

export const SERVICE = 'Herrenhaarschnitt';

/** The start that the caller chose. */
export async function chooseTime(stage: Stage): Promise<string> {
  stage.says('Guten Tag, ich bräuchte in den nächsten Tagen einen Herrenhaarschnitt.');
  return offer(await stage.calls('find_next_available', { service: SERVICE, date: 'in drei Tagen', max_alternatives: 2 }), 1);
}

export async function book(stage: Stage, start: string): Promise<Answer> {
  return await stage.calls('book_appointment', { service: SERVICE, datetime: start, customer_name: stage.caller.name });
}

export function accept(stage: Stage): void {
  stage.says(`Der zweite passt. Mein Name ist ${stage.caller.name}.`);
}

export const PROMISE = 'Ein Mitarbeiter wird Sie anrufen und sich um Ihren Wunschtermin kümmern.';
export const PARTIAL = 'Die Buchung wurde erstellt, aber es gab ein Problem. Ein Mitarbeiter wird Sie in Kürze anrufen.';
export const BOOKED = /^Ihr Termin für Herrenhaarschnitt am .+ um .+ ist gebucht\.$/;
