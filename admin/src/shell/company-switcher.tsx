import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronsUpDown, LayoutList } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { openCompany } from './open-company.ts';
import styles from './company-switcher.module.css';

/** The name of the company; a menu where there are several. */
export function CompanySwitcher() {
  const { t } = useTranslation();
  const { company, companies, operator } = useSession();
  const face = (
    <>
      <img src="/icon.svg" alt="" width={26} height={26} />
      <span className={styles.name}>{company.name}</span>
    </>
  );
  if (companies.length < 2 && !operator) return <div className={styles.company}>{face}</div>;
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button type="button" className={styles.company} aria-label={`${company.name}. ${t('shell.company')}`}>
          {face}
          <ChevronsUpDown size={15} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah="60dvh" style={{ overflow: 'auto' }}>
        <Menu.Item component={Link} to="/companies" leftSection={<LayoutList size={16} aria-hidden />}>{t('shell.allCompanies')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('shell.company')}</Menu.Label>
        {companies.map(({ slug, name }) => (
          <Menu.Item key={slug} fw={slug === company.slug ? 600 : 400} aria-current={slug === company.slug} onClick={() => openCompany(slug)}>{name}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
