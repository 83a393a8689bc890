import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { Page } from '../api/shapes.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { useSay } from '../words/say.ts';
import { ConfirmButton } from './confirm-button.tsx';
import type { PrivacyHold } from './shapes.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

/** What is kept for a complaint or a claim, whatever its age. Nothing is shown where nothing is. */
export function Holds() {
  const { t } = useTranslation('protection');
  const say = useSay();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const mayRelease = useSession().permissions.includes('protect_data');
  const { data } = useQuery({ queryKey: ['privacy', 'holds'], queryFn: ({ signal }) => get<Page<PrivacyHold>>('/privacy/holds', { limit: 100 }, signal) });
  const release = useMutation({ mutationFn: (id: string) => send(`/privacy/holds/${id}`, {}, { method: 'DELETE' }), onSuccess: async () => await queries.invalidateQueries({ queryKey: ['privacy'] }), onError: (error) => toast(errorText(error), { tone: 'problem' }) });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className={page.heading}>{t('holds.title')}</h3>
      <p className={page.intro}>{t('holds.intro')}</p>
      <ul className={styles.list}>
        {data.items.map(({ id, subject, reason, held_at: at, held_by_name: by }) => (
          <li key={id} className={styles.entry}>
            <span className={styles.itemText}>
              {subject.kind === 'callback' ? <Link to="/callbacks/$id" params={{ id: subject.id }} search={{ tab: 'all' }}>{t('holds.callback')}</Link> : <Link to="/customers/$id" params={{ id: subject.id }}>{t('holds.customer')}</Link>}
              <span className={styles.itemMore}>{[reason, say.moment(at), ...(by === null ? [] : [by])].join('\u00A0· ')}</span>
            </span>
            {mayRelease && <ConfirmButton label={t('holds.release')} about={reason} question={t('holds.releaseQuestion')} sure={t('holds.releaseSure')} busy={release.isPending && release.variables === id} act={() => release.mutate(id)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
