import { Link, useSearch } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { Suspense } from 'react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { LoadingNotice, Notice } from '../shell/notices.tsx';
import { AuditPart } from './audit-part.tsx';
import { CompanyPart } from './company-part.tsx';
import { ConnectionsPart } from './connections-part.tsx';
import { DeadlinesPart } from './deadlines-part.tsx';
import { HoursPart } from './hours-part.tsx';
import { PeoplePart } from './people-part.tsx';
import { ServicesPart } from './services-part.tsx';
import { PARTS } from './settings-search.ts';
import type { Part } from './settings-search.ts';
import styles from './settings-page.module.css';

const SHOWN: Readonly<Record<Part, ComponentType>> = {
  company: CompanyPart, hours: HoursPart, services: ServicesPart, deadlines: DeadlinesPart, connections: ConnectionsPart, people: PeoplePart, audit: AuditPart,
};

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { permissions } = useSession();
  const { part = 'company' } = useSearch({ from: '/settings' });
  if (!permissions.includes('manage_company')) return <Notice icon={LockKeyhole} title={t('notAllowed')} />;
  const Shown = SHOWN[part];
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('title')}</h1>
      <nav className={styles.parts} aria-label={t('title')}>
        {PARTS.map((name) => <Link key={name} to="/settings" search={{ part: name }} data-here={name === part} aria-current={name === part ? 'page' : undefined}>{t(`part.${name}`)}</Link>)}
      </nav>
      <Suspense fallback={<LoadingNotice />}><Shown /></Suspense>
    </div>
  );
}
