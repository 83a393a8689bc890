import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { Part } from './settings-search.ts';
import styles from './settings-page.module.css';

interface PartTitleProps {
  readonly part: Part;
  /** What it is for. */
  readonly intro?: string;
  /** Beside the title, as a button that adds one. */
  readonly children?: ReactNode;
}

export function PartTitle({ part, intro, children }: PartTitleProps) {
  const { t } = useTranslation('settings');
  return (
    <header className={styles.partHead}>
      <div className={styles.partLine}><h2 className={styles.partTitle}>{t(`part.${part}`)}</h2>{children}</div>
      {intro !== undefined && <p className={styles.intro}>{intro}</p>}
    </header>
  );
}
