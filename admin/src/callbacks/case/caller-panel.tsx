import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { useSay } from '../../words/say.ts';
import { phoneWords } from '../phone-words.ts';
import { findCallbacksQuery } from '../queries.ts';
import { useCallerName } from '../use-caller-name.ts';
import { useWishLine } from '../use-wish-line.ts';
import styles from './section.module.css';
import own from './caller-panel.module.css';

/** Who is calling: how to reach him, and what else is or was open with him. */
export function CallerPanel({ callback, open }: { readonly callback: CallbackDetail; readonly open: (id: string) => void }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const wishLine = useWishLine();
  const name = useCallerName()(callback);
  const { phone_number: phone, customer_email: email } = callback;
  const { data } = useQuery({ ...findCallbacksQuery(phone ?? ''), enabled: phone !== null });
  const others = (data?.items ?? []).filter(({ id }) => id !== callback.id);
  return (
    <aside className={own.caller} aria-label={t('case.caller')}>
      <section>
        <h3 className={styles.title}>{t('case.caller')}</h3>
        <p className={own.name}>{name}</p>
        {phone !== null && <p><a href={`tel:${phone}`}>{phoneWords(phone)}</a></p>}
        {email !== null && <p><a href={`mailto:${email}`}>{email}</a></p>}
      </section>
      {phone !== null && (
        <section>
          <h3 className={styles.title}>{t('case.otherCallbacks')}</h3>
          {others.length === 0 && <p className={own.nothing}>{t('case.noOther')}</p>}
          <ul className={own.others}>
            {others.map((other) => (
              <li key={other.id}>
                <button type="button" className={own.other} onClick={() => open(other.id)}>
                  <span>{wishLine(other)}</span>
                  <span className={own.hint}>{t(`status.${other.status}`)} · {say.moment(other.created_at)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
