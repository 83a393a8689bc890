import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { LayoutList, MoreHorizontal, Rocket, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { stepsLeft, useSetup } from '../api/setup.ts';
import { AccountItems } from './account-menu.tsx';
import { AREAS } from './areas.ts';
import { openOverlay } from './overlay-store.ts';
import { useDueCount } from './use-due-count.ts';
import styles from './bottom-bar.module.css';

/** On a phone, in reach of the thumb. */
export function BottomBar() {
  const { t } = useTranslation();
  const due = useDueCount();
  const { companies, operator } = useSession();
  const { data: setup } = useSetup();
  return (
    <nav className={styles.bar} aria-label={t('shell.navigation')}>
      {AREAS.filter(({ inBar }) => inBar).map(({ name, to, icon: Icon }) => (
        <Link key={to} to={to} className={styles.item} activeProps={{ className: styles.here! }}>
          <span className={styles.icon}>
            <Icon size={22} aria-hidden />
            {to === '/callbacks' && due > 0 && <span className={styles.badge} aria-label={t('shell.badge', { count: due })}>{due > 99 ? '99+' : due}</span>}
          </span>
          {t(`area.${name}`)}
        </Link>
      ))}
      <button type="button" className={styles.item} onClick={() => openOverlay('palette')}>
        <span className={styles.icon}><Search size={22} aria-hidden /></span>
        {t('keys.search')}
      </button>
      <Menu position="top-end" width={260}>
        <Menu.Target>
          <button type="button" className={styles.item}>
            <span className={styles.icon}><MoreHorizontal size={22} aria-hidden /></span>
            {t('area.more')}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {setup !== undefined && stepsLeft(setup) > 0 && <Menu.Item component={Link} to="/setup" leftSection={<Rocket size={17} aria-hidden />}>{t('area.setup')}</Menu.Item>}
          {AREAS.filter(({ inBar }) => !inBar).map(({ name, to, icon: Icon }) => (
            <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={17} aria-hidden />}>{t(`area.${name}`)}</Menu.Item>
          ))}
          {(companies.length > 1 || operator) && <Menu.Item component={Link} to="/companies" leftSection={<LayoutList size={17} aria-hidden />}>{t('shell.allCompanies')}</Menu.Item>}
          <Menu.Divider />
          <AccountItems />
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
