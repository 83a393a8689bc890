import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarCheck2, CircleCheck, Hourglass, PhoneCall } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TestCall } from '../api/shapes.ts';
import { Due } from '../callbacks/due.tsx';
import { ErrorBadge } from '../callbacks/error-badge.tsx';
import { PriorityMark } from '../callbacks/priority-mark.tsx';
import { callbackQuery } from '../callbacks/queries.ts';
import { useNow } from '../words/use-now.ts';
import styles from './outcome.module.css';

type Wish = TestCall['wishes'][number];
type Fate = 'in_progress' | 'appointment' | 'open_callback' | 'closed' | 'merged' | 'not_a_wish' | 'erased';

const ICONS: Readonly<Record<Fate, LucideIcon>> = {
  in_progress: Hourglass, appointment: CalendarCheck2, open_callback: PhoneCall, closed: CircleCheck, merged: CircleCheck, not_a_wish: CircleCheck, erased: CircleCheck,
};

/** Each wish with the one fate that it has at this moment. */
export function Outcome({ wishes }: { readonly wishes: readonly Wish[] }) {
  const { t } = useTranslation('rehearsal');
  return (
    <section className={styles.outcome} aria-label={t('outcome')} aria-live="polite">
      <h2 className={styles.title}>{t('outcome')}</h2>
      {wishes.length === 0 && <p className={styles.empty}>{t('outcomeEmpty')}</p>}
      <ul className={styles.wishes}>{wishes.map((wish) => <One key={wish.id} wish={wish} />)}</ul>
    </section>
  );
}

function One({ wish }: { readonly wish: Wish }) {
  const { t } = useTranslation('rehearsal');
  const fate = wish.fate as Fate;
  const Icon = ICONS[fate];
  return (
    <li className={styles.wish} data-fate={fate}>
      <span className={styles.fate}><Icon size={18} aria-hidden />{t(`fate.${fate}`)}</span>
      <p className={styles.text}>{t(`fateText.${fate}`)}</p>
      {wish.callback_id !== null && fate === 'open_callback' && <Promised id={wish.callback_id} />}
    </li>
  );
}

function Promised({ id }: { readonly id: string }) {
  const { t } = useTranslation(['rehearsal', 'callbacks']);
  const { data } = useQuery(callbackQuery(id));
  const now = useNow();
  if (data === undefined) return null;
  return (
    <div className={styles.promised}>
      <span className={styles.facts}>
        <PriorityMark priority={data.priority} />
        {data.error_type !== null && <ErrorBadge type={data.error_type} size="m" explained />}
      </span>
      <Due callback={data} now={now} />
      <Link to="/callbacks/$id" params={{ id }}>{t('toCallback')}</Link>
    </div>
  );
}
