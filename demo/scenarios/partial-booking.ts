import type { Scenario } from '../call/scenario.ts';
import { accept, book, chooseTime, PARTIAL } from './booking.ts';

export const partialBooking: Scenario = {
  name: 'partial-booking',
  tells: 'Cal.com hat den Termin, doch vor dem Speichern fällt die Datenbank aus',
  caller: { name: 'Aylin Demir', number: '+491713920062' },
  async play(stage) {
    const start = await chooseTime(stage);
    accept(stage);
    await stage.calendarFaults('antwortet auf die Buchung erst nach drei Sekunden', [{ operation: 'book', times: 1, fault: { kind: 'delay', ms: 3_000 } }]);
    const answer = book(stage, start);
    await stage.untilCalendarHas(start);
    await stage.databaseDown(6);
    await answer;
  },
  expected: {
    status: 'partial_booking',
    sentence: PARTIAL,
    fate: 'open_callback',
    callback: {
      error_type: 'partial_booking', priority: 'urgent', hours: 2, created_from: 'failsafe_callback', phone: '+491713920062',
      metadata: { calcom_booking_id: /.+/, appointment_error: /.+/, requested_time: /^\d{4}-\d\d-\d\dT\d\d:\d\d/ },
    },
    appointment: true,
    bookings: 1,
  },
};
