import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './doorway.module.css';

/** The frame of what comes before the first page: signing in, choosing a company. */
export function Doorway({ title, text, children }: { readonly title: string; readonly text?: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <main className={styles.doorway}>
      <div className={styles.inside}>
        <p className={styles.brand}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          {t('product')}
        </p>
        <h1 className={styles.title}>{title}</h1>
        {text !== undefined && <p className={styles.text}>{text}</p>}
        {children}
      </div>
      <p className={styles.claim}>{t('signIn.claim')}</p>
    </main>
  );
}
