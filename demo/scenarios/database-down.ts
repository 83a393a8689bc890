import type { Scenario } from '../call/scenario.ts';
import { accept, book, chooseTime, PARTIAL } from './booking.ts';

export const databaseDown: Scenario = {
  name: 'database-down',
  tells: 'Die Datenbank ist während des ganzen Gesprächs weg; das Journal hält den Wunsch fest',
  caller: { name: 'Mariam Haddad', number: '+491713920067' },
  async play(stage) {
    await stage.databaseDown(8);
    const start = await chooseTime(stage);
    accept(stage);
    await book(stage, start);
  },
  expected: {
    status: 'partial_booking',
    sentence: PARTIAL,
    fate: 'open_callback',
    callback: {
      error_type: 'partial_booking', priority: 'urgent', hours: 2, created_from: 'failsafe_callback', phone: '+491713920067',
      metadata: { calcom_booking_id: /.+/, appointment_error: /.+/ },
    },
    appointment: true,
    bookings: 1,
  },
};
