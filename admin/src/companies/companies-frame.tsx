import { ActionIcon, Menu } from '@mantine/core';
import { ArrowLeft, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OPERATOR_INBOX } from '../api/session.ts';
import type { Company } from '../api/session.ts';
import { AccountItems } from '../shell/account-menu.tsx';
import { OutageBanner } from '../shell/outage-banner.tsx';
import { SessionEnded } from '../shell/session-ended.tsx';
import styles from './companies-frame.module.css';

/** Above the companies there is no menu of one: only the way back and what concerns oneself. */
export function CompaniesFrame({ company, children }: { readonly company: Company | null; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">{t('shell.skip')}</a>
      <nav className={styles.bar} aria-label={t('shell.navigation')}>
        <span className={styles.brand}><img src="/icon.svg" alt="" width={24} height={24} />{t('product')}</span>
        {company !== null && company.slug !== OPERATOR_INBOX && <a className={styles.back} href={`/?company=${encodeURIComponent(company.slug)}`}><ArrowLeft size={15} aria-hidden /><span>{t('shell.backTo', { company: company.name })}</span></a>}
        <span className={styles.grow} />
        <Menu position="bottom-end" width={240}>
          <Menu.Target><ActionIcon aria-label={t('shell.account')}><Settings2 size={17} aria-hidden /></ActionIcon></Menu.Target>
          <Menu.Dropdown><AccountItems help={false} /></Menu.Dropdown>
        </Menu>
      </nav>
      <OutageBanner />
      <SessionEnded />
      <main id="content" className={styles.content} tabIndex={-1}>{children}</main>
    </div>
  );
}
