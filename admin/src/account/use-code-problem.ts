import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { useErrorText } from '../shell/use-error-text.ts';

/** What was wrong with a password or a code; null: nothing yet. */
export function useCodeProblem(error: unknown): string | null {
  const { t } = useTranslation(['account', 'frame']);
  const errorText = useErrorText();
  if (error === null || error === undefined) return null;
  const code = error instanceof ApiError ? error.problem?.code : undefined;
  if (code === 'PASSWORD_REFUSED') return t('factor.wrongPassword');
  if (code === 'CODE_USED') return t('frame:signIn.usedCode');
  return code === 'CODE_REFUSED' ? t('frame:signIn.wrongCode') : errorText(error);
}
