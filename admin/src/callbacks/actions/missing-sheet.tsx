import { useTranslation } from 'react-i18next';
import type { SheetProps } from './acting.ts';
import { Sheet } from './sheet.tsx';
import styles from './missing-sheet.module.css';

/** Without a number there is still something to be done; this says what. */
export function MissingSheet({ acting }: SheetProps) {
  const { t } = useTranslation('acting');
  const { callback, hide, show } = acting;
  const ways = [['manual', t('missing.book')], ['snooze', t('missing.wait')], ['cancel', t('missing.cancel')]] as const;
  return (
    <Sheet title={t('missing.title')} hide={hide} submit={null}>
      <p>{t(callback.phone_raw === null ? 'missing.none' : 'missing.hidden')}</p>
      <p className={styles.can}>{t('missing.can')}</p>
      <ul className={styles.ways}>
        <li className={styles.plain}>{t('missing.transcript')}</li>
        {ways.map(([name, label], i) => (
          <li key={name}>
            <button type="button" className={styles.way} data-digit={i + 1} aria-keyshortcuts={String(i + 1)} onClick={() => show(name)}>
              <kbd className={styles.digit} aria-hidden>{i + 1}</kbd>
              {label}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
