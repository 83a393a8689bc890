import { Link } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSetup } from '../api/setup.ts';
import styles from './sidebar.module.css';

/** In the menu until the set-up is done, or customers call: then what is left is found in the settings. */
export function SetupLink() {
  const { t } = useTranslation();
  const { data } = useSetup();
  if (data === undefined || data.called) return null;
  const done = Object.values(data.steps);
  const left = done.filter((step) => !step).length;
  if (left === 0) return null;
  return (
    <Link to="/setup" className={styles.area} activeProps={{ className: styles.here! }}>
      <Rocket size={17} aria-hidden />
      <span>{t('area.setup')}</span>
      <span className={styles.progress}>{t('shell.setupProgress', { done: done.length - left, all: done.length })}</span>
    </Link>
  );
}
