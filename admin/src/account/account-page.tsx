import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { useTitle } from '../shell/use-title.ts';
import { SecondFactor } from './second-factor.tsx';
import styles from './account-page.module.css';

/** What belongs to a person and not to a company: for now the second step of signing in. */
export function AccountPage() {
  const { t } = useTranslation('account');
  const { user } = useSession();
  useTitle(t('own.title'));
  return (
    <div className={styles.page}>
      <header>
        <h1 className={styles.title}>{t('own.title')}</h1>
        <p className={styles.muted}>{user === null ? t('own.noAccount') : `${user.name} · ${user.email}`}</p>
      </header>
      {user !== null && <SecondFactor on={user.two_factor} />}
    </div>
  );
}
