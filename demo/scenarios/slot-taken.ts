import { offer } from '../call/scenario.ts';
import type { Scenario } from '../call/scenario.ts';
import { accept, book, BOOKED, chooseTime } from './booking.ts';

export const slotTaken: Scenario = {
  name: 'slot-taken',
  tells: 'Der Termin wird im letzten Augenblick vergeben; der Anrufer nimmt einen anderen',
  caller: { name: 'Thomas Vogt', number: '+491713920061' },
  async play(stage) {
    const start = await chooseTime(stage);
    await stage.takeSlot(start);
    accept(stage);
    const answer = await book(stage, start);
    if (answer.status !== 'slot_taken') throw new Error(`erwartet war slot_taken, nicht ${answer.status}`);
    stage.says('Schade. Dann nehme ich den ersten.');
    await book(stage, offer(answer, 0));
  },
  expected: { status: 'booked', sentence: BOOKED, fate: 'appointment', callback: null, appointment: true, bookings: 1 },
};
