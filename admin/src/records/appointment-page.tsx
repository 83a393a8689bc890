import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AppointmentDetail } from '../api/shapes.ts';
import { phoneWords } from '../callbacks/phone-words.ts';
import { useSay } from '../words/say.ts';
import { RecordPage } from './record-page.tsx';
import { CallbackLine, CallLine, Facts, Related, WishLine } from './related.tsx';
import { toCustomer } from './to-customer.tsx';
import styles from './record-page.module.css';

export function AppointmentPage() {
  const { t } = useTranslation('records');
  const { id } = useParams({ from: '/appointments/$id' });
  const say = useSay();
  const other = (to: string | null) => (to === null ? null : <Link to="/appointments/$id" params={{ id: to }}>{t('see')}</Link>);
  return (
    <RecordPage<AppointmentDetail> queryKey={['appointment', 'one', id]} path={`/appointments/${id}`} list="appointments" title={(one) => `${one.service?.name ?? t('appointments')}, ${say.moment(one.start)}`}>
      {(one) => (
        <>
          <Facts facts={[
            [t('status'), t(`appointmentStatus.${one.status}`)], [t('who'), one.customer_name ?? t('unnamed')], [t('number'), one.phone_number === null ? null : phoneWords(one.phone_number)],
            [t('email'), one.customer_email], [t('staff'), one.staff?.name ?? null], [t('branch'), one.branch?.name ?? null], [t('where'), `${t(`provider.${one.provider}`)} ${one.booking_uid}`],
            [t('note'), one.notes], [t('cancelReason'), one.cancel_reason], [t('moved'), other(one.replaced_by)], [t('movedFrom'), other(one.replaces)], [t('customer'), toCustomer(one.customer_id, t('see'))],
          ]} />
          <div className={styles.columns}>
            <div className={styles.column}>
              <Related title={t('callbacks')}>{one.callbacks.map((callback) => <CallbackLine key={callback.id} callback={callback} />)}</Related>
              <Related title={t('wishes')}>{one.wish === null ? [] : [<WishLine key={one.wish.id} wish={one.wish} />]}</Related>
            </div>
            <div className={styles.column}><Related title={t('ofCall')}>{one.call === null ? [] : [<CallLine key={one.call.id} call={one.call} />]}</Related></div>
          </div>
        </>
      )}
    </RecordPage>
  );
}
