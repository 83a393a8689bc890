// What can be done with a callback as it is now: one row an action, for buttons, keys and the palette alike.
import { ArrowDown, Ban, BellOff, BellPlus, CalendarPlus, CalendarSync, Check, Clock, Flag, Hand, HandHelping, Mail, NotebookPen, Phone, PhoneOff, Undo2, UserPlus } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import type { Callback, CallbackDetail } from '../../api/shapes.ts';
import { toast } from '../../shell/toast-store.ts';
import type { Acting, SheetName } from './acting.ts';
import { useClaim } from './claims.ts';
import { useProblemText } from './use-problem-text.ts';
import { useSend } from './use-send.ts';

export interface CaseAction {
  readonly name: string;
  readonly title: string;
  readonly key: string;
  readonly icon: LucideIcon;
  readonly act: () => void;
  /** primary: the one to press; near: beside it; more: in the menu. */
  readonly place: 'primary' | 'near' | 'more';
}

/** What went wrong was a booking: the first thing to try is that booking again. */
const BOOKING_FAILED: ReadonlySet<string | null> = new Set(['partial_booking', 'api_error', 'exception']);

export function useCaseActions(acting: Acting): readonly CaseAction[] {
  const { t } = useTranslation('acting');
  const { callback, show, call } = acting;
  const { permissions } = useSession();
  const claim = useClaim(callback);
  const toggleClaim = useToggleClaim(callback, claim === 'mine');
  const resolve = useResolve(callback);
  const sheet = (name: SheetName, key: string, of: Pick<CaseAction, 'icon' | 'place'>): CaseAction => ({ name, title: t(name as 'snooze'), key, act: () => show(name), ...of });
  if (!permissions.includes('work')) return [];
  if (callback.completed_at !== null) return [sheet('reopen', 'W', { icon: Undo2, place: 'primary' }), sheet('note', 'N', { icon: NotebookPen, place: 'near' })];
  const { phone_number: number, customer_email: email } = callback;
  const reach: CaseAction = number !== null
    ? { name: 'call', title: t('call'), key: 'R', icon: Phone, act: call, place: 'primary' }
    : email !== null
      ? { name: 'call', title: t('mail'), key: 'R', icon: Mail, act: () => void (location.href = `mailto:${email}`), place: 'primary' }
      : { name: 'call', title: t('noNumber'), key: 'R', icon: PhoneOff, act: () => show('missing'), place: 'primary' };
  const retryFirst = BOOKING_FAILED.has(callback.error_type) && callback.appointment_id === null;
  const book = [sheet('retry', 'B', { icon: CalendarSync, place: retryFirst ? 'near' : 'more' }), sheet('manual', 'T', { icon: CalendarPlus, place: retryFirst ? 'more' : 'near' })];
  return [
    // whoever calls while a colleague is on the telephone with the same customer is the second one
    ...(claim === 'theirs' ? [{ name: 'next', title: t('toNext'), key: 'J', icon: ArrowDown, act: acting.goOn, place: 'primary' as const }] : [reach, ...book]),
    sheet('complete', 'C', { icon: Check, place: 'near' }),
    sheet('snooze', 'S', { icon: Clock, place: 'near' }),
    sheet('note', 'N', { icon: NotebookPen, place: 'near' }),
    sheet('assign', 'A', { icon: UserPlus, place: 'more' }),
    ...(claim === 'theirs' ? [] : [{ name: 'claim', title: t(claim === 'mine' ? 'release' : 'claim'), key: 'D', icon: claim === 'mine' ? HandHelping : Hand, act: toggleClaim, place: 'more' as const }]),
    sheet('priority', 'P', { icon: Flag, place: 'more' }),
    sheet('escalate', 'E', { icon: BellPlus, place: 'more' }),
    ...(resolve === null ? [] : [{ name: 'resolve', title: t('resolve'), key: 'L', icon: BellOff, act: resolve, place: 'more' as const }]),
    sheet('cancel', 'V', { icon: Ban, place: 'more' }),
  ];
}

function useToggleClaim({ id }: Callback, mine: boolean): () => void {
  const { t } = useTranslation('acting');
  const act = useSend(id);
  const problemText = useProblemText();
  return () => {
    act<Callback>(mine ? 'release' : 'claim').then(
      () => toast(t(mine ? 'done.release' : 'done.claim')),
      (error: unknown) => toast(problemText(error), { tone: 'problem' }),
    );
  };
}

/** What it was brought before somebody for last, and is not dealt with; null: nothing. */
function useResolve({ id, escalations }: CallbackDetail): (() => void) | null {
  const { t } = useTranslation('acting');
  const act = useSend(id);
  const problemText = useProblemText();
  const open = escalations.findLast(({ resolved_at: at }) => at === null);
  if (open === undefined) return null;
  return () => {
    act(`escalations/${open.id}/resolve`).then(() => toast(t('done.resolved')), (error: unknown) => toast(problemText(error), { tone: 'problem' }));
  };
}
