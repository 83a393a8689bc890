import { Link } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { stepsLeft, useSetup } from '../api/setup.ts';
import styles from './sidebar.module.css';

/** In the menu until the set-up is done. */
export function SetupLink() {
  const { t } = useTranslation();
  const { data } = useSetup();
  const left = data === undefined ? 0 : stepsLeft(data);
  if (data === undefined || left === 0) return null;
  const all = Object.keys(data.steps).length;
  return (
    <Link to="/setup" className={styles.area} activeProps={{ className: styles.here! }}>
      <Rocket size={17} aria-hidden />
      <span>{t('area.setup')}</span>
      <span className={styles.progress}>{t('shell.setupProgress', { done: all - left, all })}</span>
    </Link>
  );
}
