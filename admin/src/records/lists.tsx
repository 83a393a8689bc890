import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/client.ts';
import type { Appointment, Customer } from '../api/shapes.ts';
import { phoneWords } from '../callbacks/phone-words.ts';
import { useSay } from '../words/say.ts';
import { RecordList } from './record-list.tsx';
import styles from './lists.module.css';

export function AppointmentsPage() {
  const { t } = useTranslation('records');
  const say = useSay();
  const { q = '', all = false } = useSearch({ from: '/appointments' });
  // whole hours, so that the question stays the same for a while
  const from = all || q !== '' ? undefined : new Date(Math.floor(serverNow() / 3_600_000) * 3_600_000).toISOString();
  return (
    <RecordList<Appointment>
      kind="appointments"
      q={q}
      query={{ from, status: from === undefined ? undefined : 'booked,pending' }}
      choices={
        <nav className={styles.choices}>
          <Link to="/appointments" search={q === '' ? {} : { q }} data-here={!all}>{t('upcoming')}</Link>
          <Link to="/appointments" search={{ all: true, ...(q === '' ? {} : { q }) }} data-here={all}>{t('all')}</Link>
        </nav>
      }
      columns={[
        { head: t('when'), cell: (one) => <Link to="/appointments/$id" params={{ id: one.id }}>{say.moment(one.start)}</Link>, whole: true },
        { head: t('who'), cell: (one) => one.customer_name ?? t('unnamed') },
        { head: t('service'), cell: (one) => one.service?.name ?? '–' },
        { head: t('staff'), cell: (one) => one.staff?.name ?? '–', wide: true },
        { head: t('status'), cell: (one) => <span className={styles.status} data-status={one.status}>{t(`appointmentStatus.${one.status}`)}</span>, wide: true },
      ]}
    />
  );
}

export function CustomersPage() {
  const { t } = useTranslation('records');
  const say = useSay();
  const { q = '' } = useSearch({ from: '/customers' });
  return (
    <RecordList<Customer>
      kind="customers"
      q={q}
      columns={[
        { head: t('who'), cell: (one) => <Link to="/customers/$id" params={{ id: one.id }}>{one.name ?? t('unnamed')}</Link> },
        { head: t('number'), cell: (one) => (one.phone_number === null ? (one.email ?? '–') : phoneWords(one.phone_number)), whole: true },
        { head: t('openCallbacks'), cell: (one) => (one.open_callbacks_count === 0 ? '–' : say.count(one.open_callbacks_count)) },
        { head: t('next'), cell: (one) => (one.next_appointment_at === null ? '–' : say.moment(one.next_appointment_at)), wide: true },
        { head: t('callsCount'), cell: (one) => say.count(one.calls_count), wide: true },
        { head: t('lastSeen'), cell: (one) => say.moment(one.last_seen_at), wide: true },
      ]}
    />
  );
}
