import { Link } from '@tanstack/react-router';
import { CalendarCheck, Check, Hourglass, Minus, PhoneForwarded, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../api/shapes.ts';
import styles from './call-outcome.module.css';

const ICONS: Readonly<Record<NonNullable<Call['outcome']>, LucideIcon>> = {
  open_callback: PhoneForwarded, in_progress: Hourglass, appointment: CalendarCheck, closed: Check, no_wish: Minus, erased: Trash2,
};

/** What became of the wish of a call: icon and word. Linked, it leads to the appointment or the callback. */
export function CallOutcome({ call, linked = false }: { readonly call: Call; readonly linked?: boolean }): ReactNode {
  const { t } = useTranslation('records');
  const { outcome, wish, wishes_count: count } = call;
  if (outcome === null) return <span className={styles.outcome} title={t('elsewhere')}>–</span>;
  const Icon = ICONS[outcome];
  const word = outcome === 'closed' && wish !== null && wish.callback_id !== null ? t('callbackClosed') : t(`outcome.${outcome}`);
  const [to, id] = outcome === 'appointment' && wish?.appointment_id ? (['/appointments/$id', wish.appointment_id] as const) : wish?.callback_id ? (['/callbacks/$id', wish.callback_id] as const) : [null, ''];
  return (
    <span className={styles.outcome} data-outcome={outcome}>
      <Icon size={15} aria-hidden />
      {linked && to !== null ? <Link to={to} params={{ id }}>{word}</Link> : <span>{word}</span>}
      {count > 1 && <span className={styles.more} title={t('moreWishes', { count: count - 1 })}>+{count - 1}</span>}
    </span>
  );
}
