import { NativeSelect } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import type { Session } from '../api/shapes.ts';
import { LoadingNotice, Notice } from '../shell/notices.tsx';
import { useTitle } from '../shell/use-title.ts';
import { AbsencesPart } from './absences-part.tsx';
import { AuditPart } from './audit-part.tsx';
import { BranchesPart } from './branches-part.tsx';
import { CompanyPart } from './company-part.tsx';
import { ConnectionsPart } from './connections-part.tsx';
import { DeadlinesPart } from './deadlines-part.tsx';
import { ExceptionsPart } from './exceptions-part.tsx';
import { HoursPart } from './hours-part.tsx';
import { MailsPart } from './mails-part.tsx';
import { NotificationsPart } from './notifications-part.tsx';
import { PeoplePart } from './people-part.tsx';
import { PersonPart } from './person-part.tsx';
import { RetentionPart } from './retention-part.tsx';
import { ServicesPart } from './services-part.tsx';
import { GROUPS } from './settings-search.ts';
import type { Part } from './settings-search.ts';
import { StaffPart } from './staff-part.tsx';
import { WebhooksPart } from './webhooks-part.tsx';
import styles from './settings-page.module.css';

/** What each shows, and what one has to be allowed to do for it. */
const SHOWN: Readonly<Record<Part, readonly [needs: Session['permissions'][number], shown: ComponentType]>> = {
  company: ['manage_company', CompanyPart], branches: ['manage_company', BranchesPart], hours: ['manage_company', HoursPart], exceptions: ['manage_calendar', ExceptionsPart], services: ['manage_company', ServicesPart],
  staff: ['manage_company', StaffPart], absences: ['manage_calendar', AbsencesPart], people: ['manage_people', PeoplePart],
  deadlines: ['manage_company', DeadlinesPart], notifications: ['read', NotificationsPart], mails: ['manage_company', MailsPart],
  connections: ['manage_company', ConnectionsPart], webhooks: ['manage_company', WebhooksPart],
  retention: ['audit', RetentionPart], person: ['protect_data', PersonPart], audit: ['audit', AuditPart],
};

/** Below this width the list of parts is a field above them. */
const NARROW = '(max-width: 61.99rem)';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  useTitle(t('title'));
  const { permissions } = useSession();
  const search = useSearch({ from: '/settings' });
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const page = useRef<HTMLDivElement>(null);
  const groups = GROUPS.map(({ name, parts }) => ({ name, parts: parts.filter((part) => permissions.includes(SHOWN[part][0])) })).filter(({ parts }) => parts.length > 0);
  const part = search.part ?? groups[0]?.parts[0] ?? 'company';
  useEffect(() => {
    page.current?.scrollTo(0, 0);
  }, [part, search.item]);
  const [needs, Shown] = SHOWN[part];
  const allowed = permissions.includes(needs);
  return (
    <div className={styles.page} ref={page}>
      <div className={styles.side}>
        <h1 className={styles.title}>{t('title')}</h1>
        {narrow === true ? <PartField groups={groups} part={part} /> : <PartList groups={groups} part={part} />}
      </div>
      <div className={styles.main}>
        {allowed ? <Suspense fallback={<LoadingNotice />}><Shown key={`${part} ${search.item ?? ''}`} /></Suspense> : <Notice icon={LockKeyhole} title={t('notAllowed')} text={t('notAllowedText')} />}
      </div>
    </div>
  );
}

interface PartsProps {
  readonly groups: readonly { readonly name: (typeof GROUPS)[number]['name']; readonly parts: readonly Part[] }[];
  readonly part: Part;
}

function PartList({ groups, part }: PartsProps) {
  const { t } = useTranslation('settings');
  return (
    <nav className={styles.parts} aria-label={t('title')}>
      {groups.map(({ name, parts }) => (
        <div key={name} role="group" aria-label={t(`group.${name}`)}>
          <span className={styles.groupName} aria-hidden>{t(`group.${name}`)}</span>
          {parts.map((one) => <Link key={one} to="/settings" search={{ part: one }} data-here={one === part} aria-current={one === part ? 'page' : undefined}>{t(`part.${one}`)}</Link>)}
        </div>
      ))}
    </nav>
  );
}

function PartField({ groups, part }: PartsProps) {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const data = groups.map(({ name, parts }) => ({ group: t(`group.${name}`), items: parts.map((value) => ({ value, label: t(`part.${value}`) })) }));
  return <NativeSelect aria-label={t('partField')} size="md" value={part} data={data} onChange={(event) => void navigate({ to: '/settings', search: { part: event.currentTarget.value as Part } })} />;
}
