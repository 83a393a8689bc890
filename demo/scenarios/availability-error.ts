import type { Scenario } from '../call/scenario.ts';
import { SERVICE } from './booking.ts';

export const availabilityError: Scenario = {
  name: 'availability-error',
  tells: 'Die freien Zeiten lassen sich nicht abfragen; der Rückruf entsteht still',
  caller: { name: 'Karin Neumann', number: '+491713920065' },
  async play(stage) {
    await stage.calendarFaults('ist für Anfragen nach freien Zeiten nicht zu erreichen (503)', [{ operation: 'slots', fault: { kind: 'status', status: 503 } }]);
    stage.says('Hätten Sie in drei Tagen um elf Uhr etwas für einen Herrenhaarschnitt frei?');
    await stage.calls('check_availability', { service: SERVICE, date: 'in drei Tagen', time: '11 Uhr', customer_name: stage.caller.name });
  },
  expected: {
    status: 'error',
    sentence: 'Ich kann den Kalender im Moment leider nicht einsehen. Soll ich Ihren Wunsch notieren, damit sich jemand bei Ihnen meldet?',
    fate: 'open_callback',
    callback: {
      error_type: 'api_error', priority: 'normal', hours: 24, created_from: 'failsafe_callback', phone: '+491713920065',
      metadata: { error_during: 'availability_check', original_error: /503/, requested_date: /^\d{4}-\d\d-\d\d$/ },
    },
    appointment: false,
    bookings: 0,
  },
};
