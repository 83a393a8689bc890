import type { Scenario } from '../call/scenario.ts';

const REACHED_AT = '+491713920068';

export const anonymous: Scenario = {
  name: 'anonymous',
  tells: 'Ein Anrufer mit unterdrückter Nummer will absagen; er wird nach einer Nummer gefragt',
  caller: { name: 'Oliver Jansen', number: 'anonymous' },
  async play(stage) {
    stage.says('Guten Tag, hier Jansen. Ich muss meinen Termin morgen absagen.');
    await stage.calls('cancel_appointment', { customer_name: stage.caller.name, date: 'morgen', reason: 'krank geworden' });
    stage.says('Unter null eins sieben eins, drei neun zwo, null null sechs acht.');
    await stage.calls('request_callback', { customer_name: stage.caller.name, phone: REACHED_AT, reason: 'Termin morgen absagen' });
  },
  expected: {
    status: 'callback_queued',
    sentence: /^Ich habe Ihren Rückrufwunsch notiert\. Ein Mitarbeiter ruft Sie (heute )?bis .+ zurück\.$/,
    fate: 'open_callback',
    callback: { error_type: null, priority: 'high', hours: 4, created_from: 'anonymous_caller', phone: REACHED_AT, metadata: {} },
    appointment: false,
    bookings: 0,
  },
};
