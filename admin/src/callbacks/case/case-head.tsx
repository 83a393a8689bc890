import { ActionIcon } from '@mantine/core';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { useCopy } from '../../shell/use-copy.ts';
import { useSay } from '../../words/say.ts';
import { useNow } from '../../words/use-now.ts';
import { phoneWords } from '../phone-words.ts';
import { PriorityMark } from '../priority-mark.tsx';
import { useCallerName } from '../use-caller-name.ts';
import { useWishLine, windowWords } from '../use-wish-line.ts';
import styles from './case-head.module.css';

interface CaseHeadProps {
  readonly callback: CallbackDetail;
  /** Claims it before it dials; null: who looks on only dials. */
  readonly call: (() => void) | null;
}

/** Whom to call, what he wanted, and what he was told. */
export function CaseHead({ callback, call }: CaseHeadProps) {
  const { t } = useTranslation('callbacks');
  const name = useCallerName()(callback);
  const wish = useWishLine()(callback);
  const window = windowWords(callback.preferred_time_window);
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <h2 className={styles.name}>{name}</h2>
        <span className={styles.state}>{t(`status.${callback.status}`)}</span>
      </div>
      <Phone callback={callback} call={callback.completed_at === null ? call : null} />
      <p className={styles.wish}>{wish}</p>
      <Promised callback={callback} />
      {window !== '' && <p className={styles.told}>{t('case.reachable')}: {window}</p>}
    </header>
  );
}

/** What was said in the call, where something was: nobody is told of a callback that the machine makes for itself. */
function Promised({ callback }: { readonly callback: CallbackDetail }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const now = useNow();
  if (callback.completed_at !== null) return <p className={styles.told}>{t('case.closed', { moment: say.moment(callback.completed_at) })}</p>;
  const silent = callback.metadata['error_during'] === 'availability_check' || ['reconciliation', 'staff', 'call_problem'].includes(callback.created_from);
  const leftMs = Date.parse(callback.due_at) - now;
  return (
    <p className={styles.promised} data-level={leftMs < 0 ? 'over' : leftMs < 30 * 60_000 ? 'soon' : 'later'}>
      <PriorityMark priority={callback.priority} />
      <span>{t(silent ? 'case.todoUntil' : 'case.promised', { moment: say.moment(callback.due_at) })}</span>
      <span className={styles.left}>{leftMs < 0 ? t('case.overdueFor', { span: say.span(leftMs) }) : say.remaining(callback.due_at)}</span>
    </p>
  );
}

function Phone({ callback, call }: CaseHeadProps) {
  const { t } = useTranslation('callbacks');
  const copy = useCopy();
  const { phone_number: number, phone_raw: raw, customer_email: email } = callback;
  if (number === null) return <p className={styles.noNumber}>{raw === null ? t('wish.noNumber') : t('wish.hiddenNumber')}{email !== null && <> · <a href={`mailto:${email}`}>{email}</a></>}</p>;
  return (
    <p className={styles.phone}>
      <a href={`tel:${number}`} onClick={(event) => { if (call !== null) { event.preventDefault(); call(); } }}>{phoneWords(number)}</a>
      <ActionIcon size="sm" aria-label={t('case.copyNumber')} onClick={() => copy(number)}><Copy size={14} aria-hidden /></ActionIcon>
    </p>
  );
}
