import { useTranslation } from 'react-i18next';
import styles from './parts.module.css';

/** Taken away here, it would be back with the next file, and nobody would know why. */
export function KeptByFile({ entries }: { readonly entries: readonly { readonly origin: 'file' | 'person' }[] }) {
  const { t } = useTranslation('team');
  return entries.some(({ origin }) => origin === 'file') ? <p className={styles.note}>{t('days.keptByFile')}</p> : null;
}
