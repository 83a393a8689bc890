import { useTranslation } from 'react-i18next';
import type { ErrorGroup } from '../api/shapes.ts';

/** What an error comes from, in the language of the page; what another program said of it is beside it, word for word. */
export function useGroupTitle(): (group: Pick<ErrorGroup, 'cause' | 'error_type'>) => string {
  const { t } = useTranslation('analytics');
  return ({ cause, error_type: type }) => (cause === null ? t(`groups.other.${type}`) : t(`groups.cause.${cause}`));
}
