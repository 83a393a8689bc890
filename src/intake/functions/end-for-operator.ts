import type { Ended } from '../ending.ts';
import { endWithCallback, promising } from '../failsafe.ts';
import type { Turn } from '../turn.ts';

const NOTES_MAX = 1_500;

/**
 * A call that belongs to no known company: nothing can be looked up or booked, and to ask for a service that nobody
 * offers would send the caller in circles. What he wants goes to the operator's inbox at once, who knows whose number it is.
 */
export async function endForOperator(turn: Turn): Promise<Ended> {
  const dialled = turn.request.call.toRaw ?? turn.request.call.fromRaw ?? 'keine Nummer';
  const said = JSON.stringify(turn.request.args).slice(0, NOTES_MAX);
  return await endWithCallback(
    turn,
    {
      reason: `Die angerufene Nummer (${dialled}) gehört zu keinem Betrieb dieser Verbindung.`,
      errorType: 'exception',
      priority: 'high',
      context: { error_during: 'booking_exception', exception_message: 'the called number belongs to no company of this connection' },
      notes: `Verbindung ${turn.call.connection}, angerufen ${dialled}. ${turn.request.rawName.slice(0, 80)} ${said}`.toWellFormed(),
    },
    { answer: () => ({ success: false, status: 'callback_queued', message: promising(turn, turn.say.failsafe()) }) },
  );
}
