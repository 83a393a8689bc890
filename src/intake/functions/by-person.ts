// Endings in which a person takes over a change: nobody is told more than he may know, and the deadline that is
// spoken is the stored one.
import { unreachable } from '../../platform/assert.ts';
import type { CallbackReason } from '../../callbacks/open-failsafe.ts';
import type { Answer, Status } from '../answer.ts';
import type { Ended } from '../ending.ts';
import { endWithCallback, promising, reachable } from '../failsafe.ts';
import { spokenDeadline } from '../spoken-deadline.ts';
import type { Turn } from '../turn.ts';
import type { Own } from './own.ts';

type Wish = 'reschedule' | 'cancel' | 'query';

const WISHED: Readonly<Record<Wish, string>> = { reschedule: 'einen Termin verschieben', cancel: 'einen Termin absagen', query: 'Auskunft über einen Termin' };

/** Who cannot be matched to appointments of his own. */
export async function endUnidentified(turn: Turn, own: Exclude<Own, { kind: 'own' }>, wish: Wish): Promise<Ended> {
  const { say } = turn;
  switch (own.kind) {
    case 'anonymous':
    case 'third_party': {
      const why = own.kind === 'anonymous' ? 'Der Anrufer unterdrückt seine Nummer' : 'Der Anrufer nannte einen Namen, der nicht zu den Terminen seiner Nummer gehört';
      return await endByPerson(
        turn,
        { reason: `${why}; er wünscht: ${WISHED[wish]}. Bitte die Person prüfen.`, errorType: null, priority: 'high', context: {}, createdFrom: 'anonymous_caller' },
        wish === 'query' ? { status: 'denied', message: (until) => say.notTold(until) } : { status: 'callback_queued', message: (until) => say.changeByPerson(until) },
      );
    }
    case 'database_down':
      return await endWithCallback(
        turn,
        {
          reason: `Die Termine konnten nicht gelesen werden. Der Anrufer wünscht: ${WISHED[wish]}.`, errorType: 'exception', priority: wish === 'query' ? 'normal' : 'high',
          context: { error_during: 'booking_exception', exception_message: own.detail.slice(0, 500) }, notes: whatWasSaid(turn),
        },
        { answer: () => ({ success: false, status: 'callback_queued', message: promising(turn, wish === 'cancel' ? say.cancelFailsafe() : say.failsafe()) }) },
      );
    default:
      return unreachable(own);
  }
}

export interface Spoken {
  readonly status: Status;
  readonly message: (until: string) => string;
  readonly extra?: Pick<Answer, 'appointment_id' | 'start'>;
}

/** A callback whose deadline is named; where no number is known it is asked for instead, because nobody could call. */
export async function endByPerson(turn: Turn, why: CallbackReason, spoken: Spoken): Promise<Ended> {
  return await endWithCallback(turn, { notes: whatWasSaid(turn), ...why }, {
    answer: (callback) => ({
      success: false,
      status: spoken.status,
      message: reachable(turn) ? spoken.message(spokenDeadline(turn, callback)) : turn.say.callbackNeedsPhone(),
      ...spoken.extra,
    }),
  });
}

/** The caller's words for whoever calls him back. */
export function whatWasSaid(turn: Turn): string | null {
  const { args } = turn;
  const said = [
    ['Termin', [args.oldDate ?? args.date ?? args.dateTime, args.oldTime ?? args.time]],
    ['Neu', [args.newDate, args.newTime]],
    ['Leistung', [args.service]],
    ['Grund', [args.reason, args.notes]],
  ] as const;
  const lines = said.map(([what, words]) => [what, words.filter((word) => word !== null).join(', ')] as const).filter(([, words]) => words !== '');
  return lines.length === 0 ? null : lines.map(([what, words]) => `${what}: ${words}`).join('\n').slice(0, 1_500).toWellFormed();
}
