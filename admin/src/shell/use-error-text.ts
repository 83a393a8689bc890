import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';

/** An error in words that say what to do; the technical text stays in the console. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => t(`error.${error instanceof ApiError ? error.kind : 'broken'}`);
}
