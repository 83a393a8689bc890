import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { useSay } from '../../words/say.ts';
import { words as german } from '../../words/de/callbacks.ts';

type Status = keyof typeof german.status;

/** Why it did not work, for whoever has just typed something: who was faster, and that nothing of it is lost. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation(['acting', 'callbacks']);
  const say = useSay();
  const errorText = useErrorText();
  return (error) => {
    if (!(error instanceof ApiError)) return errorText(error);
    const { kind, problem } = error;
    if (kind === 'offline') return t('problem.offline');
    if (problem?.code === 'CLAIMED') return t('problem.claimed', { name: problem.claimed_by_name ?? '', time: problem.claim_until === undefined ? '' : say.clock(problem.claim_until) });
    if (kind === 'conflict') return isStatus(problem?.state) ? t('problem.state', { status: t(`callbacks:status.${problem.state}`) }) : t('problem.moved');
    return kind === 'invalid' ? t('problem.invalid') : errorText(error);
  };
}

function isStatus(state: string | undefined): state is Status {
  return state !== undefined && state in german.status;
}
