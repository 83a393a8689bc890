import type { Scenario } from '../call/scenario.ts';

export const callback: Scenario = {
  name: 'callback',
  tells: 'Der Anrufer bittet um einen Rückruf',
  caller: { name: 'Claudia Winter', number: '+491713920069' },
  async play(stage) {
    stage.says('Ich bin mit der Farbe nicht zufrieden. Können Sie mich bitte zurückrufen?');
    await stage.calls('request_callback', { customer_name: stage.caller.name, reason: 'Reklamation: Farbe zu dunkel', priority: 'hoch', preferred_time_window: 'nach 16 Uhr' });
  },
  expected: {
    status: 'callback_queued',
    sentence: /^Ich habe Ihren Rückrufwunsch notiert\. Ein Mitarbeiter ruft Sie (heute )?bis .+ zurück\.$/,
    fate: 'open_callback',
    callback: { error_type: null, priority: 'high', hours: 4, created_from: 'customer_request', phone: '+491713920069', metadata: {} },
    appointment: false,
    bookings: 0,
  },
};
