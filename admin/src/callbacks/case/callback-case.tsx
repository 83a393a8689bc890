// The case beside the list. Order: what he wanted and what he was told, what went wrong and what to do, then everything to look up.
import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client.ts';
import type { CallbackDetail } from '../../api/shapes.ts';
import { ErrorNotice, LoadingNotice, NotFoundNotice } from '../../shell/notices.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { callbackQuery } from '../queries.ts';
import { CallerPanel } from './caller-panel.tsx';
import { CaseContext } from './case-context.tsx';
import { CaseHead } from './case-head.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { Conversation } from './conversation.tsx';
import { WhatHappened } from './what-happened.tsx';
import styles from './callback-case.module.css';

interface CallbackCaseProps {
  readonly id: string;
  readonly close: () => void;
  /** The row behind this one; null: it is the last. */
  readonly next: string | null;
  readonly open: (id: string) => void;
}

export function CallbackCase({ id, close, next, open }: CallbackCaseProps) {
  const { t } = useTranslation('callbacks');
  const { data: callback, error, refetch } = useQuery(callbackQuery(id));
  return (
    <article className={styles.case} aria-label={callback?.customer_name ?? t('case.caller')} aria-busy={callback === undefined && error === null}>
      <div className={styles.bar}>
        <button type="button" className={styles.back} onClick={close}>
          <ArrowLeft size={18} aria-hidden />
          {t('case.back')}
        </button>
        <ActionIcon className={styles.close!} aria-label={t('case.close')} onClick={close}><X size={17} aria-hidden /></ActionIcon>
      </div>
      {callback !== undefined && <Whole callback={callback} close={close} next={next} open={open} />}
      {callback === undefined && (error === null ? <LoadingNotice /> : error instanceof ApiError && error.kind === 'not_found' ? <NotFoundNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />)}
    </article>
  );
}

interface WholeProps extends Omit<CallbackCaseProps, 'id'> {
  readonly callback: CallbackDetail;
}

function Whole({ callback, open }: WholeProps) {
  const { t } = useTranslation('callbacks');
  useTitle(callback.customer_name ?? t('case.caller'));
  return (
    <div className={styles.panes}>
      <div className={styles.main}>
        <CaseHead callback={callback} />
        <WhatHappened callback={callback} />
        <CaseContext callback={callback} />
        <Conversation callback={callback} />
        <CaseTimeline callback={callback} />
      </div>
      <CallerPanel callback={callback} open={open} />
    </div>
  );
}
