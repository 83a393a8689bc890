import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Bell } from '../bell/bell.tsx';
import { AccountMenu } from './account-menu.tsx';
import { AREAS } from './areas.ts';
import { CompanySwitcher } from './company-switcher.tsx';
import { Keys } from './keys.tsx';
import { LiveDot } from './live-dot.tsx';
import { openOverlay } from './overlay-store.ts';
import { SetupLink } from './setup-link.tsx';
import { useDueCount } from './use-due-count.ts';
import styles from './sidebar.module.css';

export function Sidebar() {
  const { t } = useTranslation();
  const due = useDueCount();
  return (
    <aside className={styles.sidebar}>
      <CompanySwitcher />
      <button type="button" className={styles.search} onClick={() => openOverlay('palette')}>
        <Search size={15} aria-hidden />
        <span>{t('keys.search')}</span>
        <span aria-hidden><Keys keys={[t('keys.mod'), 'K']} /></span>
      </button>
      <nav className={styles.nav} aria-label={t('shell.navigation')}>
        <SetupLink />
        {AREAS.map(({ name, to, icon: Icon }) => (
          <Link key={to} to={to} className={styles.area} activeProps={{ className: styles.here! }}>
            <Icon size={17} aria-hidden />
            <span>{t(`area.${name}`)}</span>
            {to === '/callbacks' && due > 0 && (
              <Tooltip label={t('shell.badge', { count: due })} position="right">
                <span className={styles.badge} aria-label={t('shell.badge', { count: due })}>{due > 99 ? '99+' : due}</span>
              </Tooltip>
            )}
          </Link>
        ))}
      </nav>
      <div className={styles.foot}>
        <LiveDot />
        <span className={styles.grow} />
        <Bell />
        <AccountMenu />
      </div>
    </aside>
  );
}
