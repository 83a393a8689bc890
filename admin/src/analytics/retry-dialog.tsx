import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetryPreview } from '../api/shapes.ts';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { retryPreviewQuery } from './queries.ts';
import { RetryRow } from './retry-row.tsx';
import type { RetryResult } from './retry-run.ts';
import { isLeft, useRetryRun } from './use-retry-run.ts';
import type { Run } from './use-retry-run.ts';
import styles from './retry-dialog.module.css';

type Item = RetryPreview['items'][number];
const TRIED: ReadonlySet<Item['result']> = new Set(['would_book', 'would_look']);

/** The bookings of all open callbacks of an error once more: first what it would do, then what it does, one by one, and at the end what came of it. */
export function RetryDialog({ fingerprint, close }: { readonly fingerprint: string; readonly close: () => void }) {
  const { t } = useTranslation('analytics');
  const { data, error, refetch } = useQuery(retryPreviewQuery(fingerprint));
  const run = useRetryRun();
  const busy = run.state === 'running' || run.state === 'stopping';
  return (
    <Modal opened onClose={close} size="lg" title={t('retry.title')} closeButtonProps={{ 'aria-label': t('retry.close') }} closeOnClickOutside={run.state === null} closeOnEscape={!busy} withCloseButton={!busy}>
      {error !== null && data === undefined && <ErrorNotice error={error} retry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingNotice />}
      {data !== undefined && <Retries preview={data} run={run} close={close} />}
    </Modal>
  );
}

function Retries({ preview: { items, more }, run, close }: { readonly preview: RetryPreview; readonly run: Run; readonly close: () => void }) {
  const { t } = useTranslation('analytics');
  const [keepOpen, setKeepOpen] = useState(true);
  const ids = items.filter(({ result }) => TRIED.has(result)).map(({ id }) => id);
  const { state, results } = run;
  const tried = ids.filter((id) => (results.get(id) ?? null) !== null).length;
  const left = ids.filter((id) => isLeft(results.get(id))).length;
  const busy = state === 'running' || state === 'stopping';
  return (
    <div className={styles.retries}>
      {state === null && <p className={styles.what}>{t('retry.what')}</p>}
      {state === null ? <Foreseen items={items} more={more} /> : <Sum run={run} tried={tried} of={ids.length} />}
      <ul className={styles.rows} tabIndex={0} aria-label={t('retry.list')}>{items.map((item) => <RetryRow key={item.id} item={item} result={results.get(item.id)} />)}</ul>
      {state === null && ids.length > 0 && <ExplainedSwitch label={t('retry.keepOpen')} hint={t('retry.keepOpenHint')} on={keepOpen} change={setKeepOpen} />}
      <footer className={styles.foot}>
        {busy && <Button variant="default" disabled={state === 'stopping'} onClick={run.stop}>{t(state === 'stopping' ? 'retry.stopping' : 'retry.stop')}</Button>}
        {!busy && left > 0 && <Button data-autofocus onClick={() => run.start(ids, keepOpen)}>{state === null ? t('retry.start', { count: left }) : t('retry.goOn', { count: left })}</Button>}
        {!busy && <Button variant={left > 0 ? 'subtle' : 'filled'} {...(left > 0 ? { color: 'gray' } : {})} onClick={close}>{t('retry.close')}</Button>}
      </footer>
    </div>
  );
}

function Foreseen({ items, more }: { readonly items: readonly Item[]; readonly more: boolean }) {
  const { t } = useTranslation('analytics');
  const count = (result: Item['result']): number => items.filter((item) => item.result === result).length;
  const parts = (['would_book', 'would_look', 'has_appointment', 'incomplete', 'claimed'] as const).filter((result) => count(result) > 0).map((result) => t(`retry.foreseen.${result}`, { count: count(result) }));
  return <p className={styles.sum} role="status">{parts.length === 0 ? t('retry.nothing') : `${parts.join(' · ')}.`}{more && ` ${t('retry.more')}`}</p>;
}

/** It may stand, or is still under way: nobody may say that there is none. */
const UNCLEAR: ReadonlySet<RetryResult> = new Set(['unconfirmed', 'pending_confirmation', 'busy', 'unreachable']);
const COUNTED = {
  booked: (result: RetryResult) => result === 'booked',
  adopted: (result: RetryResult) => result === 'adopted',
  unclear: (result: RetryResult) => UNCLEAR.has(result),
  without: (result: RetryResult) => result !== 'booked' && result !== 'adopted' && !UNCLEAR.has(result),
} as const;

function Sum({ run: { state, results }, tried, of }: { readonly run: Run; readonly tried: number; readonly of: number }) {
  const { t } = useTranslation('analytics');
  const busy = state === 'running' || state === 'stopping';
  const count = (has: (result: RetryResult) => boolean): number => [...results.values()].filter((result) => result !== null && has(result)).length;
  const parts = (['booked', 'adopted', 'unclear', 'without'] as const).map((name) => [name, count(COUNTED[name])] as const).filter(([, n]) => n > 0);
  return (
    <div className={styles.progress}>
      <p className={styles.sum} role="status">
        <strong>{busy ? t('retry.at', { at: Math.min(of, tried + 1), of }) : t('retry.tried', { tried, of })}</strong> {parts.map(([name, n]) => t(`retry.sum.${name}`, { count: n })).join(' · ')}
        {(state === 'failing' || state === 'unreachable') && <span className={styles.why}>{t(`retry.ended.${state}`)}</span>}
      </p>
      <progress className={styles.bar} value={tried} max={Math.max(1, of)} aria-label={t('retry.progress')} />
    </div>
  );
}
