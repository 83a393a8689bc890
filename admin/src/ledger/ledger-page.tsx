import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Printer, ShieldCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { Ledger } from '../api/shapes.ts';
import { ledgerOf } from '../overview/queries.ts';
import { ErrorNotice, LoadingNotice, Notice } from '../shell/notices.tsx';
import { useTitle } from '../shell/use-title.ts';
import { useSay } from '../words/say.ts';
import { lastDayOf, PERIODS, periodOf } from './period.ts';
import type { Period } from './period.ts';
import { WishList } from './wish-list.tsx';
import styles from './ledger-page.module.css';

export const FATES = ['appointment', 'open_callback', 'in_progress', 'closed', 'merged', 'not_a_wish', 'erased'] as const;
export type Fate = (typeof FATES)[number];

export function LedgerPage() {
  const { t } = useTranslation('overview');
  useTitle(t('ledger.title'));
  const { permissions, branches } = useSession();
  if (permissions.includes('ledger')) return <Proof />;
  return <Notice icon={ShieldCheck} title={t('ledger.wholeOnly')} text={t('ledger.wholeOnlyText', { branches: (branches ?? []).map(({ name }) => name).join(', ') })} />;
}

/** The proof: every wish has one fate, and their sum is the number of wishes. It prints as a statement. */
function Proof() {
  const { t } = useTranslation('overview');
  const { company } = useSession();
  const say = useSay();
  const { period: name = 'week', fate } = useSearch({ from: '/ledger' });
  const period = periodOf(name, company.time_zone);
  const ledger = useQuery(ledgerOf(period));
  const shown = FATES.find((one) => one === fate) ?? null;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{t('ledger.title')}</h1>
          <p className={styles.intro}>{t('ledger.intro')}</p>
          <p className={styles.statement}>{t('ledger.statement', { company: company.name, from: say.date(period.from), to: say.date(lastDayOf(period)) })} · {t('ledger.made', { moment: say.fullMoment(new Date(serverNow()).toISOString()) })}</p>
        </div>
        <Button variant="default" className={styles.print!} leftSection={<Printer size={15} aria-hidden />} onClick={() => window.print()}>{t('ledger.print')}</Button>
      </header>
      <nav className={styles.periods} aria-label={t('ledger.period')}>
        {PERIODS.map((one) => <Link key={one} to="/ledger" search={{ period: one }} className={styles.period} data-here={one === name}>{t(`ledger.${one}`)}</Link>)}
      </nav>
      {ledger.isPending && <LoadingNotice />}
      {ledger.isError && <ErrorNotice error={ledger.error} retry={() => void ledger.refetch()} />}
      {ledger.data !== undefined && <Sum ledger={ledger.data} shown={shown} period={name} />}
      {shown !== null && <WishList fate={shown} period={period} />}
    </div>
  );
}

function Sum({ ledger, shown, period }: { readonly ledger: Ledger; readonly shown: Fate | null; readonly period: keyof Record<(typeof PERIODS)[number], Period> }) {
  const { t } = useTranslation('overview');
  const say = useSay();
  const good = ledger.difference === 0;
  return (
    <>
      <p className={styles.verdict} data-good={good}>
        {good ? <ShieldCheck size={20} aria-hidden /> : <TriangleAlert size={20} aria-hidden />}
        {good ? t('proof.good') : t('proof.bad', { count: ledger.difference })}
      </p>
      <table className={styles.table}>
        <tbody>
          {FATES.map((fate) => (
            <tr key={fate} data-here={fate === shown}>
              <th scope="row"><Link to="/ledger" search={{ period, ...(fate === shown ? {} : { fate }) }}>{t(`ledger.fate.${fate}`)}</Link><span className={styles.text}>{t(`ledger.fateText.${fate}`)}</span></th>
              <td className={styles.barCell} aria-hidden>{ledger.fates[fate] > 0 && <span className={styles.bar} data-fate={fate} style={{ width: `${share(ledger.fates[fate], ledger.wishes)}%` }} />}</td>
              <td className={styles.count}>{say.count(ledger.fates[fate])}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr><th scope="row">{t('ledger.wishes')}{ledger.journal_pending > 0 && <span className={styles.text}>{say.count(ledger.journal_pending)} {t('ledger.pending')}</span>}</th><td aria-hidden /><td className={styles.count}>{say.count(ledger.wishes)}</td></tr>
          <tr><th scope="row">{t('ledger.difference')}</th><td aria-hidden /><td className={styles.count}>{say.count(ledger.difference)}</td></tr>
        </tfoot>
      </table>
      {ledger.unexplained.length > 0 && <p className={styles.unexplained}>{t('ledger.unexplained')}: <code>{ledger.unexplained.slice(0, 20).join(', ')}</code></p>}
    </>
  );
}

function share(count: number, of: number): number {
  return of === 0 ? 0 : Math.round((count / of) * 1000) / 10;
}
