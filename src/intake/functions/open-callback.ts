// That a callback is open already, and until when it is promised: so that nobody has to ask for it twice.
import { openCallbacksOf } from '../../callbacks/open-callback-of.ts';
import { maySamePerson } from '../../booking/same-person.ts';
import { speakDeadline } from '../../language/speak/speak-when.ts';
import { iso } from '../../platform/iso.ts';
import { inDatabase, type Turn } from '../turn.ts';
import { nameSaid } from './own.ts';

export interface OpenCallbackSaid {
  readonly callback_id: string;
  readonly callback_due_at: string;
  readonly overdue: boolean;
  /** True as it stands: no time is named that is over. */
  readonly spoken: string;
}

/** null for a withheld number, where nothing is open, where only somebody else's is, and where the database cannot be asked. */
export async function openCallbackFor(turn: Turn): Promise<OpenCallbackSaid | null> {
  const { fromNumber } = turn.call;
  if (fromNumber === null) return null;
  const read = await inDatabase(turn, async (tx) => await openCallbacksOf(tx, turn.company.id, fromNumber));
  if (read.kind === 'down') return null;
  const name = nameSaid(turn);
  const first = read.value.find((callback) => maySamePerson(name, callback.customer_name));
  if (first === undefined) return null;
  const now = turn.intake.world.clock.now();
  const overdue = first.due_at <= now;
  const { timeZone, locale } = turn.company;
  return {
    callback_id: first.id, callback_due_at: iso(first.due_at), overdue,
    spoken: turn.say.callbackOpen(overdue ? null : speakDeadline(first.due_at, { timeZone, locale, now })),
  };
}
