import type { Priority } from '../../companies/company.ts';
import { end } from '../ending.ts';
import { endWithCallback, reachable } from '../failsafe.ts';
import { spokenDeadline } from '../spoken-deadline.ts';
import type { CallFunction } from './function.ts';

const PRIORITIES: ReadonlyMap<string, Priority> = new Map([
  ...['urgent', 'dringend', 'sehr dringend', 'sofort', 'eilig'].map((word) => [word, 'urgent'] as const),
  ...['high', 'hoch', 'wichtig'].map((word) => [word, 'high'] as const),
]);

export const requestCallback: CallFunction = {
  intent: 'callback',
  async run(turn) {
    const { args, say } = turn;
    const priority = PRIORITIES.get((args.priority ?? '').toLowerCase()) ?? 'normal';
    const notes = [args.reason, args.notes].filter((text) => text !== null).join('\n');
    return await endWithCallback(
      turn,
      {
        reason: args.reason ?? 'Der Anrufer wünscht einen Rückruf.',
        errorType: null,
        priority,
        context: {},
        createdFrom: 'customer_request',
        notes: notes === '' ? null : notes,
        preferredTimeWindow: args.timeWindow ?? windowSaid(args.date, args.time),
      },
      {
        answer: (callback) => {
          // Without a number the promise could not be kept: the wish stands, and the number is asked for.
          const canCall = callback?.phoneNumber != null || reachable(turn);
          return canCall
            ? { success: true, status: 'callback_queued', message: say.callbackStored(spokenDeadline(turn, callback)) }
            : { success: false, status: 'missing_required_fields', message: say.callbackNeedsPhone() };
        },
      },
    );
  },
};

function windowSaid(date: string | null, time: string | null): string | null {
  const said = [date, time].filter((text) => text !== null).join(', ');
  return said === '' ? null : said;
}

/** A function that we do not serve. Where it says what the caller wants, that is kept for a person; it is never lost in an error. */
export const unknownFunction = (intent: 'question' | null): CallFunction => ({
  intent,
  async run(turn) {
    const { say, request } = turn;
    if (intent === null) return await end(turn, { answer: () => ({ success: false, status: 'error', message: say.notUnderstood() }) });
    const asked = JSON.stringify(request.args).slice(0, 1_500).toWellFormed();
    return await endWithCallback(
      turn,
      {
        reason: `Der Agent rief eine Funktion auf, die es hier nicht gibt: ${request.rawName.slice(0, 80).toWellFormed()}`,
        errorType: null,
        priority: 'normal',
        context: {},
        notes: `${request.rawName.slice(0, 80).toWellFormed()} ${asked}`,
      },
      {
        answer: (callback) => ({
          success: false,
          status: 'callback_queued',
          message: reachable(turn) ? say.wishNoted(spokenDeadline(turn, callback)) : say.callbackNeedsPhone(),
        }),
      },
    );
  },
});
