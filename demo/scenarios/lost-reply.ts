import type { Scenario } from '../call/scenario.ts';
import { accept, book, BOOKED, chooseTime } from './booking.ts';

export const lostReply: Scenario = {
  name: 'lost-reply',
  tells: 'Cal.com bucht, doch die Antwort geht verloren; nachgesehen statt noch einmal gebucht',
  caller: { name: 'Lukas Wagner', number: '+491713920066' },
  async play(stage) {
    const start = await chooseTime(stage);
    await stage.calendarFaults('bucht, und die Verbindung bricht vor der Antwort ab', [{ operation: 'book', times: 1, fault: { kind: 'lost_reply' } }]);
    accept(stage);
    await book(stage, start);
  },
  expected: { status: 'booked', sentence: BOOKED, fate: 'appointment', callback: null, appointment: true, bookings: 1 },
};
