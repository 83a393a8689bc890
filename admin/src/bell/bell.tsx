import { ActionIcon, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bell as BellIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingNotice } from '../shell/notices.tsx';
import { notificationsQuery } from './queries.ts';
import styles from './bell.module.css';

const Notices = lazy(() => import('./notices-list.tsx').then(({ NoticesList: component }) => ({ default: component })));

/** What I was told: the number of what I have not seen, and the list behind it. */
export function Bell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const unread = useQuery(notificationsQuery).data?.unread ?? 0;
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={340} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon aria-label={unread === 0 ? t('bell.title') : t('bell.unread', { count: unread })} onClick={() => setOpen(!open)}>
          <span className={styles.bell}>
            <BellIcon size={17} aria-hidden />
            {unread > 0 && <span className={styles.dot} aria-hidden />}
          </span>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <Suspense fallback={<LoadingNotice />}>{open && <Notices close={() => setOpen(false)} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
