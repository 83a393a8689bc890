// One callback as plain elements: a hundred of these are on the screen while somebody scrolls.
import { Link } from '@tanstack/react-router';
import { PhoneOutgoing } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../api/shapes.ts';
import { Due } from './due.tsx';
import { ErrorBadge } from './error-badge.tsx';
import type { InboxSearch } from './inbox-search.ts';
import { PriorityMark } from './priority-mark.tsx';
import { useCallerName } from './use-caller-name.ts';
import { useStaffName } from './use-staff-name.ts';
import { useWishLine } from './use-wish-line.ts';
import styles from './row.module.css';

interface RowProps {
  readonly row: Callback;
  readonly now: number;
  readonly open: boolean;
  readonly at: boolean;
  readonly selected: boolean;
  readonly onFocus: (id: string) => void;
  readonly toggle: ((id: string) => void) | null;
  readonly search: InboxSearch;
}

export const CallbackRow = memo(function CallbackRow({ row, now, open, at, selected, onFocus, toggle, search }: RowProps) {
  const { t } = useTranslation('callbacks');
  const name = useCallerName()(row);
  const wish = useWishLine()(row);
  const link = useRef<HTMLAnchorElement>(null);
  // where the keyboard stands is where the focus is, so that a screen reader follows; not out of a field somebody types in
  useEffect(() => {
    if (at && !open && document.activeElement?.tagName !== 'INPUT') link.current?.focus({ preventScroll: true });
  }, [at, open]);
  return (
    <div className={styles.row} data-open={open} data-at={at} data-selected={selected} data-closed={row.completed_at !== null}>
      <label className={styles.gutter}>
        <PriorityMark priority={row.priority} />
        {toggle !== null && <input type="checkbox" className={styles.check} checked={selected} onChange={() => toggle(row.id)} aria-label={t('list.select', { name })} />}
      </label>
      <Link ref={link} to="/callbacks/$id" params={{ id: row.id }} search={search} className={styles.link} aria-current={open ? 'true' : undefined} onFocus={() => onFocus(row.id)}>
        <Due callback={row} now={now} className={styles.due} />
        <span className={styles.who}>
          <span className={styles.name} data-unnamed={row.customer_name === null}>{name}</span>
          {row.attempts_count > 0 && <span className={styles.attempts} title={t('list.attempts', { count: row.attempts_count })}><PhoneOutgoing size={12} aria-hidden />{row.attempts_count}<span className="unseen">{t('list.attempts', { count: row.attempts_count })}</span></span>}
        </span>
        <span className={styles.wish}>{wish}</span>
        <span className={styles.reason}>{row.error_type === null ? t(`source.${row.created_from}`) : <ErrorBadge type={row.error_type} />}</span>
        <span className={styles.people}><People row={row} /></span>
      </Link>
    </div>
  );
});

/** Who has to see to it, and who is doing so right now. */
function People({ row }: { readonly row: Callback }) {
  const { t } = useTranslation('callbacks');
  const staffName = useStaffName();
  if (row.completed_at !== null) return <span className={styles.status}>{t(`status.${row.status}`)}</span>;
  if (row.claimed_by !== null) return <span className={styles.onIt}><span className={styles.pulse} aria-hidden />{t('list.onIt', { name: row.claimed_by_name ?? staffName(row.claimed_by) })}</span>;
  if (row.assigned_to !== null) return <span className={styles.assigned}>{row.assignee?.name ?? staffName(row.assigned_to)}</span>;
  return <span className={styles.nobody}>{t('list.nobody')}</span>;
}
