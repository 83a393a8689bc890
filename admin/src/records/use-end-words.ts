import { useTranslation } from 'react-i18next';
import { words as german } from '../words/de/records.ts';

/** How a call ended. The platform's list of reasons is open: one that is not known here stands there as it is. */
export function useEndWords(): (reason: string) => string {
  const { t } = useTranslation('records');
  return (reason) => (isKnown(reason) ? t(`end.${reason}`) : reason.startsWith('error_') ? t('end.error') : reason);
}

function isKnown(reason: string): reason is keyof typeof german.end {
  return reason in german.end;
}
