import { useTranslation } from 'react-i18next';
import { ClockField } from './times.tsx';
import styles from './settings-page.module.css';

export function QuietFields({ from, until, change }: { readonly from: string; readonly until: string; readonly change: (from: string, until: string) => void }) {
  const { t } = useTranslation('told');
  return (
    <span className={styles.time}>
      <ClockField label={t('company.quietFrom')} value={from} change={(next) => change(next, until)} />
      <span aria-hidden>–</span>
      <ClockField label={t('company.quietUntil')} value={until} change={(next) => change(from, next)} />
    </span>
  );
}
