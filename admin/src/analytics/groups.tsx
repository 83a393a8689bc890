import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorGroup } from '../api/shapes.ts';
import { ErrorBadge } from '../callbacks/error-badge.tsx';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useSay } from '../words/say.ts';
import { GroupDetails } from './group-details.tsx';
import { groupsQuery } from './queries.ts';
import { TrendLine } from './trend-line.tsx';
import { useGroupTitle } from './use-group-title.ts';
import styles from './groups.module.css';

interface Period {
  readonly from: string;
  readonly about: string;
}

/** The same error a hundred times is one row, with when it began and whether it grows. What was hidden for a while waits below. */
export function Groups(period: Period) {
  const { t } = useTranslation('analytics');
  const { data, error, isPending, refetch } = useQuery(groupsQuery(period.from));
  const [withHidden, setWithHidden] = useState(false);
  const rows = (data?.items ?? []).filter(({ state }) => state !== 'ignored');
  const hidden = (data?.items ?? []).filter(({ state }) => state === 'ignored');
  return (
    <section aria-label={t('groups.title')}>
      <h2 className={styles.title}>{t('groups.title')}</h2>
      <p className={styles.intro}>{t('groups.intro')}</p>
      {isPending && <LoadingNotice />}
      {error !== null && data === undefined && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <p className={styles.intro}>{t('groups.none')}</p>}
      <ul className={styles.groups}>{[...rows, ...(withHidden ? hidden : [])].map((group) => <Group key={group.fingerprint} group={group} period={period} />)}</ul>
      {hidden.length > 0 && <button type="button" className={styles.hidden} aria-expanded={withHidden} onClick={() => setWithHidden(!withHidden)}>{withHidden ? t('groups.hideAgain') : t('groups.showHidden', { count: hidden.length })}</button>}
    </section>
  );
}

function Group({ group, period }: { readonly group: ErrorGroup; readonly period: Period }) {
  const { t } = useTranslation('analytics');
  const say = useSay();
  const title = useGroupTitle();
  const [open, setOpen] = useState(false);
  const details = useId();
  const { fingerprint } = group;
  return (
    <li className={styles.group} data-open={open}>
      <div className={styles.row}>
        <button type="button" className={styles.name} aria-expanded={open} aria-controls={open ? details : undefined} onClick={() => setOpen(!open)}>
          <ChevronRight className={styles.chevron} size={16} aria-hidden />
          <span className={styles.words}>
            <span className={styles.kind}>
              <ErrorBadge type={group.error_type} />
              <span className={styles.state} data-state={group.state}>{group.state === 'ignored' && group.ignored_until !== null ? t('groups.hiddenUntil', { day: say.day(group.ignored_until) }) : t(`groups.state.${group.state}`)}</span>
            </span>
            <span className={styles.cause}>{title(group)}</span>
            {group.template !== '' && <code className={styles.text}>{group.template}</code>}
          </span>
        </button>
        <TrendLine perDay={group.per_day} />
        <span className={styles.often}>
          <strong>{t('groups.count', { count: group.occurrences })}</strong>
          <span className={styles.muted}>{t('groups.last', { moment: say.moment(group.last_seen) })}</span>
        </span>
        <span className={styles.open}>
          {group.open === 0
            ? <span className={styles.muted}>{t('groups.noneOpen')}</span>
            : <Link to="/callbacks" search={{ tab: 'all', status: 'pending,assigned,contacted', error_group: fingerprint }}>{t('groups.open', { count: group.open })}</Link>}
        </span>
      </div>
      {open && <div id={details} className={styles.details}><GroupDetails group={group} {...period} /></div>}
    </li>
  );
}
