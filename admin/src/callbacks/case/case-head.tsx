import { ActionIcon } from '@mantine/core';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { toast } from '../../shell/toast-store.ts';
import { useSay } from '../../words/say.ts';
import { useNow } from '../../words/use-now.ts';
import { Due } from '../due.tsx';
import { phoneWords } from '../phone-words.ts';
import { PriorityMark } from '../priority-mark.tsx';
import { useCallerName } from '../use-caller-name.ts';
import { useWishLine, windowWords } from '../use-wish-line.ts';
import styles from './case-head.module.css';

/** Whom to call, what he wanted, and what he was told. */
export function CaseHead({ callback }: { readonly callback: CallbackDetail }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const now = useNow();
  const name = useCallerName()(callback);
  const wish = useWishLine()(callback);
  const window = windowWords(callback.preferred_time_window);
  const told = callback.metadata['error_during'] === 'availability_check' || callback.created_from === 'reconciliation' || callback.created_from === 'staff' ? 'notPromised' : 'promised';
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <h2 className={styles.name}>{name}</h2>
        <span className={styles.state}>{t(`status.${callback.status}`)}</span>
      </div>
      <Phone callback={callback} />
      <p className={styles.wish}>{wish}</p>
      {callback.completed_at === null && (
        <div className={styles.due}>
          <PriorityMark priority={callback.priority} />
          <span>{t(`priority.${callback.priority}`)}</span>
          <Due callback={callback} now={now} />
        </div>
      )}
      <p className={styles.told}>
        {t(`case.${told}`, { moment: say.moment(callback.due_at) })}
        {window !== '' && ` ${t('case.reachable')}: ${window}.`}
      </p>
    </header>
  );
}

function Phone({ callback }: { readonly callback: CallbackDetail }) {
  const { t } = useTranslation(['callbacks', 'frame']);
  const { phone_number: number, phone_raw: raw, customer_email: email } = callback;
  if (number === null) return <p className={styles.noNumber}>{raw === null ? t('wish.noNumber') : t('wish.hiddenNumber')}{email !== null && <> · <a href={`mailto:${email}`}>{email}</a></>}</p>;
  const copy = (): void => void navigator.clipboard.writeText(number).then(() => toast(t('frame:copied')));
  return (
    <p className={styles.phone}>
      <a href={`tel:${number}`}>{phoneWords(number)}</a>
      <ActionIcon size="sm" aria-label={t('case.copyNumber')} onClick={copy}><Copy size={14} aria-hidden /></ActionIcon>
    </p>
  );
}
