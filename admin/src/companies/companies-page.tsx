// The page above all companies: for an operator or an agency with many clients. What burns stands on top; a click leads into it.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { Building2, FilterX, Plus, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../api/shapes.ts';
import { ErrorNotice, LoadingNotice, Notice } from '../shell/notices.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { useTitle } from '../shell/use-title.ts';
import { sayIn } from '../words/say.ts';
import { countsFor, sorted, SORTS } from './burning.ts';
import type { Sort, Watched } from './burning.ts';
import { CompaniesFrame } from './companies-frame.tsx';
import { readCompaniesSearch } from './companies-search.ts';
import type { CompaniesSearch } from './companies-search.ts';
import { AddCompany } from './add-company.tsx';
import { CompanyTable } from './company-table.tsx';
import { ledgersQuery, pulsesQuery, REFRESH_MS } from './queries.ts';
import { Totals } from './totals.tsx';
import styles from './companies-page.module.css';

export function CompaniesPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation('companies');
  useTitle(t('title'));
  useOwnAddress();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch, dataUpdatedAt } = useQuery(pulsesQuery);
  const { data: ledgers } = useQuery(ledgersQuery);
  const all = useMemo(() => data?.items.map((item): Watched => ({ ...item, difference: ledgers?.get(item.company.slug)?.difference ?? null })), [data, ledgers]);
  const add = session.operator ? () => setAdding(true) : null;
  const none = all?.every(({ company }) => company.kind === 'operator') === true;
  return (
    <CompaniesFrame company={session.company}>
      {all === undefined && (error === null ? <LoadingNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />)}
      {none && <First add={add} />}
      {all !== undefined && !none && <Filled all={all} current={session.company?.slug ?? null} add={add} seenAt={dataUpdatedAt} />}
      {adding && <AddCompany close={() => setAdding(false)} />}
    </CompaniesFrame>
  );
}

/** Whoever came by another address has no company yet in which that page could be. */
function useOwnAddress(): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useEffect(() => {
    if (pathname !== '/companies') void navigate({ to: '/companies', search: {}, replace: true });
  }, [pathname, navigate]);
}

/** An installation in its first minute. */
function First({ add }: { readonly add: (() => void) | null }) {
  const { t } = useTranslation('companies');
  return (
    <>
      <h1 className="unseen">{t('title')}</h1>
      <Notice icon={Building2} title={t('first')} text={add === null ? t('firstNotMine') : t('firstText')}>
        {add !== null && <Button size="md" leftSection={<Plus size={16} aria-hidden />} onClick={add}>{t('add')}</Button>}
      </Notice>
    </>
  );
}

interface FilledProps {
  readonly all: readonly Watched[];
  readonly current: string | null;
  readonly add: (() => void) | null;
  readonly seenAt: number;
}

function Filled({ all, current, add, seenAt }: FilledProps) {
  const { t, i18n } = useTranslation('companies');
  const { t: words } = useTranslation('frame');
  const navigate = useNavigate();
  const search = readCompaniesSearch(useSearch({ strict: false }));
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  const { q = '', order = 'burning', only } = search;
  const change = (next: Partial<Record<keyof CompaniesSearch, string | undefined>>): void => void navigate({ to: '/companies', search: (before) => ({ ...before, ...search, ...next }) as CompaniesSearch, replace: true });
  const shown = useMemo(() => sorted(all.filter((watched) => matches(watched, q) && (only === undefined || countsFor(only, watched))), order), [all, q, order, only]);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const say = useMemo(() => sayIn({ language: i18n.language === 'en' ? 'en' : 'de', zone, t: (key, values) => words(`time.${key}`, values ?? {}) }), [i18n.language, zone, words]);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t('title')} <span className={styles.count}>{say.count(all.filter(({ company }) => company.kind === 'company').length)}</span></h1>
        <div className={styles.tools}>
          <TextInput ref={field} className={styles.search!} type="search" aria-label={t('search')} placeholder={t('search')} leftSection={<Search size={15} aria-hidden />} value={q} onChange={(event) => change({ q: event.currentTarget.value })} />
          <NativeSelect aria-label={t('sort')} value={order} onChange={(event) => change({ order: event.currentTarget.value as Sort })} data={SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))} />
          {add !== null && <Button variant="default" leftSection={<Plus size={15} aria-hidden />} onClick={add}>{t('add')}</Button>}
        </div>
      </header>
      <Totals companies={all} only={only} choose={(total) => change({ only: total })} say={say} />
      {shown.length === 0
        ? <Notice icon={FilterX} title={t('nothing')}><Button variant="default" onClick={() => change({ q: undefined, only: undefined })}>{t('showAll')}</Button></Notice>
        : <CompanyTable companies={shown} say={say} current={current} />}
      <p className={styles.seen}>{t('seen', { moment: say.clock(new Date(seenAt).toISOString()), seconds: REFRESH_MS / 1000 })}</p>
    </div>
  );
}

function matches({ company }: Watched, words: string): boolean {
  return `${company.name} ${company.slug}`.toLowerCase().includes(words.trim().toLowerCase());
}
