import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, ShieldCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useTitle } from '../shell/use-title.ts';
import { useSay } from '../words/say.ts';
import { Health } from './health.tsx';
import { Load } from './load.tsx';
import { Overdue } from './overdue.tsx';
import { ledgerOf, pulseQuery } from './queries.ts';
import { Tiles } from './tiles.tsx';
import { Trend } from './trend.tsx';
import styles from './overview-page.module.css';

/** What waits, whether the hands suffice, whether everything runs; and above it the proof. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  useTitle(t('title'));
  const pulse = useQuery(pulseQuery);
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('title')}</h1>
      <Proof />
      {pulse.isPending && <LoadingNotice />}
      {pulse.isError && pulse.data === undefined && <ErrorNotice error={pulse.error} retry={() => void pulse.refetch()} />}
      {pulse.data !== undefined && (
        <>
          <Tiles pulse={pulse.data} />
          <Trend />
          <div className={styles.columns}>
            <Overdue />
            <div className={styles.side}>
              <Load />
              <Health pulse={pulse.data} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

const DAY_MS = 86_400_000;

function Proof() {
  const { t } = useTranslation('overview');
  const say = useSay();
  // whole hours, so that the question stays the same for a while and is not asked with every look
  const from = new Date(Math.floor((serverNow() - 7 * DAY_MS) / 3_600_000) * 3_600_000).toISOString();
  // whoever sees some branches only is shown none of it; the page of the proof says why
  const allowed = useSession().permissions.includes('ledger');
  const { data, isError } = useQuery({ ...ledgerOf({ from, to: null }), retry: false, enabled: allowed });
  if (data === undefined) return isError || !allowed ? null : <p className={styles.proof} aria-busy />;
  const { fates, wishes, difference } = data;
  const rest = wishes - fates.appointment - fates.open_callback - fates.closed;
  const good = difference === 0;
  return (
    <section className={styles.proof} data-good={good}>
      {good ? <ShieldCheck size={22} aria-hidden /> : <TriangleAlert size={22} aria-hidden />}
      <div>
        <p className={styles.claim}>{good ? t('proof.good') : `${t('proof.bad', { count: difference })} ${t('proof.badNext')}`}</p>
        <p className={styles.sum}>
          {t('proof.line', { wishes: say.count(wishes), appointment: say.count(fates.appointment), open_callback: say.count(fates.open_callback), closed: say.count(fates.closed), rest: say.count(rest) })}
        </p>
      </div>
      <Link to="/ledger" className={styles.more}>{t('proof.more')}<ArrowRight size={14} aria-hidden /></Link>
    </section>
  );
}
