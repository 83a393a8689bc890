import type { Scenario } from '../call/scenario.ts';
import { accept, book, chooseTime, PROMISE } from './booking.ts';

export const apiError: Scenario = {
  name: 'api-error',
  tells: 'Cal.com beantwortet die Buchung mit 500, und auch die Suche nach anderen Zeiten scheitert',
  caller: { name: 'Petra Lindner', number: '+491713920063' },
  async play(stage) {
    const start = await chooseTime(stage);
    await stage.calendarFaults('beantwortet Buchungen mit 500 und Anfragen nach freien Zeiten mit 502', [
      { operation: 'book', fault: { kind: 'status', status: 500 } },
      { operation: 'slots', fault: { kind: 'status', status: 502 } },
    ]);
    accept(stage);
    await book(stage, start);
  },
  expected: {
    status: 'callback_queued',
    sentence: PROMISE,
    fate: 'open_callback',
    callback: {
      error_type: 'api_error', priority: 'high', hours: 4, created_from: 'failsafe_callback', phone: '+491713920063',
      metadata: { error_during: 'alternative_search', original_error: /500/, requested_time: /^\d{4}-\d\d-\d\dT\d\d:\d\d/ },
    },
    appointment: false,
    bookings: 0,
  },
};
