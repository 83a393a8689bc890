import { Link } from '@tanstack/react-router';
import { Check, CircleAlert, Loader, Minus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetryPreview } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import type { RetryResult } from './retry-run.ts';
import styles from './retry-dialog.module.css';

interface RetryRowProps {
  readonly item: RetryPreview['items'][number];
  /** null: at this moment; undefined: not yet, or not at all. */
  readonly result: RetryResult | null | undefined;
}

export function RetryRow({ item, result }: RetryRowProps) {
  const { t } = useTranslation('analytics');
  const say = useSay();
  const row = useRef<HTMLLIElement>(null);
  // the one that is being tried stays in sight
  useEffect(() => {
    if (result === null) row.current?.scrollIntoView({ block: 'nearest' });
  }, [result]);
  const wish = [item.service, item.start === null ? null : say.moment(item.start)].filter((part) => part !== null).join(', ');
  const good = result === 'booked' || result === 'adopted';
  const words = result === undefined ? t(`retry.would.${item.result}`, { name: item.claimed_by_name ?? '' }) : result === null ? t('retry.now') : t(`retry.result.${result}`);
  return (
    <li ref={row} className={styles.row} data-good={good} data-now={result === null}>
      <span className={styles.icon} aria-hidden>{result === null ? <Loader size={15} className={styles.turning} /> : good ? <Check size={15} /> : result === undefined ? <Minus size={15} /> : <CircleAlert size={15} />}</span>
      <span className={styles.who}><strong>{item.customer_name ?? t('retry.noName')}</strong>{wish !== '' && <span className={styles.wish}>{wish}</span>}</span>
      <span className={styles.came}>{words}{typeof result === 'string' && !good && <> <Link to="/callbacks/$id" params={{ id: item.id }} search={{ tab: 'all' }}>{t('retry.look')}</Link></>}</span>
    </li>
  );
}
