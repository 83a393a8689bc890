import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { liveState } from '../api/live.ts';
import styles from './live-dot.module.css';

export function LiveDot() {
  const { t } = useTranslation();
  const state = useSyncExternalStore(liveState.subscribe, liveState.read);
  const text = state === 'lost' ? t('live.lostText') : t('live.liveText');
  return (
    <Tooltip label={text} w={220}>
      <span className={styles.live} data-state={state} tabIndex={0} role="status">
        <span className={styles.dot} aria-hidden />
        {t(`live.${state}`)}
      </span>
    </Tooltip>
  );
}
