// The frame of every page: who is signed in, which company, menu, what is wrong with the server. Pages are shown inside it
// only once there is a session with a company.
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, setCompanyOfPage } from '../api/client.ts';
import { startLive } from '../api/live.ts';
import { OPERATOR_INBOX, sessionQuery } from '../api/session.ts';
import type { Company } from '../api/session.ts';
import { keptLanguage, speak, withWords } from '../words/i18n.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ErrorNotice, LoadingNotice } from './notices.tsx';
import { OutageBanner } from './outage-banner.tsx';
import { Overlays } from './overlays.tsx';
import { SessionEnded } from './session-ended.tsx';
import { Sidebar } from './sidebar.tsx';
import { useLeadToSetup } from './use-lead-to-setup.ts';
import { useLiveCache } from './use-live-cache.ts';
import styles from './shell.module.css';

const SignIn = lazy(() => import('./sign-in.tsx').then(({ SignIn: component }) => ({ default: component })));
const Companies = lazy(() => withWords(['companies'], () => import('../companies/companies-page.tsx')).then(({ CompaniesPage: component }) => ({ default: component })));

/** What a mail links to: works without a session, and whoever has one meant this all the same. */
const Invitation = lazy(() => withWords(['account'], () => import('../account/invitation.tsx')).then(({ Invitation: component }) => ({ default: component })));
const ResetPassword = lazy(() => withWords(['account'], () => import('../account/reset-password.tsx')).then(({ ResetPassword: component }) => ({ default: component })));
const OUTSIDE: Readonly<Record<string, typeof Invitation>> = { '/invitation': Invitation, '/reset-password': ResetPassword };

export function Shell() {
  const { pathname } = useLocation();
  const Outside = OUTSIDE[pathname];
  return Outside === undefined ? <Inside /> : <Suspense fallback={<LoadingNotice />}><Outside /></Suspense>;
}

function Inside() {
  const { company: wanted } = useSearch({ from: '__root__' });
  const { pathname } = useLocation();
  setCompanyOfPage(wanted ?? '');
  const { data: session, error, refetch } = useQuery(sessionQuery);
  if (session === undefined) {
    if (error === null) return <LoadingNotice />;
    if (error instanceof ApiError && error.kind === 'signed_out') return <Suspense fallback={<LoadingNotice />}><SignIn onSignedIn={() => void refetch()} /></Suspense>;
    return <ErrorNotice error={error} retry={() => void refetch()} />;
  }
  const { company } = session;
  // on an installation without companies the only one is the inbox of whoever runs it, which nobody has asked for
  const above = pathname === '/companies' || (wanted === undefined && company?.slug === OPERATOR_INBOX);
  if (company === null || above) return <Suspense fallback={<LoadingNotice />}><Companies session={session} /></Suspense>;
  return <Frame company={company} />;
}

function Frame({ company }: { readonly company: Company }) {
  const { t } = useTranslation();
  useEffect(() => {
    startLive(company.slug);
    // what somebody has chosen for himself stays
    if (keptLanguage() === null) void speak(company.locale, 'for-now');
  }, [company.slug, company.locale]);
  useLiveCache();
  useLeadToSetup();
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">{t('shell.skip')}</a>
      <Sidebar />
      <div className={styles.page}>
        <OutageBanner />
        <SessionEnded />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Suspense fallback={<LoadingNotice />}><Outlet /></Suspense>
        </main>
      </div>
      <BottomBar />
      <Overlays />
    </div>
  );
}
