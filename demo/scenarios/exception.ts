import type { Scenario } from '../call/scenario.ts';
import { accept, book, chooseTime, PROMISE } from './booking.ts';

export const exception: Scenario = {
  name: 'exception',
  tells: 'Cal.com antwortet auf die Buchung mit etwas, das keinen Sinn ergibt',
  caller: { name: 'Jürgen Kowalski', number: '+491713920064' },
  async play(stage) {
    const start = await chooseTime(stage);
    await stage.calendarFaults('schickt auf die Buchung eine halbe Antwort mit Status 200', [{ operation: 'book', fault: { kind: 'garbage', text: '{"status":"succ' } }]);
    accept(stage);
    await book(stage, start);
  },
  expected: {
    status: 'callback_queued',
    sentence: PROMISE,
    fate: 'open_callback',
    callback: {
      error_type: 'exception', priority: 'high', hours: 4, created_from: 'failsafe_callback', phone: '+491713920064',
      metadata: { error_during: 'booking_exception', exception_message: /.+/ },
    },
    appointment: false,
    bookings: 0,
  },
};
