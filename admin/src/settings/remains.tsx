import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSay } from '../words/say.ts';
import type { Erasure } from './shapes.ts';
import styles from './parts.module.css';

/** What these tables cannot answer for: doing it is whoever erases'. */
export function Remains({ remains: { calendar, mails, mentions } }: { readonly remains: Erasure['remains'] }) {
  const { t } = useTranslation('protection');
  const say = useSay();
  if (calendar.length + mails + mentions.length === 0) return null;
  return (
    <div className={styles.remains}>
      <h4>{t('remains.title')}</h4>
      <ul>
        {calendar.map(({ booking_uid: uid, start }) => <li key={uid}>{t('remains.calendar', { when: say.moment(start), uid })}</li>)}
        {mails > 0 && <li>{t('remains.mails', { count: mails })}</li>}
        {mentions.map(({ table, id }) => <li key={id}>{table === 'callbacks' ? <Link to="/callbacks/$id" params={{ id }} search={{ tab: 'all' }}>{t('remains.mention')}</Link> : <>{t('remains.mention')} <code className={styles.technical}>{table} {id}</code></>}</li>)}
      </ul>
    </div>
  );
}
