import type { Scenario } from '../call/scenario.ts';
import { accept, book, BOOKED, chooseTime } from './booking.ts';

export const happy: Scenario = {
  name: 'happy',
  tells: 'Alles geht gut: der Termin wird gebucht',
  caller: { name: 'Sabine Albrecht', number: '+491713920060' },
  async play(stage) {
    const start = await chooseTime(stage);
    accept(stage);
    await book(stage, start);
  },
  expected: { status: 'booked', sentence: BOOKED, fate: 'appointment', callback: null, appointment: true, bookings: 1 },
};
