// One callback as plain elements without hooks of its own but the focus: some dozen of these come and go while somebody scrolls.
import { PhoneOutgoing } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import type { MouseEvent } from 'react';
import type { Callback } from '../api/shapes.ts';
import { DueWords } from './due.tsx';
import { ErrorLabel } from './error-badge.tsx';
import { PriorityBars } from './priority-mark.tsx';
import type { RowWords } from './use-row-words.ts';
import styles from './row.module.css';

interface RowProps {
  readonly row: Callback;
  readonly words: RowWords;
  readonly now: number;
  readonly open: boolean;
  readonly at: boolean;
  readonly selected: boolean;
  readonly onFocus: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly toggle: ((id: string) => void) | null;
  /** Of the list, so that the address of a row can be copied and opened beside. */
  readonly search: string;
}

export const CallbackRow = memo(function CallbackRow({ row, words, now, open, at, selected, onFocus, onOpen, toggle, search }: RowProps) {
  const { t } = words;
  const name = words.name(row);
  const link = useRef<HTMLAnchorElement>(null);
  // where the keyboard stands is where the focus is, so that a screen reader follows; not out of a field somebody types in
  useEffect(() => {
    if (at && !open && document.activeElement?.tagName !== 'INPUT') link.current?.focus({ preventScroll: true });
  }, [at, open]);
  const click = (event: MouseEvent): void => {
    // a new tab or window is the browser's business
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(row.id);
  };
  return (
    <div className={styles.row} data-open={open} data-at={at} data-selected={selected} data-closed={row.completed_at !== null}>
      <label className={styles.gutter}>
        <PriorityBars priority={row.priority} label={t(`priority.${row.priority}`)} />
        {toggle !== null && <input type="checkbox" className={styles.check} checked={selected} onChange={() => toggle(row.id)} aria-label={t('list.select', { name })} />}
      </label>
      <a ref={link} href={`/callbacks/${row.id}${search}`} className={styles.link} aria-current={open ? 'true' : undefined} onFocus={() => onFocus(row.id)} onClick={click}>
        <span className={styles.line}>
          <DueWords callback={row} now={now} say={words.say} className={styles.due} brief />
          <span className={styles.who}>
            <span className={styles.name} data-unnamed={row.customer_name === null}>{name}</span>
            {row.attempts_count > 0 && <span className={styles.attempts} title={t('list.attempts', { count: row.attempts_count })}><PhoneOutgoing size={12} aria-hidden />{row.attempts_count}<span className="unseen">{t('list.attempts', { count: row.attempts_count })}</span></span>}
          </span>
        </span>
        <span className={styles.wish}>{words.wish(row)}</span>
        <span className={styles.line}>
          <span className={styles.reason}>{row.error_type === null ? t(`source.${row.created_from}`) : <ErrorLabel type={row.error_type} label={t(`error.${row.error_type}.word`)} hint={`${t(`error.${row.error_type}.what`)} ${t(`error.${row.error_type}.todo`)}`} />}</span>
          <span className={styles.people}>{peopleOf(row, words)}</span>
        </span>
      </a>
    </div>
  );
});

/** Who has to see to it, and who is doing so right now. */
function peopleOf(row: Callback, { t, staff, isSelf }: RowWords) {
  if (row.completed_at !== null) return t(`status.${row.status}`);
  if (row.claimed_by !== null) {
    // a colleague by his own name, also where he came with a key that is called otherwise
    const known = staff(row.claimed_by);
    return <span className={styles.onIt}><span className={styles.pulse} aria-hidden />{isSelf(row.claimed_by) ? t('list.onItSelf') : t('list.onIt', { name: known === row.claimed_by ? (row.claimed_by_name ?? known) : known })}</span>;
  }
  return row.assigned_to === null ? t('list.nobody') : (row.assignee?.name ?? staff(row.assigned_to));
}
