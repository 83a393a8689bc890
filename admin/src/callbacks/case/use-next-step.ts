import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/client.ts';
import type { CallbackDetail } from '../../api/shapes.ts';
import { useSay } from '../../words/say.ts';
import { useClaim, useHolderName } from '../actions/claims.ts';
import { windowWords } from '../use-wish-line.ts';

/** What a good colleague would do now, in one sentence. null: it is closed. */
export function useNextStep(callback: CallbackDetail): string | null {
  const { t } = useTranslation(['acting', 'callbacks']);
  const say = useSay();
  const claim = useClaim(callback);
  const holder = useHolderName(callback);
  const ahead = (iso: string | null): iso is string => iso !== null && Date.parse(iso) > serverNow();
  if (callback.completed_at !== null) return null;
  if (claim === 'theirs') return t('step.theirs', { name: holder });
  if (callback.decision_since !== null) return t('step.decide');
  if (ahead(callback.snoozed_until)) return t('step.snoozed', { moment: say.moment(callback.snoozed_until) });
  if (callback.appointment_id !== null) return t('step.link');
  if (callback.status === 'contacted') return t('step.contacted');
  if (ahead(callback.next_attempt_at)) return t('step.waiting', { moment: say.moment(callback.next_attempt_at) });
  if (callback.phone_number === null && callback.customer_email === null) return t('step.noNumber');
  const todo = t(`callbacks:error.${callback.error_type ?? 'none'}.todo`);
  const window = windowWords(callback.preferred_time_window);
  return window === '' ? todo : t('step.window', { window, todo });
}
